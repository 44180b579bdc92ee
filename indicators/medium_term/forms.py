"""Forms of plans of several years, their missions and goals; they notice what somebody else wrote meanwhile."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from audit.editing import ConflictError, seal, unseal
from indicators.medium_term.actions import part_texts
from indicators.medium_term.facts import owners_of
from indicators.models import Goal, Indicator, MediumTermPlan, Mission, Objective
from indicators.models.medium_term import EARLIEST, LATEST
from organisation.models import WorkUnit

SALT = "indicators.medium_term.forms"
YEAR_ERRORS = {
    "required": "Tulis tahunnya dengan empat angka.",
    "invalid": "Tulis tahun dengan empat angka, misalnya 2029.",
    "min_value": f"Tahun paling awal {EARLIEST}.",
    "max_value": f"Tahun paling akhir {LATEST}.",
}


class YearField(forms.IntegerField):
    """A year in four digits."""

    def __init__(self, *, label: str, required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            min_value=EARLIEST,
            max_value=LATEST,
            error_messages=YEAR_ERRORS,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )


class PartForm(forms.ModelForm):
    """A plan, mission or goal; `seen` carries, signed, what stood there when the page was made."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = part_texts(self.instance)
        self.initial["seen"] = seal(stored, salt=SALT)
        unsealed = unseal(self.data.get(self.add_prefix("seen"), ""), salt=SALT) if self.is_bound else stored
        self.was_seen: dict[str, str] = unsealed or stored
        self.is_whole = unsealed is not None

    def _get_validation_exclusions(self) -> set[str]:
        """Check the rules of the database also where they speak of what is not typed here: whose plan it is."""
        return super()._get_validation_exclusions() - ({"kind", "unit", "plan"} - set(self._errors))

    def clean(self) -> dict[str, Any]:
        """Refuse a page whose memory of what was seen is broken: nobody could tell what was overwritten."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and not self.is_whole:
            raise ValidationError("Halaman ini rusak atau sudah usang. Salin isian Anda, lalu buka lagi halaman ini.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """The fields of the model; only for a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def with_stored(self, conflict: ConflictError) -> "PartForm":
        """The form to show after a conflict: what was typed stays, and what is stored is told beside it."""
        again = type(self)({**self.data.dict(), "seen": seal(conflict.stored, salt=SALT)}, instance=self.instance)
        for name in conflict.fields:
            again.add_error(name, f"Yang tersimpan sekarang: {again.words(name, conflict.stored[name]) or '(kosong)'}")
        again.add_error(None, conflict)
        return again

    def words(self, name: str, text: str) -> str:
        """A stored text as a reader sees it: the name behind a key."""
        chosen = self.fields[name]
        if isinstance(chosen, forms.ModelChoiceField):
            return str(chosen.queryset.filter(pk=text or None).first() or "")
        return text


class GovernmentPlanForm(PartForm):
    """An RPJMD."""

    first_year = YearField(label="Tahun pertama")
    last_year = YearField(label="Tahun terakhir")
    vision = forms.CharField(label="Visi", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = MediumTermPlan
        fields = ("title", "code", "first_year", "last_year", "vision", "legal_basis")
        help_texts = {
            "title": "Misalnya RPJMD Kabupaten Contoh 2025–2029.",
            "code": "Kunci rencana ini pada buku kerja pertukaran, misalnya RPJMD-2025.",
            "legal_basis": "Peraturan daerah yang menetapkannya; boleh kosong.",
        }


class UnitPlanForm(PartForm):
    """A Renstra; its unit is chosen once, among those that the person writes for."""

    first_year = YearField(label="Tahun pertama")
    last_year = YearField(label="Tahun terakhir")

    class Meta:
        model = MediumTermPlan
        fields = ("unit", "title", "code", "parent", "first_year", "last_year", "legal_basis")
        help_texts = {
            "title": "Misalnya Renstra Dinas Kesehatan 2025–2029.",
            "code": "Kunci rencana ini pada buku kerja pertukaran, misalnya RENSTRA-DINKES-2025.",
            "parent": "RPJMD yang didukung Renstra ini.",
            "legal_basis": "Peraturan kepala daerah yang menetapkannya; boleh kosong.",
        }

    def __init__(self, *args: Any, units: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = MediumTermPlan.objects.of_government()
        self.fields["parent"].required = True
        self.fields["parent"].empty_label = "Pilih RPJMD"
        if self.instance.pk:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = WorkUnit.objects.none() if units is None else units
            self.fields["unit"].required = True
            self.fields["unit"].empty_label = "Pilih unit kerja"


class MissionForm(PartForm):
    """A mission of an RPJMD."""

    class Meta:
        model = Mission
        fields = ("number", "statement")
        widgets = {"statement": forms.Textarea(attrs={"rows": 3})}


class GoalForm(PartForm):
    """A goal; in an RPJMD below one of its missions."""

    class Meta:
        model = Goal
        fields = ("mission", "code", "statement")
        widgets = {"statement": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"code": "Kunci tujuan ini pada buku kerja pertukaran, misalnya TUJUAN-1."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.plan.is_of_government:
            self.fields["mission"].queryset = Mission.objects.filter(plan=self.instance.plan)
            self.fields["mission"].required = True
            self.fields["mission"].empty_label = "Pilih misi"
        else:
            del self.fields["mission"]


class PlacingForm(forms.Form):
    """Which objectives stand below a goal, and which indicators measure the goal itself."""

    objectives = forms.ModelMultipleChoiceField(
        label="Sasaran pada tujuan ini",
        queryset=Objective.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sasaran yang sudah ada pada tujuan lain tidak ditampilkan.",
    )
    indicators = forms.ModelMultipleChoiceField(
        label="Indikator tujuan",
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Indikator yang mengukur tujuannya sendiri. Boleh juga indikator salah satu sasaran.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, goal: Goal, data: Mapping[str, Any] | None = None, *, seen: str) -> None:
        placed = [one.pk for one in goal.objectives.all()]
        measured = [one.pk for one in goal.indicators.all()]
        super().__init__(data, initial={"objectives": placed, "indicators": measured, "seen": seen})
        owners = owners_of(goal.plan)
        free = Objective.objects.filter(position__in=owners, goal__isnull=True) | goal.objectives.all()
        own = Indicator.objects.filter(objective__position__in=owners).select_related("objective")
        self.fields["objectives"].queryset = free.order_by("order", "code")
        self.fields["objectives"].label_from_instance = _coded
        self.fields["indicators"].queryset = own.order_by("objective__order", "objective__code", "order", "code")
        self.fields["indicators"].label_from_instance = _coded


def _coded(thing: Objective | Indicator) -> str:
    return f"{thing.code} {thing.statement}"
