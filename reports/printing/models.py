"""Print jobs, their items, and the numbers reserved for documents that are being printed."""

import hashlib
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from organisation.models.constraints import choices_constraint
from reports.enums import DocumentKind
from reports.printing.enums import PrintItemState, PrintJobStatus, PrintKind
from reports.printing.querysets import PrintItemQuerySet, PrintJobQuerySet

S = PrintJobStatus


class PrintJob(models.Model):
    """Many agreements printed in one go; the rows are the truth, workers only carry them out.

    `token` comes with the form: sending it twice gives one job. It also names the finished file.
    """

    token = models.UUIDField("kunci", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("bentuk", max_length=10, choices=PrintKind)
    year = models.PositiveSmallIntegerField("tahun")
    words = models.CharField("pilihan", max_length=300)
    is_double_sided = models.BooleanField("cetak bolak-balik", default=False)
    with_attachments = models.BooleanField("dengan lampiran", default=False)
    status = models.CharField("status", max_length=10, choices=PrintJobStatus, default=S.RUNNING)
    created_at = models.DateTimeField("dibuat", db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh"
    )
    cancelled_at = models.DateTimeField("dihentikan pada", null=True, blank=True)
    finished_at = models.DateTimeField("selesai pada", null=True, blank=True)
    file = models.FileField("berkas", upload_to="prints/", blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    file_removed_at = models.DateTimeField("berkas dihapus pada", null=True, blank=True)
    problem = models.CharField("kendala", max_length=300, blank=True)

    STEPS: ClassVar = {
        S.RUNNING: frozenset({S.FINISHED, S.FAILED, S.CANCELLED}),
        S.FINISHED: frozenset({S.RUNNING}),
        S.FAILED: frozenset({S.RUNNING}),
        S.CANCELLED: frozenset({S.RUNNING}),
    }

    objects = PrintJobQuerySet.as_manager()

    class Meta:
        verbose_name = "cetakan massal"
        verbose_name_plural = "cetakan massal"
        ordering = ["-created_at", "-id"]
        constraints = [
            choices_constraint("kind", PrintKind, "print_job_kind_known"),
            choices_constraint("status", PrintJobStatus, "print_job_status_known"),
            models.CheckConstraint(
                condition=Q(status=S.CANCELLED, cancelled_at__isnull=False)
                | (~Q(status=S.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="print_job_cancelled_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.FINISHED)
                | Q(finished_at__isnull=False, sha256__regex=r"^[0-9a-f]{64}$") & ~Q(file=""),
                name="print_job_finished_has_file",
            ),
        ]
        indexes = [models.Index(fields=["status"], name="print_job_running", condition=Q(status=S.RUNNING))]

    def __str__(self) -> str:
        return f"Cetak massal PK {self.year}: {self.words}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reports:print_job_detail", args=[self.pk])

    @property
    def is_running(self) -> bool:
        """Whether workers still print it."""
        return self.status == S.RUNNING

    @property
    def is_finished(self) -> bool:
        """Whether its file was written."""
        return self.status == S.FINISHED

    @property
    def has_file(self) -> bool:
        """Whether its file was written and not tidied away since."""
        return self.is_finished and self.file_removed_at is None

    def has_sound_file(self) -> bool:
        """Whether the file is there and still the one that was written; reads all of it."""
        try:
            with self.file.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256
        except FileNotFoundError:
            return False

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody stopped it."""
        return self.status == S.CANCELLED


class PrintItem(models.Model):
    """One agreement of a job. `claimed_at` is the token of a worker's claim, and tells when it is over."""

    job = models.ForeignKey(PrintJob, on_delete=models.CASCADE, related_name="items", verbose_name="cetakan massal")
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="+", verbose_name="PK")
    order = models.PositiveIntegerField("urutan")
    state = models.CharField("keadaan", max_length=10, choices=PrintItemState, default=PrintItemState.READY)
    claimed_at = models.DateTimeField("diambil", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    problem = models.CharField("kendala", max_length=500, blank=True)

    objects = PrintItemQuerySet.as_manager()

    class Meta:
        verbose_name = "butir cetakan"
        verbose_name_plural = "butir cetakan"
        ordering = ["job", "order"]
        constraints = [
            models.UniqueConstraint(fields=["job", "agreement"], name="print_item_once"),
            models.UniqueConstraint(fields=["job", "order"], name="print_item_order_once"),
            choices_constraint("state", PrintItemState, "print_item_state_known"),
            models.CheckConstraint(
                condition=~Q(state=PrintItemState.CLAIMED) | Q(claimed_at__isnull=False),
                name="print_item_claimed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=PrintItemState.FAILED) | ~Q(problem=""), name="print_item_failed_has_problem"
            ),
        ]
        indexes = [
            models.Index(fields=["order", "job"], name="print_item_ready", condition=Q(state=PrintItemState.READY))
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.agreement}"


class ReservedNumber(models.Model):
    """A number that was taken from the register and is not printed yet.

    With an agreement it is kept for that one while a worker prints it; without one it was given back, and the next
    document of the year gets it. So several workers print at the same time, and yet no number is skipped.
    """

    kind = models.CharField("jenis", max_length=20, choices=DocumentKind)
    year = models.PositiveSmallIntegerField("tahun")
    sequence = models.PositiveIntegerField("nomor urut")
    agreement = models.OneToOneField(
        "agreements.Agreement", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="PK"
    )

    class Meta:
        verbose_name = "nomor yang disisihkan"
        verbose_name_plural = "nomor yang disisihkan"
        ordering = ["kind", "year", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "sequence"], name="reserved_number_once"),
            choices_constraint("kind", DocumentKind, "reserved_number_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.sequence}"
