"""Scans that wait for a person's confirmation; confirmed, they become a file of their document."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from documents.enums import ScanState
from documents.querysets import UploadedScanQuerySet
from organisation.models.constraints import choices_constraint


class UploadedScan(models.Model):
    """One uploaded file. The row lives until it is confirmed or thrown away; what is refused keeps no file."""

    name = models.CharField("nama berkas", max_length=200)
    state = models.CharField("keadaan", max_length=10, choices=ScanState, default=ScanState.WAITING)
    file = models.FileField("berkas", upload_to="scans/", blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField("jumlah halaman", default=0)
    preview = models.BinaryField("halaman pertama", blank=True, default=b"")
    document = models.ForeignKey(
        "documents.IssuedDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="uploaded_scans",
        verbose_name="dokumen",
    )
    is_chosen_by_hand = models.BooleanField("dipilih tangan", default=False)
    problem = models.CharField("sebab ditolak", max_length=500, blank=True)
    uploaded_at = models.DateTimeField("diunggah pada", db_default=Now(), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diunggah oleh"
    )

    objects = UploadedScanQuerySet.as_manager()

    class Meta:
        verbose_name = "hasil pindai yang menunggu"
        verbose_name_plural = "hasil pindai yang menunggu"
        ordering = ["uploaded_at", "id"]
        constraints = [
            choices_constraint("state", ScanState, "uploaded_scan_state_known"),
            models.CheckConstraint(
                condition=Q(state=ScanState.MATCHED, document__isnull=False)
                | (~Q(state=ScanState.MATCHED) & Q(document__isnull=True)),
                name="uploaded_scan_matched_has_document",
            ),
            models.CheckConstraint(
                condition=Q(state=ScanState.REFUSED, file="") & ~Q(problem="")
                | (~Q(state=ScanState.REFUSED) & ~Q(file="") & Q(problem="")),
                name="uploaded_scan_refused_or_kept",
            ),
        ]
        indexes = [models.Index(fields=["id"], name="uploaded_scan_waiting", condition=Q(state=ScanState.WAITING))]

    def __str__(self) -> str:
        return self.name
