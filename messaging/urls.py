"""Addresses of the pages of messaging."""

from django.urls import path

from messaging.inbox import views as inbox
from messaging.outbox import views as outbox
from messaging.preferences import views as preferences

app_name = "messaging"
urlpatterns = [
    path("pemberitahuan/", inbox.notification_list, name="notification_list"),
    path("pemberitahuan/<int:pk>/buka/", inbox.notification_open, name="notification_open"),
    path("pemberitahuan/baca-semua/", inbox.notification_read_all, name="notification_read_all"),
    path("pemberitahuan/terkirim/", outbox.sent_list, name="sent_list"),
    path("pemberitahuan/terkirim/<int:pk>/", outbox.sent_detail, name="sent_detail"),
    path("pemberitahuan/terkirim/<int:pk>/disampaikan/", outbox.sent_passed_on, name="sent_passed_on"),
    path("pemberitahuan/pengaturan/", preferences.message_settings, name="message_settings"),
    path("pemberitahuan/pengiriman/", inbox.delivery_list, name="delivery_list"),
    path("pemberitahuan/pengiriman/<int:pk>/kirim-ulang/", inbox.delivery_resend, name="delivery_resend"),
    path("pemberitahuan/pengiriman/<int:pk>/anggap-terkirim/", inbox.delivery_settle, name="delivery_settle"),
]
