"""What is given when an agreement is returned or sent with gaps: remarks, an explanation."""

from typing import Any

from django import forms

from agreements.ambition.actions import LONGEST_REASON, reason_box
from agreements.ambition.facts import unexplained
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


def _again(reason: str) -> tuple[str, ...]:
    """What is asked of a reason that was written about another target or plan."""
    return ("Alasan ini ditulis sebelum target atau rencananya berubah. Tegaskan lagi atau ganti.",) if reason else ()


class PlanNoteForm(forms.Form):
    """Why an agreement goes on although its plan is incomplete or a target is weaker (`reason_<indicator id>`).

    Whether that must be said, the action decides.
    """

    plan_note = forms.CharField(
        label="Penjelasan",
        max_length=LONGEST_REMARK,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mengapa PK diteruskan walaupun rencananya belum lengkap, dan kapan dilengkapi.",
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, initial={"plan_note": agreement.plan_note}, **kwargs)
        self.weaker = unexplained(agreement) if agreement.is_editable else {}
        for line in agreement.lines.all():
            if line.indicator_id in self.weaker:
                self.fields[reason_box(line.indicator_id)] = forms.CharField(
                    label=f"Alasan target “{line.indicator_statement}”",
                    max_length=LONGEST_REASON,
                    required=False,
                    initial=line.weaker_reason,
                    widget=forms.Textarea(attrs={"rows": 2}),
                    help_text=" ".join((*self.weaker[line.indicator_id].sentences(), *_again(line.weaker_reason))),
                )
        self.order_fields([*(name for name in self.fields if name != "plan_note"), "plan_note"])

    @property
    def reasons(self) -> dict[int, str]:
        """What was typed, by indicator; valid form only."""
        return {key: self.cleaned_data[reason_box(key)] for key in self.weaker}

    @property
    def is_asked(self) -> bool:
        """Whether a box has to be filled before it goes on, or something was typed."""
        return any(self.has_error(name) or self[name].data for name in self.fields)
