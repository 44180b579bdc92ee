"""Documents that a worker draws for one person."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from documents.enums import OPEN_STATES, PrintItemState
from documents.querysets import PreparedDocumentQuerySet
from organisation.models.constraints import choices_constraint

S = PrintItemState
LONGEST_ADDRESS = 1000
LATE_AFTER = datetime.timedelta(minutes=2)


class PreparedDocument(models.Model):
    """One request for a document as the data stand, and the file that a worker made of it; kept for a day.

    `address` is the page of the document, with which it was asked for; who may not see that page any more does not get
    the file, nor who sees another part of the government or has other rights than when it was drawn (`drawn_for`).
    `claimed_at` is the token of a worker's claim, and tells when it is over.
    """

    token = models.UUIDField("kunci", default=uuid.uuid4, unique=True, editable=False)
    address = models.CharField("alamat", max_length=LONGEST_ADDRESS)
    name = models.CharField("nama berkas", max_length=200)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diminta oleh"
    )
    requested_at = models.DateTimeField("diminta", db_default=Now(), editable=False)
    state = models.CharField("keadaan", max_length=10, choices=PrintItemState, default=S.READY)
    claimed_at = models.DateTimeField("diambil", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    finished_at = models.DateTimeField("selesai pada", null=True, blank=True)
    drawn_for = models.CharField("kewenangan saat disusun", max_length=64, blank=True, editable=False)
    file = models.FileField("berkas", upload_to="prepared/", blank=True)
    problem = models.CharField("kendala", max_length=500, blank=True)

    objects = PreparedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen yang disiapkan"
        verbose_name_plural = "dokumen yang disiapkan"
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["requested_by", "address"],
                condition=Q(state__in=sorted(OPEN_STATES)),
                name="prepared_document_asked_once",
            ),
            choices_constraint("state", PrintItemState, "prepared_document_state_known"),
            models.CheckConstraint(
                condition=~Q(state=S.CLAIMED) | Q(claimed_at__isnull=False), name="prepared_document_claimed_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=S.DONE) | Q(finished_at__isnull=False) & ~Q(file=""),
                name="prepared_document_done_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.FAILED) | ~Q(problem=""), name="prepared_document_failed_has_problem"
            ),
        ]
        indexes = [models.Index(fields=["id"], name="prepared_document_ready", condition=Q(state=S.READY))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("documents:prepared_detail", args=[self.token])

    @property
    def is_open(self) -> bool:
        """Whether it waits for a worker or is in its hands."""
        return self.state in OPEN_STATES

    @property
    def is_late(self) -> bool:
        """Whether it has waited so long that something is wrong with the workers."""
        return self.is_open and timezone.now() - self.requested_at > LATE_AFTER

    @property
    def is_done(self) -> bool:
        """Whether its file was written."""
        return self.state == S.DONE
