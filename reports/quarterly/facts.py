"""What the documents of a quarter share: whose they are, when they may be made, how a figure is told."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from agreements.papers.facts import PartyText
from documents.drawing.imprint import government_name
from documents.enums import Paper
from indicators.domain.kinds import NOT_REPORTED, QuarterReading, ValueState
from indicators.policy.printing import print_policy
from organisation.models import Government, Position
from realisations.models import QuarterReport
from reports.owners.facts import owners_of, signer_of

QUARTERS = (1, 2, 3, 4)
NO_VALUE = "–"
MISSING_WORDS = {
    ValueState.NOT_REPORTED: "belum lapor",
    ValueState.NOT_APPLICABLE: "n/a",
    ValueState.WAITING: "menunggu data",
}
NOT_ASKED = "tidak diukur"


@dataclass(frozen=True, slots=True)
class Head:
    """Whose document it is, of which quarter, and who signs it."""

    owner: str
    position: str
    government: str
    year: int
    quarter: int
    quarter_label: str
    state: str
    """Whether the report behind it is verified, in words, and how far the other positions are."""

    place: str
    date: str
    signer: PartyText | None
    paper: Paper


def require_handed_in(report: QuarterReport) -> None:
    """Raise ValidationError unless the report was sent: a draft is nobody else's business, and no document."""
    if not report.is_handed_in:
        raise ValidationError(
            f"{report} belum dikirim, jadi dokumennya belum dapat dibuat. "
            "Kirim dahulu laporan ini, lalu unduh dokumennya dari halaman laporan."
        )


def head_of(report: QuarterReport, position: Position, *, on: datetime.date, others: str = "") -> Head:
    """The head of a report's documents; `position` is its own as it was (`DocumentScope.head`).

    `others` tells of the other positions whose figures stand in the document.
    """
    government = Government.objects.current()
    quarter = report.period.as_quarter
    [(_, owner)] = owners_of([position])
    return Head(
        owner=owner,
        position=position.title,
        government=government_name(government),
        year=quarter.year,
        quarter=quarter.number,
        quarter_label=quarter.label,
        state=f"{_state(report)}. {others}" if others else _state(report),
        place=government.seat,
        date=date_format(on, "j F Y"),
        signer=signer_of(position, on),
        paper=print_policy(quarter.year).paper,
    )


def missing_word(reading: QuarterReading | None, *, asked: bool) -> str:
    """Why a quarter has no figure, in words; empty when it has one. Missing is never zero."""
    found = reading or NOT_REPORTED
    if found.state is ValueState.REPORTED:
        return ""
    if found.state is ValueState.NOT_REPORTED and not asked:
        return NOT_ASKED
    return MISSING_WORDS[found.state]


def _state(report: QuarterReport) -> str:
    if report.verified_at is not None:
        return f"Terverifikasi pada {date_format(timezone.localtime(report.verified_at), 'j F Y')}"
    return "Dikirim, belum diverifikasi: angka masih dapat berubah"
