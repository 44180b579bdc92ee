"""Which budgets are listed, and what the page of a budget remembers of the moment it was opened."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.urls import reverse_lazy

from indicators.domain.numbers import NumberError, parse_number
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import Program
from indicators.targets.fields import FigureField, NarrativeField
from organisation.pages.filtering import AddressFilter, number_in, words_in, year_in


@dataclass(frozen=True, slots=True)
class BudgetFilter(AddressFilter):
    """Year, unit and search words."""

    year: int
    unit: int | None
    words: str

    PARTS: ClassVar = {"year": ("tahun", year_in), "unit": ("unit", number_in), "words": ("q", words_in)}

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> Self:
        """Read the query string; without a year, that of `today`."""
        return cls.read(data, year=today.year)


class SeenForm(forms.Form):
    """The fingerprint of the budget that was on the screen."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


PREFIX = "anggaran"
MOST_ROWS = 200
MOST_NAMED = 5
FIELDS = ("program", "funding_source", "amount", "objective")
CODE_FIRST = re.compile(r"^([0-9X]\.[0-9X]{2}\.\d{2}(?:\.\d\.\d{2}(?:\.\d{4})?)?)(?:\s|$)")


class BudgetRowForm(forms.Form):
    """One line; a row in which nothing is typed is left out."""

    use_required_attribute = False

    program = forms.CharField(
        label="Program, kegiatan, atau subkegiatan",
        max_length=400,
        required=False,
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "list": "pilihan-program",
                "autocomplete": "off",
                "placeholder": "Kode atau nama",
                "hx-get": reverse_lazy("agreements:program_options"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#pilihan-program",
                "hx-swap": "innerHTML",
            }
        ),
    )
    funding_source = forms.CharField(
        label="Sumber dana",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "list": "pilihan-sumber", "autocomplete": "off"}),
    )
    amount = FigureField(label="Anggaran (Rp)", digits=18, places=2, money=True, negative=False)
    objective = forms.ChoiceField(
        label="Sasaran yang didukung", required=False, widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(self, *args: Any, objectives: Mapping[str, str] | None, **kwargs: Any) -> None:
        """Without `objectives` (None) nothing is asked about them: the plan's budget serves none."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # the label of a box stands above it on a phone only
            field.widget.attrs["aria-label"] = field.label
        if objectives is None:
            del self.fields["objective"]
            return
        self.fields["objective"].choices = [("", "Belum ditetapkan"), *objectives.items()]

    def clean_funding_source(self) -> str:
        """The source with single spaces, so that the same source is written the same way."""
        return " ".join(self.cleaned_data["funding_source"].split())

    def clean(self) -> dict[str, Any]:
        """Ask for the rest when something is typed; find the programme that is meant."""
        cleaned = super().clean()
        if self.is_blank:
            return cleaned
        wanted = {"program": "programnya", "funding_source": "sumber dananya", "amount": "anggarannya"}
        for name, called in wanted.items():
            if not self.has_error(name) and cleaned.get(name) in (None, ""):
                self.add_error(name, f"Isi {called}, atau hapus baris ini.")
        if cleaned.get("program"):
            try:
                cleaned["program"] = program_meant(cleaned["program"])
            except ValidationError as refusal:
                self.add_error("program", refusal)
        return cleaned

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in this row."""
        return not any((self.data.get(self.add_prefix(name)) or "").strip() for name in FIELDS)

    @property
    def line(self) -> PlannedBudgetLine:
        """The row as a plain value; valid form only."""
        typed = self.cleaned_data
        program = typed["program"]
        return PlannedBudgetLine(
            program.code, program.name, typed["funding_source"], typed["amount"], typed.get("objective", "")
        )


class BudgetFormSet(BaseFormSet):
    """All lines, in the order in which they stand on the page."""

    @property
    def lines(self) -> list[PlannedBudgetLine]:
        """The typed lines; valid formset only."""
        return [form.line for form in self.forms if not form.is_blank]

    def clean(self) -> None:
        """Refuse a form without rows, and at the second of both rows the same programme from the same source."""
        if not self.forms:
            raise ValidationError("Baris anggaran tidak terbaca. Muat ulang halaman ini, lalu coba lagi.")
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            if form.is_blank or form.errors:
                continue
            key = (form.line.program_code, form.line.funding_source.casefold())
            if key in seen:
                form.add_error("program", "Program dengan sumber dana ini sudah ditulis pada baris lain. Gabungkan.")
            seen.add(key)


class BudgetNoteForm(forms.Form):
    """Why the sum differs from the ceiling, or a ceiling from what was spent; which edition was on the screen."""

    edition = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    note = NarrativeField(
        label="Penjelasan selisih dengan pagu",
        rows=3,
        max_length=2000,
        help_text="Wajib diisi bila jumlah anggaran berbeda dari pagu jabatan.",
    )
    spent_note = NarrativeField(
        label="Penjelasan pagu di bawah realisasi",
        rows=3,
        max_length=2000,
        help_text="Wajib diisi bila pagu sebuah program menjadi kurang dari yang sudah dibelanjakan.",
    )


def budget_rows(rows: Iterable[Mapping[str, Any]], objectives: Mapping[str, str] | None) -> BudgetFormSet:
    """The rows to be shown, with an empty one when there are none."""
    initial = list(rows) or [{}]
    return _factory(len(initial))(initial=initial, prefix=PREFIX, form_kwargs={"objectives": objectives})


def posted_rows(data: QueryDict, objectives: Mapping[str, str] | None) -> BudgetFormSet:
    """The rows to be stored."""
    return _factory(0)(data, prefix=PREFIX, form_kwargs={"objectives": objectives})


def _factory(count: int) -> type[BudgetFormSet]:
    return formset_factory(
        BudgetRowForm,
        formset=BudgetFormSet,
        extra=0,
        max_num=max(MOST_ROWS, count),
        absolute_max=max(MOST_ROWS, count),
        validate_max=True,
    )


def stored_row(line: PlannedBudgetLine) -> dict[str, Any]:
    """A line of the draft, as one would type it."""
    return {
        "program": f"{line.program_code} {line.program_name}",
        "funding_source": line.funding_source,
        "amount": line.amount,
        "objective": line.objective_code,
    }


def typed_rows(data: QueryDict) -> list[dict[str, str]]:
    """What was typed, row by row, as it was typed; at most MOST_ROWS."""
    count = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    number = min(int(count), MOST_ROWS) if count.isascii() and count.isdecimal() and len(count) < 6 else 0
    return [{name: data.get(f"{PREFIX}-{row}-{name}", "") for name in FIELDS} for row in range(number)]


def stepped(rows: list[dict[str, str]], step: str) -> list[dict[str, str]]:
    """The rows after one of the buttons: `tambah`, `hapus-2`, `naik-2`, `turun-2`; others change nothing."""
    verb, _, number = step.partition("-")
    if verb == "tambah" and len(rows) < MOST_ROWS:
        return [*rows, {}]
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else len(rows)
    if at >= len(rows):
        return rows
    if verb == "hapus":
        return [*rows[:at], *rows[at + 1 :]]
    to = {"naik": at - 1, "turun": at + 1}.get(verb, at)
    if 0 <= to < len(rows):
        rows = [*rows]
        rows[at], rows[to] = rows[to], rows[at]
    return rows


def readable_lines(rows: Iterable[Mapping[str, str]]) -> list[PlannedBudgetLine]:
    """The rows as far as they can be read, to sum them up while somebody is still typing."""
    return [
        PlannedBudgetLine(
            "", "", row.get("funding_source", "").strip() or "Belum ditulis", amount, row.get("objective", "")
        )
        for row in rows
        if (amount := _readable(row.get("amount", ""))) is not None
    ]


def _readable(text: str) -> Decimal | None:
    try:
        amount = parse_number(text, money=True)
    except NumberError:
        return None
    return amount if 0 <= amount < Decimal(10) ** 16 else None


def program_meant(text: str) -> Program:
    """The entry of the catalogue that is meant by a code, by a code with its name, or by (part of) a name.

    ValidationError when there is none, and with the candidates when there are several.
    """
    text = " ".join(text.split())
    code = CODE_FIRST.match(text)
    programs = Program.objects.all()
    exact = programs.filter(code=code[1]) if code else programs.filter(name__iexact=text)
    found = list((exact if code else exact or programs.filter(name__icontains=text))[: MOST_NAMED + 1])
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(
            f"Tidak ada program yang cocok dengan “{text[:80]}” pada katalog. Periksa kode atau namanya."
        )
    names = "; ".join(str(program) for program in found[:MOST_NAMED])
    more = " dan lainnya" if len(found) > MOST_NAMED else ""
    raise ValidationError(f"Ada beberapa program yang cocok: {names}{more}. Tulis kodenya.")
