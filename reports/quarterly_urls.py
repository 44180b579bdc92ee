"""Addresses of the documents of a quarter."""

from django.urls import path

from reports.views import quarterly

urlpatterns = [
    path("realisasi/<int:pk>/dokumen/<slug:kind>.pdf", quarterly.quarter_pdf, name="quarter_pdf"),
    path("realisasi/<int:pk>/dokumen/<slug:kind>.xlsx", quarterly.quarter_workbook, name="quarter_workbook"),
    path("realisasi/<int:pk>/tanda-terima/<int:number>.pdf", quarterly.receipt_pdf, name="receipt_pdf"),
]
