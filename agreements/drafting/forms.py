"""Arranging a draft: place, date, wording of the posts, and which indicators in which order."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms import BaseFormSet, formset_factory
from django.utils.html import escape

from agreements.conflicts.forms import EditionForm
from agreements.domain.plan import AgreementContent, PlannedLine
from agreements.models import Agreement
from organisation.enums import PositionKind
from organisation.models import Assignment, Position
from organisation.pages.fields import IndonesianDateField
from organisation.scope import positions_below

LAST = 9999
"""The place of a row without a number: after all others."""


class ArrangementForm(forms.Form):
    """What is printed around the annex. A field `title_<side>` per party replaces the title of the post."""

    signed_place = forms.CharField(label="Tempat", max_length=80, help_text="Tercetak di depan tanggal PK.")
    signed_on = IndonesianDateField(
        label="Tanggal PK",
        required=False,
        help_text="Kosongkan bila belum pasti; nanti terisi dengan tanggal tanda tangan pertama.",
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = [party.side for party in agreement.parties.all()]
        self.initial = {"signed_place": agreement.signed_place, "signed_on": agreement.signed_on}
        for party in agreement.parties.all():
            name = f"title_{party.side}"
            self.fields[name] = forms.CharField(
                label=f"Sebutan jabatan {party.get_side_display()}",
                max_length=250,
                required=False,
                help_text=f"Kosongkan untuk mencetak “{escape(party.held_title)}”.",
            )
            self.initial[name] = party.title_override

    @property
    def titles(self) -> dict[str, str]:
        """Per side the wording that replaces the title of the post; valid form only."""
        return {side: self.cleaned_data[f"title_{side}"] for side in self.sides}


class LineChoiceForm(forms.Form):
    """One indicator: whether it is in the agreement, and at which place."""

    indicator = forms.IntegerField(widget=forms.HiddenInput)
    included = forms.BooleanField(
        label="Dimuat", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    place = forms.IntegerField(
        label="Urutan",
        min_value=1,
        max_value=LAST,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        error_messages={"invalid": "Tulis urutan sebagai angka bulat, misalnya 3."},
    )

    line: PlannedLine | None = None


class LineChoiceFormSet(BaseFormSet):
    """All indicators of the position with a target in the year."""

    @property
    def indicator_ids(self) -> list[int]:
        """The chosen indicators in their order; valid formset only."""
        chosen = [form.cleaned_data for form in self.forms if form.cleaned_data.get("included")]
        chosen.sort(key=lambda data: data["place"] or LAST)
        return [data["indicator"] for data in chosen]

    def clean(self) -> None:
        """Refuse an agreement without any indicator."""
        if not any(self.errors) and not self.indicator_ids:
            raise forms.ValidationError("PK harus memuat sedikitnya satu indikator. Centang indikator yang dimuat.")


def line_choices(draft: AgreementContent, plan: AgreementContent, data: Any = None) -> LineChoiceFormSet:
    """The rows: the lines of the draft in their order, then what the plan has beside them."""
    included = {line.indicator_id for line in draft.lines}
    lines = [*draft.lines, *(line for line in plan.lines if line.indicator_id not in included)]
    factory = formset_factory(LineChoiceForm, formset=LineChoiceFormSet, extra=0, max_num=max(len(lines), 1))
    initial = [
        {"indicator": line.indicator_id, "included": line.indicator_id in included, "place": place}
        for place, line in enumerate(lines, start=1)
    ]
    formset = factory(data, initial=initial, prefix="baris")
    _attach(formset, lines)
    return formset


def _attach(formset: BaseFormSet, lines: Sequence[PlannedLine]) -> None:
    """Give each row its line, found by the indicator: the plan may have changed since the page was opened."""
    known = {str(line.indicator_id): line for line in lines}
    for form in formset.forms:
        form.line = known.get(str(form["indicator"].value()))
        if form.line:
            statement = form.line.indicator_statement
            form.fields["included"].widget.attrs["aria-label"] = f"Muat {statement}"
            form.fields["place"].widget.attrs["aria-label"] = f"Urutan {statement}"


NEVER_SUPERIOR = (PositionKind.FUNCTIONAL, PositionKind.EXECUTING_STAFF)
MOST_FOUND = 20


class CounterpartForm(EditionForm):
    """The post that is chosen; empty for the superior by the structure."""

    position = forms.ModelChoiceField(
        label="Pihak Kedua",
        queryset=Position.objects.exclude(kind__in=NEVER_SUPERIOR),
        required=False,
        error_messages={"invalid_choice": "Jabatan ini tidak dikenal. Cari, lalu pilih salah satu dari daftar."},
    )


def candidates(agreement: Agreement, words: str, *, on: datetime.date) -> QuerySet[Position]:
    """Posts whose title, unit or holder has every word; neither the own one nor one below it."""
    below = positions_below(positions=[agreement.position_id], units=[])
    found = Position.objects.exclude(kind__in=NEVER_SUPERIOR).exclude(pk__in=below)
    for word in words.split():
        holders = Assignment.objects.in_office(on).filter(employee__name__icontains=word)
        found = found.filter(
            Q(title__icontains=word) | Q(unit__name__icontains=word) | Q(pk__in=holders.values("position"))
        )
    return found.select_related("unit").with_holders(on)
