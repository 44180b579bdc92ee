"""The form of one row of a draft: objective, indicator, unit, target of the year, targets of the quarters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from agreements.ambition.actions import LONGEST_REASON
from agreements.domain.lines import LineWording
from agreements.domain.plan import PlannedStep
from agreements.lines.facts import LineSheet
from indicators.definitions.forms import measure_fields, refuse_measure
from indicators.domain.kinds import Aggregation as Rule
from indicators.domain.kinds import Value
from indicators.domain.measure import Measure
from indicators.domain.numbers import NumberError
from indicators.domain.periods import roman
from indicators.domain.readings import parse_scale
from indicators.domain.smart import quarters_objection
from indicators.domain.spec import IndicatorSpec
from indicators.enums import Aggregation, Polarity
from indicators.targets.fields import FIGURE_HINT, HINTS, QUARTERS, NarrativeField, TargetField

LONGEST_STATEMENT = 2000
NEW = ""
"""The choice of an objective that does not exist yet."""

REASON_HINT = (
    "Wajib sebelum PK diajukan bila target lebih lemah daripada Renstra/RPJMD atau realisasi tahun lalu; dibaca atasan."
)

REFRESH = "segarkan"
"""Sent when another objective or polarity was chosen: the form is shown anew, nothing is judged or stored."""


class LineForm(forms.Form):
    """One row. What is locked is shown and cannot be typed; for a new indicator it also asks how it is measured."""

    objective = forms.ChoiceField(
        label="Sasaran",
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Pilih salah satu sasaran jabatan ini, atau tulis sasaran baru."},
    )
    objective_statement = NarrativeField(label="Bunyi sasaran", max_length=LONGEST_STATEMENT)
    indicator_statement = NarrativeField(label="Indikator kinerja", max_length=LONGEST_STATEMENT)
    unit_of_measure = forms.CharField(label="Satuan", max_length=60, help_text="Misalnya %, orang, indeks.")

    use_required_attribute = False

    def __init__(self, sheet: LineSheet, data: Mapping[str, Any] | None = None, *, typed: Any = None) -> None:
        self.sheet = sheet
        super().__init__(data, initial=_initial(sheet))
        self.fields["objective"].choices = [*((c, _short(s)) for c, s in sheet.objectives), (NEW, "Sasaran baru")]
        self.fields["indicator_statement"].required = True
        self.fields["objective_statement"].help_text = (
            "Bunyi yang diubah di sini berlaku untuk semua indikator sasaran ini dalam PK."
            if sheet.line
            else "Kosongkan bila bunyi sasaran yang dipilih tidak berubah."
        )
        source = data if data is not None else typed
        self.spec = sheet.spec or self._ask_measure(source or {})
        self._ask_targets((source or {}).get("unit_of_measure") or self.initial.get("unit_of_measure", ""))
        self._lock()
        if typed is not None:
            open_names = [name for name, field in self.fields.items() if not field.disabled]
            self.initial |= {name: typed.get(name, "") for name in open_names if name in typed}

    def _ask_measure(self, source: Mapping[str, Any]) -> IndicatorSpec:
        """Add what has to be known of a new indicator; give how the targets that were typed are to be read."""
        self.fields |= measure_fields()
        self.initial |= {"polarity": Polarity.MAXIMIZE, "aggregation": Aggregation.LAST}
        polarity = source.get("polarity", "")
        direction = Polarity(polarity) if polarity in Polarity.values else Polarity.MAXIMIZE
        return IndicatorSpec(direction, Rule.LAST, _scale(source.get("scale", "")))

    def _ask_targets(self, unit: str) -> None:
        hint = HINTS.get(self.spec.polarity, FIGURE_HINT)
        how = {"polarity": self.spec.polarity, "scale": self.spec.scale, "unit": unit or None}
        self.fields["target"] = TargetField(label="Target setahun", required=True, help_text=hint, **how)
        for name, number in QUARTERS.items():
            self.fields[name] = TargetField(label=f"TW {roman(number)}", required=False, **how)
        if self.sheet.is_held:
            self.fields["weaker_reason"] = NarrativeField(
                label="Alasan bila target lebih lemah", max_length=LONGEST_REASON, help_text=REASON_HINT
            )

    def _lock(self) -> None:
        for name, number in QUARTERS.items():
            self.fields[name].disabled = number in self.sheet.locked_quarters
        if self.sheet.unit_is_locked:
            self.fields["unit_of_measure"].disabled = True
            self.fields["unit_of_measure"].help_text = "Terkunci karena indikator ini sudah mempunyai realisasi."
        if self.sheet.target_is_locked:
            self.fields["target"].disabled = True
            self.fields["target"].help_text = "Terkunci karena keempat triwulan sudah diverifikasi."

    @property
    def quarter_boxes(self) -> list[forms.BoundField]:
        """The four quarters."""
        return [self[name] for name in QUARTERS]

    @property
    def measure_boxes(self) -> list[forms.BoundField]:
        """What is asked of a new indicator only."""
        return [self[name] for name in ("polarity", "aggregation", "scale") if name in self.fields]

    def clean_indicator_statement(self) -> str:
        """The text without blanks around it."""
        return self.cleaned_data["indicator_statement"].strip()

    def clean_scale(self) -> str:
        """Refuse a scale that cannot be read, where one is needed."""
        text = self.cleaned_data["scale"]
        if self.cleaned_data.get("polarity") == Polarity.PREDICATE:
            try:
                parse_scale(text)
            except NumberError as error:
                raise ValidationError(str(error), code="scale") from error
        return text

    def clean(self) -> dict[str, Any]:
        """Settle which words the objective gets."""
        cleaned = super().clean()
        if not self.errors.keys() & {"objective", "objective_statement"}:
            cleaned["objective_statement"] = self._objective_words(cleaned)
        if self.sheet.spec is None:
            refuse_measure(self)
        if self.sheet.spec is None and "aggregation" in cleaned:
            self.spec = IndicatorSpec(self.spec.polarity, Rule(cleaned["aggregation"]), self.spec.scale)
        return cleaned

    def _objective_words(self, cleaned: dict[str, Any]) -> str:
        """What was typed; untouched words belong to the objective that stood there before, not to another one."""
        code, typed = cleaned["objective"], cleaned["objective_statement"].strip()
        line = self.sheet.line
        before = line.objective_statement if line else None
        is_untouched = not typed or typed == (before or "").strip()
        if code == NEW:
            if is_untouched:
                self.add_error("objective_statement", "Tulis bunyi sasaran yang baru.")
            return typed
        return dict(self.sheet.objectives)[code] if is_untouched else typed

    def wording(self, steps: tuple[PlannedStep, ...]) -> LineWording:
        """What the row says; valid form only."""
        cleaned, line = self.cleaned_data, self.sheet.line
        return LineWording(
            objective_code=cleaned["objective"],
            objective_statement=cleaned["objective_statement"],
            indicator_statement=cleaned["indicator_statement"],
            unit_of_measure=cleaned["unit_of_measure"],
            value=cleaned["target"],
            quarters=self._quarters(),
            steps=steps,
            weaker_reason=cleaned.get("weaker_reason", line.weaker_reason if line else ""),
        )

    @property
    def measure(self) -> Measure:
        """How the new indicator is measured; valid form only."""
        is_graded = self.cleaned_data["polarity"] == Polarity.PREDICATE
        scale = self.spec.scale if is_graded else ()
        return Measure(self.cleaned_data["polarity"], self.cleaned_data["aggregation"], scale)

    def _quarters(self) -> tuple[tuple[int, Value], ...]:
        given = ((number, self.cleaned_data.get(name)) for name, number in QUARTERS.items())
        return tuple((number, value) for number, value in given if value is not None)

    @property
    def warning(self) -> str | None:
        """What does not agree between the quarters and the year, in what is stored or was typed; None if unknown."""
        if not self.is_bound:
            line = self.sheet.line
            return quarters_objection(self.spec.aggregation, line.value, dict(line.quarters)) if line else None
        if self.cleaned_data.get("target") is None:
            return None
        return quarters_objection(self.spec.aggregation, self.cleaned_data["target"], dict(self._quarters()))


def weaker_than(form: LineForm) -> str:
    """What the target, stored or typed, is weaker than; empty when a reason is there or none is due."""
    line, cleaned = form.sheet.line, getattr(form, "cleaned_data", {})
    if form.is_bound:
        given = cleaned.get("target"), cleaned.get("unit_of_measure", ""), cleaned.get("weaker_reason", "")
    else:
        given = (line.value, line.unit_of_measure, line.weaker_reason) if line else (None, "", "")
    value, unit, reason = given
    held = None if value is None else form.sheet.ambition(value, unit, reason)
    return " ".join(held.sentences()) if held and held.is_unexplained else ""


def refreshed(data: QueryDict, sheet: LineSheet) -> QueryDict:
    """What was typed; after another objective was chosen, its words stand in the box unless others were typed."""
    words = dict(sheet.objectives)
    if REFRESH not in data or sheet.line is None:
        return data
    typed = data.get("objective_statement", "").strip()
    if typed and typed not in (known.strip() for known in words.values()):
        return data
    changed = data.copy()
    changed["objective_statement"] = words.get(data.get("objective", ""), "")
    return changed


def _initial(sheet: LineSheet) -> dict[str, Any]:
    line = sheet.line
    if line is None:
        first = sheet.objectives[0][0] if sheet.objectives else NEW
        return {"objective": sheet.objective_code or first, "target": sheet.planned} | sheet.indicator_words
    quarters = dict(line.quarters)
    return {
        "objective": line.objective_code,
        "objective_statement": line.objective_statement,
        "indicator_statement": line.indicator_statement,
        "unit_of_measure": line.unit_of_measure,
        "target": line.value,
        "weaker_reason": line.weaker_reason,
        **{name: quarters.get(number) for name, number in QUARTERS.items()},
    }


def _scale(text: str) -> tuple[str, ...]:
    try:
        return parse_scale(text)
    except NumberError:
        return ()


def _short(statement: str, longest: int = 110) -> str:
    return statement if len(statement) <= longest else f"{statement[: longest - 1].rstrip()}…"
