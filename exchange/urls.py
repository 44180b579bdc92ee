"""Addresses of the pages of exchange."""

from django.urls import path

from exchange.pages import views as pages

app_name = "exchange"
urlpatterns = [
    path("pertukaran/", pages.exchange_home, name="exchange_home"),
    path("pertukaran/templat/", pages.workbook_template, name="workbook_template"),
    path("pertukaran/unduh/", pages.workbook_export, name="workbook_export"),
    path("pertukaran/unggah/", pages.workbook_upload, name="workbook_upload"),
    path("pertukaran/simpan/", pages.workbook_apply, name="workbook_apply"),
    path("pertukaran/kesalahan/", pages.workbook_problems, name="workbook_problems"),
]
