"""Whose figures a document of a quarter holds: for the head of an OPD the whole unit's, else those of the position."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from organisation.enums import NATIONAL_OFFICE_KINDS
from organisation.models import Position
from organisation.querysets import PositionQuerySet
from organisation.scope import positions_below
from organisation.structure.past import Past
from realisations.enums import ReportStatus
from realisations.measurement.facts import HANDED_IN
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.summaries import own_indicators, whole_unit
from realisations.models import QuarterReport
from realisations.spending.facts import superiors_in


@dataclass(frozen=True, slots=True)
class DocumentScope:
    """The positions of a document, and what they handed in."""

    head: Position
    superiors: Mapping[int, frozenset[int]]
    """Per position of the document: those of them that stand above it."""

    states: Mapping[tuple[int, int, int], str]
    """State of each report that was handed in, by position, year and quarter."""

    past: Past
    day: datetime.date
    """The last day of the quarter: positions and units are called as they were then."""

    left_out: int = 0
    """How many positions of the unit the reader may not see; their figures are not in the document."""

    @property
    def positions(self) -> frozenset[int]:
        """The positions whose figures count."""
        return frozenset(self.superiors)

    @property
    def owner(self) -> str:
        """Whose indicators they are: all of a unit, as far as the reader sees them, or those of one position."""
        if self.head.leads_office:
            return whole_unit(self.head.unit, is_partial=bool(self.left_out))
        return own_indicators(self.head)

    @property
    def gap(self) -> str:
        """What the document says of the positions that are left out; empty without any."""
        if not self.left_out:
            return ""
        return f"Tidak termasuk angka {self.left_out} jabatan pada unit ini, karena di luar lingkup pembuat dokumen."

    def tell(self, lines: Iterable[MeasuredIndicator]) -> None:
        """Let the positions of the lines be called as they were."""
        for line in lines:
            self.past.tell(line.indicator.objective.position, self.day)

    def note_on_others(self, lines: Iterable[MeasuredIndicator], year: int, quarter: int) -> str:
        """How many of the other positions with indicators handed in the quarter; empty without any."""
        others = {line.indicator.objective.position_id for line in lines} - {self.head.pk}
        if not others:
            return ""
        found = [self.states[key] for one in others if (key := (one, year, quarter)) in self.states]
        return (
            f"Dari {len(others)} jabatan lain pada unit ini, {len(found)} sudah mengirim laporan triwulan ini, "
            f"{found.count(ReportStatus.VERIFIED)} terverifikasi"
        )


def scope_of(report: QuarterReport, visible: PositionQuerySet) -> DocumentScope:
    """The positions behind a document of `report` (position and period loaded), of those that the reader may see.

    They are those that belonged to the unit on the last day of the quarter, called as they were called then.

    The head stands above everybody in the unit, also where nobody wrote down who reports to whom; elected offices
    stand apart. A constant number of queries.
    """
    day = report.period.as_quarter.last_day
    past = Past.since(day)
    head = past.position(report.position, day)
    superiors, left_out = {head.pk: frozenset[int]()}, 0
    if head.leads_office:
        inside = positions_below(positions=[], units=[head.unit_id], on=day) - {head.pk}
        below = Position.objects.filter(pk__in=inside).exclude(kind__in=NATIONAL_OFFICE_KINDS)
        found, seen = (
            superiors_in(below, past.superiors(day)),
            set(visible.filter(pk__in=below).values_list("pk", flat=True)),
        )
        superiors |= {position: above | {head.pk} for position, above in found.items() if position in seen}
        left_out = len(found) - len(seen)
    reports = QuarterReport.objects.of_positions(list(superiors)).filter(status__in=HANDED_IN)
    rows = reports.values_list("position", "period__year", "period__quarter", "status")
    states = {(position, year, quarter): status for position, year, quarter, status in rows}
    return DocumentScope(head, superiors, states, past, day, left_out)
