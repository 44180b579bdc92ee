"""Which agreements a person wants to print, and what of them can be printed today; it lives in the query string."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery

from agreements.enums import AgreementStatus, PrintOrder, Side
from agreements.models import Agreement, Party
from agreements.querysets import DOCUMENT, AgreementQuerySet
from agreements.season.listing import units_for
from documents.kinds import PrintCandidate, SelectBox, Selection
from documents.models import IssuedDocument
from organisation.enums import PositionKind
from organisation.models import Position, User, WorkUnit
from organisation.pages.filtering import number_in, year_in
from organisation.scope import positions_below

S = AgreementStatus

STATES = (S.APPROVED, S.PARTLY_SIGNED, S.IN_FORCE, S.SUPERSEDED)
"""States in which a PK can be printed as a document, as the filter offers them."""

SEQUENCE = IssuedDocument.objects.filter(kind=DOCUMENT, subject_id=OuterRef("pk")).values("sequence")[:1]
FIRST_NAME = Party.objects.filter(agreement=OuterRef("pk"), side=Side.FIRST).values("name")[:1]

ORDERS = {
    PrintOrder.PROTOCOL: (
        "position__protocol_order",
        "position__unit__protocol_order",
        "position__code",
        "version",
    ),
    PrintOrder.UNIT: ("position__unit__protocol_order", "position__unit__name"),
    PrintOrder.NAME: (Subquery(FIRST_NAME),),
    PrintOrder.NUMBER: (F("sequence").asc(nulls_last=True),),
}
"""What is equal in its order follows the protocol; what has no number yet comes last."""

IS_SUPERSEDED = "Sudah diganti dengan PK Perubahan. Pilih status “Diubah” bila versi lama tetap perlu dicetak."
NOT_AGREED = "Masih berstatus “{status}”. PK dicetak setelah disepakati kedua pihak."


@dataclass(frozen=True, slots=True)
class AgreementChoice:
    """Year, unit (with its sub-units), level, state, order; nonsense is ignored."""

    year: int
    unit: int | None
    level: str
    state: str
    order: PrintOrder = PrintOrder.PROTOCOL

    @classmethod
    def of(cls, data: Mapping[str, Any], today: datetime.date) -> "AgreementChoice":
        """Read the query string or the form; without a year, that of `today`."""
        level, state, order = (data.get(name, "") for name in ("jenjang", "status", "urut"))
        return cls(
            year=year_in(data.get("tahun", "")) or today.year,
            unit=number_in(data.get("unit", "")),
            level=level if level in PositionKind.values else "",
            state=state if state in STATES else "",
            order=PrintOrder(order) if order in PrintOrder.values else PrintOrder.PROTOCOL,
        )

    def worded(self, user: User) -> str:
        """The choice as the job's page tells it: `Tahun 2026, Dinas Kesehatan, Kepala OPD`."""
        unit = WorkUnit.objects.visible_to(user).filter(pk=self.unit).first() if self.unit else None
        parts = [f"Tahun {self.year}", unit.name if unit else "semua unit kerja"]
        if self.level:
            parts.append(PositionKind(self.level).label)
        if self.state:
            parts.append(f"status {S(self.state).label}")
        if self.order != PrintOrder.PROTOCOL:
            parts.append(f"urut {self.order.label.lower()}")
        return ", ".join(parts)


def choose(data: Mapping[str, Any], today: datetime.date, user: User) -> Selection:
    """What the address or the form says, with the boxes to say it differently."""
    choice = AgreementChoice.of(data, today)
    return Selection(
        year=choice.year,
        words=choice.worded(user),
        boxes=_boxes(choice, user),
        order=SelectBox("urut", "Urutan", PrintOrder.choices, choice.order),
        candidates=lambda: _candidates(choice, user),
        without=lambda: _without(choice, user),
    )


def _boxes(choice: AgreementChoice, user: User) -> tuple[SelectBox, ...]:
    known = Agreement.objects.visible_to(user).order_by().values_list("year", flat=True).distinct()
    years = [(year, str(year)) for year in sorted({*known, choice.year}, reverse=True)]
    units = units_for(user, choice.year)
    states = [("", "Semua yang dapat dicetak"), *((state, state.label) for state in STATES)]
    boxes = [SelectBox("tahun", "Tahun", years, choice.year)]
    if units:
        boxes.append(SelectBox("unit", "Perangkat daerah", [("", "Semua"), *units], choice.unit))
    boxes.append(SelectBox("jenjang", "Jenjang", [("", "Semua"), *PositionKind.choices], choice.level))
    boxes.append(SelectBox("status", "Status", states, choice.state))
    return tuple(boxes)


def _candidates(choice: AgreementChoice, user: User) -> list[PrintCandidate]:
    """Everything that fits the choice in the user's scope. One query."""
    return [PrintCandidate(agreement, _objection(agreement, choice)) for agreement in _agreements(choice, user)]


def _agreements(choice: AgreementChoice, user: User) -> AgreementQuerySet:
    agreements = Agreement.objects.in_scope_of(user).of_year(choice.year).not_cancelled()
    if choice.state:
        agreements = agreements.filter(status=choice.state)
    if choice.level:
        agreements = agreements.filter(position__kind=choice.level)
    if choice.unit:
        agreements = agreements.filter(position__in=positions_below(positions=[], units=[choice.unit]))
    if choice.order == PrintOrder.NUMBER:
        agreements = agreements.annotate(sequence=Subquery(SEQUENCE))
    return agreements.select_related("position__unit").order_by(*ORDERS[choice.order], *ORDERS[PrintOrder.PROTOCOL])


def _objection(agreement: Agreement, choice: AgreementChoice) -> str:
    """Why this agreement cannot be part of the job; empty when it can."""
    if agreement.status not in STATES:
        return NOT_AGREED.format(status=agreement.get_status_display())
    if agreement.status == S.SUPERSEDED and not choice.state:
        return IS_SUPERSEDED
    return ""


def _without(choice: AgreementChoice, user: User) -> str:
    """How many positions of the choice have no PK of the year at all, as a sentence; empty when all have one."""
    if choice.state:
        return ""
    existing = Agreement.objects.of_year(choice.year).not_cancelled().filter(position=OuterRef("pk"))
    positions = Position.objects.visible_to(user).existing_in(choice.year).exclude(Exists(existing))
    if choice.level:
        positions = positions.filter(kind=choice.level)
    if choice.unit:
        positions = positions.filter(pk__in=positions_below(positions=[], units=[choice.unit]))
    count = positions.count()
    return f"{count} jabatan pada pilihan ini belum mempunyai PK tahun {choice.year}." if count else ""
