"""Addresses of the year of a position or a unit as files; `reports.urls` takes them in."""

from django.urls import path

from reports.views import yearly

urlpatterns = [
    path("kinerja/<slug:kind>/<int:pk>/<int:year>.pdf", yearly.year_pdf, name="year_pdf"),
    path("kinerja/<slug:kind>/<int:pk>/<int:year>.xlsx", yearly.year_workbook, name="year_workbook"),
]
