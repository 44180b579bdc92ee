"""Where many reports stand, without opening each: what is answered, odd, proven, and reached on average."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from indicators.domain.achievement import Achievement
from indicators.domain.classification import average
from indicators.domain.expectations import is_asked
from indicators.domain.policy import Policy as PolicyValue
from indicators.enums import EvidenceRule, ValueState
from indicators.models import Indicator, Policy, Target
from indicators.policies.facts import policy_of
from realisations.measurement.facts import line_of, seen_in
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.plausibility import Quarter, questions, reported_of
from realisations.measurement.roll_up import rolled_up
from realisations.models import EvidenceUse, QuarterReport, Realisation
from realisations.report_sheet.facts import is_answered


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """The facts of one report that its list, its verifier and its sender decide by."""

    asked: int
    answered: int
    lacking: int
    odd: int
    """Figures that a careful reader would ask about."""

    unexplained: int
    """Those of them without a sentence."""

    evidence: int
    average: Decimal | None
    """Mean achievement in percent of what the quarter measures, by the year's rule; None when nothing can be told."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing keeps the report from being sent."""
        return not self.lacking


def report_progress_of(reports: Iterable[QuarterReport]) -> dict[int, ReportProgress]:
    """The standing of every report (with its period loaded) by id. Eight queries for each quarter among them."""
    found: dict[int, ReportProgress] = {}
    for _, of_period in groupby(sorted(reports, key=lambda report: report.period_id), key=lambda one: one.period_id):
        found |= _of_one_quarter(list(of_period))
    return found


def _of_one_quarter(reports: list[QuarterReport]) -> dict[int, ReportProgress]:
    period = reports[0].period
    positions = [report.position_id for report in reports]
    measured = (
        Indicator.objects.of_positions(positions).measured_in(period.year, period.quarter).select_related("objective")
    )
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for indicator in measured:
        indicators[indicator.objective.position_id].append(indicator)
    ids = [indicator.pk for indicator in measured]
    targets = Target.objects.filter(indicator__in=ids, year=period.year).prefetch_related("quarters")
    facts = _Facts(
        targets={target.indicator_id: target for target in targets},
        reported=reported_of(ids, period.year),
        proofs=_proofs([report.pk for report in reports]),
        rule=Policy.objects.filter(year=period.year).values_list("evidence_rule", flat=True).first()
        or EvidenceRule.NONE,
        policy=policy_of(period.year),
        made={key for key, found in rolled_up(measured, period).items() if found.value is not None},
    )
    return {report.pk: _progress(report, indicators[report.position_id], facts) for report in reports}


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the reports of one quarter are counted from."""

    targets: dict[int, Target]
    reported: dict[int, dict[Quarter, Realisation]]
    proofs: Counter[int]
    rule: str
    policy: PolicyValue
    made: Collection[int] = ()
    """The indicators whose figure those below make, so that sending stores it."""


def _proofs(reports: Collection[int]) -> Counter[int]:
    uses = EvidenceUse.objects.filter(realisation__report__in=reports)
    return Counter(uses.values_list("realisation", flat=True))


def _progress(report: QuarterReport, indicators: list[Indicator], facts: _Facts) -> ReportProgress:
    """Count one report; every figure comes from the same functions as its own pages."""
    period = report.period
    asked = answered = lacking = odd = unexplained = evidence = 0
    reached: dict[int, list[Achievement]] = defaultdict(list)
    for indicator in indicators:
        rows = facts.reported[indicator.pk]
        stored = rows.get((period.year, period.quarter)) or Realisation(report=report, indicator=indicator)
        line = _line(indicator, rows, report, facts)
        expects = is_asked(line.spec, period.quarter, line.quarter_targets)
        proofs = facts.proofs[stored.pk]
        is_done = _is_answered(stored, indicator, facts, expects=expects, proofs=proofs)
        doubts = bool(questions(report, indicator, rows, line))
        asked, answered, lacking = asked + expects, answered + (expects and is_done), lacking + (not is_done)
        odd, unexplained = odd + doubts, unexplained + (doubts and not stored.note)
        evidence += proofs
        if line.is_measured:
            reached[indicator.objective_id].append(line.result.achievement)
    mean = average(reached.values(), facts.policy)
    return ReportProgress(asked, answered, lacking, odd, unexplained, evidence, mean)


def _is_answered(stored: Realisation, indicator: Indicator, facts: _Facts, *, expects: bool, proofs: int) -> bool:
    needs = facts.rule == EvidenceRule.ALL or (facts.rule == EvidenceRule.KEY and indicator.is_key)
    is_proven = bool(proofs) or not needs
    state = ValueState(stored.state)
    if state is ValueState.NOT_REPORTED and indicator.pk in facts.made:
        state = ValueState.REPORTED
    return is_answered(state, is_asked=expects, has_note=bool(stored.note), is_proven=is_proven)


def _line(
    indicator: Indicator, rows: dict[Quarter, Realisation], report: QuarterReport, facts: _Facts
) -> MeasuredIndicator:
    period = report.period
    of_year = {quarter: row for (year, quarter), row in rows.items() if year == period.year}
    seen = seen_in(report)
    readings = {quarter: row.reading for quarter, row in of_year.items() if row.report.status in seen}
    states = {quarter: row.report.status for quarter, row in of_year.items()}
    values = (indicator, facts.targets.get(indicator.pk), readings, states)
    return line_of(*values, year=period.year, quarter=period.quarter, policy=facts.policy, begun=())
