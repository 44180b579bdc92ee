"""Addresses of the pages of planning and measuring."""

from django.urls import path

from indicators.views import (
    calendar,
    cells,
    entry,
    evidence,
    extensions,
    figures,
    indicators,
    policies,
    reopening,
    reports,
    reviews,
    sheets,
)

app_name = "indicators"
urlpatterns = [
    path("realisasi/", reports.report_list, name="report_list"),
    path("realisasi/mulai/<int:position_pk>/<int:period_pk>/", reports.report_start, name="report_start"),
    path("realisasi/<int:pk>/", reports.report_detail, name="report_detail"),
    path("realisasi/<int:pk>/isi/", entry.report_edit, name="report_edit"),
    path("realisasi/<int:pk>/isi/sel/", cells.cell_save, name="cell_save"),
    path("realisasi/<int:pk>/periksa/", entry.report_check, name="report_check"),
    path("realisasi/<int:pk>/kirim/", entry.report_submit, name="report_submit"),
    path("realisasi/<int:pk>/tanda-terima/", reports.report_receipt, name="report_receipt"),
    path("realisasi/<int:pk>/tanda-terima/<int:number>/", reports.report_receipt, name="receipt_detail"),
    path("realisasi/<int:pk>/verifikasi/", reviews.report_review, name="report_review"),
    path("realisasi/<int:pk>/setujui/", reviews.report_verify, name="report_verify"),
    path("realisasi/<int:pk>/kembalikan/", reviews.report_return, name="report_return"),
    path("realisasi/<int:pk>/baris/<int:indicator_pk>/buka/", reviews.row_open, name="row_open"),
    path("realisasi/<int:pk>/buka-kembali/", reopening.report_reopen, name="report_reopen"),
    path("realisasi/<int:pk>/bukti/<int:indicator_pk>/", evidence.report_evidence, name="report_evidence"),
    path("realisasi/<int:pk>/bukti/<int:indicator_pk>/pakai/", evidence.evidence_reuse, name="evidence_reuse"),
    path(
        "realisasi/<int:pk>/bukti/<int:indicator_pk>/lepas/<int:use_pk>/",
        evidence.evidence_remove,
        name="evidence_remove",
    ),
    path("bukti/<int:pk>/", evidence.evidence_file, name="evidence_file"),
    path("realisasi/jadwal/", calendar.period_list, name="period_list"),
    path("realisasi/jadwal/siapkan/", calendar.period_prepare, name="period_prepare"),
    path("realisasi/jadwal/<int:year>/", calendar.period_edit, name="period_edit"),
    path("realisasi/jadwal/perpanjangan/", extensions.extension_list, name="extension_list"),
    path("realisasi/jadwal/perpanjangan/<int:pk>/", extensions.extension_create, name="extension_create"),
    path("realisasi/jadwal/perpanjangan/<int:pk>/akhiri/", extensions.extension_end, name="extension_end"),
    path("realisasi/kebijakan/<int:year>/", policies.policy_detail, name="policy_detail"),
    path("realisasi/kebijakan/<int:year>/ubah/", policies.policy_edit, name="policy_edit"),
    path("indikator/<int:pk>/", indicators.indicator_detail, name="indicator_detail"),
    path("indikator/<int:pk>/capaian/<int:year>/", figures.figure_working, name="figure_working"),
    path("indikator/<int:pk>/riwayat/", figures.figure_history, name="figure_history"),
    path("indikator/<int:pk>/lembar/", sheets.indicator_sheet, name="indicator_sheet"),
]
