"""Doing one thing with many positions: what would happen to each, and who is left out and why.

The review says what can be told without trying; the action itself has the last word, position by position.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from agreements.enums import AgreementStatus as S
from agreements.enums import BulkAction, Gap
from agreements.models import Agreement
from agreements.season.facts import UNSENT, with_gap, with_gaps
from agreements.season.filters import AgreementFilter
from agreements.season.listing import SeasonPosition, in_state, positions_in, rows_of, with_rows
from audit.bulk import Candidate, Review
from indicators.domain.money import rupiah
from indicators.models import PlanTarget, Target
from organisation.models import Position, User
from organisation.querysets import PositionQuerySet

MOST_AT_ONCE = 100
"""Positions in one go: they are worked off while the person waits, at about five a second."""

PERMISSIONS = {
    BulkAction.DRAFT: "agreements.draft_in_bulk",
    BulkAction.COPY: "agreements.draft_in_bulk",
    BulkAction.APPROVE: "agreements.approve_in_bulk",
    BulkAction.ISSUE: "agreements.issue_in_bulk",
    BulkAction.REMIND: "agreements.remind_in_bulk",
}

EFFECTS = {
    BulkAction.DRAFT: (
        "Akan disusun",
        "Draf PK dibuat dari target tahun ini atau Renstra/RPJMD, anggaran, dan pejabat hari ini. Belum ada yang "
        "diajukan.",
    ),
    BulkAction.COPY: (
        "Akan disalin",
        "Draf PK dibuat dari PK tahun lalu; target tahun ini dan Renstra/RPJMD didahulukan. Belum ada yang diajukan.",
    ),
    BulkAction.APPROVE: (
        "Akan disetujui",
        "Setelah disetujui, isi, angka, nama, dan pangkat tidak berubah lagi. PK yang perlu diperbaiki dikembalikan "
        "satu per satu dari halamannya, dengan catatan pada barisnya.",
    ),
    BulkAction.ISSUE: (
        "Akan diterbitkan",
        "Setiap PK diberi nomor menurut urutan ini, disimpan, lalu dicetak menjadi satu berkas. Dokumen yang terbit "
        "tidak berubah lagi.",
    ),
    BulkAction.REMIND: (
        "Akan diingatkan",
        "Pejabatnya menerima pemberitahuan di aplikasi dan lewat saluran yang dipilihnya. Yang dalam 24 jam terakhir "
        "sudah diingatkan, dari sini atau dari Pengingat, tidak diingatkan lagi.",
    ),
}
"""What the review says will happen: the heading, and what it means."""

DONE = {
    BulkAction.DRAFT: "draf PK sudah disusun.",
    BulkAction.COPY: "draf PK sudah disalin dari tahun lalu.",
    BulkAction.APPROVE: "PK sudah disetujui. Berikutnya PK diterbitkan, dicetak, dan ditandatangani.",
    BulkAction.ISSUE: "PK sedang diberi nomor dan dicetak.",
    BulkAction.REMIND: "jabatan sudah diingatkan.",
}
"""What the result says, after the number."""


@dataclass(frozen=True, slots=True)
class ChosenPosition:
    """One position that was chosen, with its PK where the action needs it."""

    row: SeasonPosition
    agreement: Agreement | None

    @property
    def position(self) -> Position:
        """The position itself."""
        return self.row.position

    @property
    def title(self) -> str:
        """How lists name it."""
        return self.position.title

    @property
    def note(self) -> str:
        """Its unit, unless the title names it already."""
        unit = str(self.position.unit.name)
        return "" if unit in self.title else unit

    @property
    def url(self) -> str:
        """The page of its PK; empty without one."""
        return self.row.url

    @property
    def seen(self) -> str:
        """Position, PK and edition as they are now."""
        return f"{self.position.pk}-{self.row.pk or 0}-{self.row.edition}"


def offered_to(user: User) -> list[BulkAction]:
    """The actions that this person can take at all; what of each position is told by the review."""
    return [action for action, permission in PERMISSIONS.items() if user.has_perm(permission)]


def chosen_positions(
    chosen: AgreementFilter, *, user: User, today: datetime.date, ids: Iterable[int] | None
) -> PositionQuerySet:
    """The positions with these ids in the user's scope; without ids all that fit the filter."""
    if ids is not None:
        return positions_in(AgreementFilter(chosen.year), user=user, today=today).filter(pk__in=ids)
    positions = in_state(positions_in(chosen, user=user, today=today), chosen.state)
    return with_gap(with_gaps(positions, chosen.year, today), chosen.gap)


def review_of(
    action: BulkAction, positions: PositionQuerySet, *, year: int, user: User, today: datetime.date
) -> Review[ChosenPosition]:
    """Look at every position, in the order of protocol. The number of queries is constant."""
    own = {"indicator__objective__position": OuterRef("pk"), "year": year}
    has_targets = Exists(Target.objects.filter(**own)) | Exists(PlanTarget.objects.targets().filter(**own))
    positions = with_rows(with_gaps(positions, year, today, ()), year, today).annotate(has_targets=has_targets)
    rows = rows_of(positions, user=user, year=year)
    agreements = AGREEMENTS[action](rows) if action in AGREEMENTS else {}
    chosen = [ChosenPosition(row, agreements.get(row.pk)) for row in rows]
    objection = OBJECTIONS[action]
    return Review.of(
        (Candidate(one, one.seen, objection(one.row, one.agreement, user)) for one in chosen), most=MOST_AT_ONCE
    )


AGREED = (S.APPROVED, S.PARTLY_SIGNED, S.IN_FORCE)
CHANGED = "PK ini berubah sejak Anda memeriksanya. Muat ulang papan, periksa, lalu ulangi."


def _agreements(rows: Iterable[SeasonPosition]) -> dict[int, Agreement]:
    """The PK that wait for a decision, with parties, number of indicators and sum of the budget."""
    waiting = [row.pk for row in rows if row.state == S.SUBMITTED]
    found = (
        Agreement.objects.filter(pk__in=waiting)
        .select_related("position")
        .prefetch_related("parties", "lines", "budget_lines")
    )
    agreements = found.in_bulk()
    for agreement in agreements.values():
        agreement.budget = rupiah(line.amount for line in agreement.budget_lines.all())
    return agreements


def _with_papers(rows: Iterable[SeasonPosition]) -> dict[int, Agreement]:
    """The PK that were agreed, each with whether it was issued."""
    agreed = Agreement.objects.filter(pk__in=[row.pk for row in rows if row.pk], status__in=AGREED)
    return agreed.select_related("position").with_is_issued().in_bulk()


AGREEMENTS = {BulkAction.APPROVE: _agreements, BulkAction.ISSUE: _with_papers}
"""What an action reads of the PK themselves."""


def _no_draft(row: SeasonPosition, agreement: Agreement | None, user: User) -> str:
    if row.state not in {S.CANCELLED} and row.pk:
        return f"Sudah mempunyai PK dengan status “{row.label}”."
    if not row.may_draft:
        return "Draf hanya disusun oleh pejabatnya, operator unitnya, atau Bagian Organisasi."
    if row.position.lacks_holder:
        return "Belum ada pejabatnya. Catat penugasannya lebih dahulu."
    if row.position.lacks_superior:
        return "Belum ada atasannya. Catat atasan langsung jabatan ini lebih dahulu."
    return ""


def _no_new_draft(row: SeasonPosition, agreement: Agreement | None, user: User) -> str:
    objection = _no_draft(row, agreement, user)
    if objection or row.position.has_targets:
        return objection
    return "Belum ada target tahun ini. Lengkapi target, atau pakai “Salin dari tahun lalu”."


def _no_approval(row: SeasonPosition, agreement: Agreement | None, user: User) -> str:
    if agreement is None:
        return f"Berstatus “{row.label}”, jadi tidak menunggu persetujuan."
    if not user.has_perm("agreements.approve_agreement", agreement):
        return "Disetujui oleh pejabat pada jabatan atasannya, bukan oleh Anda."
    return ""


def _no_issuing(row: SeasonPosition, agreement: Agreement | None, user: User) -> str:
    if agreement is None:
        return f"Berstatus “{row.label}”. PK diterbitkan setelah disepakati kedua pihak."
    if agreement.is_issued:
        return "Sudah terbit; cetak ulang dari Cetak massal."
    if not user.has_perm("agreements.issue_agreement", agreement):
        return "Diterbitkan oleh Bagian Organisasi atau pejabatnya."
    return ""


def _no_reminder(row: SeasonPosition, agreement: Agreement | None, user: User) -> str:
    if (row.state if row.pk else None) not in UNSENT:
        return f"Sudah diajukan; sekarang berstatus “{row.label}”."
    if not user.has_perm("agreements.remind_holder", row.position):
        return "Diingatkan oleh Bagian Organisasi, Sekda, atau pejabat pada jabatan atasannya."
    if user.authority.holds(row.position.pk):
        return "Jabatan Anda sendiri."
    for flag, gap in (("lacks_holder", Gap.HOLDER), ("lacks_user", Gap.USER)):
        if getattr(row.position, flag):
            return f"{gap.label}, jadi tidak ada yang menerima pengingat."
    return ""


OBJECTIONS: dict[BulkAction, Callable[[SeasonPosition, Agreement | None, User], str]] = {
    BulkAction.DRAFT: _no_new_draft,
    BulkAction.COPY: _no_draft,
    BulkAction.APPROVE: _no_approval,
    BulkAction.ISSUE: _no_issuing,
    BulkAction.REMIND: _no_reminder,
}
"""Why a position is left out; empty when the action may be tried."""
