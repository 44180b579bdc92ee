"""Everything that saving one box of a report has to know, read in one query after the report is held.

Half a government types in the last hour of a quarter, so a save may not cost a page. What is read here is the same as
`worksheet_of()` and `report_lines()` read for the whole report; a test holds the two together.
"""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models

from indicators.cell_sql import INDICATOR_FACTS_SQL, LINE_FACTS_SQL, REPORT_SQL
from indicators.domain.expectations import is_asked, is_due
from indicators.domain.kinds import Aggregation, Value
from indicators.domain.policy import Policy as PolicyValue
from indicators.enums import EvidenceRule
from indicators.measurement import Line, measure
from indicators.models import (
    BudgetLine,
    BudgetRealisation,
    Indicator,
    Period,
    PeriodExtension,
    Policy,
    Program,
    QuarterReport,
    QuarterTarget,
    Realisation,
    ScaleBand,
    Target,
)
from indicators.oddities import YEARS, Quarter, questions
from indicators.windows import Window, window_with
from indicators.worksheets import Row, budget_row, is_answered
from organisation.models import Position, User, WorkUnit
from organisation.prepared import ask_prepared

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Answer:
    """How one indicator of the report stands, as far as counting needs it."""

    is_asked: bool
    state: str
    has_note: bool
    is_proven: bool

    @property
    def counts(self) -> bool:
        """Whether it is asked, and answered or explained."""
        return self.is_asked and is_answered(
            self.state, is_asked=self.is_asked, has_note=self.has_note, is_proven=self.is_proven
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the report is filled in."""

    answered: int
    asked: int

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> "Tally":
        """Count."""
        answers = list(answers)
        return cls(sum(answer.counts for answer in answers), sum(answer.is_asked for answer in answers))

    @property
    def words(self) -> str:
        """`12 dari 30 terisi`."""
        return f"{self.answered} dari {self.asked} terisi"


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One indicator of a report, or one budget line, with the day, the window and the count of the report."""

    report: QuarterReport
    version: int
    today: datetime.date
    window: Window
    policy: PolicyValue
    answers: Mapping[int, Answer]
    row: Any = None
    """The indicator's Row, unless the box is one of a budget line."""

    budget: Any = None
    """The budget line's BudgetRow."""

    told: Mapping[Quarter, Realisation] = field(default_factory=dict)
    """What was reported of the indicator in this year and in those before, by year and quarter.

    Of a quarter in which the indicator was handed over, the report's own position has the word.
    """

    quarter_targets: Mapping[int, Value] = field(default_factory=dict)

    def measured(self) -> tuple[Row, Line]:
        """The indicator with what its row says now: the questions it raises, and its achievement."""
        period, told = self.report.period, dict(self.told)
        if self.row.realisation.pk:
            told[period.year, period.quarter] = self.row.realisation
        of_year = {quarter: row for (year, quarter), row in told.items() if year == period.year}
        line = measure(
            self.row.indicator,
            self.row.target,
            dict(self.quarter_targets),
            {quarter: row.reading for quarter, row in of_year.items()},
            {quarter: row.report.status for quarter, row in of_year.items()},
            year=period.year,
            quarter=period.quarter,
            policy=self.policy,
            opened=(),
        )
        return replace(self.row, oddities=questions(self.report, self.row.indicator, told, line)), line

    def tally(self) -> Tally:
        """The count, with what the row says now."""
        answers = dict(self.answers)
        if self.row:
            stored, before = self.row.realisation, answers[self.row.indicator.pk]
            answers[self.row.indicator.pk] = Answer(before.is_asked, stored.state, bool(stored.note), before.is_proven)
        return Tally.of(answers.values())


def report_at_once(user: User, pk: int) -> QuarterReport | None:
    """The report with period, position and unit, if the user may see it. One query."""
    if pk > models.BigIntegerField.MAX_BIGINT:
        return None
    found = ask_prepared(REPORT_SQL, [pk])
    if found is None:
        return None
    row, period, position, unit = json.loads(found[0])
    report = revived(QuarterReport, row)
    report.period, report.position = revived(Period, period), revived(Position, position)
    report.position.unit = revived(WorkUnit, unit)
    return report if user.authority.sees_position(report.position_id) else None


def indicator_facts(report: QuarterReport, indicator_pk: int) -> CellFacts | None:
    """The facts around one indicator; None when the report does not measure it. One query."""
    found = _read(INDICATOR_FACTS_SQL, report, indicator_pk)
    if found["row"] is None:
        return None
    period, row = report.period, found["row"]
    indicator = revived(Indicator, row["indicator"])
    quarter_targets = {item.quarter: item.value for item in _all(QuarterTarget, row["quarters"])}
    told = {(item["year"], item["quarter"]): _told(item) for item in row["readings"] or []}
    now, before = period.as_quarter, period.as_quarter.previous
    stored = told.get((now.year, now.number))
    previous = told.get((before.year, before.number))
    if stored and stored.report_id == report.pk:
        stored.report, stored.indicator = report, indicator
    else:
        stored = Realisation(report=report, indicator=indicator)
    answer_row = Row(
        indicator=indicator,
        target=revived(Target, row["target"]).value,
        quarter_target=quarter_targets.get(period.quarter),
        previous=previous if previous and previous.report.position_id == report.position_id else None,
        realisation=stored,
        is_asked=is_asked(indicator.spec, period.quarter, quarter_targets),
    )
    return CellFacts(**_common(report, found), row=answer_row, told=told, quarter_targets=quarter_targets)


def line_facts(report: QuarterReport, line_pk: int) -> CellFacts | None:
    """The facts around one budget line; None when it is not one of the report's. One query."""
    found = _read(LINE_FACTS_SQL, report, line_pk)
    if found["row"] is None:
        return None
    line = revived(BudgetLine, found["row"]["line"])
    line.program = revived(Program, found["row"]["program"])
    spent = _all(BudgetRealisation, found["row"]["spent"])
    return CellFacts(**_common(report, found), budget=budget_row(line, report.period.quarter, spent))


def revived(model: type[M], columns: Mapping[str, Any]) -> M:
    """A row of `model` from its columns as PostgreSQL writes them in JSON."""
    fields = model._meta.concrete_fields
    return model.from_db(
        connection.alias,
        [field.attname for field in fields],
        [field.to_python(columns[field.column]) for field in fields],
    )


def _read(sql: str, report: QuarterReport, key: int) -> dict[str, Any]:
    period = report.period
    parameters = {
        "zone": settings.TIME_ZONE,
        "report": report.pk,
        "position": report.position_id,
        "unit": report.position.unit_id,
        "period": period.pk,
        "year": period.year,
        "first_year": period.year - YEARS,
        "key": key,
    }
    return json.loads(ask_prepared(sql, parameters)[0], parse_float=Decimal)


def _common(report: QuarterReport, found: Mapping[str, Any]) -> dict[str, Any]:
    policy = revived(Policy, found["policy"]) if found["policy"] else None
    rule = policy.evidence_rule if policy else EvidenceRule.NONE
    bands = _all(ScaleBand, found["bands"])
    return {
        "report": report,
        "version": found["version"],
        "today": datetime.date.fromisoformat(found["today"]),
        "window": window_with(report.period, _all(PeriodExtension, found["extensions"])),
        "policy": policy.as_domain(bands) if policy else PolicyValue(),
        "answers": {item[0]: _answer(item, rule, report.period.quarter) for item in found["tally"] or []},
    }


def _answer(item: list[Any], rule: str, quarter: int) -> Answer:
    _, aggregation, is_key, state, has_note, has_evidence, quarters = item
    needs_evidence = rule == EvidenceRule.ALL or (rule == EvidenceRule.KEY and is_key)
    return Answer(
        is_due(Aggregation(aggregation), quarter, quarters), state, has_note, has_evidence or not needs_evidence
    )


def _told(item: Mapping[str, Any]) -> Realisation:
    row = revived(Realisation, item)
    row.report = QuarterReport(pk=item["report_id"], status=item["status"], position_id=item["position"])
    return row


def _all(model: type[M], found: list[dict[str, Any]] | None) -> list[M]:
    return [revived(model, columns) for columns in found or []]
