"""Print jobs and their items."""

import hashlib
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from documents.enums import PrintItemState, PrintJobStatus, PrintKind
from documents.kinds import DocumentKind, kind_named
from documents.models.constraints import name_constraint
from documents.querysets import PrintItemQuerySet, PrintJobQuerySet
from organisation.models.constraints import choices_constraint

S = PrintJobStatus


class PrintJob(models.Model):
    """Many documents of one kind printed in one go; the rows are the truth, workers only carry them out.

    `token` comes with the form: sending it twice gives one job. It also names the finished file.
    """

    token = models.UUIDField("kunci", default=uuid.uuid4, unique=True, editable=False)
    document_kind = models.CharField("jenis dokumen", max_length=20)
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
            name_constraint("document_kind", "print_job_document_kind_is_name"),
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
        return f"Cetak massal {self.registered_kind.noun} {self.year}: {self.words}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("documents:print_job_detail", args=[self.pk])

    @property
    def registered_kind(self) -> DocumentKind:
        """What its floor says about the documents that it prints."""
        return kind_named(self.document_kind)

    @property
    def noun(self) -> str:
        """What it prints, in sentences."""
        return self.registered_kind.noun

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
    """One document of a job, by the key of its subject.

    `claimed_at` is the token of a worker's claim, and tells when it is over.
    """

    job = models.ForeignKey(PrintJob, on_delete=models.CASCADE, related_name="items", verbose_name="cetakan massal")
    subject_id = models.PositiveBigIntegerField("kunci pokok dokumen")
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
            models.UniqueConstraint(fields=["job", "subject_id"], name="print_item_once"),
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
        return f"{self.job}, butir {self.order}"
