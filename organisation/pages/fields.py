"""Form fields for what Indonesians type: dates and personnel numbers."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError

from organisation.domain.nip import is_nip, normalise_nip

_MONTH_NAMES = (
    ("januari", "jan"),
    ("februari", "feb", "pebruari", "peb"),
    ("maret", "mar"),
    ("april", "apr"),
    ("mei",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("agustus", "agu", "ags", "agt"),
    ("september", "sept", "sep"),
    ("oktober", "okt"),
    ("november", "nov", "nopember", "nop"),
    ("desember", "des"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_DAY_FIRST = re.compile(r"^(\d{1,2})[\s./\-]+(\d{1,2}|[a-z]+)\.?[\s./\-]+(\d{4})$", re.ASCII)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$", re.ASCII)
_WEEKDAY = re.compile(r"^(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)[\s,]+")


def parse_indonesian_date(text: str) -> datetime.date | None:
    """The day meant by `31 Desember 2026`, `31 Des 2026`, `31-12-2026`, `31/12/2026`, `31.12.2026` or ISO.

    The day always comes first (except in ISO); month-first order is never guessed. None when it is no date.
    """
    cleaned = _WEEKDAY.sub("", " ".join(text.lower().split()))
    iso = _ISO.match(cleaned)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        match = _DAY_FIRST.match(cleaned)
        if match is None:
            return None
        day, year = int(match[1]), int(match[3])
        month = int(match[2]) if match[2].isdigit() else _MONTHS.get(match[2], 0)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


class IndonesianDateField(forms.DateField):
    """A date in any Indonesian way of writing; shown again as `31-12-2026`."""

    widget = forms.DateInput(format="%d-%m-%Y", attrs={"autocomplete": "off", "placeholder": "31-12-2026"})
    default_error_messages = {
        "invalid": "Tanggal ini tidak dikenal. Tulis hari, bulan, tahun, misalnya 31-12-2026 atau 31 Desember 2026."
    }
    earliest = datetime.date(1900, 1, 1)
    latest = datetime.date(2200, 12, 31)

    def to_python(self, value: object) -> datetime.date | None:
        """Return the day; ValidationError for what is not a date or lies outside 1900 to 2200."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        day = value if isinstance(value, datetime.date) else parse_indonesian_date(str(value))
        if day is None or not self.earliest <= day <= self.latest:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class NipField(forms.CharField):
    """A NIP typed with or without blanks and dots; kept as eighteen digits. Empty becomes None."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(empty_value=None, **kwargs)

    def to_python(self, value: object) -> str | None:
        """Return eighteen digits or None; ValidationError otherwise."""
        text = super().to_python(value)
        if text is None:
            return None
        if not is_nip(text):
            digits = normalise_nip(text)
            if digits.isdigit():
                message = f"NIP terdiri atas 18 angka; yang diketik {len(digits)} angka."
            else:
                message = "NIP hanya terdiri atas angka, misalnya 19850203 201001 1 004."
            raise ValidationError(message, code="invalid")
        return normalise_nip(text)
