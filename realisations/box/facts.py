"""Everything that saving one box of a report has to know.

What is read here is the same as `worksheet_of()` and `report_lines()` read for the whole report, with fewer queries:
half a government types in the last hour of a quarter. A test holds the two together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q

from indicators.domain.expectations import is_asked
from indicators.domain.kinds import Value
from indicators.domain.policy import Policy as PolicyValue
from indicators.domain.spec import LAST_QUARTER
from indicators.enums import EvidenceRule, ValueState
from indicators.models import BudgetLine, Indicator, Period, Policy, QuarterTarget, ScaleBand, Target
from indicators.querysets import promised_in
from realisations.entry.facts import StoredRows
from realisations.measurement.facts import measure
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.plausibility import YEARS, Quarter, questions
from realisations.measurement.roll_up import rolled_up
from realisations.models import EvidenceUse, QuarterReport, Realisation
from realisations.report_sheet.facts import FillCount, ReportBudgetRow, ReportRow, budget_row, is_answered

if TYPE_CHECKING:
    from realisations.box.forms import EntryBox


COLUMNS = ("quarter", "figure", "lower", "upper", "grade")
"""What is read of the quarter targets."""


@dataclass(frozen=True, slots=True)
class BoxFacts:
    """One indicator of a held report, or one budget line, and what is stored of it."""

    report: QuarterReport
    stored: StoredRows
    row: ReportRow | None = None
    """The indicator's row, unless the box is one of a budget line."""

    budget: ReportBudgetRow | None = None
    policy: PolicyValue = field(default_factory=PolicyValue)
    asked: Sequence[tuple[Realisation, bool]] = ()
    """The rows that have to be answered in this quarter, and whether each has the evidence that it needs."""

    reported: Mapping[Quarter, Realisation] = field(default_factory=dict)
    """What was reported of the indicator in this year and in those before, by year and quarter.

    Of a quarter in which the indicator was handed over, the report's own position has the word.
    """

    quarter_targets: Mapping[int, Value] = field(default_factory=dict)
    last_quarter: int = LAST_QUARTER
    """The quarter with which the promise of the year ends."""

    def measured(self) -> tuple[ReportRow, MeasuredIndicator]:
        """The indicator with what its row says now: the questions it raises, and its achievement."""
        period, reported = self.report.period, dict(self.reported)
        if not self.row.realisation._state.adding:
            reported[period.year, period.quarter] = self.row.realisation
        of_year = {quarter: row for (year, quarter), row in reported.items() if year == period.year}
        line = measure(
            self.row.indicator,
            self.row.target,
            dict(self.quarter_targets),
            {quarter: row.reading for quarter, row in of_year.items()},
            {quarter: row.report.status for quarter, row in of_year.items()},
            year=period.year,
            quarter=period.quarter,
            policy=self.policy,
            begun=(),
            last_quarter=self.last_quarter,
        )
        return replace(self.row, questions=questions(self.report, self.row.indicator, reported, line)), line

    def fill_count(self) -> FillCount | None:
        """The count, with what the row says now; None for a budget line, which no indicator waits for."""
        if self.row is None:
            return None
        answered = (
            is_answered(row.state, is_asked=True, has_note=bool(row.note), is_proven=is_proven)
            for row, is_proven in self.asked
        )
        return FillCount(sum(answered), len(self.asked))


def box_facts(report: QuarterReport, box: "EntryBox") -> BoxFacts | None:
    """The facts around one box of a held report; None when there is no such box. Two to four queries."""
    return _around_line(report, box.line) if box.line else _around_indicator(report, box.indicator)


def _around_indicator(report: QuarterReport, key: int | None) -> BoxFacts | None:
    period = report.period
    arrays = {f"quarter_{name}": ArrayAgg(f"quarters__{name}", order_by="quarters__quarter") for name in COLUMNS}
    of_position = Target.objects.of_positions([report.position_id])
    planned = of_position.filter(promised_in(period.quarter), year=period.year).annotate(**arrays)
    targets = {target.indicator_id: target for target in planned.select_related("indicator__objective")}
    if key not in targets:
        return None
    indicator, quarter_targets = targets[key].indicator, _quarter_targets(targets[key])
    spec = targets[key].spec_of(indicator)
    own, reported = _reported(report, indicator)
    stored = own.setdefault(indicator.pk, Realisation(report=report, indicator=indicator))
    stored.report, stored.indicator = report, indicator
    policy, rule = _policy(period.year)
    before = period.as_quarter.previous
    previous = reported.get((before.year, before.number))
    row = ReportRow(
        indicator=indicator,
        target=targets[key].value,
        quarter_target=quarter_targets.get(period.quarter),
        previous=previous if previous and previous.report.position_id == report.position_id else None,
        realisation=stored,
        is_asked=is_asked(spec, period.quarter, quarter_targets),
    )
    return BoxFacts(
        report,
        StoredRows({key: indicator}, {(key, period.year)}, {(report.pk, key): stored}),
        row=row,
        policy=policy,
        asked=list(_asked(targets.values(), own, rule, period)),
        reported=reported,
        quarter_targets=quarter_targets,
        last_quarter=spec.last_quarter,
    )


def _around_line(report: QuarterReport, key: int | None) -> BoxFacts | None:
    lines = BudgetLine.objects.of_positions([report.position_id]).of_year(report.period.year)
    line = lines.select_related("program").filter(pk=key).first()
    if line is None:
        return None
    spent = {(line.pk, row.quarter): row for row in line.realisations.all()}
    budget = budget_row(line, report.period.quarter, spent.values())
    return BoxFacts(report, StoredRows(lines={line.pk: line}, amounts=spent), budget=budget)


def _quarter_targets(target: Target) -> dict[int, Value]:
    """The values of the quarters that have one, from the arrays of their columns."""
    columns = zip(*(getattr(target, f"quarter_{name}") for name in COLUMNS), strict=True)
    rows = (QuarterTarget(**dict(zip(COLUMNS, values, strict=True))) for values in columns if values[0])
    return {row.quarter: row.value for row in rows}


def _reported(report: QuarterReport, indicator: Indicator) -> tuple[dict[int, Realisation], dict[Quarter, Realisation]]:
    """The rows of the report by indicator, and those of the indicator by quarter. One query."""
    year = report.period.year
    of_indicator = Q(indicator=indicator, report__period__year__range=(year - YEARS, year))
    proof = Exists(EvidenceUse.objects.filter(realisation=OuterRef("pk")))
    rows = Realisation.objects.filter(Q(report=report) | of_indicator).annotate(has_evidence=proof)
    listed = sorted(
        rows.select_related("report__period"),
        key=lambda row: (row.report.position_id == report.position_id, row.report_id),
    )
    own = {row.indicator_id: row for row in listed if row.report_id == report.pk}
    of_quarters = (row for row in listed if row.indicator_id == indicator.pk)
    return own, {(row.report.period.year, row.report.period.quarter): row for row in of_quarters}


def _policy(year: int) -> tuple[PolicyValue, str]:
    """The year's policy with its rule of evidence. One query, two for a policy without a scale of its own."""
    bands = list(ScaleBand.objects.filter(policy__year=year).select_related("policy"))
    policy = bands[0].policy if bands else Policy.objects.filter(year=year).first()
    return (policy.as_domain(bands), policy.evidence_rule) if policy else (PolicyValue(), EvidenceRule.NONE)


def _asked(
    targets: Collection[Target], own: Mapping[int, Realisation], rule: str, period: Period
) -> Iterable[tuple[Realisation, bool]]:
    found = rolled_up([target.indicator for target in targets], period)
    made = {key for key, figure in found.items() if figure.value is not None}
    for target in targets:
        if is_asked(
            target.spec_of(target.indicator), period.quarter, dict.fromkeys(filter(None, target.quarter_quarter))
        ):
            row = own.get(target.indicator_id) or Realisation()
            needs_evidence = rule == EvidenceRule.ALL or (rule == EvidenceRule.KEY and target.indicator.is_key)
            is_proven = getattr(row, "has_evidence", False) or not needs_evidence
            is_made = row.state == ValueState.NOT_REPORTED and target.indicator_id in made
            yield Realisation(state=ValueState.REPORTED) if is_made else row, is_proven
