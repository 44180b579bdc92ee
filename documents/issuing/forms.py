"""What is asked when documents are issued: the day that stands on their paper."""

import datetime
from typing import Any

from django import forms

from organisation.pages.fields import IndonesianDateField


class DayForm(forms.Form):
    """The day on the paper: a date, or dots that the pen fills in. Only for a valid form: `day`."""

    DATE, DOTS = "tanggal", "titik"
    on_paper = forms.ChoiceField(
        label="Tanggal yang tercetak",
        widget=forms.RadioSelect,
        choices=[
            (DATE, "Tanggal di bawah ini"),
            (DOTS, "Titik-titik, diisi dengan pena (hanya untuk tanda tangan basah)"),
        ],
        error_messages={"required": "Pilih tanggal yang tercetak, atau titik-titik."},
    )
    day = IndonesianDateField(
        label="Tanggal",
        required=False,
        help_text="Hari penandatanganan. Tanda tangan elektronik memerlukan tanggal.",
    )

    def clean(self) -> dict[str, Any]:
        """A date is needed where one is to be printed."""
        data = super().clean() or self.cleaned_data
        if data.get("on_paper") == self.DATE and not data.get("day") and "day" not in self.errors:
            self.add_error("day", "Isi tanggal yang tercetak pada dokumen, atau pilih titik-titik.")
        return data

    @property
    def chosen(self) -> datetime.date | None:
        """The day; None for dots."""
        return self.cleaned_data["day"] if self.cleaned_data["on_paper"] == self.DATE else None


def day_form(data: Any, *, proposed: datetime.date) -> DayForm:
    """The form as it was sent, or with the day that is likely."""
    return DayForm(data, initial={"on_paper": DayForm.DATE, "day": proposed})
