"""The form of a document's wording."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agreements.models import Agreement
from organisation.enums import PositionKind
from organisation.models import User
from reports.enums import TextKind
from reports.texts.actions import MOST_REASON, refuse_unprintable
from reports.texts.catalogue import Wording
from reports.texts.placeholders import listed

MOST_EXAMPLES = 25  # agreements offered for the preview
ALONE = frozenset({TextKind.AGREEMENT_ALONE, TextKind.INTEGRITY_PACT_ALONE})
WITH_SUPERIOR = frozenset({TextKind.AGREEMENT, TextKind.INTEGRITY_PACT})
ROW_LENGTH = 90  # characters of a row in the box, roughly


class PlainTextField(forms.CharField):
    """Text of several lines; line ends are the same whatever browser sent them."""

    def to_python(self, value: Any) -> str:
        """Trimmed, with plain line ends, so that lengths are counted as a person counts."""
        return super().to_python(str(value or "").replace("\r\n", "\n").replace("\r", "\n"))


class TextForm(forms.Form):
    """One box for every part, an agreement to try it on, and the reason of the change."""

    example = forms.ModelChoiceField(
        Agreement.objects.none(),
        label="PK untuk pratinjau",
        required=False,
        empty_label="PK contoh",
        help_text="Hanya untuk melihat hasilnya; PK itu tidak berubah.",
    )
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
        self.order_fields([*(part.name for part in wording.parts), "example", "reason", "seen"])
        self.fields["example"].queryset = examples_for(wording, user)

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


def examples_for(wording: Wording, user: User) -> Any:
    """The newest agreements in the user's scope that such a document is printed for."""
    agreements = Agreement.objects.visible_to(user).standing().select_related("position")
    if wording.kind in ALONE:
        agreements = agreements.filter(position__kind=PositionKind.REGIONAL_HEAD)
    elif wording.kind in WITH_SUPERIOR:
        agreements = agreements.exclude(position__kind=PositionKind.REGIONAL_HEAD)
    newest = agreements.order_by("-pk").values("pk")[:MOST_EXAMPLES]
    return Agreement.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).select_related("position")


class RestoreForm(forms.Form):
    """Why an old wording comes back."""

    reason = forms.CharField(
        label="Alasan pemulihan", max_length=MOST_REASON, error_messages={"required": "Tuliskan alasan pemulihan."}
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
