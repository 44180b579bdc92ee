"""The actions of a row (rencana aksi): rows that are added, removed and moved without losing what was typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from agreements.domain.plan import PlannedStep
from indicators.domain.periods import ROMAN
from indicators.targets.fields import NarrativeField

PREFIX = "langkah"
COUNT = f"{PREFIX}-jumlah"
ADD, REMOVE, UP, DOWN = (f"{verb}-{PREFIX}" for verb in ("tambah", "hapus", "naik", "turun"))
MOST_STEPS = 30
MOST_READ = 100
"""Rows of a request that are looked at; more than a page could ever have sent."""

Typed = dict[str, Any]


class StepForm(forms.Form):
    """One action: what is done, by whom, in which quarters. An empty row is no action."""

    statement = NarrativeField(label="Aksi", max_length=1000)
    person = forms.CharField(
        label="Penanggung jawab",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    quarters = forms.TypedMultipleChoiceField(
        label="Triwulan",
        coerce=int,
        required=False,
        choices=[(str(number), roman) for number, roman in enumerate(ROMAN, start=1)],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": "Pilih triwulan I sampai IV."},
    )

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Refuse a person or a quarter without an action."""
        cleaned = super().clean()
        tells = cleaned.get("person") or cleaned.get("quarters")
        if tells and not cleaned.get("statement") and not self.has_error("statement"):
            self.add_error("statement", "Tulis aksinya, atau hapus baris ini.")
        return cleaned

    @property
    def step(self) -> PlannedStep | None:
        """The action; None for an empty row. Valid form only."""
        statement = self.cleaned_data["statement"].strip()
        if not statement:
            return None
        quarters = tuple(sorted(self.cleaned_data["quarters"]))
        return PlannedStep(statement, self.cleaned_data["person"].strip(), quarters)


class StepRows:
    """The rows of actions on the page, in their order; `focus` is the row that was just added."""

    def __init__(self, rows: list[Typed], data: Mapping[str, Any] | None = None, *, focus: int = -1) -> None:
        self.forms = [StepForm(data, prefix=f"{PREFIX}-{place}", initial=row) for place, row in enumerate(rows)]
        self.is_bound = data is not None
        self.errors: list[str] = []
        if 0 <= focus < len(self.forms):
            self.forms[focus].fields["statement"].widget.attrs["autofocus"] = True

    @classmethod
    def of(cls, steps: Iterable[PlannedStep]) -> "StepRows":
        """The stored actions; one empty row when there are none."""
        rows = [
            {"statement": step.statement, "person": step.person_in_charge, "quarters": [str(q) for q in step.quarters]}
            for step in steps
        ]
        return cls(rows or [{}])

    @classmethod
    def rearranged(cls, data: QueryDict) -> "StepRows":
        """What was typed, with the pressed button carried out; nothing is judged yet."""
        rows, focus = typed_rows(data), -1
        if ADD in data and len(rows) < MOST_STEPS:
            rows, focus = [*rows, {}], len(rows)
        place = _place(data)
        if place is not None and place < len(rows):
            row = rows.pop(place)
            if REMOVE not in data:
                rows.insert(max(place - 1, 0) if UP in data else place + 1, row)
        return cls(rows, focus=focus)

    @classmethod
    def typed(cls, data: QueryDict) -> "StepRows":
        """What was typed, to be judged."""
        return cls(typed_rows(data), data)

    def is_valid(self) -> bool:
        """Whether every row can be kept, and there are not too many."""
        filled = len([form for form in self.forms if form.is_valid() and form.step])
        if filled > MOST_STEPS:
            self.errors = [f"Paling banyak {MOST_STEPS} langkah untuk satu indikator. Gabungkan atau hapus sebagian."]
        return not self.errors and all(form.is_valid() for form in self.forms)

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """The actions; valid rows only."""
        return tuple(form.step for form in self.forms if form.step)

    @property
    def may_grow(self) -> bool:
        """Whether a row may be added."""
        return len(self.forms) < MOST_STEPS

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """(id of the box, sentence) for the summary above the form."""
        found = [("", sentence) for sentence in self.errors]
        if not self.is_bound:
            return found
        for number, form in enumerate(self.forms, start=1):
            for name, sentences in form.errors.items():
                box = form[name]
                anchor = f"{box.auto_id}_0" if name == "quarters" else box.auto_id
                found += [(anchor, f"Langkah {number}, {box.label}: {sentence}") for sentence in sentences]
        return found


def is_rearranging(data: QueryDict) -> bool:
    """Whether a button that only moves rows was pressed."""
    return any(name in data for name in (ADD, REMOVE, UP, DOWN))


def typed_rows(data: Mapping[str, Any]) -> list[Typed]:
    """The rows as they were typed."""
    query = data if isinstance(data, QueryDict) else None
    count = _number(data.get(COUNT, "")) or 0
    return [
        {
            "statement": data.get(f"{PREFIX}-{place}-statement", ""),
            "person": data.get(f"{PREFIX}-{place}-person", ""),
            "quarters": (query.getlist if query else data.get)(f"{PREFIX}-{place}-quarters") or [],
        }
        for place in range(min(count, MOST_READ))
    ]


def _place(data: QueryDict) -> int | None:
    return next((_number(data[name]) for name in (REMOVE, UP, DOWN) if name in data), None)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


LONGEST_REMARK = 2000
