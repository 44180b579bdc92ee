"""Addresses of the organisation pages."""

from django.urls import path

from organisation.views import accounts, notifications

app_name = "organisation"
urlpatterns = [
    path("masuk/", accounts.Login.as_view(), name="login"),
    path("keluar/", accounts.Logout.as_view(), name="logout"),
    path("sandi/", accounts.PasswordChange.as_view(), name="password_change"),
    path("sandi/atur/<uidb64>/<token>/", accounts.PasswordSet.as_view(), name="password_set"),
    path("pemberitahuan/", notifications.notification_list, name="notification_list"),
    path("pemberitahuan/<int:pk>/buka/", notifications.notification_open, name="notification_open"),
    path("pemberitahuan/baca-semua/", notifications.notification_read_all, name="notification_read_all"),
    path("pemberitahuan/pengiriman/", notifications.delivery_list, name="delivery_list"),
    path("pemberitahuan/pengiriman/<int:pk>/kirim-ulang/", notifications.delivery_resend, name="delivery_resend"),
    path("pemberitahuan/pengiriman/<int:pk>/anggap-terkirim/", notifications.delivery_settle, name="delivery_settle"),
]
