"""All components on one page, for those who build pages; exists in DEBUG only."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.facts import FieldChange, to_data
from audit.models import Event
from organisation.pages.fields import IndonesianDateField, NipField

TONES = ("success", "warning", "danger", "info", "neutral", "plain")
BARS = (
    {"label": "Dinas Kesehatan", "text": "104,20%", "percent": 87, "tone": "success"},
    {"label": "Dinas Pendidikan dan Kebudayaan", "text": "71,05%", "percent": 59, "tone": "warning"},
    {"label": "Dinas Perhubungan", "text": "38,90%", "percent": 32, "tone": "danger"},
    {"label": "Kecamatan Contoh Utara", "text": "belum dilaporkan", "percent": None},
)


@dataclass(frozen=True)
class Example:
    """One achievement as the cell shows it."""

    value: str
    category: str
    tone: str
    reason: str


ACHIEVEMENTS = (
    Example("104,20%", "Melampaui target", "success", ""),
    Example("82,00%", "Belum mencapai target", "warning", ""),
    Example("38,90%", "Sangat rendah", "danger", ""),
    Example("", "", "", "Belum dilaporkan"),
)


class ExampleForm(forms.Form):
    """Fields of every kind that pages use."""

    name = forms.CharField(label="Nama", help_text="Tanpa gelar.")
    number = NipField(label="NIP", required=False, help_text="18 angka, boleh dengan spasi.")
    day = IndonesianDateField(label="Mulai menjabat", help_text="Hari pertama.")
    kind = forms.ChoiceField(label="Status", choices=[("a", "Definitif"), ("b", "Plt.")])
    remark = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="Saya sudah memeriksa", required=False)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with invented facts; nothing is read from the database or written."""
    wrong = ExampleForm({"name": "", "number": "1985 0203", "day": "12/31/2026", "kind": "a"})
    event = {"at": timezone.now(), "actor_label": "Siti Rahma"}
    change = FieldChange("organisation.position", "1", "echelon", "", "II.b")
    context = {
        "choices": [("dinas", "Dinas"), ("badan", "Badan")],
        "tones": TONES,
        "bars": BARS,
        "achievements": ACHIEVEMENTS,
        "form": ExampleForm(),
        "wrong": wrong,
        "facts": [("Unit kerja", "Dinas Kesehatan"), ("Eselon", "II.b"), ("Telepon", "")],
        "page_obj": Paginator(range(1230), 50).page(2),
        "events": [
            Event(**event, verb="assignment.ended", data={"remark": "Pensiun."}),
            Event(**event, verb="position.updated", data={"changes": to_data([change])}),
        ],
    }
    return render(request, "gallery.html", context)
