"""The form of one row of a draft: objective, indicator, unit, target of the year, targets of the quarters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField
from django.http import QueryDict

from agreements.domain.lines import steps_text
from agreements.domain.plan import PlannedStep
from agreements.steps.forms import COUNT, PREFIX, StepRows, typed_rows
from audit.editing import seal, unseal
from indicators.domain.periods import ROMAN
from organisation.pages.filtering import number_in


class EditionForm(forms.Form):
    """Which edition of the draft was on the screen."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


SALT = "agreements.draft"
SEALED = "dasar"
"""The hidden box with what stood in the form when it was opened."""

EDITION = "edition"
DECIDE = "gabung"
ALL_MINE, ALL_THEIRS, EACH = "saya", "sekarang", "pilihan"
CHOICE = "pilih-"
ROWS = "baris"
MOST_ROWS = 9999
OURS = ("csrfmiddlewaretoken", EDITION, SEALED, DECIDE)

Raw = dict[str, list[str]]
"""What a form sends: the values of every box."""


@dataclass(frozen=True, slots=True)
class ConflictPart:
    """What is chosen as one: a key, its name for the reader, its boxes (one that ends in `-` stands for a family)."""

    key: str
    label: str
    boxes: tuple[str, ...]

    def holds(self, name: str) -> bool:
        """Whether this box belongs to it."""
        return any(name == box or (box.endswith("-") and name.startswith(box)) for box in self.boxes)


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part in which the two versions differ; `is_touched` when the second person changed it too."""

    part: ConflictPart
    mine: str
    theirs: str
    is_touched: bool


LINE_PARTS = (
    ConflictPart("objective", "Sasaran", ("objective", "objective_statement")),
    ConflictPart("indicator_statement", "Indikator kinerja", ("indicator_statement",)),
    ConflictPart("unit_of_measure", "Satuan", ("unit_of_measure",)),
    ConflictPart("target", "Target setahun", ("target",)),
    *(ConflictPart(f"q{number}", f"Target TW {roman}", (f"q{number}",)) for number, roman in enumerate(ROMAN, 1)),
    ConflictPart("weaker_reason", "Alasan target lebih lemah", ("weaker_reason",)),
    ConflictPart("steps", "Rencana aksi", (f"{PREFIX}-",)),
)


def line_texts(raw: Raw, objectives: Mapping[str, str]) -> dict[str, str]:
    """What each part of a row says, as text."""
    texts = {part.key: _first(raw, part.key) for part in LINE_PARTS}
    texts["objective"] = _first(raw, "objective_statement") or objectives.get(_first(raw, "objective"), "")
    rows = [row for row in typed_rows(_query(raw)) if row["statement"].strip()]
    texts["steps"] = steps_text(
        PlannedStep(
            _plain(row["statement"]), row["person"].strip(), tuple(int(q) for q in row["quarters"] if q in "1234")
        )
        for row in rows
    )
    return texts


def arrangement_parts(sides: Iterable[tuple[str, str]]) -> tuple[ConflictPart, ...]:
    """The parts of the page that arranges a draft; `sides` are (side, its name)."""
    return (
        ConflictPart("rows", "Indikator dan urutannya", (f"{ROWS}-",)),
        ConflictPart("signed_place", "Tempat", ("signed_place",)),
        ConflictPart("signed_on", "Tanggal PK", ("signed_on",)),
        *(ConflictPart(f"title_{side}", f"Sebutan jabatan {name}", (f"title_{side}",)) for side, name in sides),
    )


def arrangement_texts(raw: Raw, parts: Iterable[ConflictPart], statements: Mapping[str, str]) -> dict[str, str]:
    """What each part of the page says, as text; `statements` are the indicators' by id."""
    texts = {part.key: _first(raw, part.key) for part in parts}
    included = []
    for number in range(len([name for name in raw if name.endswith("-indicator")])):
        if f"{ROWS}-{number}-included" in raw:
            place = _first(raw, f"{ROWS}-{number}-place")
            order = int(place) if place.isascii() and place.isdecimal() else MOST_ROWS
            included.append((order, number, _first(raw, f"{ROWS}-{number}-indicator")))
    named = [statements.get(indicator, "(indikator yang sudah dihapus)") for _, _, indicator in sorted(included)]
    texts["rows"] = "\n".join(f"{place}. {statement}" for place, statement in enumerate(named, start=1))
    return texts


def raw_arrangement(form: BaseForm, rows: BaseFormSet) -> Raw:
    """What the untouched page that arranges a draft would send."""
    raw = raw_form(form) | raw_form(rows.management_form)
    for row in rows.forms:
        raw |= raw_form(row)
    return raw


def raw_line(form: BaseForm, steps: StepRows) -> Raw:
    """What the form of a stored row would send."""
    raw = raw_form(form)
    for row in steps.forms:
        raw |= raw_form(row)
    return raw | {COUNT: [str(len(steps.forms))]}


def raw_form(form: BaseForm) -> Raw:
    """What an untouched form would send."""
    raw: Raw = {}
    for box in form:
        values = _sent(box)
        if values:
            raw[box.html_name] = values
    return raw


def _sent(box: BoundField) -> list[str]:
    value = box.value()
    if isinstance(value, bool):
        return ["on"] if value else []
    shown = box.field.widget.format_value(value)
    if isinstance(shown, list | tuple):
        return [str(item) for item in shown]
    return [] if shown in (None, "") else [str(shown)]


def differences_between(
    parts: Iterable[ConflictPart], base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> list[PartDifference]:
    """The parts in which both versions differ, with what the second person had found there (`base`) in mind."""
    return [
        PartDifference(part, mine[part.key], theirs[part.key], mine[part.key] != base.get(part.key, ""))
        for part in parts
        if mine[part.key] != theirs[part.key]
    ]


def is_untouched(base: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Whether nobody else changed what this form shows since it was opened."""
    return bool(base) and all(theirs.get(key) == text for key, text in base.items())


def settled(data: QueryDict, parts: Sequence[ConflictPart], theirs: Raw) -> QueryDict:
    """What was typed, with the parts for which the present version was chosen replaced by it."""
    merged = data.copy()
    wanted = [part for part in parts if data.get(DECIDE) == EACH and data.get(CHOICE + part.key) == ALL_THEIRS]
    for part in wanted:
        for name in [name for name in merged if part.holds(name)]:
            del merged[name]
        for name, values in theirs.items():
            if part.holds(name):
                merged.setlist(name, values)
    return merged


def typed_boxes(data: QueryDict) -> list[tuple[str, str]]:
    """Everything that was typed, to be carried along in hidden boxes."""
    return [
        (name, value)
        for name, values in data.lists()
        if name not in OURS and not name.startswith(CHOICE)
        for value in values
    ]


def sealed_texts(texts: Mapping[str, str]) -> str:
    """What stood in the form, for the hidden box."""
    return seal(dict(texts), salt=SALT)


def unsealed_texts(text: str) -> dict[str, str]:
    """What stood in the form when it was opened; empty when that is not known."""
    return unseal(text, salt=SALT) or {}


def edition_in(data: Mapping[str, Any]) -> int:
    """The edition that was on the screen; 0, which no draft has, when it was not told."""
    text = data.get(EDITION, "")
    return number_in(text) or 0


def _first(raw: Raw, name: str) -> str:
    return _plain((raw.get(name) or [""])[-1])


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _query(raw: Raw) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in raw.items():
        query.setlist(name, values)
    return query
