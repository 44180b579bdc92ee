"""The reporting calendar: the days of a year's quarters, more time for a unit, and preparing a year."""

import datetime
from collections.abc import Iterable
from itertools import pairwise

from django import forms
from django.db.models import Q

from indicators.domain.periods import PeriodDates, roman
from indicators.models import Period
from organisation.enums import APPARATUS_KINDS
from organisation.models import WorkUnit
from organisation.pages.fields import IndonesianDateField

DAYS = {"opens": "dibuka", "due": "batas lapor", "grace": "masa tenggang", "closes": "ditutup"}
OPTIONAL = {"grace"}
EARLIEST, LATEST = 2000, 2100


class CalendarForm(forms.Form):
    """The days of each period of a year; the end of the grace may stay empty."""

    def __init__(self, periods: Iterable[Period], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.periods = list(periods)
        for period in self.periods:
            for name, words in DAYS.items():
                label = f"TW {roman(period.quarter)} {words}"
                field = IndonesianDateField(label=label, initial=getattr(period, name), required=name not in OPTIONAL)
                field.widget.attrs["class"] = "form-control"
                if name in OPTIONAL:
                    field.widget.attrs["placeholder"] = "tidak ada"
                self.fields[_box(period, name)] = field

    def clean(self) -> dict[str, object]:
        """Refuse days that are not in order."""
        cleaned = super().clean()
        for period in self.periods:
            opens, due, grace, closes = (cleaned.get(_box(period, name)) for name in DAYS)
            if None in (opens, due, closes):
                continue
            self._refuse_other_years(period, opens, closes)
            if due <= opens:
                self.add_error(_box(period, "due"), "Batas lapor harus sesudah tanggal dibuka.")
            if closes < due:
                self.add_error(_box(period, "closes"), "Tanggal ditutup tidak boleh sebelum batas lapor.")
            if grace and not due <= grace <= closes:
                self.add_error(
                    _box(period, "grace"), "Masa tenggang berakhir antara batas lapor dan tanggal ditutup, atau kosong."
                )
        self._refuse_other_order(cleaned)
        return cleaned

    def _refuse_other_years(self, period: Period, opens: datetime.date, closes: datetime.date) -> None:
        """A quarter is reported in its own year or in the next."""
        if opens.year < period.year:
            self.add_error(_box(period, "opens"), f"Tanggal dibuka paling awal 1 Januari {period.year}.")
        if closes.year > period.year + 1:
            self.add_error(_box(period, "closes"), f"Tanggal ditutup paling akhir 31 Desember {period.year + 1}.")

    def _refuse_other_order(self, cleaned: dict[str, object]) -> None:
        """A later quarter opens, is due and closes later."""
        for earlier, later in pairwise(self.periods):
            for name in ("opens", "due", "closes"):
                days = [cleaned.get(_box(period, name)) for period in (earlier, later)]
                if None not in days and days[1] <= days[0]:
                    words = DAYS[name].capitalize()
                    before = f"TW {roman(earlier.quarter)}"
                    self.add_error(_box(later, name), f"{words} harus sesudah tanggal yang sama pada {before}.")

    def rows(self) -> list[tuple[Period, list[forms.BoundField]]]:
        """The boxes of each period."""
        return [(period, [self[_box(period, name)] for name in DAYS]) for period in self.periods]

    def dates(self) -> dict[int, PeriodDates]:
        """The days by quarter; only for a valid form."""
        return {
            period.quarter: PeriodDates(**{name: self.cleaned_data[_box(period, name)] for name in DAYS})
            for period in self.periods
        }


class ExtensionForm(forms.Form):
    """Who gets more time, until when, and why."""

    unit = forms.ModelChoiceField(
        label="Unit kerja",
        queryset=WorkUnit.objects.filter(Q(parent=None) | Q(kind__in=APPARATUS_KINDS)),
        empty_label="Pilih unit kerja",
        help_text="Berlaku juga untuk unit di bawahnya.",
    )
    until = IndonesianDateField(label="Sampai tanggal")
    reason = forms.CharField(label="Alasan", max_length=300, help_text="Tercatat dalam riwayat jadwal.")


class EndingForm(forms.Form):
    """Why an extension ends before its day."""

    reason = forms.CharField(label="Alasan", max_length=300, help_text="Tercatat dalam riwayat jadwal.")


class YearForm(forms.Form):
    """A year to prepare."""

    year = forms.IntegerField(
        label="Tahun",
        min_value=EARLIEST,
        max_value=LATEST,
        error_messages={
            "required": "Tulis tahunnya dengan empat angka.",
            "invalid": "Tulis tahun dengan empat angka, misalnya 2027.",
            "min_value": f"Tahun paling awal {EARLIEST}.",
            "max_value": f"Tahun paling akhir {LATEST}.",
        },
    )


def _box(period: Period, name: str) -> str:
    return f"tw{period.quarter}_{name}"
