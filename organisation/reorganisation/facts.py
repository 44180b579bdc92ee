"""What a reorganisation would do, told before anybody does it."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import F, Q
from django.utils.formats import date_format

from organisation.clock import database_today
from organisation.enums import NATIONAL_OFFICE_KINDS, UNIT_HEAD_KINDS, PositionKind, Role
from organisation.models import Assignment, Position, RoleGrant, WorkUnit
from organisation.reorganisation.consequences import foreseen
from organisation.reorganisation.plan import NewUnit, Outlook, Reorganisation
from organisation.scope import positions_below
from organisation.structure.bound import settled_since

STAFF_KINDS = (PositionKind.FUNCTIONAL, PositionKind.EXECUTING_STAFF)
MOST_NAMED = 5


def head_of(unit: WorkUnit, day: datetime.date) -> Position | None:
    """Who leads the unit on the day: its head by kind, else the first whose superior stands outside of it."""
    inside = (
        Position.objects.existing_on(day).filter(unit=unit).exclude(kind__in=[*NATIONAL_OFFICE_KINDS, *STAFF_KINDS])
    )
    led = inside.filter(kind__in=UNIT_HEAD_KINDS).first()
    return led or inside.exclude(reports_to__unit=unit).first()


def as_stored(change: Reorganisation) -> Reorganisation:
    """The same with its units as the rows are now: somebody else may have ended them since they were read."""
    stored = WorkUnit.objects.in_bulk([unit.pk for unit in (*change.sources, change.into) if unit is not None])
    into = stored[change.into.pk] if change.into else None
    return replace(change, sources=tuple(stored[unit.pk] for unit in change.sources), into=into)


def outlook_of(change: Reorganisation) -> Outlook:
    """Everything that would move, begin and end, and what stands against it."""
    day, sources = change.day, change.sources
    heads = [head for unit in sources if (head := head_of(unit, day)) is not None]
    direct = Position.objects.existing_on(day).filter(unit__in=sources).select_related("unit", "reports_to")
    below = tuple(WorkUnit.objects.existing_on(day).filter(parent__in=sources))
    if change.new or change.into:
        ending, moving, closing = tuple(heads), tuple(direct.exclude(pk__in=[one.pk for one in heads])), sources
    else:
        inside = positions_below(positions=[], units=[unit.pk for unit in sources], on=day)
        ending, moving, below = tuple(Position.objects.filter(pk__in=inside)), (), ()
        closing = _with_units_below(sources, day)
    open_ones = Q(end=None) | Q(end__gte=day)
    held = Assignment.objects.filter(open_ones, position__in=ending).select_related("employee", "position")
    found = Outlook(
        change=change,
        ending=ending,
        moving=moving,
        moving_units=below,
        closing_units=closing,
        assignments=tuple(held),
        operators=_operators(change) if change.targets else (),
        successors=_successors(change),
        objections=(),
    )
    return Outlook(**{name: getattr(found, name) for name in found.__slots__ if name != "objections"},
                   objections=tuple(_objections(found)))  # fmt: skip


def sentences_of(outlook: Outlook) -> list[str]:
    """The preview in words."""
    change = outlook.change
    names, targets = joined(unit.name for unit in change.sources), joined(change.targets)
    begins = f"; {targets} {'berlaku' if change.new else 'melanjutkannya'} sejak {_day(change.day)}" if targets else ""
    found = [f"{names} berakhir {_day(change.last_day)}{begins} ({change.decree})."]
    if outlook.moving:
        found.append(f"{len(outlook.moving)} jabatan pindah: {_named(one.title for one in outlook.moving)}.")
    if outlook.moving_units:
        found.append(f"{len(outlook.moving_units)} unit di bawahnya pindah: {_named(map(str, outlook.moving_units))}.")
    if outlook.ending:
        found.append(f"{len(outlook.ending)} jabatan berakhir: {_named(one.title for one in outlook.ending)}.")
    if outlook.assignments:
        people = _named(f"{one.employee} ({one.held_title})" for one in outlook.assignments)
        found.append(f"{len(outlook.assignments)} penugasan berakhir {_day(change.last_day)}: {people}.")
    if outlook.operators:
        found.append(f"{len(outlook.operators)} operator juga menjadi operator {targets}.")
    if not targets:
        found.append("Tidak ada yang melanjutkan: kewajiban yang terbuka tidak berpindah kepada siapa pun.")
    return [*found, *foreseen(outlook)]


def joined(names: Iterable[str]) -> str:
    """`Dinas A`, `Dinas A dan Dinas B`, `Dinas A, Dinas B, dan Dinas C`."""
    listed = list(names)
    if len(listed) < 3:
        return " dan ".join(listed)
    return f"{', '.join(listed[:-1])}, dan {listed[-1]}"


def _named(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - MOST_NAMED
    return ", ".join(listed[:MOST_NAMED]) + (f", dan {more} lainnya" if more > 0 else "")


def _day(day: datetime.date) -> str:
    return date_format(day, "j F Y")


def _with_units_below(sources: Iterable[WorkUnit], day: datetime.date) -> tuple[WorkUnit, ...]:
    found = {unit.pk: unit for unit in sources}
    frontier = list(found)
    while frontier:
        below = [unit for unit in WorkUnit.objects.existing_on(day).filter(parent__in=frontier) if unit.pk not in found]
        found |= {unit.pk: unit for unit in below}
        frontier = [unit.pk for unit in below]
    return tuple(found.values())


def _operators(change: Reorganisation) -> tuple[RoleGrant, ...]:
    """The longest role of each operator of the units that end; whoever operates the one that goes on needs none."""
    lasting = RoleGrant.objects.filter(Q(end=None) | Q(end__gte=change.day), role=Role.OPERATOR)
    already = lasting.filter(unit=change.into).values("user") if change.into else []
    ending = lasting.filter(unit__in=change.sources).exclude(user__in=already).select_related("user")
    longest: dict[int, RoleGrant] = {}
    for grant in ending.order_by(F("end").desc(nulls_first=True), "start"):
        longest.setdefault(grant.user_id, grant)
    return tuple(longest.values())


def _successors(change: Reorganisation) -> tuple[str, ...]:
    if change.into:
        head = head_of(change.into, change.day)
        return (head.title,) if head else ()
    return tuple(new.head_title for new in change.new if new.head_title)


def _objections(outlook: Outlook) -> list[str]:
    change = outlook.change
    found = []
    if change.day > database_today():
        found.append(f"Penataan dicatat paling awal pada hari berlakunya, {_day(change.day)}.")
    if change.into in outlook.closing_units:
        found.append(f"{change.into} sendiri berakhir, jadi tidak dapat melanjutkan. Pilih unit lain.")
    concerned_units = (*change.sources, change.into) if change.into else change.sources
    closed = [unit.name for unit in concerned_units if not unit.exists_on(change.day)]
    found += [f"{name} tidak berlaku pada {_day(change.day)}." for name in closed]
    begun = [unit.name for unit in change.sources if unit.valid_from and unit.valid_from >= change.day]
    found += [f"{name} baru berlaku sejak hari itu. Pilih hari sesudahnya." for name in begun]
    found += [
        f"{held.employee} baru menjadi {held.held_title} sejak {_day(held.start)}. Akhiri dahulu penugasan itu, atau "
        "pilih hari sesudahnya."
        for held in outlook.assignments
        if held.start >= change.day
    ]
    found += [
        f"{one} baru berlaku sejak {_day(one.valid_from)}, sesudah hari itu. Pindahkan dahulu, atau pilih hari "
        "sesudahnya."
        for one in _begun_later(outlook)
    ]
    found += _codes_taken(change.new)
    concerned = [position.pk for position in (*outlook.ending, *outlook.moving)]
    return [*found, *settled_since(concerned, change.day)]


def _begun_later(outlook: Outlook) -> list[Position | WorkUnit]:
    """What stands in the units that end and began after the day: it would stay behind in what is no more."""
    units, later = outlook.closing_units, {"valid_from__gt": outlook.change.day, "valid_until": None}
    positions = Position.objects.filter(unit__in=units, **later)
    return [*positions, *WorkUnit.objects.filter(parent__in=units, **later)]


def _codes_taken(new: Iterable[NewUnit]) -> list[str]:
    units, heads = [one.code for one in new], [one.head_code for one in new if one.head_title]
    taken = [
        *WorkUnit.objects.filter(code__in=units).values_list("code", flat=True),
        *Position.objects.filter(code__in=heads).values_list("code", flat=True),
    ]
    twice = [code for codes in (units, heads) for code in sorted(set(codes)) if codes.count(code) > 1]
    return [f"Kode {code} sudah dipakai. Pilih kode lain." for code in dict.fromkeys([*taken, *twice])]
