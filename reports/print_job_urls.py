"""Addresses of printing in bulk; `reports.urls` takes them in."""

from django.urls import path

from reports.views import print_jobs

urlpatterns = [
    path("cetak/", print_jobs.print_job_list, name="print_job_list"),
    path("cetak/baru/", print_jobs.print_job_create, name="print_job_create"),
    path("cetak/<int:pk>/", print_jobs.print_job_detail, name="print_job_detail"),
    path("cetak/<int:pk>/hentikan/", print_jobs.print_job_cancel, name="print_job_cancel"),
    path("cetak/<int:pk>/lanjutkan/", print_jobs.print_job_retry, name="print_job_retry"),
    path("cetak/<int:pk>/unduh/", print_jobs.print_job_file, name="print_job_file"),
]
