"""Addresses of scans; `reports.urls` takes them in."""

from django.urls import path

from reports.views import scans

urlpatterns = [
    path("pk/<int:pk>/pindaian/", scans.agreement_scan, name="agreement_scan"),
    path("pk/pindaian/", scans.scan_inbox, name="scan_inbox"),
    path("pk/pindaian/unggah/", scans.scan_upload, name="scan_upload"),
    path("pk/pindaian/konfirmasi/", scans.scan_confirm, name="scan_confirm"),
    path("pk/pindaian/ditolak/buang/", scans.scan_discard_refused, name="scan_discard_refused"),
    path("pk/pindaian/<int:pk>/pasangkan/", scans.scan_match, name="scan_match"),
    path("pk/pindaian/<int:pk>/buang/", scans.scan_discard, name="scan_discard"),
    path("pk/pindaian/<int:pk>/pratinjau/", scans.scan_preview, name="scan_preview"),
    path("pk/pindaian/<int:pk>/berkas/", scans.scan_file, name="scan_file"),
]
