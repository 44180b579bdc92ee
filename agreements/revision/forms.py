"""What is given when an agreement is cancelled or revised: a reason, a decree."""

from django import forms

from agreements.enums import RevisionReason
from agreements.steps.forms import LONGEST_REMARK


class CancellationForm(forms.Form):
    """Why an agreement is cancelled."""

    reason = forms.CharField(
        label="Alasan pembatalan", max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 4})
    )


class RevisionForm(forms.Form):
    """Why an agreement is revised."""

    reason = forms.ChoiceField(label="Alasan perubahan", choices=RevisionReason.choices, widget=forms.RadioSelect)
