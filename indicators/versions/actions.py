"""A new version of an indicator: what is measured otherwise gets an identity of its own from a year on."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.facts import FieldChange, changes_between, field_values, to_data
from audit.trail import record
from indicators.bindings import latest_year, version_objection
from indicators.definitions.crosscutting import also_supports, write_also_supports
from indicators.domain.measure import Measure
from indicators.models import Indicator, Target
from indicators.sheets.facts import SHEET_FIELDS
from indicators.targets.actions import TargetChange, target_changes, values_of
from indicators.versions.facts import free_code
from organisation.models import User
from organisation.structure.actions import lock_position

MEASURED = ("statement", "unit_of_measure", "polarity", "aggregation", "predicate_scale")
CARRIED = ("objective", "is_key", "supports", "cascade_kind", "order", "weight")


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What the next version says and how it is measured."""

    first_year: int
    statement: str
    unit_of_measure: str
    measure: Measure
    reason: str


@transaction.atomic
def begin_version(indicator: Indicator, wanted: NewVersion, *, by: User) -> Indicator:
    """End `indicator` with the year before `wanted.first_year`, and begin its next version with that year.

    The old version keeps figures, targets and agreements of its years. Its targets from the first year on were meant
    for another measure, so they go, and the trail keeps them. The new one carries on sheet, objective and cascade.
    Raises ValidationError when the measure stays the same, when the indicator was replaced already, and when anything
    of the new version's years was reported or stands in an agreement.
    """
    lock_position(indicator.objective.position_id)
    old = (
        Indicator.objects.select_for_update(of=("self",), no_key=True).select_related("objective").get(pk=indicator.pk)
    )
    _refuse_replaced(old)
    _refuse_same_measure(old, wanted)
    _refuse_used(old, wanted.first_year)
    dropped = _drop_targets(old, wanted.first_year)
    old.last_year = wanted.first_year - 1
    old.save(update_fields=["last_year"])
    new = _written(old, wanted)
    ended = {"first_year": wanted.first_year, "next": new.pk, "next_label": new.code, "changes": to_data(dropped)}
    record(old, "indicator.version_ended", by=by, data={"remark": wanted.reason} | ended)
    changes = changes_between(new, field_values(old, MEASURED), field_values(new, MEASURED))
    begun = {"previous": old.pk, "previous_label": old.code, "changes": to_data(changes)}
    record(new, "indicator.version_begun", by=by, data={"remark": wanted.reason} | begun)
    return new


def first_free_year(indicator: Indicator) -> int | None:
    """The first year that has neither report nor agreement of this indicator; None when no year is taken."""
    used = [year for year in (latest_year(indicator), indicator.first_year) if year is not None]
    return max(used) + 1 if used else None


def _refuse_replaced(old: Indicator) -> None:
    later = Indicator.objects.filter(replaces=old).first()
    if later is not None:
        raise ValidationError(
            f"Indikator ini sudah digantikan {later.code} sejak {later.first_year}. Mulai versi berikutnya dari "
            f"{later.code}.",
            code="replaced",
        )


def _refuse_same_measure(old: Indicator, wanted: NewVersion) -> None:
    measure = wanted.measure
    before = (old.polarity, old.aggregation, tuple(old.predicate_scale), old.unit_of_measure)
    after = (measure.polarity, measure.aggregation, tuple(measure.predicate_scale), wanted.unit_of_measure)
    if before == after:
        raise ValidationError(
            "Cara mengukurnya sama dengan versi sekarang. Versi baru hanya untuk arah, akumulasi, skala, atau satuan "
            "yang lain; bunyi dan kamusnya cukup diubah.",
            code="same",
        )


def _refuse_used(old: Indicator, first_year: int) -> None:
    if old.first_year and first_year <= old.first_year:
        raise ValidationError(
            {"first_year": f"Versi ini sendiri baru berlaku sejak {old.first_year}. Pilih tahun sesudahnya."}
        )
    objection = version_objection(old, first_year)
    if objection:
        raise ValidationError({"first_year": objection})


def _drop_targets(old: Indicator, first_year: int) -> list[FieldChange]:
    doomed = Target.objects.filter(indicator=old, year__gte=first_year).order_by("year").prefetch_related("quarters")
    dropped = [TargetChange(old.pk, target.year, values_of(target), {}) for target in doomed]
    doomed.delete()
    return [fact for change in dropped for fact in target_changes(change)]


def _written(old: Indicator, wanted: NewVersion) -> Indicator:
    taken = Indicator.objects.filter(code__startswith=old.code[:50]).values_list("code", flat=True)
    new = Indicator(
        code=free_code(old.code, taken),
        statement=wanted.statement,
        unit_of_measure=wanted.unit_of_measure,
        polarity=wanted.measure.polarity,
        aggregation=wanted.measure.aggregation,
        predicate_scale=list(wanted.measure.predicate_scale),
        replaces=old,
        first_year=wanted.first_year,
        **{name: getattr(old, name) for name in (*CARRIED, *SHEET_FIELDS)},
    )
    new.full_clean()
    new.save()
    write_also_supports({new.pk: also_supports(old)})
    return new
