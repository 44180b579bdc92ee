"""What was sent to BSrE: marked before it leaves and after it came back, so that nothing is signed twice."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from documents.enums import SubmissionStatus
from organisation.models.constraints import choices_constraint


class Submission(models.Model):
    """One document on its way to BSrE and back, for one party. Never holds NIK or passphrase.

    While one is sent or doubtful, no other can be: the database sees to that.
    """

    document = models.ForeignKey(
        "documents.IssuedDocument", on_delete=models.PROTECT, related_name="submissions", verbose_name="dokumen"
    )
    party = models.CharField("pihak", max_length=20)
    status = models.CharField("status", max_length=10, choices=SubmissionStatus, default=SubmissionStatus.SENT)
    base = models.FileField("berkas yang dikirim", upload_to="sent/")
    service_id = models.CharField("nomor di BSrE", max_length=100, blank=True)
    remark = models.CharField("keterangan", max_length=300, blank=True)
    sent_at = models.DateTimeField("dikirim pada")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="dikirim oleh"
    )

    class Meta:
        verbose_name = "pengiriman ke BSrE"
        verbose_name_plural = "pengiriman ke BSrE"
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(status__in=[SubmissionStatus.SENT, SubmissionStatus.DOUBTFUL]),
                name="submission_one_open",
                violation_error_message="Dokumen ini sedang dikirim ke BSrE.",
            ),
            choices_constraint("status", SubmissionStatus, "submission_status_known"),
            models.CheckConstraint(condition=~Q(party=""), name="submission_has_party"),
        ]

    def __str__(self) -> str:
        return f"{self.document} ke BSrE"
