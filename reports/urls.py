"""Addresses of the reports pages."""

from django.urls import path

from reports.attachment_urls import urlpatterns as attachments
from reports.cascade_urls import urlpatterns as cascade
from reports.exchange_urls import urlpatterns as exchange
from reports.print_job_urls import urlpatterns as print_jobs
from reports.quarterly_urls import urlpatterns as quarterly
from reports.scan_urls import urlpatterns as scans
from reports.signing_urls import urlpatterns as signing
from reports.text_urls import urlpatterns as texts
from reports.views import agreements, lkjip, verification
from reports.yearly_urls import urlpatterns as yearly

app_name = "reports"
urlpatterns = [
    *cascade,
    *exchange,
    *signing,
    *scans,
    *print_jobs,
    *attachments,
    *texts,
    *quarterly,
    *yearly,
    path("dokumen/", agreements.document_list, name="document_list"),
    path("pk/<int:pk>/cetak/", agreements.agreement_pdf, name="agreement_pdf"),
    path("pk/<int:pk>/terbitkan/", agreements.agreement_issue, name="agreement_issue"),
    path("lkjip/", lkjip.lkjip_list, name="lkjip_list"),
    path("lkjip/<int:year>/<int:pk>/", lkjip.lkjip_pdf, name="lkjip_pdf"),
    path("v/<slug:token>/", verification.document_verify, name="document_verify"),
]
