"""Copying last year's agreement into the draft of a new year."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.ambition.facts import planned_values
from agreements.content.actions import write_content
from agreements.content.facts import content_of, plan_of, renewed_plan
from agreements.content.planned_lines import lines_of_medium_term, lines_of_targets
from agreements.domain.holders import promises_alone
from agreements.domain.plan import AgreementContent, PlannedLine
from agreements.drafting.actions import refuse_second, seat_of_government
from agreements.models import Agreement
from agreements.reading.comparison import agreement_of_last_year
from audit.trail import record
from indicators.domain.kinds import Value
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.domain.smart import quarters_objection
from indicators.models import BudgetLine, Indicator, Program, Target
from organisation.models import Position, User
from organisation.structure.actions import lock_position


@transaction.atomic
def draft_from_last_year(position: Position, year: int, *, by: User, today: datetime.date) -> Agreement:
    """Draft the PK of `position` for `year` from last year's: lines, quarter targets, actions, budget, left-outs.

    The source is last year's newest PK that came into force, else the newest that stands, else last year's targets.
    What the plan of `year` already says wins, then what RPJMD or Renstra set for `year`; the rest is copied. All but
    the first is the draft's own, in the wording that indicators, objectives and programmes have today. The parties
    are those of `today`. Raises ValidationError when the position already has a PK of `year`, when last year has
    nothing to copy, and for each obstacle.
    """
    position = lock_position(position.pk)
    refuse_second(position, year)
    earlier = agreement_of_last_year(position.pk, year)
    source = _source(position, year - 1, earlier, today)
    lines = _copied_lines(position, year, source.lines)
    if not lines:
        raise ValidationError(_nothing_to_copy(position, year), code="no_last_year")
    left_out = set(earlier.left_out.values_list("pk", flat=True)) if earlier else set()
    lines += lines_of_medium_term(position, year, besides=left_out | {line.indicator_id for line in lines})
    agreement = Agreement.objects.create(
        position=position,
        year=year,
        signed_place=(earlier.signed_place if earlier else "") or seat_of_government(),
        counterpart=earlier.counterpart if earlier else None,
        budget_is_own=_copies_budget(position, year, source.budget),
    )
    agreement.left_out.set(left_out)
    write_content(agreement, AgreementContent(source.parties, tuple(lines), tuple(_named(source.budget))))
    _follow_today(agreement, today)
    record(agreement, "agreement.copied", by=by, data=_copy_data(agreement, earlier))
    return agreement


def _source(position: Position, last_year: int, earlier: Agreement | None, today: datetime.date) -> AgreementContent:
    """Last year's agreement, with the quarter targets of that year's plan where it has none; else that plan."""
    if earlier is None:
        return plan_of(position, last_year, on=today)[0]
    promised = content_of(earlier)
    planned = {line.indicator_id: line.quarters for line in lines_of_targets(position, last_year)}
    lines = (replace(line, quarters=line.quarters or planned.get(line.indicator_id, ())) for line in promised.lines)
    return replace(promised, lines=tuple(lines))


def _copied_lines(position: Position, year: int, lines: Iterable[PlannedLine]) -> list[PlannedLine]:
    """The lines whose indicators the position still has and measures, worded as today; own where there is no target.

    Own lines follow RPJMD or Renstra where these set something for the year.
    """
    indicators = Indicator.objects.filter(objective__position=position).select_related("objective")
    known = indicators.in_bulk([line.indicator_id for line in lines])
    planned = set(Target.objects.filter(indicator__in=known, year=year).values_list("indicator_id", flat=True))
    wanted = planned_values(known, year)
    return [
        replace(
            _with_target(line, wanted.get(line.indicator_id, line.value), known[line.indicator_id]),
            objective_code=known[line.indicator_id].objective.code,
            objective_statement=known[line.indicator_id].objective.statement,
            indicator_statement=known[line.indicator_id].statement,
            unit_of_measure=known[line.indicator_id].unit_of_measure,
            weaker_reason="",
            weaker_about="",
            is_own=line.indicator_id not in planned,
        )
        for line in lines
        if line.indicator_id in known and known[line.indicator_id].is_measured_in(year)
    ]


def _with_target(line: PlannedLine, value: Value, indicator: Indicator) -> PlannedLine:
    """The line with this target of the year; quarters that do not agree with it any more are left to be set anew."""
    if value == line.value:
        return line
    objection = quarters_objection(indicator.aggregation, value, dict(line.quarters))
    return replace(line, value=value, quarters=() if objection else line.quarters)


def _copies_budget(position: Position, year: int, budget: Iterable[PlannedBudgetLine]) -> bool:
    """Whether last year's money is needed: the plan of `year` has none, and it is not the sum of all OPD."""
    if promises_alone(position.kind) or not any(budget):
        return False
    return not BudgetLine.objects.of_year(year).of_positions([position.pk]).exists()


def _named(budget: Iterable[PlannedBudgetLine]) -> list[PlannedBudgetLine]:
    """The programmes that the catalogue still has, with the names it has for them."""
    names = dict(Program.objects.filter(code__in=[line.program_code for line in budget]).values_list("code", "name"))
    return [replace(line, program_name=names[line.program_code]) for line in budget if line.program_code in names]


def _follow_today(agreement: Agreement, today: datetime.date) -> None:
    """Let the copy follow the plan and the people of today, as every draft does when it is taken again."""
    stored = Agreement.objects.with_content().get(pk=agreement.pk)
    plan, obstacles = renewed_plan(stored, on=today)
    if obstacles:
        raise ValidationError(obstacles, code="obstacle")
    write_content(agreement, plan)


def _nothing_to_copy(position: Position, year: int) -> str:
    return (
        f"Tidak ada PK maupun target {year - 1} jabatan {position} yang dapat disalin. Susun PK {year} dari rencana, "
        "atau lengkapi targetnya lebih dahulu."
    )


def _copy_data(agreement: Agreement, earlier: Agreement | None) -> dict:
    own = list(agreement.lines.filter(is_own=True))
    wanted = planned_values([line.indicator_id for line in own], agreement.year)
    followed = sum(line.indicator_id in wanted for line in own)
    counts = {"lines": agreement.lines.count(), "own": len(own) - followed, "medium_term": followed}
    source = {"source": earlier.pk, "source_label": str(earlier), "source_version": earlier.version} if earlier else {}
    return {"version": 1, "year": agreement.year, "source": None} | counts | source
