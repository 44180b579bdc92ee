"""Which agreements a person wants to print, and what of them can be printed today; it lives in the query string."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery
from django.http import QueryDict

from agreements.enums import AgreementStatus, Side, SignatureMethod
from agreements.models import Agreement, Party, Signature
from agreements.querysets import AgreementQuerySet
from organisation.enums import PositionKind
from organisation.filtering import number_in, year_in
from organisation.models import Position, User, WorkUnit
from organisation.scope import positions_below
from reports.printing.enums import PrintKind, PrintOrder

S = AgreementStatus

STATES = (S.APPROVED, S.PARTLY_SIGNED, S.IN_FORCE, S.SUPERSEDED)
"""States in which a PK can be printed as a document, as the filter offers them."""

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
    PrintOrder.NUMBER: (F("document__sequence").asc(nulls_last=True),),
}
"""What is equal in its order follows the protocol; what has no number yet comes last."""

IS_SUPERSEDED = "Sudah diganti dengan PK Perubahan. Pilih status “Diubah” bila versi lama tetap perlu dicetak."
IS_SIGNED = (
    "Sudah ditandatangani secara elektronik; menggabungkan berkasnya merusak tanda tangan itu. Pilih bentuk ZIP."
)
NOT_AGREED = "Masih berstatus “{status}”. PK dicetak setelah disepakati kedua pihak."


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """Year, unit (with its sub-units), level, state, form, order, sides, attachments; nonsense is ignored."""

    year: int
    unit: int | None
    level: str
    state: str
    kind: PrintKind
    order: PrintOrder = PrintOrder.PROTOCOL
    is_double_sided: bool = False
    with_attachments: bool = False

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> "PrintChoice":
        """Read the query string or the form; without a year, that of `today`."""
        names = ("unit", "jenjang", "status", "bentuk", "urut")
        unit, level, state, kind, order = (data.get(name, "") for name in names)
        return cls(
            year=year_in(data.get("tahun", "")) or today.year,
            unit=number_in(unit),
            level=level if level in PositionKind.values else "",
            state=state if state in STATES else "",
            kind=PrintKind(kind) if kind in PrintKind.values else PrintKind.MERGED,
            order=PrintOrder(order) if order in PrintOrder.values else PrintOrder.PROTOCOL,
            is_double_sided=data.get("sisi") == "bolak-balik" and kind != PrintKind.ARCHIVE,
            with_attachments=data.get("lampiran") == "sertakan",
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
        if self.is_double_sided:
            parts.append("bolak-balik")
        if self.with_attachments:
            parts.append("dengan lampiran")
        return ", ".join(parts)[:300]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An agreement that is not printed, and why."""

    agreement: Agreement
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a job of this choice would print, in the protocol order, and what it would leave out."""

    printed: tuple[Agreement, ...]
    left_out: tuple[LeftOut, ...]
    without: int
    """Positions of the choice that have no PK of the year at all."""

    @property
    def new_numbers(self) -> int:
        """How many of them are not issued yet and get their number with this job."""
        return sum(not hasattr(agreement, "document") for agreement in self.printed)


def review_of(choice: PrintChoice, user: User) -> Review:
    """Look at everything that fits the choice in the user's scope. The number of queries is constant."""
    printed: list[Agreement] = []
    left_out: list[LeftOut] = []
    for agreement in _agreements(choice, user):
        reason = _objection(agreement, choice)
        if reason:
            left_out.append(LeftOut(agreement, reason))
        else:
            printed.append(agreement)
    return Review(tuple(printed), tuple(left_out), 0 if choice.state else _positions_without(choice, user))


def _agreements(choice: PrintChoice, user: User) -> AgreementQuerySet:
    electronic = Signature.objects.filter(party__agreement=OuterRef("pk")).exclude(method=SignatureMethod.WET_INK)
    agreements = Agreement.objects.in_scope_of(user).of_year(choice.year).standing()
    if choice.state:
        agreements = agreements.filter(status=choice.state)
    if choice.level:
        agreements = agreements.filter(position__kind=choice.level)
    if choice.unit:
        agreements = agreements.filter(position__in=positions_below(positions=[], units=[choice.unit]))
    return (
        agreements.annotate(is_signed_electronically=Exists(electronic))
        .select_related("position__unit", "document")
        .order_by(*ORDERS[choice.order], *ORDERS[PrintOrder.PROTOCOL])
    )


def _objection(agreement: Agreement, choice: PrintChoice) -> str:
    """Why this agreement cannot be part of the job; empty when it can."""
    if agreement.status not in STATES:
        return NOT_AGREED.format(status=agreement.get_status_display())
    if agreement.status == S.SUPERSEDED and not choice.state:
        return IS_SUPERSEDED
    if agreement.is_signed_electronically and choice.kind == PrintKind.MERGED:
        return IS_SIGNED
    return ""


def _positions_without(choice: PrintChoice, user: User) -> int:
    existing = Agreement.objects.of_year(choice.year).standing().filter(position=OuterRef("pk"))
    positions = Position.objects.visible_to(user).exclude(Exists(existing))
    if choice.level:
        positions = positions.filter(kind=choice.level)
    if choice.unit:
        positions = positions.filter(pk__in=positions_below(positions=[], units=[choice.unit]))
    return positions.count()
