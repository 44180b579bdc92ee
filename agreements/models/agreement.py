"""The performance agreement: what was promised, by whom, to whom, and whether it was signed."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from agreements.domain.holders import promises_alone
from agreements.enums import AgreementStatus, RevisionReason
from agreements.querysets import AgreementQuerySet
from documents.guards import paper_stays
from organisation.models.constraints import choices_constraint

if TYPE_CHECKING:
    from agreements.models.parties import Party

S = AgreementStatus

STEPS = {
    S.DRAFT: frozenset({S.SUBMITTED, S.APPROVED, S.CANCELLED}),
    S.RETURNED: frozenset({S.SUBMITTED, S.CANCELLED}),
    S.SUBMITTED: frozenset({S.RETURNED, S.APPROVED, S.CANCELLED}),
    S.APPROVED: frozenset({S.PARTLY_SIGNED, S.IN_FORCE, S.CANCELLED}),
    S.PARTLY_SIGNED: frozenset({S.IN_FORCE, S.CANCELLED}),
    S.IN_FORCE: frozenset({S.SUPERSEDED, S.CANCELLED}),
    S.SUPERSEDED: frozenset(),
    S.CANCELLED: frozenset(),
}
"""From which state an agreement may come to which."""


class Agreement(models.Model):
    """One version of the PK of one position for one year.

    While it is a draft it can be brought in line with the position's targets; from its approval on, its wording,
    figures and names are frozen. A cancelled version gives its number, and the PK it meant to revise, free again.
    `edition` counts the changes of the draft, so that nobody overwrites what was not seen.
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
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by",
        verbose_name="mengubah PK",
    )  # fmt: skip
    reason = models.CharField("alasan perubahan", max_length=10, choices=RevisionReason, blank=True)
    remark = models.TextField("catatan atasan", max_length=2000, blank=True)
    plan_note = models.TextField(
        "penjelasan rencana", max_length=2000, blank=True,
        help_text="Mengapa PK diajukan walaupun rencananya belum lengkap.",
    )  # fmt: skip
    budget_note = models.TextField(
        "penjelasan anggaran", max_length=2000, blank=True,
        help_text="Mengapa jumlah anggaran berbeda dari pagu jabatan.",
    )  # fmt: skip
    spent_note = models.TextField("penjelasan pagu di bawah realisasi", max_length=2000, blank=True)
    budget_is_own = models.BooleanField("anggaran disusun pada PK", default=False)
    counterpart = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="jabatan Pihak Kedua yang dipilih",
        help_text="Kosong berarti atasan langsung menurut struktur.",
    )  # fmt: skip
    edition = models.PositiveIntegerField("edisi naskah", default=1)
    left_out = models.ManyToManyField(
        "indicators.Indicator", related_name="+", blank=True, verbose_name="indikator yang tidak dimuat"
    )

    STEPS: ClassVar = STEPS

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
        triggers = [paper_stays("agreement")]

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

    @cached_property
    def signing_order(self) -> str:
        """Who signs before whom, as the policy of its year says; `with_content()` brings it along."""
        return str(type(self).objects.with_signing_order().values_list("signing_order", flat=True).get(pk=self.pk))

    @cached_property
    def is_issued(self) -> bool:
        """Whether it has a document with a number; `with_content()` brings it along."""
        return bool(type(self).objects.with_is_issued().values_list("is_issued", flat=True).get(pk=self.pk))

    def party_of(self, side: str) -> "Party | None":
        """The party of this side; None when it has none. Prefetch the parties."""
        return next((party for party in self.parties.all() if party.side == side), None)

    def may_become(self, status: str) -> bool:
        """Whether its state allows this step; who may take it is a question for the rules."""
        return status in self.STEPS[self.status]
