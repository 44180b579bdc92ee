"""What has to be known before one row of a draft can be written; the number of queries is constant."""

from dataclasses import dataclass, field

from agreements.ambition.drawing import DrawnYears, drawn
from agreements.ambition.facts import Past
from agreements.content.facts import content_of
from agreements.domain.ambition import TargetAmbition
from agreements.domain.plan import PlannedLine
from agreements.models import Agreement, AgreementLine
from indicators.domain.kinds import Value
from indicators.domain.spec import IndicatorSpec
from indicators.models import Indicator, Objective, Target
from realisations.models import QuarterReport
from realisations.reports.binding import reported_among


@dataclass(frozen=True)
class LineSheet:
    """The row as it stands (None for a new one), how it is measured, and what of it may no longer change."""

    line: PlannedLine | None
    spec: IndicatorSpec | None
    """None for an indicator that does not exist yet."""

    objectives: tuple[tuple[str, str], ...]
    """Code and words of the position's objectives, as the draft words them."""

    locked_quarters: frozenset[int] = frozenset()
    unit_is_locked: bool = False
    has_target: bool = False
    """Whether the plan of the year has a target, so that the row can follow it."""

    past: Past | None = None
    """What targets of the indicator are held against; None for one that does not exist yet."""

    indicator_words: dict[str, str] = field(default_factory=dict)
    objective_code: str = ""
    indicator_id: int = 0

    @property
    def planned(self) -> Value | None:
        """What RPJMD or Renstra set for the year; None where they set nothing."""
        return None if self.past is None else self.past.planned.get(self.indicator_id)

    @property
    def history(self) -> DrawnYears | None:
        """The last five years and the plan, drawn; None where nothing is known."""
        return None if self.past is None else drawn(self.past, self.indicator_id)

    def ambition(self, target: Value, unit: str, reason: str) -> TargetAmbition | None:
        """The target beside plan and past; None for an indicator that does not exist yet."""
        about = self.line.weaker_about if self.line and self.line.weaker_reason == reason else ""
        return None if self.past is None else self.past.beside(self.indicator_id, target, unit, reason, about)

    @property
    def is_held(self) -> bool:
        """Whether there is anything that the target can be weaker than."""
        return self.past is not None and self.past.holds(self.indicator_id)

    @property
    def target_is_locked(self) -> bool:
        """Whether the whole year is measured already."""
        return self.line is not None and len(self.locked_quarters) == 4


def sheet_of(agreement: Agreement, row: AgreementLine) -> LineSheet:
    """What is known of a row of the draft."""
    lines = content_of(agreement).lines
    line = next(line for line in lines if line.indicator_id == row.indicator_id)
    indicator = Indicator.objects.get(pk=row.indicator_id)
    return LineSheet(
        line=line,
        spec=indicator.spec,
        objectives=_objectives(agreement, lines),
        locked_quarters=_locked(agreement),
        unit_is_locked=bool(reported_among([indicator.pk])),
        past=Past(agreement.year, {indicator.pk: indicator}),
        indicator_id=indicator.pk,
        has_target=Target.objects.filter(indicator=indicator, year=agreement.year).exists(),
    )


def new_sheet(agreement: Agreement, indicator: Indicator | None) -> LineSheet:
    """What is known before a row is added: for an indicator that exists, or for a new one."""
    objectives = _objectives(agreement, content_of(agreement).lines)
    if indicator is None:
        return LineSheet(None, None, objectives, _locked(agreement))
    words = {"indicator_statement": indicator.statement, "unit_of_measure": indicator.unit_of_measure}
    return LineSheet(
        line=None,
        spec=indicator.spec,
        objectives=objectives,
        locked_quarters=_locked(agreement),
        unit_is_locked=bool(reported_among([indicator.pk])),
        past=Past(agreement.year, {indicator.pk: indicator}),
        indicator_id=indicator.pk,
        indicator_words=words,
        objective_code=indicator.objective.code,
    )


def unplanned_indicators(agreement: Agreement) -> list[Indicator]:
    """Indicators of the position that have no target in the year and do not stand in the draft, in order."""
    here = [line.indicator_id for line in agreement.lines.all()]
    own = Indicator.objects.of_positions([agreement.position_id]).exclude(pk__in=here)
    free = own.exclude(targets__year=agreement.year).measurable_in(agreement.year)
    return list(free.select_related("objective").in_order())


def _objectives(agreement: Agreement, lines: tuple[PlannedLine, ...]) -> tuple[tuple[str, str], ...]:
    stored = Objective.objects.filter(position=agreement.position_id).values_list("code", "statement")
    worded = {line.objective_code: line.objective_statement for line in lines}
    return tuple((dict(stored) | worded).items())


def _locked(agreement: Agreement) -> frozenset[int]:
    return QuarterReport.objects.verified_quarters(agreement.position_id, agreement.year)
