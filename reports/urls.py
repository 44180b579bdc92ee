"""Addresses of the reports pages."""

from django.urls import path

from reports.lkjip import views as lkjip
from reports.quarter_files import views as quarter_files
from reports.views import agreements as views_agreements
from reports.views import attachments as views_attachments
from reports.views import bsre as views_bsre
from reports.views import cascade as views_cascade
from reports.views import checking as views_checking
from reports.views import kept_keys as views_kept_keys
from reports.views import print_jobs as views_print_jobs
from reports.views import scans as views_scans
from reports.views import sheets as views_sheets
from reports.views import signing as views_signing
from reports.views import texts as views_texts
from reports.views import verification as views_verification
from reports.year import views as year

app_name = "reports"
urlpatterns = [
    path("pk/<int:pk>/lampiran/terbitkan/", views_attachments.attachment_issue, name="attachment_issue"),
    path("pk/<int:pk>/lampiran/rencana-aksi.xlsx", views_attachments.action_plan_workbook, name="action_plan_workbook"),
    path("pk/<int:pk>/lampiran/<slug:kind>/", views_attachments.attachment_pdf, name="attachment_pdf"),
    path("indikator/<int:pk>/lembar/cetak/", views_sheets.indicator_sheet_pdf, name="indicator_sheet_pdf"),
    path("organisasi/jabatan/<int:pk>/lembar-indikator/", views_sheets.position_sheets_pdf, name="position_sheets_pdf"),
    path("organisasi/unit/<int:pk>/lembar-indikator/", views_sheets.unit_sheets_pdf, name="unit_sheets_pdf"),
    path("pk/pohon/cetak/", views_cascade.cascade_pdf, name="cascade_pdf"),
    path("pk/pohon/ekspor/", views_cascade.cascade_export, name="cascade_export"),
    path("pk/pohon/gambar/<int:position_pk>/", views_cascade.cascade_drawing, name="cascade_drawing"),
    path("cetak/", views_print_jobs.print_job_list, name="print_job_list"),
    path("cetak/baru/", views_print_jobs.print_job_create, name="print_job_create"),
    path("cetak/<int:pk>/", views_print_jobs.print_job_detail, name="print_job_detail"),
    path("cetak/<int:pk>/hentikan/", views_print_jobs.print_job_cancel, name="print_job_cancel"),
    path("cetak/<int:pk>/lanjutkan/", views_print_jobs.print_job_retry, name="print_job_retry"),
    path("cetak/<int:pk>/unduh/", views_print_jobs.print_job_file, name="print_job_file"),
    path("realisasi/<int:pk>/dokumen/<slug:kind>.pdf", quarter_files.quarter_pdf, name="quarter_pdf"),
    path("realisasi/<int:pk>/dokumen/<slug:kind>.xlsx", quarter_files.quarter_workbook, name="quarter_workbook"),
    path("realisasi/<int:pk>/tanda-terima/<int:number>.pdf", quarter_files.receipt_pdf, name="receipt_pdf"),
    path("pk/<int:pk>/pindaian/", views_scans.agreement_scan, name="agreement_scan"),
    path("pk/pindaian/", views_scans.scan_inbox, name="scan_inbox"),
    path("pk/pindaian/unggah/", views_scans.scan_upload, name="scan_upload"),
    path("pk/pindaian/konfirmasi/", views_scans.scan_confirm, name="scan_confirm"),
    path("pk/pindaian/ditolak/buang/", views_scans.scan_discard_refused, name="scan_discard_refused"),
    path("pk/pindaian/<int:pk>/pasangkan/", views_scans.scan_match, name="scan_match"),
    path("pk/pindaian/<int:pk>/buang/", views_scans.scan_discard, name="scan_discard"),
    path("pk/pindaian/<int:pk>/pratinjau/", views_scans.scan_preview, name="scan_preview"),
    path("pk/pindaian/<int:pk>/berkas/", views_scans.scan_file, name="scan_file"),
    path(
        "pk/<int:pk>/tanda-tangan/elektronik/",
        views_signing.agreement_sign_electronic,
        name="agreement_sign_electronic",
    ),
    path(
        "pk/<int:pk>/tanda-tangan/kunci-server/",
        views_kept_keys.agreement_sign_kept_key,
        name="agreement_sign_kept_key",
    ),
    path("pk/<int:pk>/tanda-tangan/bsre/", views_bsre.agreement_sign_bsre, name="agreement_sign_bsre"),
    path("pk/<int:pk>/tanda-tangan/bsre/selesaikan/", views_bsre.agreement_settle_bsre, name="agreement_settle_bsre"),
    path("v/<slug:token>/periksa/", views_checking.document_check, name="document_check"),
    path("dokumen/naskah/", views_texts.text_list, name="text_list"),
    path("dokumen/naskah/<slug:kind>/", views_texts.text_edit, name="text_edit"),
    path("dokumen/naskah/<slug:kind>/pratinjau/", views_texts.text_preview, name="text_preview"),
    path("dokumen/naskah/<slug:kind>/riwayat/", views_texts.text_history, name="text_history"),
    path("dokumen/naskah/<slug:kind>/versi/<int:number>/", views_texts.text_version, name="text_version"),
    path("dokumen/naskah/<slug:kind>/versi/<int:number>/pulihkan/", views_texts.text_restore, name="text_restore"),
    path("dokumen/", views_agreements.document_list, name="document_list"),
    path("pk/<int:pk>/cetak/", views_agreements.agreement_pdf, name="agreement_pdf"),
    path("pk/<int:pk>/terbitkan/", views_agreements.agreement_issue, name="agreement_issue"),
    path("lkjip/", lkjip.lkjip_list, name="lkjip_list"),
    path("lkjip/<int:year>/<int:pk>/", lkjip.lkjip_pdf, name="lkjip_pdf"),
    path("v/<slug:token>/", views_verification.document_verify, name="document_verify"),
    path("kinerja/<slug:kind>/<int:pk>/<int:year>.pdf", year.year_pdf, name="year_pdf"),
    path("kinerja/<slug:kind>/<int:pk>/<int:year>.xlsx", year.year_workbook, name="year_workbook"),
]
