"""The budget lines of the plan as money that can be added, each rupiah once."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from indicators.domain.holders import Place, holders_of, office_of
from indicators.domain.money import MoneyLine
from indicators.models import BudgetLine
from indicators.querysets import BudgetLineQuerySet
from organisation.enums import APPARATUS_KINDS, OPD_KINDS, PositionKind
from organisation.models import Position, WorkUnit
from organisation.structure.past import Past


def planned_money(lines: BudgetLineQuerySet) -> list[MoneyLine]:
    """These lines of the plan as they are now, without what was spent. One query."""
    return [money_line(line) for line in lines.select_related("program")]


def money_line(
    line: BudgetLine, spent: Iterable[tuple[int, Decimal]] = (), earlier: Iterable[tuple[int, Decimal]] = ()
) -> MoneyLine:
    """The stored line (its programme loaded), what was spent of it, and its earlier ceilings, by quarter."""
    return MoneyLine(
        amount=line.amount,
        code=line.program.code,
        name=line.program.name,
        source=line.funding_source,
        holder=line.position_id,
        year=line.year,
        spent=dict(spent),
        earlier=dict(earlier),
    )


def office_names(on: datetime.date) -> dict[int, str]:
    """Per position: what its office (perangkat daerah) was called on the day. Five queries, two less for today."""
    past, office = Past.since(on), _offices()
    names = {unit.pk: past.unit(unit, on).name for unit in WorkUnit.objects.order_by()}
    return {position: names[office[unit]] for position, unit in Position.objects.order_by().values_list("pk", "unit")}


def _offices() -> dict[int, int]:
    """Per unit: the office that it is or belongs to. One query."""
    units = list(WorkUnit.objects.order_by().values_list("pk", "parent", "kind"))
    parents = {unit: parent for unit, parent, _ in units}
    offices = {unit for unit, _, kind in units if kind in APPARATUS_KINDS}
    return {unit: office_of(unit, parents, offices) for unit in parents}


def budget_holders() -> dict[int, frozenset[int]]:
    """Per position of the government: those whose budget holds its budget. Two queries."""
    office = _offices()
    rows = Position.objects.order_by().values_list("pk", "reports_to", "unit", "kind")
    return holders_of(
        Place(
            position=position,
            superior=superior,
            office=office[unit],
            leads_office=kind in OPD_KINDS and office[unit] == unit,
            leads_government=kind == PositionKind.REGIONAL_HEAD,
        )
        for position, superior, unit, kind in rows
    )
