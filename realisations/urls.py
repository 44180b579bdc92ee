"""Addresses of the pages of realisations."""

from django.urls import path

from realisations.box import views as box
from realisations.entry import views as entry
from realisations.evidence import views as evidence
from realisations.follow_ups import views as follow_ups
from realisations.history import views as history
from realisations.pasting import views as pasting
from realisations.plan_outline import views as plan_outline
from realisations.reports import sending_views as reports_sending
from realisations.reports import views as reports
from realisations.spending import views as spending
from realisations.verification import views as verification

app_name = "realisations"
urlpatterns = [
    path("rencana/anggaran/", spending.budget_overview, name="budget_overview"),
    path("rencana/anggaran/<int:pk>/<int:year>/", spending.budget_show, name="budget_show"),
    path("realisasi/", reports.report_list, name="report_list"),
    path("realisasi/mulai/<int:position_pk>/<int:period_pk>/", reports.report_start, name="report_start"),
    path("realisasi/verifikasi/", verification.verification_list, name="verification_list"),
    path("realisasi/verifikasi/periksa/", verification.verification_review, name="verification_review"),
    path("realisasi/verifikasi/setujui/", verification.verification_perform, name="verification_perform"),
    path("realisasi/<int:pk>/", reports.report_detail, name="report_detail"),
    path("realisasi/<int:pk>/isi/", entry.report_edit, name="report_edit"),
    path("realisasi/<int:pk>/isi/sel/", box.cell_save, name="cell_save"),
    path("realisasi/<int:pk>/periksa/", reports_sending.report_check, name="report_check"),
    path("realisasi/<int:pk>/kirim/", reports_sending.report_submit, name="report_submit"),
    path("realisasi/<int:pk>/tempel/", pasting.report_paste, name="report_paste"),
    path("realisasi/<int:pk>/tempel/simpan/", pasting.report_paste_accept, name="report_paste_accept"),
    path("realisasi/<int:pk>/tempel/urungkan/", pasting.report_paste_undo, name="report_paste_undo"),
    path("realisasi/<int:pk>/tanda-terima/", reports.report_receipt, name="report_receipt"),
    path("realisasi/<int:pk>/tanda-terima/<int:number>/", reports.report_receipt, name="receipt_detail"),
    path("realisasi/<int:pk>/verifikasi/", verification.report_review, name="report_review"),
    path("realisasi/<int:pk>/setujui/", verification.report_verify, name="report_verify"),
    path("realisasi/<int:pk>/kembalikan/", verification.report_return, name="report_return"),
    path("realisasi/<int:pk>/baris/<int:indicator_pk>/buka/", verification.row_open, name="row_open"),
    path("realisasi/<int:pk>/buka-kembali/", verification.report_reopen, name="report_reopen"),
    path("realisasi/<int:pk>/bukti/<int:indicator_pk>/", evidence.report_evidence, name="report_evidence"),
    path("realisasi/<int:pk>/bukti/<int:indicator_pk>/pakai/", evidence.evidence_reuse, name="evidence_reuse"),
    path(
        "realisasi/<int:pk>/bukti/<int:indicator_pk>/lepas/<int:use_pk>/",
        evidence.evidence_remove,
        name="evidence_remove",
    ),
    path("bukti/<int:pk>/", evidence.evidence_file, name="evidence_file"),
    path("tindak-lanjut/", follow_ups.follow_up_list, name="follow_up_list"),
    path(
        "realisasi/<int:pk>/tindak-lanjut/<int:indicator_pk>/", follow_ups.follow_up_schedule, name="follow_up_schedule"
    ),
    path("tindak-lanjut/<int:pk>/selesai/", follow_ups.follow_up_done, name="follow_up_done"),
    path("indikator/<int:pk>/", history.indicator_detail, name="indicator_detail"),
    path("indikator/<int:pk>/capaian/<int:year>/", history.figure_working, name="figure_working"),
    path("indikator/<int:pk>/riwayat/", history.figure_history, name="figure_history"),
    path("rencana/<int:pk>/", plan_outline.plan_detail, name="plan_detail"),
]
