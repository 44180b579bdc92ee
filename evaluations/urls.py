"""Addresses of the evaluation pages."""

from django.urls import path

from evaluations.dashboard import views as dashboard
from evaluations.views import reminders as views_reminders
from evaluations.years import views as years

app_name = "evaluations"
urlpatterns = [
    path("dasbor/", dashboard.dashboard_show, name="dashboard_show"),
    path("dasbor/jabatan/<int:pk>/", dashboard.position_show, name="position_show"),
    path("pengingat/", views_reminders.reminder_list, name="reminder_list"),
    path("pengingat/tinjau/", views_reminders.reminder_review, name="reminder_review"),
    path("pengingat/kirim/", views_reminders.reminder_send, name="reminder_send"),
    path("kinerja/<int:pk>/<int:year>/", years.position_year, name="position_year"),
    path("kinerja/unit/<int:pk>/<int:year>/", years.unit_year, name="unit_year"),
]
