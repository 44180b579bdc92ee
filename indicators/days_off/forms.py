"""What the government says of one day."""

import datetime

from django import forms

from indicators.enums import DayKind
from indicators.models import DayOff
from organisation.pages.fields import IndonesianDateField

EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)


class DayOffForm(forms.ModelForm):
    """A day, what it is, and by which letter; what was said of the day before is replaced."""

    day = IndonesianDateField(label="Tanggal")
    kind = forms.ChoiceField(
        label="Jenis",
        choices=DayKind,
        initial=DayKind.REGIONAL,
        help_text="Hari kerja: libur nasional, cuti bersama, atau akhir pekan yang di daerah ini tetap hari kerja.",
    )

    class Meta:
        model = DayOff
        fields = ["day", "name", "kind", "basis"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].required = True
        self.fields["basis"].error_messages["required"] = "Tulis nomor surat atau dasarnya."

    def clean_day(self) -> datetime.date:
        """Refuse a day that no calendar of ours reaches."""
        day = self.cleaned_data["day"]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(f"Tahun antara {EARLIEST.year} dan {LATEST.year}. Periksa tahunnya.")
        return day

    def validate_unique(self) -> None:
        """A day that was spoken of already is spoken of anew; the action decides."""
