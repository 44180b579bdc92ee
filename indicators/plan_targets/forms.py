"""The targets of a plan as one table: a row for each indicator, a box for each year."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from audit.editing import ConflictError, seal, unseal
from indicators.domain.kinds import Polarity, Value
from indicators.domain.numbers import format_exact
from indicators.domain.values import value_from_json, value_to_json
from indicators.enums import PlanFigureKind
from indicators.medium_term.forms import YearField
from indicators.models import Indicator, MediumTermPlan
from indicators.plan_targets.actions import Cell
from indicators.targets.fields import TargetField

SALT = "indicators.plan_targets.forms"
PLACES = 6


class PlanTargetsForm(forms.Form):
    """Targets by year and the value that the plan set out from; `seen` carries, signed, what stood there."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        plan: MediumTermPlan,
        indicators: Iterable[Indicator],
        data: Mapping[str, Any] | None = None,
        *,
        stored: Mapping[Cell, Value],
    ) -> None:
        self.plan, self.indicators, self.stored = plan, list(indicators), stored
        self.begins = {one.pk: _newest_baseline(one, plan, stored) for one in self.indicators}
        super().__init__(data, initial=self._initial())
        for one in self.indicators:
            self._add_boxes(one)
        unsealed = _unsealed(data.get("seen", "")) if data is not None else stored
        self.is_whole = unsealed is not None
        self.was_seen: Mapping[Cell, Value] = unsealed or {}
        """What stood in the cells when the page was made."""

    def clean(self) -> dict[str, Any]:
        """Refuse a broken page, and a value that the plan set out from without its year or in a later one."""
        if not self.is_whole:
            raise ValidationError("Halaman ini rusak atau sudah usang. Salin isian Anda, lalu buka lagi halaman ini.")
        for one in self.indicators:
            year = self.cleaned_data.get(_begin_year(one))
            if self.cleaned_data.get(_begin(one)) is None:
                continue
            if year is None and _begin_year(one) not in self.errors:
                self.add_error(_begin_year(one), "Tulis tahun kondisi awal ini.")
            elif year and year > self.plan.first_year:
                self.add_error(
                    _begin_year(one), f"Kondisi awal tidak boleh sesudah tahun pertama rencana, {self.plan.first_year}."
                )
        return self.cleaned_data

    def rows(self) -> list[dict[str, Any]]:
        """What the table shows of each indicator."""
        return [
            {
                "indicator": one,
                "begin": self[_begin(one)],
                "begin_year": self[_begin_year(one)],
                "boxes": [self[_box(one, year)] for year in self.plan.years],
            }
            for one in self.indicators
        ]

    def values(self) -> dict[Cell, Value | None]:
        """What was typed, by cell; only for a valid form. A starting value whose year was changed moves."""
        values: dict[Cell, Value | None] = {}
        for one in self.indicators:
            for year in self.plan.years:
                values[Cell(one.pk, year)] = self.cleaned_data[_box(one, year)]
            before, year = self.begins[one.pk], self.cleaned_data[_begin_year(one)]
            if before:
                values[before] = None
            if self.cleaned_data[_begin(one)] is not None:
                values[Cell(one.pk, year, PlanFigureKind.BASELINE)] = self.cleaned_data[_begin(one)]
        return values

    def with_stored(self, conflict: ConflictError) -> "PlanTargetsForm":
        """The form to show after a conflict: what was typed stays, and what is stored is told at its cell."""
        data = {**self.data.dict(), "seen": _sealed(self.stored)}
        again = PlanTargetsForm(self.plan, self.indicators, data, stored=self.stored)
        known = {one.pk: one for one in self.indicators}
        for cell, value in conflict.stored.items():
            one = known[cell.indicator]
            name = _box(one, cell.year) if cell.kind == PlanFigureKind.TARGET else _begin(one)
            again.add_error(name, f"Yang tersimpan sekarang: {format_exact(value) if value else 'kosong'}.")
        again.add_error(None, conflict)
        return again

    def _initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {"seen": _sealed(self.stored)}
        for one in self.indicators:
            begin = self.begins[one.pk]
            initial[_begin(one)] = self.stored[begin] if begin else None
            initial[_begin_year(one)] = begin.year if begin else self.plan.first_year - 1
            initial |= {_box(one, year): self.stored.get(Cell(one.pk, year)) for year in self.plan.years}
        return initial

    def _add_boxes(self, one: Indicator) -> None:
        self.fields[_begin(one)] = _target_field(one, label=f"{one.code}, kondisi awal")
        self.fields[_begin_year(one)] = YearField(label=f"{one.code}, tahun kondisi awal", required=False)
        self.fields[_begin_year(one)].widget.attrs["class"] = "form-control number year"
        for year in self.plan.years:
            self.fields[_box(one, year)] = _target_field(one, label=f"{one.code}, target {year}")


def _target_field(one: Indicator, **options: Any) -> TargetField:
    polarity, scale = Polarity(one.polarity), one.predicate_scale
    how = {"polarity": polarity, "scale": scale, "unit": one.unit_of_measure, "places": PLACES}
    return TargetField(required=False, **how, **options)


def _newest_baseline(one: Indicator, plan: MediumTermPlan, stored: Mapping[Cell, Value]) -> Cell | None:
    years = [
        cell.year
        for cell in stored
        if (cell.indicator, cell.kind) == (one.pk, PlanFigureKind.BASELINE) and cell.year <= plan.first_year
    ]
    return Cell(one.pk, max(years), PlanFigureKind.BASELINE) if years else None


def _box(one: Indicator, year: int) -> str:
    return f"t{one.pk}_{year}"


def _begin(one: Indicator) -> str:
    return f"a{one.pk}"


def _begin_year(one: Indicator) -> str:
    return f"a{one.pk}_tahun"


def _sealed(stored: Mapping[Cell, Value]) -> str:
    cells = [[cell.indicator, cell.year, str(cell.kind), value_to_json(value)] for cell, value in stored.items()]
    return seal(cells, salt=SALT)


def _unsealed(text: str) -> dict[Cell, Value] | None:
    cells = unseal(text, salt=SALT)
    if cells is None:
        return None
    return {Cell(indicator, year, kind): value_from_json(value) for indicator, year, kind, value in cells}
