"""How an indicator is measured, as it is asked for wherever one is made."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import escape

from audit.editing import seal, unseal
from indicators.definitions.actions import NewIndicator
from indicators.domain.kinds import Value
from indicators.domain.measure import Measure, measure_objection
from indicators.domain.numbers import NumberError
from indicators.domain.periods import roman
from indicators.domain.readings import parse_scale
from indicators.enums import Aggregation, Polarity
from indicators.models import Indicator
from indicators.targets.actions import YEARLY, target_facts
from indicators.targets.fields import FIGURE_HINT, HINTS, QUARTERS, NarrativeField, TargetField
from organisation.pages.filtering import AddressFilter, number_in, one_of, words_in, year_in

LONGEST_GRADE = 30


def measure_fields() -> dict[str, forms.Field]:
    """Direction, accumulation and the scale of predicates."""
    return {
        "polarity": forms.ChoiceField(
            label="Arah", choices=Polarity.choices, widget=forms.Select(attrs={"class": "form-select"})
        ),
        "aggregation": forms.ChoiceField(
            label="Akumulasi triwulan",
            choices=Aggregation.choices,
            widget=forms.Select(attrs={"class": "form-select"}),
            help_text="Bagaimana angka triwulan menjadi angka setahun.",
        ),
        "scale": forms.CharField(
            label="Skala predikat",
            max_length=300,
            required=False,
            help_text=escape("Hanya untuk arah Predikat; dari yang terendah, misalnya D<C<CC<B<BB<A<AA."),
        ),
    }


def refuse_measure(form: forms.Form) -> None:
    """An error at the accumulation where it cannot go with the direction that was chosen."""
    sentence = measure_objection(form.cleaned_data.get("polarity"), form.cleaned_data.get("aggregation"))
    if sentence:
        form.add_error("aggregation", sentence)


def scale_of(text: str, polarity: str | None) -> tuple[str, ...]:
    """The scale that was typed, empty for every direction that needs none; ValidationError when it cannot be read."""
    if polarity != Polarity.PREDICATE:
        return ()
    try:
        labels = parse_scale(text)
    except NumberError as error:
        raise ValidationError(str(error), code="scale") from error
    too_long = [label for label in labels if len(label) > LONGEST_GRADE]
    if too_long:
        raise ValidationError(f"Predikat “{too_long[0]}” lebih dari {LONGEST_GRADE} huruf. Ringkas predikatnya.")
    return labels


SALT = "indicators.definitions.forms"
LONGEST_STATEMENT = 2000
NEW = ""
GAPS = {"kamus": "Kamus belum lengkap", "target": "Belum bertarget tahun ini"}
KEYS = {"ya": "Hanya IKU", "bukan": "Bukan IKU"}
BROKEN = "Halaman ini rusak atau sudah usang. Salin isian Anda, lalu buka lagi halaman ini."


@dataclass(frozen=True, slots=True)
class IndicatorFilter(AddressFilter):
    """Year, unit, position, IKU, gap and search words."""

    year: int
    unit: int | None
    position: int | None
    key: str
    gap: str
    words: str

    PARTS: ClassVar = {
        "year": ("tahun", year_in),
        "unit": ("unit", number_in),
        "position": ("jabatan", number_in),
        "key": ("iku", one_of(KEYS)),
        "gap": ("kurang", one_of(GAPS)),
        "words": ("q", words_in),
    }

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> Self:
        """Read the query string; without a year, that of `today`."""
        return cls.read(data, year=today.year)


class IndicatorForm(forms.Form):
    """How an indicator is worded and measured. For a new one it asks for the objective too."""

    statement = NarrativeField(label="Uraian indikator", max_length=LONGEST_STATEMENT)
    unit_of_measure = forms.CharField(label="Satuan", max_length=60, help_text="Misalnya %, orang, indeks.")
    is_key = forms.BooleanField(label="Indikator kinerja utama (IKU)", required=False)

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        indicator: Indicator | None = None,
        objectives: Sequence[tuple[str, str]] = (),
        locked: Mapping[str, str] | None = None,
    ) -> None:
        """`locked` names the fields that cannot change, each with the reason."""
        super().__init__(
            data, initial=_stood(indicator) if indicator else {"polarity": "maximize", "aggregation": "last"}
        )
        self.fields |= measure_fields()
        self.fields["statement"].required = True
        self.order_fields(["statement", "unit_of_measure", "polarity", "aggregation", "scale", "is_key"])
        if indicator is None:
            self._ask_objective(objectives)
        else:
            self.fields["seen"] = forms.CharField(widget=forms.HiddenInput)
            self.initial["seen"] = seal(_values(indicator), salt=SALT)
        for name, reason in (locked or {}).items():
            field = self.fields["scale" if name == "predicate_scale" else name]
            field.disabled, field.help_text = True, reason

    def _ask_objective(self, objectives: Sequence[tuple[str, str]]) -> None:
        self.fields["objective"] = forms.ChoiceField(
            label="Sasaran",
            choices=[*objectives, (NEW, "Sasaran baru")],
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields["objective_statement"] = NarrativeField(
            label="Bunyi sasaran baru",
            max_length=LONGEST_STATEMENT,
            help_text="Kosongkan bila memilih sasaran di atas.",
        )
        self.order_fields(["objective", "objective_statement"])

    def clean_statement(self) -> str:
        """The text without blanks around it."""
        return self.cleaned_data["statement"].strip()

    def clean_scale(self) -> tuple[str, ...]:
        """The scale as labels."""
        return scale_of(self.cleaned_data["scale"], self.cleaned_data.get("polarity"))

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a new objective; refuse a page whose memory is broken."""
        cleaned = super().clean()
        if "objective" in self.fields and cleaned.get("objective") == NEW and not cleaned.get("objective_statement"):
            self.add_error("objective_statement", "Tulis bunyi sasaran yang baru, atau pilih sasaran di atas.")
        refuse_measure(self)
        return cleaned

    def clean_seen(self) -> dict[str, Any]:
        """What stood there when the page was made."""
        return _unsealed(self.cleaned_data["seen"])

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the indicator; valid form only."""
        cleaned = self.cleaned_data
        names = ("statement", "unit_of_measure", "polarity", "aggregation", "is_key")
        is_graded = cleaned["polarity"] == Polarity.PREDICATE
        scale = list(cleaned["scale"]) if is_graded else cleaned["seen"]["predicate_scale"]
        return {name: cleaned[name] for name in names} | {"predicate_scale": scale}

    @property
    def new(self) -> NewIndicator:
        """The indicator to be made; valid form only."""
        cleaned = self.cleaned_data
        return NewIndicator(
            objective_code=cleaned["objective"],
            objective_statement=cleaned["objective_statement"].strip(),
            statement=cleaned["statement"],
            unit_of_measure=cleaned["unit_of_measure"],
            measure=Measure(cleaned["polarity"], cleaned["aggregation"], cleaned["scale"]),
            is_key=cleaned["is_key"],
        )


class TargetsForm(forms.Form):
    """The targets of a year and its quarters; what was verified is shown and cannot be typed."""

    seen = forms.CharField(widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        indicator: Indicator,
        stored: Mapping[int, Value],
        locked: frozenset[int] = frozenset(),
    ) -> None:
        initial = {"target": stored.get(YEARLY), "seen": seal(target_facts(stored), salt=SALT)}
        super().__init__(data, initial=initial | {name: stored.get(number) for name, number in QUARTERS.items()})
        spec = indicator.spec
        how = {"polarity": spec.polarity, "scale": spec.scale, "unit": indicator.unit_of_measure, "required": False}
        hint = HINTS.get(spec.polarity, FIGURE_HINT)
        self.fields["target"] = TargetField(label="Target setahun", help_text=hint, **how)
        self.fields["target"].disabled = len(locked) == len(QUARTERS)
        for name, number in QUARTERS.items():
            self.fields[name] = TargetField(label=f"TW {roman(number)}", **how)
            self.fields[name].disabled = number in locked
            if number in locked:
                self.fields[name].help_text = "Sudah diverifikasi."

    def clean_seen(self) -> dict[str, str]:
        """The targets that stood there when the page was made, as text."""
        return _unsealed(self.cleaned_data["seen"])

    @property
    def wanted(self) -> dict[int, Value | None]:
        """Targets by quarter, YEARLY for the year; valid form only."""
        quarters = {number: self.cleaned_data[name] for name, number in QUARTERS.items()}
        return {YEARLY: self.cleaned_data["target"], **quarters}


def _unsealed(sealed: str) -> dict[str, Any]:
    unsealed = unseal(sealed, salt=SALT)
    if unsealed is None:
        raise ValidationError(BROKEN)
    return unsealed


def _values(indicator: Indicator) -> dict[str, Any]:
    names = ("statement", "unit_of_measure", "polarity", "aggregation", "is_key")
    return {name: getattr(indicator, name) for name in names} | {"predicate_scale": list(indicator.predicate_scale)}


def _stood(indicator: Indicator) -> dict[str, Any]:
    return _values(indicator) | {"scale": "<".join(indicator.predicate_scale)}
