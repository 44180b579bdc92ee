"""The whole quarterly report as one form: a row for each indicator and each budget line."""

from collections.abc import Iterator, Mapping

from django import forms

from indicators.actions.drafts import Entry
from indicators.forms.entries import NARRATIVES, EntryForm, SpendingForm
from indicators.worksheets import Worksheet

ENTRY_ORDER = ("value", "state", "numerator", "denominator", "is_provisional", *NARRATIVES)


class ReportForm:
    """Validates row by row: a row with something wrong in it never keeps the others from being saved.

    A row of which no box was sent at all is untouched and shows what is stored: browsers leave out the boxes of a
    locked row, and a page cannot send what it did not show. A box that was sent empty is emptied.
    """

    def __init__(self, sheet: Worksheet, data: Mapping[str, str] | None = None) -> None:
        self.sheet = sheet
        self.data = data
        self.version = sheet.report.version
        sent = {name.partition("-")[0] for name in data or ()}
        self.entries = [EntryForm(row, data if f"r{row.indicator.pk}" in sent else None) for row in sheet.rows]
        self.spending = [SpendingForm(row, data if f"a{row.line.pk}" in sent else None) for row in sheet.budget]
        for form in self._forms() if data is not None else ():
            _mark_errors(form)

    @property
    def typed_version(self) -> int:
        """The version of the report that the person had before their eyes; -1 when it is not told."""
        text = (self.data or {}).get("version", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(anchor, sentence) of everything that is wrong, in the order of the page."""
        return [error for form in self._forms() for error in _errors_of(form)]

    @property
    def refused(self) -> int:
        """How many rows cannot be saved as they stand."""
        return sum(bool(form.errors) for form in self._forms())

    def values(self) -> dict[int, Entry]:
        """What the valid rows that were sent say, by indicator id."""
        return {form.row.indicator.pk: form.entry() for form in self.entries if form.is_valid()}

    def amounts(self) -> dict[int, object]:
        """Rupiah of the valid budget rows that were sent, by budget line id."""
        return {form.row.line.pk: form.amount_spent() for form in self.spending if form.is_valid()}

    def _forms(self) -> Iterator[EntryForm | SpendingForm]:
        yield from self.entries
        yield from self.spending


def _errors_of(form: EntryForm | SpendingForm) -> Iterator[tuple[str, str]]:
    name = form.row.indicator.code if isinstance(form, EntryForm) else form.row.line.program.code
    order = [field for field in (*ENTRY_ORDER, "amount") if field in form.errors]
    for field in order:
        for sentence in form.errors[field]:
            yield form[field].id_for_label, f"{name}, {form[field].label}: {sentence}"


def _mark_errors(form: forms.Form) -> None:
    for name in form.errors:
        form.fields[name].widget.attrs["class"] += " is-invalid"
