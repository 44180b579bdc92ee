"""Addresses of the attachments of an agreement."""

from django.urls import path

from reports.views import attachments

urlpatterns = [
    path("pk/<int:pk>/lampiran/terbitkan/", attachments.attachment_issue, name="attachment_issue"),
    path("pk/<int:pk>/lampiran/<slug:kind>/", attachments.attachment_pdf, name="attachment_pdf"),
]
