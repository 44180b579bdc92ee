"""Performing a reorganisation: everything or nothing, each row with its event, day and decree."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organisation.enums import PositionKind, Role
from organisation.models import Position, User, WorkUnit
from organisation.people import rows
from organisation.people.actions import assign, end_assignment
from organisation.reorganisation.facts import as_stored, head_of, outlook_of
from organisation.reorganisation.plan import NewUnit, Outlook, Reorganisation
from organisation.structure.actions import (
    day_and_decree,
    one_structure_change_at_a_time,
    update_position,
    update_unit,
)
from organisation.users.actions import grant_role


@transaction.atomic
def rename_unit(
    unit: WorkUnit, *, name: str, titles: Mapping[int, str], day: datetime.date, decree: str, by: User
) -> WorkUnit:
    """Give the unit another name from the day on, and the positions (by key) other titles.

    Raises ValidationError for a day that the versions or what is settled refuse.
    """
    renamed = update_unit(unit, by=by, since=day, decree=decree, name=name)
    for position in Position.objects.filter(pk__in=titles):
        update_position(position, by=by, since=day, decree=decree, title=titles[position.pk])
    return renamed


@transaction.atomic
def reorganise(change: Reorganisation, *, by: User) -> list[WorkUnit]:
    """Merge, split or close units; give the units that go on.

    Positions and units below move with everything that belongs to them; the heads end and the new heads answer for
    what they left open. Raises ValidationError with every objection of `outlook_of`.
    """
    one_structure_change_at_a_time()
    change = as_stored(change)
    outlook = outlook_of(change)
    if outlook.objections:
        raise ValidationError(list(outlook.objections))
    old_heads = [head for unit in change.sources if (head := head_of(unit, change.day)) is not None]
    units = [change.into] if change.into else [_begin_unit(new, change, by) for new in change.new]
    for held in outlook.assignments:
        end_assignment(held, end=change.last_day, by=by)
    heads = _heads(change, units, old_heads, by)
    _move(outlook, units, heads, old_heads, by)
    _end(outlook, by)
    _follow(change, units, heads, old_heads)
    for grant in outlook.operators:
        for unit in units:
            start = max(change.day, grant.start)
            grant_role(grant.user, Role.OPERATOR, unit=unit, start=start, end=grant.end, by=by)
    return units


def _begin_unit(new: NewUnit, change: Reorganisation, by: User) -> WorkUnit:
    first = change.sources[0]
    unit = WorkUnit(
        code=new.code,
        name=new.name,
        kind=new.kind,
        parent=first.parent,
        protocol_order=first.protocol_order,
        valid_from=change.day,
    )
    return rows.create(unit, "unit.created", by, data=day_and_decree(change.day, change.decree))


def _heads(change: Reorganisation, units: list[WorkUnit], old_heads: list[Position], by: User) -> list[Position | None]:
    """Who leads each of the units that go on: the head of an existing one, or a new position with its holder."""
    if change.into:
        return [head_of(change.into, change.day)]
    heads: list[Position | None] = []
    for new, unit in zip(change.new, units, strict=True):
        heads.append(
            _begin_head(new, unit, old_heads[0] if old_heads else None, change, by) if new.head_title else None
        )
        if heads[-1] is not None and new.head_holder is not None:
            assign(employee=new.head_holder, position=heads[-1], kind="definitive", start=change.day, by=by)
    return heads


def _begin_head(new: NewUnit, unit: WorkUnit, like: Position | None, change: Reorganisation, by: User) -> Position:
    head = Position(
        code=new.head_code,
        title=new.head_title,
        unit=unit,
        kind=like.kind if like else PositionKind.ADMINISTRATOR,
        echelon=like.echelon if like else "",
        reports_to=like.reports_to if like else None,
        protocol_order=like.protocol_order if like else 0,
        valid_from=change.day,
    )
    return rows.create(head, "position.created", by, data=day_and_decree(change.day, change.decree))


def _move(
    outlook: Outlook, units: list[WorkUnit], heads: list[Position | None], old_heads: list[Position], by: User
) -> None:
    """Positions and units below go to their new units; who reported to an old head reports to the new one."""
    change, gone = outlook.change, {head.pk for head in old_heads}
    same: dict[str, Any] = {"by": by, "since": change.day, "decree": change.decree}
    places = {position.pk: change.places.get(position.pk, 0) for position in outlook.moving}
    for position in outlook.moving:
        update_position(position, unit=units[places[position.pk]], **_above(position, heads, places, gone), **same)
    for unit in outlook.moving_units:
        place = change.unit_places.get(unit.pk, 0)
        update_unit(unit, parent=units[place], **same)
        places |= dict.fromkeys(Position.objects.filter(unit=unit).values_list("pk", flat=True), place)
    if units:
        others = Position.objects.existing_on(change.day).filter(reports_to__in=gone).exclude(pk__in=gone)
        for position in others:
            update_position(position, **_above(position, heads, places, gone), **same)


def _above(
    position: Position, heads: list[Position | None], places: Mapping[int, int], gone: set[int]
) -> dict[str, Any]:
    head = heads[places.get(position.pk, 0)]
    return {"reports_to": head} if head is not None and position.reports_to_id in gone else {}


def _end(outlook: Outlook, by: User) -> None:
    change, data = outlook.change, day_and_decree(outlook.change.day, outlook.change.decree)
    for position in outlook.ending:
        rows.update(position, {"valid_until": change.last_day}, "position.closed", by, data=data)
    for unit in outlook.closing_units:
        rows.update(unit, {"valid_until": change.last_day}, "unit.closed", by, data=data)


def _follow(
    change: Reorganisation, units: list[WorkUnit], heads: list[Position | None], old_heads: list[Position]
) -> None:
    """Write down who follows whom, also those whom these followed before: nobody walks a chain later."""
    old_units = [*change.sources, *WorkUnit.objects.filter(replaced_by__in=change.sources)]
    for unit in units:
        unit.replaces.add(*old_units)
    gone = [*old_heads, *Position.objects.filter(replaced_by__in=old_heads)]
    for head in heads:
        if head is not None:
            head.replaces.add(*gone)
