"""Choosing who receives the promise, when it is not the superior by the structure."""

import datetime

from django import forms
from django.db.models import Q, QuerySet

from agreements.forms.lines import EditionForm
from agreements.models import Agreement
from organisation.enums import PositionKind
from organisation.models import Assignment, Position
from organisation.scope import positions_below

NEVER_SUPERIOR = (PositionKind.FUNCTIONAL, PositionKind.EXECUTING_STAFF)
LONGEST_SEARCH = 100
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
