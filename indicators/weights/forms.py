"""The boxes of all weights of a position, with the sum of each set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from audit.editing import seal, unseal
from indicators.domain.numbers import format_number
from indicators.domain.weights import HUNDRED
from indicators.models import Indicator, Objective
from indicators.targets.fields import FigureField
from indicators.weights.facts import PositionWeights, Weights, box_of

SALT = "indicators.weights.forms"
BROKEN = "Halaman ini rusak atau sudah usang. Salin isian Anda, lalu buka lagi halaman ini."


@dataclass(frozen=True, slots=True)
class WeightGroup:
    """An objective with its box, its indicators with theirs, and what these add up to, in words."""

    objective: Objective
    box: forms.BoundField
    indicators: tuple[tuple[Indicator, forms.BoundField], ...]
    total: str
    is_whole: bool


class WeightsForm(forms.Form):
    """`found` brings what has a weight, and what stands there."""

    seen = forms.CharField(widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, found: PositionWeights, data: Mapping[str, Any] | None = None) -> None:
        self.found = found
        stored = found.stored
        texts = {box: None if weight is None else str(weight) for box, weight in stored.items()}
        super().__init__(data, initial={**stored, "seen": seal(texts, salt=SALT)})
        for one in found.members:
            label = f"Bobot {one.code}"
            self.fields[box_of(one)] = FigureField(label=label, digits=5, places=2, negative=False)
            self.fields[box_of(one)].widget.attrs["aria-label"] = label

    def clean_seen(self) -> dict[str, Decimal | None]:
        """What stood there when the page was made."""
        texts = unseal(self.cleaned_data["seen"], salt=SALT)
        if texts is None:
            raise ValidationError(BROKEN)
        return {box: None if text is None else Decimal(text) for box, text in texts.items()}

    def clean(self) -> dict[str, Any]:
        """Refuse what is no weight."""
        cleaned = super().clean()
        for box in self.found.stored:
            weight = cleaned.get(box)
            if weight is not None and not 0 < weight <= HUNDRED:
                self.add_error(box, "Tulis bobot di atas 0 dan paling banyak 100, atau kosongkan.")
        return cleaned

    @property
    def weights(self) -> Weights:
        """What was typed and can be read, else what is stored."""
        given = getattr(self, "cleaned_data", {}) if self.is_bound else {}
        return {box: given.get(box) if self.is_bound else weight for box, weight in self.found.stored.items()}

    @property
    def groups(self) -> Iterator[WeightGroup]:
        """The objectives in their order."""
        for one in self.found.objectives:
            boxes = tuple((each, self[box_of(each)]) for each in one.indicators)
            total, is_whole = self._total([box_of(each) for each in one.indicators])
            yield WeightGroup(one.objective, self[box_of(one.objective)], boxes, total, is_whole)

    @property
    def total(self) -> tuple[str, bool]:
        """What the objectives add up to, in words, and whether that may stay."""
        return self._total([box_of(one.objective) for one in self.found.objectives])

    def _total(self, boxes: list[str]) -> tuple[str, bool]:
        given = [weight for box in boxes if (weight := self.weights.get(box)) is not None]
        if not given:
            return "tidak ada, semua dihitung sama", True
        added = sum(given, Decimal(0))
        lacking = len(boxes) - len(given)
        without = f", {lacking} belum berbobot" if lacking else ""
        return f"{format_number(added)}{'' if added == HUNDRED else ', harus 100'}{without}", added == HUNDRED
