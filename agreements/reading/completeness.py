"""What the plans in an agreement lack: the reference sheet of each indicator with the targets of the draft."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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


def completeness_of(agreement: Agreement) -> Completeness:
    """Assess every line of `agreement`; fetch it `with_content()`. Two queries, whatever the number of lines.

    Targets and wording are those of the agreement. A line without quarter targets of its own is looked at with those
    of the plan.
    """
    lines = list(agreement.lines.all())
    indicators = Indicator.objects.select_related("objective").in_bulk([line.indicator_id for line in lines])
    planned = _planned_quarters(agreement.year, [line for line in lines if not line.quarters.all()])
    return Completeness(
        tuple(
            LineCompleteness(line, indicator, _assessed(line, indicator, planned.get(line.indicator_id, {})))
            for line in lines
            for indicator in [indicators[line.indicator_id]]
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
