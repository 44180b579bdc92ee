"""Renaming, merging, splitting and closing a unit: typed, previewed in words, and performed when it is confirmed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from organisation.models import User, WorkUnit
from organisation.pages.access import require, visible_or_404
from organisation.pages.refusals import succeeds
from organisation.reorganisation.actions import rename_unit, reorganise
from organisation.reorganisation.facts import outlook_of, sentences_of
from organisation.reorganisation.forms import CloseForm, MergeForm, RenameForm, ReorganisationForm, SplitForm
from organisation.scope import positions_below
from organisation.structure.bound import settled_since


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of reorganisation: what it is called, what is typed, what it would do, and doing it."""

    title: str
    action: str
    done: str
    form: type[ReorganisationForm]
    foresee: Callable[[ReorganisationForm], tuple[list[str], list[str]]]
    """The preview in words, and what stands against it."""

    perform: Callable[[ReorganisationForm, User], WorkUnit | None]
    """Gives the unit to look at afterwards; None for the one that was changed."""


def _foresee(form: ReorganisationForm) -> tuple[list[str], list[str]]:
    outlook = outlook_of(form.change())
    return sentences_of(outlook), list(outlook.objections)


def _perform(form: ReorganisationForm, by: User) -> WorkUnit | None:
    return next(iter(reorganise(form.change(), by=by)), None)


def _foresee_name(form: RenameForm) -> tuple[list[str], list[str]]:
    day, decree = form.cleaned_data["day"], form.cleaned_data["decree"]
    since = date_format(day, "j F Y")
    found = [f"{form.unit} bernama {form.cleaned_data['name']} sejak {since} ({decree})."]
    found += [f"{old} menjadi {new}." for old, new in form.titles().values()]
    found.append(f"Triwulan, PK, dan daftar sebelum {since} tetap menyebut nama lama.")
    return found, settled_since(positions_below(positions=[], units=[form.unit.pk]), day)


def _perform_name(form: RenameForm, by: User) -> WorkUnit | None:
    titles = {pk: new for pk, (_, new) in form.titles().items()}
    data = form.cleaned_data
    rename_unit(form.unit, name=data["name"], titles=titles, day=data["day"], decree=data["decree"], by=by)
    return None


KINDS = {
    "ganti-nama": Kind("Ganti nama", "Ganti nama", "Nama baru dicatat.", RenameForm, _foresee_name, _perform_name),
    "gabung": Kind("Gabung", "Gabungkan", "Penggabungan dicatat.", MergeForm, _foresee, _perform),
    "pecah": Kind("Pecah", "Pecah unit ini", "Pemecahan dicatat.", SplitForm, _foresee, _perform),
    "tutup": Kind("Tutup", "Tutup unit ini", "Penutupan dicatat.", CloseForm, _foresee, _perform),
}
"""By the last part of the address."""


@require_http_methods(["GET", "HEAD", "POST"])
def unit_reorganise(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Type it, see what it would do, confirm. Nothing is written before `konfirmasi` is sent with the same values."""
    unit = visible_or_404(request, WorkUnit.objects, pk)
    require(request, "organisation.manage_organisation")
    chosen = KINDS.get(kind)
    if chosen is None or unit.valid_until is not None:
        raise Http404("Unit ini tidak dapat ditata dengan cara ini.")
    form = chosen.form(unit, request.POST or None)
    preview: list[str] = []
    if request.method == "POST" and form.is_valid():
        preview, objections = chosen.foresee(form)
        if objections:
            preview = []
            form.add_error(None, ValidationError(objections))
        elif "konfirmasi" in request.POST:
            result = succeeds(form, lambda: chosen.perform(form, request.user) or unit)
            if result:
                messages.success(request, chosen.done)
                return redirect("organisation:unit_detail", result.pk)
            preview = []
    context = {"unit": unit, "form": form, "kind": chosen, "preview": preview}
    return render(request, "organisation/unit_reorganise.html", context)
