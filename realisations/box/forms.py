"""One box of a report, saved by itself: read and judged by the form of its row, with the rest of the row as stored."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from indicators.domain.numbers import AmbiguousNumber, format_typed
from indicators.enums import ValueState
from realisations.entry.domain import NARRATIVES, PARTS, Entry
from realisations.entry.forms import CONTRADICTION, EntryForm, SpendingForm
from realisations.entry.texts import _said, shown, texts_of
from realisations.report_sheet.facts import PLACES, ReportBudgetRow, ReportRow, ratio

JUDGED_TOGETHER = ("state", "value", *PARTS)
BOXES = (*JUDGED_TOGETHER, "is_provisional", *NARRATIVES)
MEANS_NOTHING = object()
_NAME = re.compile(r"(?:r(?P<indicator>[1-9][0-9]{0,17})-(?P<field>[a-z_]{1,30})|a(?P<line>[1-9][0-9]{0,17})-amount)")


@dataclass(frozen=True, slots=True)
class EntryBox:
    """A box of the entry page by the name of its input: `r12-value` of indicator 12, `a7-amount` of budget line 7."""

    name: str
    field: str
    indicator: int | None = None
    line: int | None = None

    @classmethod
    def named(cls, name: str) -> "EntryBox | None":
        """The box with this name; None when no page has such a box."""
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        if found["line"]:
            return cls(name, "amount", line=int(found["line"]))
        return cls(name, found["field"], indicator=int(found["indicator"])) if found["field"] in BOXES else None

    def of_row(self, field: str) -> str:
        """The name of a box of the same row."""
        return self.name if field == self.field else f"r{self.indicator}-{field}"


@dataclass(frozen=True, slots=True)
class BoxAnswer:
    """One answer to a question: the text to save, and the stored text of the other box that it gives up."""

    label: str
    text: str
    replaces: str = ""


class CellForm(EntryForm):
    """A row of which one box was typed; the others say what is stored and are judged only together with it.

    `replaces` is the stored text of the value (or state) that the person agreed to give up for a new state (or value).
    """

    def __init__(self, row: ReportRow, field: str, text: str, *, replaces: str = "") -> None:
        # Boxes that nobody typed into and nothing is judged by are not even built.
        fields = EntryForm.base_fields.items()
        self.base_fields = {name: each for name, each in fields if name in (field, *JUDGED_TOGETHER)}
        super().__init__(row, {f"r{row.indicator.pk}-{field}": text})
        self.field = field
        self.stored = texts_of(row)
        self.follows_parts = field in PARTS and (self.asked.needs_parts or _comes_from_parts(row))
        self._hold_the_others()
        if replaces and field == "state" and replaces == self.stored["value"]:
            self.initial["value"] = None
        if replaces and field == "value" and replaces == self.stored["state"]:
            self.initial["state"] = ValueState.REPORTED.value

    def clean(self) -> dict[str, object]:
        """Let a value that was computed from its parts follow them."""
        if self.follows_parts:
            self.cleaned_data["value"] = None
        cleaned = super().clean()
        if self.follows_parts and cleaned.get("value") is None and not self.asked.needs_parts:
            cleaned["value"] = self.row.realisation.figure
        return cleaned

    @property
    def knows_box(self) -> bool:
        """Whether the row has such a box: only ratios have parts."""
        return self.field in self.fields

    def sentences(self) -> list[str]:
        """What is wrong, and what to do."""
        return _sentences(self)

    def choices(self) -> tuple[BoxAnswer, ...]:
        """The answers to choose from where the text can be meant in several ways; empty when it cannot be kept."""
        return (*ambiguous_choices(self), *self._choices_of_a_contradiction())

    def said(self) -> tuple[dict[int, Entry], dict[int, Decimal | None]]:
        """What the row says, for the writer; only for a valid form."""
        return {self.row.indicator.pk: self.entry()}, {}

    def seen(self, was: Iterable[str]) -> dict[tuple[int, str], list[object]]:
        """What may be stored in the box as far as the person knows, who had one of these texts before their eyes."""
        name = self.field
        if name == "value":
            name = "grade" if self.row.is_graded else "figure"
        stored = getattr(self.row.realisation, name)
        return {(self.row.indicator.pk, name): _seen(self, self.field, stored, was)}

    def _choices_of_a_contradiction(self) -> tuple[BoxAnswer, ...]:
        if not self.has_error("value", CONTRADICTION):
            return ()
        text, label = str(self[self.field].data), ValueState(self.cleaned_data["state"]).label
        if self.field == "state":
            kept = self.stored["value"]
            return (BoxAnswer(f"Kosongkan {kept}, pilih {label}", text, kept),)
        return (BoxAnswer(f"Ganti {label} dengan {text}", text, self.stored["state"]),)

    def _hold_the_others(self) -> None:
        for name, held in list(self.fields.items()):
            if name == self.field:
                continue
            if name == "value" and self.row.is_graded:
                self.fields[name] = forms.Field(label=held.label, required=False, disabled=True)
            else:
                held.disabled = True


class SpendingCellForm(SpendingForm):
    """A budget line of which the one box was typed."""

    knows_box = True

    def __init__(self, row: ReportBudgetRow, text: str) -> None:
        super().__init__(row, {f"a{row.line.pk}-amount": text})
        self.stored = {"amount": shown(row.spent, money=True)}

    def sentences(self) -> list[str]:
        """What is wrong, and what to do."""
        return _sentences(self)

    def choices(self) -> tuple[BoxAnswer, ...]:
        """The readings of an ambiguous amount."""
        return ambiguous_choices(self)

    def said(self) -> tuple[dict[int, Entry], dict[int, Decimal | None]]:
        """What was spent, for the writer; only for a valid form."""
        return {}, {self.row.line.pk: self.amount_spent()}

    def seen(self, was: Iterable[str]) -> dict[tuple[int, str], list[object]]:
        """What may be stored as far as the person knows, who had one of these texts before their eyes."""
        return {(self.row.line.pk, "amount"): _seen(self, "amount", self.row.spent, was)}


def _seen(form: "CellForm | SpendingCellForm", name: str, stored: object, was: Iterable[str]) -> list[object]:
    """What these texts mean as the content of the field; also 16,50 is what is stored when 16,5 is."""
    return [stored if _said(text) == form.stored[name] else _reads_as(form.fields[name], text) for text in was]


def ambiguous_choices(form: forms.Form) -> tuple[BoxAnswer, ...]:
    """Both readings of a number like 1.234."""
    for errors in form.errors.as_data().values():
        for error in errors:
            if isinstance(error.__cause__, AmbiguousNumber):
                texts = (format_typed(reading, PLACES) for reading in error.__cause__.readings)
                return tuple(BoxAnswer(text, text) for text in texts)
    return ()


def _sentences(form: forms.Form) -> list[str]:
    """The sentences of the form; where both readings of a number stand beside it to choose from, a short question."""
    choices = ambiguous_choices(form)
    if choices:
        return [f"Dapat dibaca {' atau '.join(choice.label for choice in choices)}. Pilih yang Anda maksud:"]
    return [str(sentence) for sentences in form.errors.values() for sentence in sentences]


def _reads_as(field: forms.Field, text: str) -> object:
    """What the text means as the content of the field; something that equals nothing stored when it means nothing."""
    try:
        return field.clean(text)
    except ValidationError:
        return MEANS_NOTHING


def _comes_from_parts(row: ReportRow) -> bool:
    stored = row.realisation
    if None in (stored.figure, stored.numerator, stored.denominator):
        return False
    return ratio(stored.numerator, stored.denominator, row.indicator.unit_of_measure) == stored.figure
