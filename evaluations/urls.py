"""Addresses of the evaluation pages."""

from django.urls import path

from evaluations import views

app_name = "evaluations"
urlpatterns = [
    path("dasbor/", views.dashboard_show, name="dashboard_show"),
    path("dasbor/jabatan/<int:pk>/", views.position_show, name="position_show"),
]
