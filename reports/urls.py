"""Addresses of the reports pages."""

from django.urls import path

from reports.views import agreements, verification

app_name = "reports"
urlpatterns = [
    path("dokumen/", agreements.document_list, name="document_list"),
    path("pk/<int:pk>/cetak/", agreements.agreement_pdf, name="agreement_pdf"),
    path("pk/<int:pk>/terbitkan/", agreements.agreement_issue, name="agreement_issue"),
    path("v/<slug:token>/", verification.document_verify, name="document_verify"),
]
