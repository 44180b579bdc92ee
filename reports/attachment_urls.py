"""Addresses of the attachments of an agreement, and of reference sheets outside of one."""

from django.urls import path

from reports.views import attachments, sheets

urlpatterns = [
    path("pk/<int:pk>/lampiran/terbitkan/", attachments.attachment_issue, name="attachment_issue"),
    path("pk/<int:pk>/lampiran/rencana-aksi.xlsx", attachments.action_plan_workbook, name="action_plan_workbook"),
    path("pk/<int:pk>/lampiran/<slug:kind>/", attachments.attachment_pdf, name="attachment_pdf"),
    path("indikator/<int:pk>/lembar/cetak/", sheets.indicator_sheet_pdf, name="indicator_sheet_pdf"),
    path("organisasi/jabatan/<int:pk>/lembar-indikator/", sheets.position_sheets_pdf, name="position_sheets_pdf"),
    path("organisasi/unit/<int:pk>/lembar-indikator/", sheets.unit_sheets_pdf, name="unit_sheets_pdf"),
]
