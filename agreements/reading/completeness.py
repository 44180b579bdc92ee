"""What the plans in an agreement lack: reference sheets, targets of the draft, reasons for weaker ones."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from agreements.ambition.facts import Past
from agreements.domain.ambition import TargetAmbition
from agreements.models import Agreement, AgreementLine
from indicators.domain.kinds import Value
from indicators.domain.smart import Assessment, Score, total_score
from indicators.models import Indicator, QuarterTarget
from indicators.sheets.facts import assessment_of


@dataclass(frozen=True, slots=True)
class LineCompleteness:
    """One indicator of the agreement, and what its plan lacks."""

    line: AgreementLine
    indicator: Indicator
    assessment: Assessment
    ambition: TargetAmbition


@dataclass(frozen=True, slots=True)
class Completeness:
    """All indicators of one agreement together."""

    lines: tuple[LineCompleteness, ...]

    @property
    def score(self) -> Score:
        """The scores of all indicators as one."""
        return total_score(item.assessment for item in self.lines)

    @property
    def incomplete(self) -> tuple[LineCompleteness, ...]:
        """The indicators that something is missing of, in the order of the agreement."""
        return tuple(item for item in self.lines if item.assessment.findings)

    @property
    def weaker(self) -> tuple[LineCompleteness, ...]:
        """The indicators whose target is weaker than the medium-term plan, or than what was reached last year."""
        return tuple(item for item in self.lines if item.ambition.is_weaker)

    @property
    def unexplained(self) -> tuple[LineCompleteness, ...]:
        """Those of them without a reason."""
        return tuple(item for item in self.lines if item.ambition.is_unexplained)


def completeness_of(agreement: Agreement) -> Completeness:
    """Assess every line of `agreement`; fetch it `with_content()`. Five queries, whatever the number of lines.

    Targets and wording are those of the agreement. A line without quarter targets of its own is looked at with those
    of the plan.
    """
    lines = list(agreement.lines.all())
    indicators = Indicator.objects.select_related("objective").in_bulk([line.indicator_id for line in lines])
    past = Past(agreement.year, indicators)
    planned = _planned_quarters(agreement.year, [line for line in lines if not line.quarters.all()])
    return Completeness(
        tuple(
            LineCompleteness(line, indicator, _assessed(line, indicator, planned.get(line.indicator_id, {})), held)
            for line in lines
            for indicator in [indicators[line.indicator_id]]
            for held in [
                past.beside(indicator.pk, line.value, line.unit_of_measure, line.weaker_reason, line.weaker_about)
            ]
        )
    )


def _assessed(line: AgreementLine, indicator: Indicator, planned: dict[int, Value]) -> Assessment:
    own = {row.quarter: row.value for row in line.quarters.all()}
    return assessment_of(indicator, line.value, own or planned, unit_of_measure=line.unit_of_measure)


def _planned_quarters(year: int, lines: Sequence[AgreementLine]) -> dict[int, dict[int, Value]]:
    """The plan's quarter targets by indicator and quarter."""
    rows = QuarterTarget.objects.filter(target__year=year, target__indicator__in=[line.indicator_id for line in lines])
    course: dict[int, dict[int, Value]] = defaultdict(dict)
    for row in rows.select_related("target"):
        course[row.target.indicator_id][row.quarter] = row.value
    return course
