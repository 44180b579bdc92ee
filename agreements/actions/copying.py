"""Copying: this year's agreement begins with what was promised last year."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.actions.content import lock_position, write_content
from agreements.actions.drafting import refuse_second, seat_of_government
from agreements.comparison import agreement_of_last_year
from agreements.domain.holders import promises_alone
from agreements.domain.plan import Plan, PlannedBudgetLine, PlannedLine
from agreements.models import Agreement
from agreements.plans import content_of, lines_of_targets, plan_of, renewed_plan
from audit.trail import record
from indicators.models import BudgetLine, Indicator, Program, Target
from organisation.models import Position, User


@transaction.atomic
def draft_from_last_year(position: Position, year: int, *, by: User, today: datetime.date) -> Agreement:
    """Draft the PK of `position` for `year` from last year's: lines, quarter targets, actions, budget, left-outs.

    The source is last year's newest PK that came into force, else the newest that stands, else last year's targets.
    What the plan of `year` already says wins; the rest is copied as the draft's own, in the wording that indicators,
    objectives and programmes have today. The parties are those of `today`. Raises ValidationError when the position
    already has a PK of `year`, when last year has nothing to copy, and for each obstacle.
    """
    position = lock_position(position.pk)
    refuse_second(position, year)
    earlier = agreement_of_last_year(position.pk, year)
    source = _source(position, year - 1, earlier, today)
    lines = _copied_lines(position, year, source.lines)
    if not lines:
        raise ValidationError(_nothing_to_copy(position, year), code="no_last_year")
    agreement = Agreement.objects.create(
        position=position,
        year=year,
        signed_place=(earlier.signed_place if earlier else "") or seat_of_government(),
        counterpart=earlier.counterpart if earlier else None,
        budget_is_own=_copies_budget(position, year, source.budget),
    )
    if earlier:
        agreement.left_out.set(earlier.left_out.all())
    write_content(agreement, Plan(source.parties, tuple(lines), tuple(_named(source.budget))))
    _follow_today(agreement, today)
    record(agreement, "agreement.copied", by=by, data=_told(agreement, earlier))
    return agreement


def _source(position: Position, last_year: int, earlier: Agreement | None, today: datetime.date) -> Plan:
    """Last year's agreement, with the quarter targets of that year's plan where it has none; else that plan."""
    if earlier is None:
        return plan_of(position, last_year, on=today)[0]
    promised = content_of(earlier)
    planned = {line.indicator_id: line.quarters for line in lines_of_targets(position, last_year)}
    lines = (replace(line, quarters=line.quarters or planned.get(line.indicator_id, ())) for line in promised.lines)
    return replace(promised, lines=tuple(lines))


def _copied_lines(position: Position, year: int, lines: Iterable[PlannedLine]) -> list[PlannedLine]:
    """The lines whose indicators the position still has and measures, worded as today; own where there is no target."""
    indicators = Indicator.objects.filter(objective__position=position).select_related("objective")
    known = indicators.in_bulk([line.indicator_id for line in lines])
    planned = set(Target.objects.filter(indicator__in=known, year=year).values_list("indicator_id", flat=True))
    return [
        replace(
            line,
            objective_code=known[line.indicator_id].objective.code,
            objective_statement=known[line.indicator_id].objective.statement,
            indicator_statement=known[line.indicator_id].statement,
            unit_of_measure=known[line.indicator_id].unit_of_measure,
            is_own=line.indicator_id not in planned,
        )
        for line in lines
        if line.indicator_id in known and known[line.indicator_id].is_measured_in(year)
    ]


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


def _told(agreement: Agreement, earlier: Agreement | None) -> dict:
    lines = agreement.lines.count()
    own = agreement.lines.filter(is_own=True).count()
    source = f"{earlier} versi {earlier.version}" if earlier else f"target {agreement.year - 1}"
    detail = f"Disalin dari {source}: {lines} indikator, {own} di antaranya dengan target tahun lalu."
    return {"version": 1, "lines": lines, "source": earlier.pk if earlier else None, "detail": detail}
