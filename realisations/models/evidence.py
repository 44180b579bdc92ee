"""Evidence of reported figures: files and links that belong to a position, and the figures that they prove."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from organisation.models.constraints import choices_constraint
from realisations.enums import EvidenceFormat, EvidenceKind, ScanResult
from realisations.querysets import EvidenceQuerySet

SHA256 = r"^[0-9a-f]{64}$"


class Evidence(models.Model):
    """One file or link of a position, kept once however many figures it proves; gone with its last use."""

    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="evidence", verbose_name="jabatan"
    )
    kind = models.CharField("jenis", max_length=4, choices=EvidenceKind)
    name = models.CharField("nama", max_length=150)
    file = models.FileField("berkas", upload_to="evidence/", blank=True)
    format = models.CharField("format", max_length=4, choices=EvidenceFormat, blank=True)
    size = models.PositiveIntegerField("ukuran (byte)", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    source_sha256 = models.CharField(
        "SHA-256 berkas asal", max_length=64, blank=True, help_text="Sebelum gambar disimpan ulang."
    )
    scan = models.CharField("pemindaian virus", max_length=10, choices=ScanResult, blank=True)
    link = models.URLField("tautan", max_length=500, blank=True)
    uploaded_at = models.DateTimeField("diunggah pada", db_default=Now(), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diunggah oleh"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind=EvidenceKind.FILE, link="", size__isnull=False, size__gt=0, sha256__regex=SHA256,
                    source_sha256__regex=SHA256,
                    format__in=EvidenceFormat.values, scan__in=ScanResult.values,
                ) & ~Q(file="")
                | Q(
                    kind=EvidenceKind.LINK, link__startswith="https://", file="", format="", size__isnull=True,
                    sha256="", source_sha256="", scan="",
                ),
                name="evidence_file_xor_link",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="evidence_has_name"),
            choices_constraint("kind", EvidenceKind, "evidence_kind_known"),
            models.UniqueConstraint(
                fields=["position", "source_sha256"], condition=Q(kind=EvidenceKind.FILE), name="evidence_file_once"
            ),
            models.UniqueConstraint(
                fields=["position", "link"], condition=Q(kind=EvidenceKind.LINK), name="evidence_link_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_link(self) -> bool:
        """Whether it lies outside, where it may change."""
        return self.kind == EvidenceKind.LINK

    @property
    def host(self) -> str:
        """Where a link leads, whatever it is called."""
        return urlsplit(self.link).hostname or ""

    @property
    def is_unscanned(self) -> bool:
        """Whether it was kept although the antivirus could not be asked."""
        return self.scan == ScanResult.UNSCANNED


class EvidenceUse(models.Model):
    """A piece of evidence beside one reported figure."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses", verbose_name="bukti")
    realisation = models.ForeignKey(
        "realisations.Realisation", on_delete=models.CASCADE, related_name="evidence_uses", verbose_name="realisasi"
    )
    added_at = models.DateTimeField("ditambahkan pada", db_default=Now(), editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="ditambahkan oleh"
    )

    class Meta:
        verbose_name = "pemakaian bukti"
        verbose_name_plural = "pemakaian bukti"
        ordering = ["added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["evidence", "realisation"], name="evidence_use_once")]

    def __str__(self) -> str:
        return f"Bukti {self.evidence_id}"
