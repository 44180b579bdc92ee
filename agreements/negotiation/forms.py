"""What is given when an agreement is returned or sent with gaps: remarks, an explanation."""

from typing import Any

from django import forms

from agreements.models import Agreement
from agreements.steps.forms import LONGEST_REMARK


class RemarkForm(forms.Form):
    """Remarks of the superior: one on the whole, one per row (`row_<line id>`)."""

    remark = forms.CharField(
        label="Catatan umum",
        max_length=LONGEST_REMARK,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Catatan hanya dikirim bila PK dikembalikan; isi sedikitnya satu catatan, di sini atau pada baris.",
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(agreement.lines.all())
        for line in self.lines:
            label = f"Catatan untuk “{line.indicator_statement}”"
            self.fields[f"row_{line.pk}"] = forms.CharField(
                label=label,
                max_length=LONGEST_REMARK,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "aria-label": label}),
            )

    @property
    def rows(self) -> list[tuple[Any, forms.BoundField]]:
        """Each line with its field."""
        return [(line, self[f"row_{line.pk}"]) for line in self.lines]

    @property
    def row_remarks(self) -> dict[int, str]:
        """Remarks by line id; valid form only."""
        return {line.pk: self.cleaned_data[f"row_{line.pk}"] for line in self.lines}

    @property
    def has_remarks(self) -> bool:
        """Whether anything was written; valid form only."""
        return any(text.strip() for text in self.cleaned_data.values())


class PlanNoteForm(forms.Form):
    """Why an agreement goes on although its plan is incomplete; whether that must be said, the action decides."""

    plan_note = forms.CharField(
        label="Penjelasan",
        max_length=LONGEST_REMARK,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mengapa PK diteruskan walaupun rencananya belum lengkap, dan kapan dilengkapi.",
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, initial={"plan_note": agreement.plan_note}, **kwargs)
