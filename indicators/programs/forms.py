"""An entry of the catalogue as it is typed."""

from collections.abc import Mapping
from typing import Any

from django import forms

from indicators.models import Program


class ProgramForm(forms.Form):
    """Code and name; `seen` carries what stood there when the page was made."""

    code = forms.CharField(
        label="Kode",
        max_length=20,
        help_text="1.02.02 program; 1.02.02.2.01 kegiatan; 1.02.02.2.01.0001 sub kegiatan.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control"}),
    )
    name = forms.CharField(
        label="Nama", max_length=300, widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"})
    )
    seen_code = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_name = forms.CharField(widget=forms.HiddenInput, required=False)

    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, program: Program | None = None, code: str = "", fixed: str = ""
    ) -> None:
        stood = {"code": program.code, "name": program.name} if program else {"code": code}
        seen = {f"seen_{name}": text for name, text in stood.items()} if program else {}
        super().__init__(data, initial=stood | seen)
        if fixed:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = f"Terkunci karena {fixed}."

    def clean_code(self) -> str:
        """The code without blanks, with capital X."""
        return "".join(self.cleaned_data["code"].split()).upper()

    def clean_name(self) -> str:
        """The name on one line."""
        return " ".join(self.cleaned_data["name"].split())

    @property
    def seen(self) -> tuple[str, str]:
        """Code and name that were on the screen; valid form only."""
        return self.cleaned_data["seen_code"], self.cleaned_data["seen_name"]
