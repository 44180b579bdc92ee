"""Addresses of the exchange workbook; `reports.urls` takes them in."""

from django.urls import path

from reports.views import exchange

urlpatterns = [
    path("pertukaran/", exchange.exchange_home, name="exchange_home"),
    path("pertukaran/templat/", exchange.workbook_template, name="workbook_template"),
    path("pertukaran/unduh/", exchange.workbook_export, name="workbook_export"),
    path("pertukaran/unggah/", exchange.workbook_upload, name="workbook_upload"),
    path("pertukaran/simpan/", exchange.workbook_apply, name="workbook_apply"),
    path("pertukaran/kesalahan/", exchange.workbook_problems, name="workbook_problems"),
]
