"""What must be given when an agreement takes a step: remarks, a signature, a reason."""

from typing import Any

from django import forms

from agreements.models import Party
from organisation.pages.fields import IndonesianDateField


class SignatureForm(forms.Form):
    """Whose signature on paper is recorded, and its date."""

    side = forms.ChoiceField(label="Tanda tangan", widget=forms.RadioSelect)
    signed_on = IndonesianDateField(
        label="Tanggal tanda tangan", help_text="Tanggal tanda tangan dibubuhkan di kertas, bukan hari pencatatan."
    )

    def __init__(self, *args: Any, parties: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [
            (party.side, f"{party.get_side_display()}: {party.name}, {party.position_title}") for party in parties
        ]
