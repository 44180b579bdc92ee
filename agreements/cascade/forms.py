"""The filter of the cascade, which lives in the query string, and the form that hangs an indicator from another."""

import datetime
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode

from agreements.cascade.parents import Candidates
from agreements.domain.cascade import CascadeMark
from audit.editing import ConflictError
from indicators.enums import CascadeKind
from indicators.models import Indicator
from organisation.pages.filtering import LONGEST_SEARCH, AddressFilter, number_in, one_of, words_in, year_in

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
    """The indicator that this one hangs from, and how it comes from it.

    `seen` is what was stored when the page was opened: a change by somebody else in between is shown, not overwritten.
    """

    parent = forms.TypedChoiceField(
        label="Indikator atasan",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Pilih indikator dari daftar, atau cari lebih dahulu."},
    )
    kind = forms.ChoiceField(
        label="Cara menurunkan",
        choices=CascadeKind.choices,
        required=False,
        error_messages={"invalid_choice": "Pilih salah satu cara menurunkan."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, indicator: Indicator, candidates: Candidates, **kwargs: Any):
        self.indicator, self.candidates = indicator, candidates.by_id()
        parent, kind = indicator.supports_id, indicator.cascade_kind
        self.state = f"{parent or ''}/{kind}"
        super().__init__(*args, initial={"parent": parent or "", "kind": kind, "seen": self.state}, **kwargs)
        self.fields["parent"].choices = [("", ""), *((pk, pk) for pk in self.candidates)]

    def place(self) -> dict[str, Any]:
        """The chosen parent and kind, as the action takes them."""
        chosen = self.candidates.get(self.cleaned_data["parent"])
        return {"parent": chosen.indicator if chosen else None, "kind": self.cleaned_data["kind"]}

    def stored_words(self) -> str:
        """What is stored today, in words."""
        parent, kind = self.candidates.get(self.indicator.supports_id), self.indicator.get_cascade_kind_display()
        above = f"indikator atasan “{parent.statement}”" if parent else "tanpa indikator atasan"
        return f"{above}, {kind}" if self.indicator.cascade_kind else above

    def clean(self) -> dict[str, Any]:
        """A parent has a kind; without a parent an indicator can only be new; nobody overwrites what was not seen."""
        data = super().clean()
        if data.get("seen", "") != self.state and "seen" in self.data:
            self.data = self.data.copy()
            self.data["seen"] = self.state
            raise ConflictError(CHANGED_MEANWHILE.format(stored=self.stored_words()))
        if self.errors:
            return data
        if data["parent"] and not data["kind"]:
            self.add_error("kind", "Pilih cara menurunkan dari indikator atasan.")
        if not data["parent"] and data["kind"] not in ("", CascadeKind.NEW):
            self.add_error(
                "parent", f"“{CascadeKind(data['kind']).label}” memerlukan indikator atasan. Pilih salah satu."
            )
        return data


class ParentSearch(forms.Form):
    """Words to find an indicator of another part of the government by."""

    q = forms.CharField(max_length=LONGEST_SEARCH, required=False)

    @classmethod
    def words_in(cls, data: QueryDict) -> list[str]:
        """The words that were typed."""
        return words_in(data.get("q", "")).split()
