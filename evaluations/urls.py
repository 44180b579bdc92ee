"""Addresses of the evaluation pages."""

from django.urls import path

from evaluations.dashboard import views as dashboard
from evaluations.years import views as years

app_name = "evaluations"
urlpatterns = [
    path("dasbor/", dashboard.dashboard_show, name="dashboard_show"),
    path("dasbor/jabatan/<int:pk>/", dashboard.position_show, name="position_show"),
    path("kinerja/<int:pk>/<int:year>/", years.position_year, name="position_year"),
    path("kinerja/unit/<int:pk>/<int:year>/", years.unit_year, name="unit_year"),
]
