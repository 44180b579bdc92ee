"""Addresses of the reminders; the start page stands at the root of the house."""

from django.urls import path

from duties.reminders import views as reminders

app_name = "duties"
urlpatterns = [
    path("pengingat/", reminders.reminder_list, name="reminder_list"),
    path("pengingat/tinjau/", reminders.reminder_review, name="reminder_review"),
    path("pengingat/kirim/", reminders.reminder_send, name="reminder_send"),
]
