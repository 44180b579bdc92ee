"""Which version of a report somebody had before their eyes when judging or sending it."""

from django import forms


class VerdictForm(forms.Form):
    """Names the version of the report that verifier or sender had before their eyes."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    use_required_attribute = False
