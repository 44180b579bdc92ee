"""Laporan Capaian Kinerja Triwulan: what one position reached in a quarter, its money, and what it tells about it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from indicators.domain.absorption import absorption
from indicators.domain.classification import summary_sentence
from indicators.domain.kinds import Value
from indicators.domain.measurement import quarter_only_result
from indicators.measurement import HANDED_IN, Line, indicator_lines, policy_of, summary_of
from indicators.models import Indicator, QuarterReport
from indicators.worksheets import Row, worksheet_of
from reports.quarterly.money import Money, money_of
from reports.quarterly.shared import Head, head_of, missing_word, require_handed_in


@dataclass(frozen=True, slots=True)
class AchievementRow:
    """One indicator: targets, the quarter's own figure, the year to date, and the report's words on it.

    `word` says why the quarter has no figure, `note` why there is no percentage or what to know of it.
    """

    objective: str
    statement: str
    unit: str
    target_year: Value
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
    summary: str
    rows: tuple[AchievementRow, ...]
    money: tuple[MoneyRow, ...]
    total: MoneyRow | None


def achievement_report(report: QuarterReport, *, on: datetime.date) -> AchievementReport:
    """The document of a report that was sent; quarters that were not handed in count as not reported.

    The number of queries does not depend on the number of indicators. Raises ValidationError for a report that was
    not sent, or without indicators.
    """
    require_handed_in(report)
    head = head_of(report, on=on)
    sheet = worksheet_of(report)
    indicators = Indicator.objects.of_positions([report.position_id])
    lines = indicator_lines(indicators, year=head.year, quarter=head.quarter)
    if not sheet.rows:
        raise ValidationError(f"Belum ada indikator bertarget tahun {head.year} untuk {report.position}.")
    policy = policy_of(head.year)
    by_indicator = {line.indicator.pk: line for line in lines}
    money, total = _money(report, head)
    return AchievementReport(
        head=head,
        summary=summary_sentence(summary_of(lines, policy), policy),
        rows=tuple(_row(row, by_indicator[row.indicator.pk]) for row in sheet.rows),
        money=money,
        total=total,
    )


def _row(row: Row, line: Line) -> AchievementRow:
    indicator, quarter = row.indicator, line.quarter or 4
    reading = line.readings.get(quarter)
    own = quarter_only_result(
        indicator.spec,
        quarter=quarter,
        quarter_targets=line.quarter_targets,
        readings=line.readings,
        policy=line.policy,
    )
    story = row.realisation
    return AchievementRow(
        objective=indicator.objective.statement,
        statement=indicator.statement,
        unit=line.unit,
        target_year=row.target,
        target_quarter=row.quarter_target,
        realised=reading.value if reading else None,
        percent_quarter=own.achievement.shown(line.policy),
        target_to_date=line.target,
        realised_to_date=line.realised.value,
        percent=line.shown_percent,
        category=line.category,
        state=line.report_label,
        word=missing_word(reading, asked=row.is_asked),
        note=line.note,
        drivers=story.supporting_factors,
        obstacles=story.inhibiting_factors,
        follow_up=story.follow_up,
        remark=story.note,
    )


def _money(report: QuarterReport, head: Head) -> tuple[tuple[MoneyRow, ...], MoneyRow | None]:
    reports = QuarterReport.objects.of_positions([report.position_id]).filter(status__in=HANDED_IN)
    money = money_of(report.position_id, reports.values_list("period__year", "period__quarter"))
    names = money.names(head.year)
    rows = tuple(_money_row(money, head, code, name) for code, name in names.items())
    return rows, _money_row(money, head, "", "Jumlah") if rows else None


def _money_row(money: Money, head: Head, code: str, name: str) -> MoneyRow:
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
    """The rows with their numbers, by objective, in order."""
    groups: list[tuple[str, list[tuple[int, AchievementRow]]]] = []
    for number, row in enumerate(rows, start=1):
        if not groups or groups[-1][0] != row.objective:
            groups.append((row.objective, []))
        groups[-1][1].append((number, row))
    return groups
