"""Addresses of the reports pages."""

from django.urls import path

from reports.lkjip import views as lkjip
from reports.quarter_files import views as quarter_files
from reports.year import views as year

app_name = "reports"
urlpatterns = [
    path("realisasi/<int:pk>/dokumen/<slug:kind>.pdf", quarter_files.quarter_pdf, name="quarter_pdf"),
    path("realisasi/<int:pk>/dokumen/<slug:kind>.xlsx", quarter_files.quarter_workbook, name="quarter_workbook"),
    path("realisasi/<int:pk>/tanda-terima/<int:number>.pdf", quarter_files.receipt_pdf, name="receipt_pdf"),
    path("lkjip/", lkjip.lkjip_list, name="lkjip_list"),
    path("lkjip/<int:year>/<int:pk>/", lkjip.lkjip_pdf, name="lkjip_pdf"),
    path("kinerja/<slug:kind>/<int:pk>/<int:year>.pdf", year.year_pdf, name="year_pdf"),
    path("kinerja/<slug:kind>/<int:pk>/<int:year>.xlsx", year.year_workbook, name="year_workbook"),
]
