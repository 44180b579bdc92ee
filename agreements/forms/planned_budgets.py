"""Which budgets are listed, and what the page of a budget remembers of the moment it was opened."""

import datetime
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from agreements.forms.filters import LONGEST_SEARCH, number_in, year_in


@dataclass(frozen=True, slots=True)
class BudgetFilter:
    """Year, unit and search words; nonsense in the address falls back to the default."""

    year: int
    unit: int | None
    words: str

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> "BudgetFilter":
        """Read the query string; without a year, that of `today`."""
        return cls(
            year=year_in(data.get("tahun", "")) or today.year,
            unit=number_in(data.get("unit", "")),
            words=data.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        )


class SeenForm(forms.Form):
    """The fingerprint of the budget that was on the screen."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
