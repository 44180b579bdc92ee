"""Objectives and indicators that are made while drafting, and their removal when nobody uses them."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.editing import ConflictError, merge
from audit.facts import FieldChange, Json, changes_between, field_values, to_data
from audit.sentences import said
from audit.trail import record
from indicators.bindings import (
    agreed_definition,
    hold_reports,
    is_reported_in,
    other_targets,
    refuse_agreed_year,
    verified_quarters,
)
from indicators.calendar.actions import ensure_year
from indicators.definitions.locked_definition import MEASURE_FIELDS, fixed_fields, refused_changes
from indicators.domain.kinds import Value, fits
from indicators.domain.measure import Measure
from indicators.domain.periods import roman
from indicators.models import Indicator, Objective, QuarterTarget, Target
from indicators.targets.actions import PLAN, YEARLY, TargetChange, record_targets, target_facts, target_values
from organisation.models import Position, User
from organisation.structure.actions import lock_position

LONGEST_PREFIX = 50
CREATED = "indicator.created_in_draft"
CREATED_OBJECTIVE = "objective.created_in_draft"


def objective_for(
    position: Position, code: str, statement: str, *, by: User, verb: str = CREATED_OBJECTIVE
) -> Objective:
    """The objective that the row is written under: one of the position's own, or a new one. Lock the position before.

    Raises ValidationError for an objective of somebody else.
    """
    if code:
        found = Objective.objects.filter(position=position, code=code).first()
        if found is None:
            raise ValidationError({"objective": "Pilih salah satu sasaran jabatan ini, atau tulis sasaran baru."})
        return found
    last = Objective.objects.filter(position=position).order_by("-order").values_list("order", flat=True).first()
    objective = Objective.objects.create(
        code=_free_code(Objective, position, "S"),
        statement=statement,
        position=position,
        order=(last or 0) + 1,
    )
    record(objective, verb, by=by)
    return objective


def create_indicator(
    objective: Objective, statement: str, unit_of_measure: str, measure: Measure, *, by: User, verb: str = CREATED
) -> Indicator:
    """A new indicator of the objective, with a code of its own. Lock the position before."""
    last = objective.indicators.order_by("-order").values_list("order", flat=True).first()
    indicator = Indicator.objects.create(
        code=_free_code(Indicator, objective.position, "I"),
        objective=objective,
        statement=statement,
        unit_of_measure=unit_of_measure,
        polarity=measure.polarity,
        aggregation=measure.aggregation,
        predicate_scale=list(measure.predicate_scale),
        order=(last or 0) + 1,
    )
    record(indicator, verb, by=by)
    return indicator


def _free_code(model: type[Objective] | type[Indicator], position: Position, letter: str) -> str:
    """The next code of the position: `J0012.I07`."""
    prefix = f"{position.code if len(position.code) <= LONGEST_PREFIX else f'J{position.pk}'}.{letter}"
    taken = model.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    numbers = [int(found[1]) for code in taken if (found := re.fullmatch(r"([0-9]{1,6})", code[len(prefix) :]))]
    return f"{prefix}{max(numbers, default=0) + 1:02}"


INDICATOR_CREATED, CHANGED = "indicator.created", "indicator.changed"
EDITABLE = ("statement", "unit_of_measure", "polarity", "aggregation", "predicate_scale", "is_key")
PROMISED = ("statement", *MEASURE_FIELDS)
"""What an agreement prints of an indicator, or reads its targets by."""

ALL_QUARTERS = frozenset({1, 2, 3, 4})


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An indicator that does not exist yet; without `objective_code` its objective does not either."""

    objective_code: str
    objective_statement: str
    statement: str
    unit_of_measure: str
    measure: Measure
    is_key: bool


@transaction.atomic
def add_indicator(position: Position, wanted: NewIndicator, *, by: User) -> Indicator:
    """Write a new indicator of the position, and its objective if that is new. ValidationError by field."""
    position = lock_position(position.pk)
    objective = objective_for(
        position, wanted.objective_code, wanted.objective_statement, by=by, verb="objective.created"
    )
    indicator = create_indicator(
        objective, wanted.statement, wanted.unit_of_measure, wanted.measure, by=by, verb=INDICATOR_CREATED
    )
    if wanted.is_key:
        indicator.is_key = True
        indicator.save(update_fields=["is_key"])
    return indicator


@transaction.atomic
def change_indicator(
    indicator: Indicator, values: Mapping[str, Any], *, by: User, seen: Mapping[str, Any], today: datetime.date
) -> list[FieldChange]:
    """Write those of `values` (names of EDITABLE) that differ from what was `seen`; give the changes.

    ValidationError by field when somebody else changed the same field meanwhile, when figures fix the measure, when an
    agreement of this year or later promises it, and when targets were written for another direction.
    """
    lock_position(indicator.objective.position_id)
    hold_reports([indicator.pk])
    stored = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    now = {name: getattr(stored, name) for name in EDITABLE}
    wanted, both = merge({name: values[name] for name in EDITABLE}, seen=seen, stored=now)
    errors = _overwritten(stored, both)
    errors |= _promised(stored, wanted, today)
    errors |= refused_changes(stored, wanted, fixed_fields([stored.pk])[stored.pk])
    errors |= _misfit(stored, wanted)
    if both:
        raise ConflictError(errors, stored=now, fields=both)
    if errors:
        raise ValidationError(errors)
    before = field_values(stored, wanted)
    for name, value in wanted.items():
        setattr(stored, name, value)
    changes = changes_between(stored, before, field_values(stored, wanted))
    if changes:
        stored.full_clean(exclude=["objective", "supports", "replaces"])
        stored.save(update_fields=list(wanted))
        record(stored, CHANGED, by=by, data={"changes": to_data(changes)})
    return changes


def _overwritten(stored: Indicator, both: Iterable[str]) -> dict[str, str]:
    now = changes_between(stored, {}, field_values(stored, both))
    return {
        one.field: f"Sementara Anda mengisi, orang lain mengubahnya menjadi “{line.after}”. Periksa, lalu simpan lagi."
        for one, line in zip(now, said(CHANGED, now), strict=True)
    }


def _promised(stored: Indicator, wanted: Mapping[str, Any], today: datetime.date) -> dict[str, str]:
    changed = [name for name in wanted if name in PROMISED]
    agreed = agreed_definition(stored, today) if changed else None
    return dict.fromkeys(changed, agreed.sentence) if agreed else {}


def _misfit(stored: Indicator, wanted: Mapping[str, Any]) -> dict[str, str]:
    """Targets of the plan and of drafts that could not be read in the new direction or scale."""
    if not wanted.keys() & {"polarity", "predicate_scale"}:
        return {}
    polarity = wanted.get("polarity", stored.polarity)
    scale = wanted.get("predicate_scale", stored.predicate_scale)
    if all(fits(value, polarity, tuple(scale)) for value in _all_targets(stored)):
        return {}
    name = "polarity" if "polarity" in wanted else "predicate_scale"
    return {name: "Targetnya ditulis untuk arah atau skala yang lama. Hapus dahulu target itu, lalu ubah arahnya."}


def _all_targets(indicator: Indicator) -> list[Value]:
    quarters = QuarterTarget.objects.filter(target__indicator=indicator)
    planned = [row.value for rows in (Target.objects.filter(indicator=indicator), quarters) for row in rows]
    return planned + other_targets(indicator)


@transaction.atomic
def set_targets(
    indicator: Indicator, year: int, wanted: Mapping[int, Value | None], *, by: User, seen: Mapping[str, Json]
) -> bool:
    """Make `wanted` (by quarter, YEARLY for the year) the targets of the year; give whether anything changed.

    Without a target of the year there is none at all. ValidationError when an agreement binds the year, for another
    version's year, for quarters already verified, and when the targets are no longer those that were `seen` (see
    `target_facts`).
    """
    position = lock_position(indicator.objective.position_id)
    stored = Indicator.objects.select_for_update(of=("self",), no_key=True).get(pk=indicator.pk)
    if not stored.is_measured_in(year):
        raise ValidationError(f"Pada tahun {year} versi lain indikator ini yang diukur.", code="version")
    refuse_agreed_year(position.pk, year)
    before = target_values(stored.pk, year)
    if target_facts(before) != seen:
        raise ConflictError(
            "Target ini sudah diubah orang lain sejak halaman dibuka. Periksa yang tersimpan, lalu isi lagi."
        )
    after = {quarter: value for quarter, value in wanted.items() if value is not None}
    if before == after:
        return False
    _refuse_verified(position.pk, year, before, after)
    _refuse_without_year(stored, year, after)
    _write_targets(stored, year, after)
    ensure_year(year, by=by)
    record_targets([TargetChange(stored.pk, year, before, after)], by=by, via=PLAN)
    return True


def _refuse_verified(position_id: int, year: int, before: Mapping[int, Value], after: Mapping[int, Value]) -> None:
    """ValidationError by box: nobody changes afterwards against what a quarter was judged."""
    locked = verified_quarters(position_id, year)
    errors = {
        f"q{quarter}": f"Triwulan {roman(quarter)} sudah diverifikasi, jadi targetnya tidak dapat diubah."
        for quarter in sorted(locked)
        if before.get(quarter) != after.get(quarter)
    }
    if locked >= ALL_QUARTERS and before.get(YEARLY) != after.get(YEARLY):
        errors["target"] = "Keempat triwulan sudah diverifikasi, jadi target setahun tidak dapat diubah."
    if errors:
        raise ValidationError(errors)


def _refuse_without_year(indicator: Indicator, year: int, after: Mapping[int, Value]) -> None:
    if YEARLY in after:
        return
    if after:
        raise ValidationError({"target": "Isi target setahun, atau kosongkan juga target triwulannya."})
    if is_reported_in(indicator, year):
        raise ValidationError({"target": f"Laporan tahun {year} sudah memuat indikator ini, jadi targetnya tetap ada."})


def _write_targets(indicator: Indicator, year: int, after: Mapping[int, Value]) -> None:
    if YEARLY not in after:
        Target.objects.filter(indicator=indicator, year=year).delete()
        return
    columns = Target.columns(after[YEARLY])
    target, _ = Target.objects.update_or_create(indicator=indicator, year=year, defaults=columns)
    target.quarters.exclude(quarter__in=after).delete()
    for quarter, value in after.items():
        if quarter != YEARLY:
            QuarterTarget.objects.update_or_create(
                target=target, quarter=quarter, defaults=QuarterTarget.columns(value)
            )
