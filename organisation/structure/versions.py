"""Keeping what a unit or a position was when it changes from a day on."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from organisation.clock import database_today
from organisation.models import FormerPosition, FormerUnit, Position, WorkUnit
from organisation.scope import positions_below
from organisation.structure.bound import ONE_DAY, settled_before, settled_since


def keep_what_was(
    stored: WorkUnit | Position, fields: Mapping[str, Any], *, since: datetime.date | None = None, decree: str = ""
) -> None:
    """Before `fields` are written: keep what the row says, up to the day before `since` (today, when not given).

    Nothing is kept when no versioned field changes, and for what begins that day itself. Raises ValidationError for a
    day to come, for one before the last change or the beginning, and for one of which verified or agreed papers tell.
    Call it in the transaction of the change, with the row locked.
    """
    if all(getattr(stored, name) == fields.get(name, getattr(stored, name)) for name in stored.VERSIONED):
        return
    today = database_today()
    day = since or today
    if day > today:
        raise ValidationError(
            {"since": f"Perubahan dicatat paling awal pada hari berlakunya, {date_format(day, 'j F Y')}."}
        )
    last = stored.former.first()
    begins = last.until + ONE_DAY if last else stored.valid_from
    if begins is not None and day < begins:
        raise ValidationError(
            {"since": f"{stored} sudah berlaku seperti sekarang sejak {date_format(begins, 'j F Y')}. Pilih hari itu "
                      "atau sesudahnya."}
        )  # fmt: skip
    objections = settled_since(_concerned(stored), day) if day < today else []
    if objections:
        raise ValidationError({"since": objections})
    if begins == day:
        return
    values = {name: getattr(stored, name) for name in stored.VERSIONED}
    until = day - ONE_DAY
    if isinstance(stored, WorkUnit):
        FormerUnit.objects.create(unit=stored, since=begins, until=until, decree=decree, **values)
    else:
        FormerPosition.objects.create(position=stored, since=begins, until=until, decree=decree, **values)


def has_settled(stored: WorkUnit | Position) -> bool:
    """Whether anything that was verified or agreed tells of it, on whatever day."""
    return bool(told_after(stored, None))


def told_after(stored: WorkUnit | Position, last: datetime.date | None) -> list[str]:
    """A sentence for what was verified or agreed of days after `last` (None: of any day) and tells of it."""
    return settled_since(_concerned(stored), last + ONE_DAY if last else datetime.date.min)


def told_before(stored: WorkUnit | Position, first: datetime.date | None) -> list[str]:
    """A sentence for what tells of it on days before `first`, on which it would not have begun; None is always."""
    if first is None or (stored.valid_from and first <= stored.valid_from):
        return []
    former = stored.former.last()
    if former is not None and former.until < first:
        return [
            f"{stored} tersimpan dengan nama, induk, atau jenis lain sampai {date_format(former.until, 'j F Y')}, jadi "
            "harus sudah ada saat itu. Isi paling lambat hari itu, atau kosongkan bila sudah ada sejak awal."
        ]
    concerned = _concerned(stored)
    if isinstance(stored, WorkUnit):
        concerned |= frozenset(FormerPosition.objects.filter(unit=stored).values_list("position", flat=True))
    return settled_before(concerned, first)


def refuse_late_beginning(stored: WorkUnit | Position, fields: Mapping[str, Any]) -> None:
    """ValidationError when `fields` let it begin after something that was verified or agreed tells of it."""
    objections = told_before(stored, fields["valid_from"]) if "valid_from" in fields else []
    if objections:
        raise ValidationError({"valid_from": objections})


def _concerned(stored: WorkUnit | Position) -> frozenset[int]:
    """The positions of which past papers tell what is about to change."""
    if isinstance(stored, Position):
        return frozenset({stored.pk})
    return positions_below(positions=[], units=[stored.pk])
