"""The form of a ceremony, and the choice of whom to invite."""

import datetime

from django import forms

from agreements.models import Ceremony
from organisation.pages.fields import IndonesianDateField
from organisation.pages.filtering import EARLIEST_YEAR, LATEST_YEAR


class CeremonyForm(forms.ModelForm):
    """What a ceremony is called, and when and where it is held."""

    held_on = IndonesianDateField(label="Tanggal acara")
    year = forms.IntegerField(
        label="Tahun PK",
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        help_text="PK tahun berapa yang ditandatangani.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = Ceremony
        fields = ["title", "year", "held_on", "place"]
        help_texts = {
            "title": "Tampil di layar, misalnya Penandatanganan Perjanjian Kinerja 2026.",
            "place": "Misalnya Pendopo Kabupaten; boleh dikosongkan.",
        }

    @classmethod
    def for_new(cls, data: object, today: datetime.date) -> "CeremonyForm":
        """The form of a new ceremony: this year's, today, until something else is typed."""
        title = f"Penandatanganan Perjanjian Kinerja {today.year}"
        return cls(data, initial={"year": today.year, "held_on": today, "title": title})
