"""Writing an indicator's reference sheet."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from audit.editing import ConflictError, merge
from audit.facts import FieldChange, changes_between, field_values, to_data
from audit.trail import history, record
from indicators.models import Indicator
from indicators.sheets.facts import SHEET_FIELDS

if TYPE_CHECKING:
    from organisation.models import User


SHEET_CHANGED = "indicator.sheet_changed"


def sheet_values(indicator: Indicator) -> dict[str, str]:
    """The sheet by field name, every field as text; empty where nothing was written."""
    return {name: _text(getattr(indicator, name)) for name in SHEET_FIELDS}


@transaction.atomic
def change_sheet(
    indicator: Indicator, values: Mapping[str, str], *, by: "User", seen: Mapping[str, str]
) -> list[FieldChange]:
    """Write those of `values` that differ from what the person had `seen`; give the changes, which the trail keeps.

    What somebody else wrote meanwhile into other fields stays. Raises ConflictError, and writes nothing, when
    both changed the same field to different texts.
    """
    locked = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    stored = sheet_values(locked)
    wanted, both = merge({name: values[name] for name in SHEET_FIELDS}, seen=seen, stored=stored)
    if both:
        raise ConflictError(_conflict_sentence(locked), stored=stored, fields=both)
    before = field_values(locked, wanted)
    for name, text in wanted.items():
        setattr(locked, name, _stored(name, text))
    changes = changes_between(locked, before, field_values(locked, wanted))
    if changes:
        locked.clean_fields(exclude={field.name for field in Indicator._meta.fields} - set(wanted))
        locked.save(update_fields=list(wanted))
        record(locked, "indicator.sheet_changed", by=by, data={"changes": to_data(changes)})
    return changes


def sheet_facts(indicator: Indicator) -> list[tuple[str, str]]:
    """The whole sheet as a reader sees it: the name of each field and what it says."""
    names = {name: str(Indicator._meta.get_field(name).verbose_name).capitalize() for name in SHEET_FIELDS}
    return [(label, sheet_words(indicator, name)) for name, label in names.items()]


def sheet_words(indicator: Indicator, name: str) -> str:
    """A field as a reader sees it: the label of a choice, else the text."""
    field = Indicator._meta.get_field(name)
    return _text(getattr(indicator, f"get_{name}_display")() if field.choices else getattr(indicator, name))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _stored(name: str, text: str) -> object:
    """The text as its column keeps it: a number, or None when a number was left out."""
    field = Indicator._meta.get_field(name)
    return field.to_python(text) if text or not field.null else None


def _conflict_sentence(indicator: Indicator) -> str:
    latest = history(indicator).filter(verb=SHEET_CHANGED).first()
    who = latest.actor_label if latest else "Orang lain"
    return (
        f"{who} mengubah kamus indikator ini sejak Anda membukanya, jadi isian Anda belum disimpan. Pilih isian yang "
        "dipakai pada bidang yang ditandai, lalu simpan lagi."
    )
