"""The day for which a follow-up is promised."""

from django import forms

from organisation.pages.fields import IndonesianDateField


class FollowUpDayForm(forms.Form):
    """One date."""

    due = IndonesianDateField(
        label="Batas waktu",
        help_text="Anda diingatkan 7 hari dan 3 hari sebelumnya, pada harinya, lalu setiap dua hari kerja.",
        error_messages={"required": "Isi tanggalnya, misalnya 31-12-2026."},
    )
