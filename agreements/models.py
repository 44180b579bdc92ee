"""The performance agreement: what was promised, by whom, to whom, and whether it was signed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from agreements.domain.holders import promises_alone
from agreements.enums import AgreementStatus, RevisionReason, Side, SignatureMethod
from agreements.querysets import AgreementQuerySet
from indicators.models.budget import MONEY
from indicators.models.targets import TargetValue
from organisation.enums import AssignmentKind
from organisation.models import Assignment
from organisation.models.constraints import choices_constraint

S = AgreementStatus


class Agreement(models.Model):
    """One version of the PK of one position for one year.

    While it is a draft it can be brought in line with the position's targets; from its approval on, its wording,
    figures and names are frozen. A cancelled version gives its number, and the PK it meant to revise, free again.
    """

    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="agreements", verbose_name="jabatan"
    )
    year = models.PositiveSmallIntegerField("tahun")
    version = models.PositiveSmallIntegerField("versi", default=1)
    status = models.CharField("status", max_length=15, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    signed_place = models.CharField("tempat", max_length=80, blank=True)
    signed_on = models.DateField("tanggal PK", null=True, blank=True)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name="mengubah PK",
    )
    reason = models.CharField("alasan perubahan", max_length=10, choices=RevisionReason, blank=True)
    remark = models.TextField("catatan atasan", max_length=2000, blank=True)
    left_out = models.ManyToManyField(
        "indicators.Indicator", related_name="+", blank=True, verbose_name="indikator yang tidak dimuat"
    )

    STEPS: ClassVar = {
        S.DRAFT: frozenset({S.SUBMITTED, S.APPROVED, S.CANCELLED}),
        S.RETURNED: frozenset({S.SUBMITTED, S.CANCELLED}),
        S.SUBMITTED: frozenset({S.RETURNED, S.APPROVED}),
        S.APPROVED: frozenset({S.PARTLY_SIGNED, S.IN_FORCE, S.CANCELLED}),
        S.PARTLY_SIGNED: frozenset({S.IN_FORCE, S.CANCELLED}),
        S.IN_FORCE: frozenset({S.SUPERSEDED, S.CANCELLED}),
        S.SUPERSEDED: frozenset(),
        S.CANCELLED: frozenset(),
    }

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "perjanjian kinerja"
        verbose_name_plural = "perjanjian kinerja"
        ordering = ["-year", "position__protocol_order", "position__code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "year", "version"],
                condition=~Q(status=S.CANCELLED),
                name="agreement_version_once",
                violation_error_message="Versi PK jabatan ini pada tahun itu sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["position", "year"],
                condition=Q(status=S.IN_FORCE),
                name="agreement_one_in_force",
                violation_error_message="Jabatan ini sudah mempunyai PK yang berlaku pada tahun itu.",
            ),
            models.UniqueConstraint(
                fields=["position", "year"],
                condition=Q(status__in=[S.DRAFT, S.SUBMITTED, S.RETURNED, S.APPROVED, S.PARTLY_SIGNED]),
                name="agreement_one_in_progress",
                violation_error_message="Masih ada PK jabatan ini yang sedang diproses pada tahun itu.",
            ),
            choices_constraint("status", AgreementStatus, "agreement_status_known"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, reason="", version=1)
                | (Q(supersedes__isnull=False, version__gt=1) & Q(reason__in=RevisionReason.values))
                | Q(status=S.CANCELLED),
                name="agreement_revision_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.PARTLY_SIGNED, S.IN_FORCE, S.SUPERSEDED]) | Q(signed_on__isnull=False),
                name="agreement_signed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"PK {self.year} {self.position}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:agreement_detail", args=[self.pk])

    @property
    def is_revision(self) -> bool:
        """Whether this is a PK Perubahan."""
        return self.version > 1

    @property
    def is_editable(self) -> bool:
        """Whether its state lets the draft be changed; who may is a question for the rules."""
        return self.status in {S.DRAFT, S.RETURNED}

    @property
    def is_frozen(self) -> bool:
        """Whether wording, figures, names and budget can no longer change."""
        return self.status in {S.APPROVED, S.PARTLY_SIGNED, S.IN_FORCE, S.SUPERSEDED}

    @property
    def is_open_for_signing(self) -> bool:
        """Whether signatures can be recorded: approved, and not all have signed."""
        return self.status in {S.APPROVED, S.PARTLY_SIGNED}

    @property
    def is_revisable(self) -> bool:
        """Whether a PK Perubahan can be begun: in force, and none is on its way. Select `superseded_by`."""
        return self.status == S.IN_FORCE and not hasattr(self, "superseded_by")

    @property
    def is_cancellable(self) -> bool:
        """Whether its state lets it be cancelled: a revision in force has no version before it to fall back on."""
        binds_otherwise = self.status == S.IN_FORCE and (self.is_revision or not self.is_revisable)
        return self.may_become(S.CANCELLED) and not binds_otherwise

    @property
    def has_one_signer(self) -> bool:
        """Whether it is the regional head's, who promises alone; select the position."""
        return promises_alone(self.position.kind)

    @property
    def title(self) -> str:
        """The kind of document: `Perjanjian Kinerja Perubahan Tahun 2026`."""
        return f"Perjanjian Kinerja {'Perubahan ' if self.is_revision else ''}Tahun {self.year}"

    def party_of(self, side: str) -> "Party | None":
        """The party of this side; None when it has none. Prefetch the parties."""
        return next((party for party in self.parties.all() if party.side == side), None)

    def may_become(self, status: str) -> bool:
        """Whether its state allows this step; who may take it is a question for the rules."""
        return status in self.STEPS[self.status]


class Party(models.Model):
    """A side of the agreement, with the name, post, rank and NIP that are printed. Plt/Plh/Pj belongs here."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties", verbose_name="PK")
    side = models.CharField("pihak", max_length=6, choices=Side)
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="+", verbose_name="jabatan"
    )
    employee = models.ForeignKey(
        "organisation.Employee", on_delete=models.PROTECT, related_name="+", verbose_name="pegawai"
    )
    assignment_kind = models.CharField("status jabatan", max_length=20, choices=AssignmentKind)
    name = models.CharField("nama", max_length=300)
    position_title = models.CharField("jabatan tercetak", max_length=250)
    title_override = models.CharField(
        "sebutan jabatan lain",
        max_length=250,
        blank=True,
        help_text="Diisi hanya bila jabatan harus tercetak lain dari nama jabatannya.",
    )
    rank_name = models.CharField("pangkat", max_length=80, blank=True)
    employee_number = models.CharField("NIP", max_length=18, blank=True)

    class Meta:
        verbose_name = "pihak"
        verbose_name_plural = "para pihak"
        ordering = ["agreement", "side"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="party_once_a_side"),
            choices_constraint("side", Side, "party_side_known"),
            choices_constraint("assignment_kind", AssignmentKind, "party_assignment_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def held_title(self) -> str:
        """The title of the post as this holder bears it: `Plt. Kepala Dinas Kesehatan`; select the position."""
        return Assignment(position=self.position, kind=self.assignment_kind).held_title


class Signature(models.Model):
    """That a party signed, how and when, and who recorded it."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="signature", verbose_name="pihak")
    method = models.CharField("cara", max_length=20, choices=SignatureMethod, default=SignatureMethod.WET_INK)
    signed_on = models.DateField("tanggal tanda tangan")
    signed_at = models.DateTimeField("waktu tanda tangan elektronik", null=True, blank=True)
    certificate_name = models.CharField("nama pada sertifikat", max_length=300, blank=True)
    certificate_subject = models.TextField("subjek sertifikat", blank=True)
    certificate_issuer = models.TextField("penerbit sertifikat", blank=True)
    certificate_serial = models.CharField("nomor seri sertifikat", max_length=80, blank=True)
    certificate_valid_from = models.DateTimeField("sertifikat berlaku mulai", null=True, blank=True)
    certificate_valid_until = models.DateTimeField("sertifikat berlaku sampai", null=True, blank=True)
    certificate_fingerprint = models.CharField("sidik sertifikat (SHA-256)", max_length=64, blank=True)
    recorded_at = models.DateTimeField("dicatat pada", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )

    class Meta:
        verbose_name = "tanda tangan"
        verbose_name_plural = "tanda tangan"
        constraints = [
            choices_constraint("method", SignatureMethod, "signature_method_known"),
            models.CheckConstraint(
                condition=Q(method=SignatureMethod.WET_INK, certificate_fingerprint="", signed_at__isnull=True)
                | Q(certificate_fingerprint__regex=r"^[0-9a-f]{64}$", signed_at__isnull=False)
                & ~Q(method=SignatureMethod.WET_INK),
                name="signature_electronic_has_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"Tanda tangan {self.party}"


class AgreementLine(TargetValue):
    """One indicator of the agreement: its own copy of wording and target."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="lines", verbose_name="PK")
    indicator = models.ForeignKey(
        "indicators.Indicator", on_delete=models.PROTECT, related_name="agreement_lines", verbose_name="indikator"
    )
    order = models.PositiveIntegerField("urutan")
    objective_code = models.CharField("kode sasaran", max_length=60)
    objective_statement = models.TextField("sasaran")
    indicator_statement = models.TextField("indikator")
    unit_of_measure = models.CharField("satuan", max_length=60)
    return_remark = models.TextField("catatan pengembalian", max_length=2000, blank=True)

    class Meta:
        verbose_name = "baris PK"
        verbose_name_plural = "baris PK"
        ordering = ["agreement", "order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "indicator"], name="agreement_line_once"),
            models.CheckConstraint(condition=TargetValue.ONE_FORM, name="agreement_line_has_one_form"),
        ]

    def __str__(self) -> str:
        return self.indicator_statement


class AgreementBudgetLine(models.Model):
    """One programme of the agreement's annex: its own copy of name and amount."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="budget_lines", verbose_name="PK")
    order = models.PositiveIntegerField("urutan")
    program_code = models.CharField("kode", max_length=20)
    program_name = models.CharField("program/kegiatan", max_length=300)
    amount = models.DecimalField("anggaran", **MONEY)
    funding_source = models.CharField("sumber dana", max_length=60)

    class Meta:
        verbose_name = "anggaran PK"
        verbose_name_plural = "anggaran PK"
        ordering = ["agreement", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "program_code", "funding_source"], name="agreement_budget_line_once"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="agreement_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return self.program_name
