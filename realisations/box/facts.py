"""Everything that saving one box of a report has to know, read in one query.

Half a government types in the last hour of a quarter, so a save may not cost a page. What is read here is the same as
`worksheet_of()` and `report_lines()` read for the whole report; a test holds the two together.
"""

import datetime
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import connection, models
from django.http import HttpRequest

from audit.prepared import Question, ask_prepared
from indicators.cell_sql import INDICATOR_FACTS_SQL, LINE_FACTS_SQL
from indicators.domain.expectations import is_asked, is_due
from indicators.domain.kinds import Aggregation, Value
from indicators.domain.policy import Policy as PolicyValue
from indicators.enums import EvidenceRule, ValueState
from indicators.models import (
    BudgetLine,
    Indicator,
    Period,
    PeriodExtension,
    Policy,
    Program,
    QuarterTarget,
    ScaleBand,
    Target,
)
from organisation.models import Position
from organisation.pages.access import know_at_once
from realisations.calendar.facts import Window, window_with
from realisations.measurement.facts import measure
from realisations.measurement.lines import Line
from realisations.measurement.plausibility import YEARS, Quarter, questions
from realisations.models import BudgetRealisation, QuarterReport, Realisation
from realisations.report_sheet.facts import Row, budget_row, is_answered

if TYPE_CHECKING:
    from realisations.box.forms import Box


M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Answer:
    """How an indicator of the report stands, as far as counting needs it; `count` of them stand like that."""

    count: int
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
        asked = [answer for answer in answers if answer.is_asked]
        return cls(sum(answer.count for answer in asked if answer.counts), sum(answer.count for answer in asked))

    @property
    def words(self) -> str:
        """`12 dari 30 terisi`."""
        return f"{self.answered} dari {self.asked} terisi"


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One indicator of a report, or one budget line, with the day, the window and the count of the report."""

    report: QuarterReport
    today: datetime.date
    window: Window
    policy: PolicyValue
    own_answer: Answer | None
    """How the box's own indicator stood."""

    other_answers: Sequence[Answer]
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
        if not self.row.realisation._state.adding:
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
        if self.own_answer is None:
            return Tally.of(self.other_answers)
        stored = self.row.realisation
        return Tally.of([replace(self.own_answer, state=stored.state, has_note=bool(stored.note)), *self.other_answers])


def facts_at_once(request: HttpRequest, pk: int, box: "Box | None") -> tuple[QuarterReport, CellFacts | None] | None:
    """The report and the facts around one of its boxes, if the person who asks may see it; who that is is read with it.

    One query. The facts are None when the report has no such box.
    """
    if pk > models.BigIntegerField.MAX_BIGINT:
        return None
    [found] = know_at_once(request, _question(pk, box))
    if found is None:
        return None
    report, facts = _read(found)
    return (report, facts) if request.user.authority.sees_position(report.position_id) else None


def facts_around(report: QuarterReport, box: "Box") -> CellFacts | None:
    """The facts around one box as they are now, and the report read anew; None when there is no such box. One query."""
    [found] = ask_prepared(_question(report.pk, box))
    return _read(found)[1] if found else None


def _question(pk: int, box: "Box | None") -> Question:
    sql = INDICATOR_FACTS_SQL if box and box.indicator else LINE_FACTS_SQL
    key = (box.indicator or box.line) if box else 0
    return Question(sql, {"zone": settings.TIME_ZONE, "report": pk, "years": YEARS, "key": key})


def _read(answer: tuple[Any, ...]) -> tuple[QuarterReport, CellFacts | None]:
    found = json.loads(answer[0], parse_float=Decimal)
    report = revived(QuarterReport, found["report"])
    report.period, report.position = revived(Period, found["period"]), revived(Position, found["position"])
    if found["row"] is None:
        return report, None
    around = _around_indicator if "indicator" in found["row"] else _around_line
    return report, around(report, found, found["row"])


def _around_indicator(report: QuarterReport, found: Mapping[str, Any], row: Mapping[str, Any]) -> CellFacts:
    period, indicator = report.period, revived(Indicator, row["indicator"])
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


def _around_line(report: QuarterReport, found: Mapping[str, Any], row: Mapping[str, Any]) -> CellFacts:
    line = revived(BudgetLine, row["line"])
    line.program = revived(Program, row["program"])
    spent = _all(BudgetRealisation, row["spent"])
    return CellFacts(**_common(report, found), budget=budget_row(line, report.period.quarter, spent))


def revived(model: type[M], columns: Mapping[str, Any]) -> M:
    """A row of `model` from its columns as PostgreSQL writes them in JSON."""
    names, readers = _readers(model)
    return model.from_db(connection.alias, names, [read(columns[column]) for column, read in readers])


@cache
def _readers(model: type[models.Model]) -> tuple[list[str], list[tuple[str, Callable[[Any], Any]]]]:
    """The names of the model's columns, and how each is read."""
    fields = model._meta.concrete_fields
    return [field.attname for field in fields], [(field.column, field.to_python) for field in fields]


def _common(report: QuarterReport, found: Mapping[str, Any]) -> dict[str, Any]:
    policy = revived(Policy, found["policy"]) if found["policy"] else None
    rule = policy.evidence_rule if policy else EvidenceRule.NONE
    bands = _all(ScaleBand, found["bands"])
    own, others = [], []
    for alike in found["tally"] or []:
        (own if alike["is_own"] else others).append(_answer(alike, rule, report.period.quarter))
    return {
        "report": report,
        "today": datetime.date.fromisoformat(found["today"]),
        "window": window_with(report.period, _all(PeriodExtension, found["extensions"])),
        "policy": policy.as_domain(bands) if policy else PolicyValue(),
        "own_answer": own[0] if own else None,
        "other_answers": others,
    }


def _answer(alike: Mapping[str, Any], rule: str, quarter: int) -> Answer:
    needs_evidence = rule == EvidenceRule.ALL or (rule == EvidenceRule.KEY and alike["is_key"])
    return Answer(
        count=alike["count"],
        is_asked=is_due(Aggregation(alike["aggregation"]), quarter, alike["quarters"]),
        state=alike["state"] or ValueState.NOT_REPORTED,
        has_note=bool(alike["has_note"]),
        is_proven=alike["has_evidence"] or not needs_evidence,
    )


def _told(item: Mapping[str, Any]) -> Realisation:
    row = revived(Realisation, item)
    row.report = QuarterReport(pk=item["report_id"], status=item["status"], position_id=item["position"])
    return row


def _all(model: type[M], found: list[dict[str, Any]] | None) -> list[M]:
    return [revived(model, columns) for columns in found or []]
