"""What the government says of single days: added, changed and taken back; due days that have not passed follow."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.trail import record
from indicators.days_off.due_days import settle_due_days
from indicators.days_off.facts import days_off_in, national_days
from indicators.domain.working_days import DaysOff, is_working_day
from indicators.enums import DayKind
from indicators.models import DayOff
from organisation.models import User
from organisation.people import rows


@transaction.atomic
def set_day(day: datetime.date, *, name: str, kind: str, basis: str, by: User | None) -> DayOff:
    """Say what a day is, in place of the national calendar and of what was said before; the trail tells.

    ValidationError for a day that is called worked although it is a working day anyway.
    """
    stored = DayOff.objects.select_for_update().filter(day=day).first()
    refuse_worked_anyway(day, kind)
    values = {"name": name, "kind": kind, "basis": basis}
    if stored:
        said = rows.update(stored, values, "day_off.changed", by)
    else:
        said = rows.create(DayOff(day=day, **values), "day_off.added", by, facts=("kind", "basis"))
    settle_due_days(by=by)
    return said


@transaction.atomic
def take_back(day_off: DayOff, *, by: User) -> None:
    """Let the national calendar say again what the day is."""
    locked = DayOff.objects.select_for_update().get(pk=day_off.pk)
    record(locked, "day_off.removed", by=by)
    locked.delete()
    settle_due_days(by=by)


def refuse_worked_anyway(day: datetime.date, kind: str) -> None:
    """ValidationError for a day that is called worked although week and national calendar say so anyway."""
    if kind != DayKind.WORKED:
        return
    known = DaysOff(frozenset(national_days(day.year)), days_off_in([day.year]).six_day_years)
    if is_working_day(day, known):
        raise ValidationError({"kind": "Tanggal ini memang hari kerja. Pilih jenis libur, atau periksa tanggalnya."})
