"""The filter of the cascade, which lives in the query string, and the form that hangs an indicator from another."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode

from agreements.cascade.actions import refuse_contradictions
from agreements.cascade.parents import Candidates
from agreements.domain.cascade import CascadeMark
from audit.editing import ConflictError
from indicators.enums import CascadeKind
from indicators.models import Indicator
from organisation.pages.filtering import LONGEST_SEARCH, AddressFilter, number_in, one_of, words_in, year_in

MOST_PICKED = 200
"""Choices of one page that are looked up; a person makes a few."""

ANY_MARK = "ada"
"""The value, in addresses, of "only what has a mark"."""

CHANGED_MEANWHILE = (
    "Sementara halaman ini terbuka, orang lain menyimpan: {stored}. Periksa pilihan Anda, lalu simpan lagi untuk "
    "menggantinya."
)


@dataclass(frozen=True, slots=True)
class CascadeFilter(AddressFilter):
    """Year, unit (with its sub-units), the position at the top, marks, page."""

    year: int
    unit: int | None = None
    position: int | None = None
    mark: str = ""
    page: int = 1

    PARTS: ClassVar = {
        "year": ("tahun", year_in),
        "unit": ("unit", number_in),
        "position": ("jabatan", number_in),
        "mark": ("tanda", one_of([ANY_MARK, *CascadeMark])),
        "page": ("halaman", number_in),
    }

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> Self:
        """Read the query string; without a year, that of `today`."""
        return cls.read(data, year=today.year, page=1)

    def with_changes(self, **changes: Any) -> str:
        """The query string that leads to this choice with some of it changed, on its first page unless one is given."""
        chosen = replace(self, **{"page": 1, **changes})
        return urlencode({name: value for name, value in chosen.fields.items() if (name, value) != ("halaman", "1")})


class CascadeForm(forms.Form):
    """The indicator that this one hangs from, how it comes from it, and which others it supports beside it.

    `seen` is what was stored when the page was opened: a change by somebody else in between is shown, not overwritten.
    """

    parent = forms.TypedChoiceField(
        label="Indikator atasan",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Pilih indikator dari daftar, atau cari lebih dahulu."},
    )
    also = forms.TypedMultipleChoiceField(
        label="Ikut mendukung",
        coerce=int,
        required=False,
        error_messages={
            "invalid_choice": "Pilihan pendukung ini tidak ada atau di luar kewenangan Anda. Cari indikatornya lebih "
            "dahulu, lalu centang."
        },
    )
    kind = forms.ChoiceField(
        label="Cara menurunkan",
        choices=CascadeKind.choices,
        required=False,
        error_messages={"invalid_choice": "Pilih salah satu cara menurunkan."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        indicator: Indicator,
        also: Sequence[int],
        candidates: Candidates,
        typed: QueryDict | None = None,
    ):
        """`also`: what is stored beside the parent. `typed`: what was chosen before a search, not to be judged yet."""
        self.indicator, self.also, self.candidates = indicator, also, candidates.by_id()
        self.refused = candidates.refused
        parent, kind = indicator.supports_id, indicator.cascade_kind
        self.state = "/".join([str(parent or ""), kind, *([",".join(map(str, also))] if also else [])])
        initial = {"parent": parent or "", "kind": kind, "also": list(also), "seen": self.state}
        if typed is not None:
            initial = {name: typed.get(name, "") for name in initial} | {"also": typed.getlist("also")}
        super().__init__(data, initial=initial)
        known = [(pk, pk) for pk in (*self.candidates, *self.refused)]
        self.fields["parent"].choices, self.fields["also"].choices = [("", ""), *known], known

    @staticmethod
    def picked_in(data: QueryDict) -> list[int]:
        """The keys that were chosen on the page, whatever they are of."""
        typed = (data.get("parent", ""), *data.getlist("also"))
        return [key for key in map(number_in, typed[:MOST_PICKED]) if key]

    def place(self) -> dict[str, Any]:
        """The chosen parent, kind and further indicators, as the action takes them."""
        data = self.cleaned_data
        chosen = self.candidates.get(data["parent"])
        also = [self.candidates[pk].indicator for pk in data["also"]]
        return {"parent": chosen.indicator if chosen else None, "kind": data["kind"], "also": also}

    def stored_words(self) -> str:
        """What is stored today, in words."""
        parent, kind = self.candidates.get(self.indicator.supports_id), self.indicator.get_cascade_kind_display()
        above = f"indikator atasan “{parent.statement}”" if parent else "tanpa indikator atasan"
        others = [f"“{self.candidates[pk].statement}”" for pk in self.also if pk in self.candidates]
        beside = f"ikut mendukung {', '.join(others)}" if others else ""
        return ", ".join(filter(None, [above, kind if self.indicator.cascade_kind else "", beside]))

    def clean_parent(self) -> int | None:
        """The chosen parent, or the reason why it cannot be."""
        chosen = self.cleaned_data["parent"]
        if chosen in self.refused:
            raise forms.ValidationError(self.refused[chosen])
        return chosen

    def clean_also(self) -> list[int]:
        """What was chosen to be supported beside the parent; each that cannot be is told with its reason."""
        chosen = self.cleaned_data["also"]
        sentences = [self.refused[pk] for pk in chosen if pk in self.refused]
        if sentences:
            raise forms.ValidationError(sentences)
        return chosen

    def clean(self) -> dict[str, Any]:
        """Nothing contradicts itself, and nobody overwrites what was not seen."""
        data = super().clean()
        if data.get("seen", "") != self.state and "seen" in self.data:
            self.data = self.data.copy()
            self.data["seen"] = self.state
            raise ConflictError(CHANGED_MEANWHILE.format(stored=self.stored_words()))
        if self.errors:
            return data
        refuse_contradictions(**self.place())
        return data


class ParentSearch(forms.Form):
    """Words to find an indicator of another part of the government by."""

    q = forms.CharField(max_length=LONGEST_SEARCH, required=False)

    @classmethod
    def words_in(cls, data: QueryDict) -> list[str]:
        """The words that were typed."""
        return words_in(data.get("q", "")).split()
