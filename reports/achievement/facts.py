"""Laporan Capaian Kinerja Triwulan: what a unit or position reached in a quarter, its money, and what it tells."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from indicators.domain.absorption import absorption
from indicators.domain.expectations import is_asked
from indicators.domain.kinds import Value
from indicators.domain.measurement import quarter_only_result
from indicators.models import Indicator, Target
from indicators.policies.facts import policy_of
from organisation.querysets import PositionQuerySet
from realisations.measurement.facts import indicator_lines
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.summaries import YearSummary, summed_up
from realisations.models import QuarterReport, Realisation
from reports.quarterly.facts import Head, head_of, missing_word, require_handed_in
from reports.quarterly.money import DocumentMoney, money_of
from reports.quarterly.remarks import stories_of
from reports.quarterly.scope import DocumentScope, scope_of


@dataclass(frozen=True, slots=True)
class AchievementRow:
    """One indicator: targets, the quarter's own figure, the year to date, and the report's words on it.

    `word` says why the quarter has no figure, `note` why there is no percentage or what to know of it. `owner` is the
    position that reports it, empty for the one that the document is made for.
    """

    owner: str
    objective: str
    statement: str
    unit: str
    decimals: int | None
    target_year: Value | None
    target_quarter: Value | None
    realised: Value | None
    percent_quarter: Decimal | None
    target_to_date: Value | None
    realised_to_date: Value | None
    percent: Decimal | None
    category: str
    state: str
    word: str
    note: str
    drivers: str
    obstacles: str
    follow_up: str
    remark: str


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Budget and spending of one programme; `absorbed` is the year to date in percent of the year's budget.

    `note` says which quarters and how many lines the sum to date lacks.
    """

    code: str
    name: str
    budget: Decimal | None
    spent: Decimal | None
    spent_to_date: Decimal | None
    absorbed: Decimal | None
    note: str


@dataclass(frozen=True, slots=True)
class AchievementReport:
    """The whole document."""

    head: Head
    overall: YearSummary
    rows: tuple[AchievementRow, ...]
    money: tuple[MoneyRow, ...]
    total: MoneyRow | None
    gap: str = ""
    """Whose figures are not in the document, if anybody's."""

    money_gap: str = ""
    """Which programmes the sum of the money lacks, if any."""


def achievement_report(report: QuarterReport, *, on: datetime.date, visible: PositionQuerySet) -> AchievementReport:
    """The document of a report that was sent; quarters that were not handed in count as not reported.

    For the head of an OPD it holds the figures of all positions of the unit that are `visible`. The number of queries
    does not depend on the number of indicators or positions. Raises ValidationError for a report that was not sent, or
    without indicators.
    """
    require_handed_in(report)
    scope, period = scope_of(report, visible), report.period
    indicators = Indicator.objects.of_positions(scope.positions)
    lines = indicator_lines(indicators, year=period.year, quarter=period.quarter)
    if not lines:
        raise ValidationError(f"Belum ada indikator bertarget tahun {period.year} untuk {report.position}.")
    scope.tell(lines)
    head = head_of(report, scope.head, on=on, others=scope.note_on_others(lines, period.year, period.quarter))
    of_year = Target.objects.of_positions(scope.positions).filter(year=head.year)
    targets = {target.indicator_id: target.value for target in of_year}
    stories = {story.indicator_id: story for story in stories_of(report, scope)}
    money, total, money_gap = _money(scope, head)
    return AchievementReport(
        head=head,
        overall=summed_up(scope.owner, lines, year=head.year, quarter=head.quarter, policy=policy_of(head.year)),
        rows=tuple(
            _row(line, targets.get(line.indicator.pk), stories.get(line.indicator.pk) or Realisation(), scope)
            for line in lines
        ),
        money=money,
        total=total,
        gap=scope.gap,
        money_gap=money_gap,
    )


def _row(
    line: MeasuredIndicator, target_year: Value | None, story: Realisation, scope: DocumentScope
) -> AchievementRow:
    indicator, quarter = line.indicator, line.quarter or 4
    position, reading = indicator.objective.position, line.readings.get(quarter)
    own = quarter_only_result(
        line.spec,
        quarter=quarter,
        quarter_targets=line.quarter_targets,
        readings=line.readings,
        policy=line.policy,
    )
    return AchievementRow(
        owner="" if position.pk == scope.head.pk else position.title,
        objective=indicator.objective.statement,
        statement=indicator.statement,
        unit=line.unit,
        decimals=indicator.decimals,
        target_year=target_year,
        target_quarter=line.quarter_targets.get(quarter),
        realised=reading.value if reading else None,
        percent_quarter=own.achievement.shown(line.policy),
        target_to_date=line.target,
        realised_to_date=line.realised.value,
        percent=line.shown_percent,
        category=line.category,
        state=line.report_label,
        word=missing_word(reading, asked=is_asked(line.spec, quarter, line.quarter_targets)),
        note=line.note,
        drivers=story.supporting_factors,
        obstacles=story.inhibiting_factors,
        follow_up=story.follow_up,
        remark=story.note,
    )


def _money(scope: DocumentScope, head: Head) -> tuple[tuple[MoneyRow, ...], MoneyRow | None, str]:
    """Rows, sum, and what the sum lacks in words."""
    money = money_of(scope, head.year, head.quarter)
    names = money.names(head.year)
    rows = tuple(_money_row(money, head, code, name) for code, name in names.items())
    return rows, _money_row(money, head, "", "Jumlah") if rows else None, money.left_out


def _money_row(money: DocumentMoney, head: Head, code: str, name: str) -> MoneyRow:
    """One programme with its own lines; the empty code is everything."""
    budget = money.budget(code, [head.year])
    quarters = range(1, head.quarter + 1)
    to_date = money.spent(code, head.year, quarters)
    return MoneyRow(
        code=code,
        name=name,
        budget=budget,
        spent=money.spent(code, head.year, [head.quarter]),
        spent_to_date=to_date,
        absorbed=None if budget is None else absorption(budget, to_date),
        note=money.unreported(code, head.year, quarters),
    )


def in_objectives(rows: Sequence[AchievementRow]) -> list[tuple[str, list[tuple[int, AchievementRow]]]]:
    """The rows with their numbers, by objective (and whose it is), in order."""
    groups: list[tuple[str, list[tuple[int, AchievementRow]]]] = []
    for number, row in enumerate(rows, start=1):
        name = f"{row.objective} ({row.owner})" if row.owner else row.objective
        if not groups or groups[-1][0] != name:
            groups.append((name, []))
        groups[-1][1].append((number, row))
    return groups
