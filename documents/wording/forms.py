"""The form of a document's wording."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.wording.actions import MOST_REASON, refuse_unprintable
from documents.wording.placeholders import listed
from documents.wordings import Wording
from organisation.models import User

ROW_LENGTH = 90  # characters of a row in the box, roughly


class PlainTextField(forms.CharField):
    """Text of several lines; line ends are the same whatever browser sent them."""

    def to_python(self, value: Any) -> str:
        """Trimmed, with plain line ends, so that lengths are counted as a person counts."""
        return super().to_python(str(value or "").replace("\r\n", "\n").replace("\r", "\n"))


class TextForm(forms.Form):
    """One box for every part, an example to try it on, and the reason of the change."""

    reason = forms.CharField(
        label="Alasan perubahan",
        required=False,
        max_length=MOST_REASON,
        help_text="Misalnya “Disesuaikan dengan Perbup Nomor 12 Tahun 2026”. Wajib diisi untuk menyimpan.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, wording: Wording, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wording = wording
        for part in wording.parts:
            self.fields[part.name] = PlainTextField(
                label=part.label,
                help_text=part.help,
                required=part.is_needed,
                max_length=part.limit,
                widget=forms.Textarea(attrs={"rows": max(3, len(part.default) // ROW_LENGTH + 2)}),
                error_messages={"required": "Bagian ini wajib diisi."},
            )
        self.fields["example"] = forms.ModelChoiceField(
            wording.examples.offered(user),
            label=wording.examples.label,
            required=False,
            empty_label=wording.examples.empty,
            help_text=wording.examples.help,
        )
        self.order_fields([*(part.name for part in wording.parts), "example", "reason", "seen"])

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be printed, beside the part where it stands."""
        cleaned = super().clean()
        if all(part.name in cleaned for part in self.wording.parts):
            try:
                refuse_unprintable(self.wording, cleaned)
            except ValidationError as refusal:
                self.add_error(None, refusal)
        return cleaned

    def texts(self) -> dict[str, str]:
        """The parts by name; only for a valid form."""
        return {part.name: self.cleaned_data[part.name] for part in self.wording.parts}

    @property
    def usable(self) -> str:
        """The placeholders that can be typed here."""
        return listed(self.wording.placeholders)


class RestoreForm(forms.Form):
    """Why an old wording comes back."""

    reason = forms.CharField(
        label="Alasan pemulihan", max_length=MOST_REASON, error_messages={"required": "Tuliskan alasan pemulihan."}
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
