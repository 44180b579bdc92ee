"""What is typed about one indicator, and about one budget line, in one quarter."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from indicators.domain.odd_numbers import Context
from indicators.domain.typed import MONEY_DIGITS, MONEY_PLACES, Asked
from indicators.enums import Polarity, ValueState
from indicators.targets.fields import FigureField, GradeField, NarrativeField
from realisations.entry.domain import NARRATIVES, PARTS, Entry, faults_of, with_computed_value
from realisations.entry.locks import ACCEPTED
from realisations.report_sheet.facts import ReportBudgetRow, ReportRow, ReportSheet

ANSWERS = (ValueState.REPORTED, ValueState.NOT_APPLICABLE, ValueState.WAITING)
"""An empty value under `Dilaporkan` is the fourth state: not reported yet."""

CONTRADICTION = "contradiction"
"""Code of the refusal of a value beside a state that has none."""

BOX_OF = {"figure": "value", "grade": "value"}
"""Both kinds of value are typed into the same box."""


class EntryForm(forms.Form):
    """One row of the report; `row` brings the indicator, its targets and what is stored."""

    state = forms.ChoiceField(
        label="Keadaan",
        choices=[(state.value, state.label) for state in ANSWERS],
        initial=ValueState.REPORTED.value,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Pilih Dilaporkan, Tidak berlaku (n/a), atau Menunggu data."},
    )
    numerator = FigureField(label="Pembilang")
    denominator = FigureField(label="Penyebut")
    is_provisional = forms.BooleanField(
        label="Angka sementara", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    supporting_factors = NarrativeField(label="Faktor pendorong")
    inhibiting_factors = NarrativeField(label="Faktor penghambat")
    follow_up = NarrativeField(label="Tindak lanjut")
    note = NarrativeField(label="Keterangan")

    use_required_attribute = False

    def __init__(self, row: ReportRow, data: object = None) -> None:
        self.row, self.asked = row, Asked.of(row.indicator)
        self.saved_values: list[tuple[str, str]] = []
        super().__init__(data, prefix=f"r{row.indicator.pk}", initial=initial_of(row))
        self.fields["value"] = self._value_field()
        self.is_ratio = self.asked.has_parts
        if not self.is_ratio:
            del self.fields["numerator"], self.fields["denominator"]
        if row.rolled:
            self._leave_to_those_below()
        if row.realisation.is_accepted and not self.is_bound:
            self._lock()

    @property
    def narratives(self) -> list[forms.BoundField]:
        """The four texts, in the order of the form."""
        return [self[name] for name in NARRATIVES]

    @property
    def filled(self) -> int:
        """How many of the texts hold something."""
        return sum(bool(self[name].value()) for name in NARRATIVES)

    @property
    def asks_for_story(self) -> bool:
        """Whether the texts have to be seen at once: one is refused or missing, or the verifier has a remark."""
        has_errors = any(self[name].errors for name in NARRATIVES)
        is_asked_again = bool(self.row.realisation.return_remark or self.saved_values)
        is_unexplained = self["state"].value() != ValueState.REPORTED and not self["note"].value()
        return has_errors or is_asked_again or is_unexplained

    @property
    def has_parts(self) -> bool:
        """Whether numerator or denominator hold something, or have to."""
        holds = self.is_ratio and bool(self["numerator"].value() or self["denominator"].value())
        return holds or self.asked.needs_parts

    def clean(self) -> dict[str, object]:
        """Bring value, parts and state together; refuse what contradicts itself, and what cannot be stored."""
        cleaned = super().clean()
        cleaned["state"] = cleaned.get("state") or ValueState.REPORTED.value
        if not self.has_error("value"):
            if self.is_ratio and not any(self.has_error(name) for name in PARTS):
                self._compute_value(cleaned)
            empty = cleaned.get("value") in (None, "")
            if cleaned["state"] != ValueState.REPORTED and not empty:
                label = ValueState(cleaned["state"]).label
                sentence = f"Anda memilih “{label}”, tetapi nilainya terisi. Kosongkan nilai, atau pilih “Dilaporkan”."
                self.add_error("value", ValidationError(sentence, code=CONTRADICTION))
        if self.row.realisation.is_accepted:
            self._refuse_accepted()
        elif not self.has_error("value"):
            self._judge()
        return cleaned

    def entry(self) -> Entry:
        """What the row says; a box that cannot be kept, or that the row does not have, says what is stored."""
        cleaned, stored = self.cleaned_data, self.row.realisation
        value, state = cleaned["value"], cleaned["state"]
        if state == ValueState.REPORTED and value in (None, ""):
            state = ValueState.NOT_REPORTED.value
        return Entry(
            state=state,
            figure=None if self.row.is_graded else value,
            grade=(value or "") if self.row.is_graded else "",
            **{name: cleaned.get(name, getattr(stored, name)) for name in (*PARTS, "is_provisional", *NARRATIVES)},
        )

    def _refuse_accepted(self) -> None:
        """Refuse whatever differs from what the verifier accepted, and show the row locked again."""
        if self.errors or self.entry().differing(Entry.of(self.row.realisation)):
            self.add_error(None, ValidationError(ACCEPTED, code="accepted"))
        self._lock()

    def _judge(self) -> None:
        entry, stored = self.entry(), Entry.of(self.row.realisation)
        for fault in faults_of(entry, self.asked, stored=stored):
            box = BOX_OF.get(fault.field, fault.field)
            if not self.has_error(box):
                self.add_error(box, ValidationError(fault.sentence, code=fault.code))

    def _leave_to_those_below(self) -> None:
        """Nobody types what is made from the indicators below."""
        for name in ("value", *PARTS, "is_provisional"):
            if name in self.fields:
                self.fields[name].disabled = True

    def _lock(self) -> None:
        for field in self.fields.values():
            field.disabled = True

    def _value_field(self) -> forms.Field:
        if not self.row.is_graded:
            reads = Context(self.asked.unit, self.asked.polarity)
            return FigureField(label="Realisasi", reads=reads, negative=self.asked.may_be_negative)
        labels = [(label, _grade_label(label, self.row.indicator)) for label in self.asked.ranks]
        return GradeField(self.asked, label="Realisasi", choices=[("", "Belum dipilih"), *labels])

    def _compute_value(self, cleaned: dict[str, object]) -> None:
        """Compute the value when only its parts were typed, and where it is nothing but what they give."""
        computed = with_computed_value(self.entry(), self.asked, stored=Entry.of(self.row.realisation)).figure
        if computed is None or cleaned["value"] == computed:
            return
        try:
            cleaned["value"] = self.fields["value"].clean(computed)
        except ValidationError as error:
            self.add_error("numerator", error)


class SpendingForm(forms.Form):
    """What was spent of one budget line in the quarter."""

    amount = FigureField(
        label="Realisasi anggaran", digits=MONEY_DIGITS, places=MONEY_PLACES, money=True, negative=False
    )

    use_required_attribute = False

    def __init__(self, row: ReportBudgetRow, data: object = None) -> None:
        self.row = row
        self.saved_values: list[tuple[str, str]] = []
        super().__init__(data, prefix=f"a{row.line.pk}", initial={"amount": row.spent})

    def amount_spent(self) -> Decimal | None:
        """Rupiah of this quarter, None when it is not reported; only for a valid form."""
        return self.cleaned_data["amount"]


def initial_of(row: ReportRow) -> dict[str, object]:
    """What is stored, by the names of the boxes."""
    stored = row.realisation
    is_open = stored.state in (ValueState.NOT_REPORTED, ValueState.REPORTED)
    names = ("numerator", "denominator", "is_provisional", *NARRATIVES)
    return {
        "value": stored.figure if stored.figure is not None else stored.grade or None,
        "state": ValueState.REPORTED.value if is_open else stored.state,
        **{name: getattr(stored, name) for name in names},
    }


def _grade_label(label: str, indicator: object) -> str:
    return label.capitalize() if indicator.polarity == Polarity.YES_NO else label


ENTRY_ORDER = ("value", "state", "numerator", "denominator", "is_provisional", *NARRATIVES)


class ReportForm:
    """Validates row by row: a row with something wrong in it never keeps the others from being saved.

    A row of which no box was sent at all is untouched and shows what is stored: browsers leave out the boxes of a
    locked row, and a page cannot send what it did not show. A box that was sent empty is emptied.
    """

    def __init__(self, sheet: ReportSheet, data: Mapping[str, str] | None = None) -> None:
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
    for sentence in form.non_field_errors():
        yield form[order[0] if order else "value"].id_for_label, f"{name}: {sentence}"


def _mark_errors(form: forms.Form) -> None:
    for name in form.errors.keys() & form.fields.keys():
        form.fields[name].widget.attrs["class"] += " is-invalid"
