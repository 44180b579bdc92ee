"""The performance tree (pohon kinerja), and the place of one indicator in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agreements.cascade.actions import cascade_indicator
from agreements.cascade.facts import Cascade
from agreements.cascade.forms import ANY_MARK, CascadeFilter, CascadeForm, ParentSearch
from agreements.cascade.parents import candidates_for
from agreements.cascade.tree import PER_PAGE, Arrangement, TreePage, chosen_part
from agreements.domain.cascade import CascadeMark
from audit import trail
from indicators.definitions.crosscutting import also_supports
from indicators.enums import CascadeKind
from indicators.models import Indicator
from organisation.enums import APPARATUS_KINDS
from organisation.models import WorkUnit
from organisation.pages.access import visible_or_404
from organisation.pages.filtering import year_in
from organisation.pages.refusals import succeeds

SHOWN_EVENTS = 20
"""Of the history, which names former parents and is therefore for those who see the whole government."""

SEARCHES = "cari"
"""The name of the button that searches instead of storing."""

MAY_NOT = "Kaitan indikator hanya diatur oleh pejabatnya, operator unitnya, Bagian Organisasi, atau Bappeda."

KIND_HINTS = {
    CascadeKind.ADOPTED: "indikator dan targetnya sama dengan milik atasan",
    CascadeKind.NARROWED: "indikator yang sama untuk sebagian wilayah, sasaran, atau program",
    CascadeKind.COMPONENT: "bagian yang ikut membentuk angka indikator atasan",
    CascadeKind.NEW: "dibuat sendiri untuk mendukung indikator atasan",
}


@require_safe
def cascade_show(request: HttpRequest) -> HttpResponse:
    """The tree of a year from the top of the person's scope; `?jabatan=` puts one position at the top."""
    today = timezone.localdate()
    chosen = CascadeFilter.of(request.GET, today)
    choice = chosen_part(request.user, chosen)
    cascade = choice.cascade
    page = Arrangement(choice, chosen, request.user).page()
    pager = _pager(chosen, page)
    is_below_top = chosen.position is not None
    context = {
        "chosen": chosen,
        "choice": choice,
        "branches": page.branches,
        "inner_pager": pager if is_below_top else None,
        "outer_pager": None if is_below_top else pager,
        "trail": _way_up(cascade, chosen),
        "marks": [(mark.value, mark.label) for mark in CascadeMark],
        "any_mark": ANY_MARK,
        "counts": [
            (f"{mark.label}: {count}", chosen.with_changes(mark=mark.value), count)
            for mark, count in choice.counts.items()
        ],
        "years": sorted({*range(today.year - 4, today.year + 2), chosen.year}, reverse=True),
        "units": _units(cascade),
        **_addresses(chosen),
    }
    return render(request, "agreements/cascade_show.html", context)


def _addresses(chosen: CascadeFilter) -> dict[str, str]:
    """Where the links of the page lead, with as much of the filter as makes sense there."""
    drawing = reverse("agreements:cascade_drawing", args=[chosen.position]) if chosen.position else ""
    return {
        "query": chosen.with_changes(),
        "top_query": chosen.with_changes(position=None),
        "unmarked_address": f"?{chosen.with_changes(mark='')}",
        "list_address": f"{reverse('agreements:agreement_list')}?tahun={chosen.year}",
        "drawing_address": drawing and f"{drawing}?{chosen.with_changes(position=None, unit=None)}",
        "empty_title": f"Belum ada indikator bertarget {chosen.year}",
    }


def _units(cascade: Cascade) -> list[WorkUnit]:
    """The OPD of the scope, by protocol; only worth choosing from when there are several."""
    units = {position.unit for position in cascade.positions.values() if position.unit.kind in APPARATUS_KINDS}
    return sorted(units, key=lambda unit: (unit.protocol_order, unit.code)) if len(units) > 1 else []


def _way_up(cascade: Cascade, chosen: CascadeFilter) -> list[tuple[str, str]]:
    """Title and query of the superiors in scope of the position at the top, the highest first."""
    if chosen.position is None:
        return []
    above = reversed(cascade.structure.above(chosen.position))
    return [(cascade.positions[pk].title, chosen.with_changes(position=pk)) for pk in above]


def _pager(chosen: CascadeFilter, page: TreePage) -> dict[str, str] | None:
    """Where this page stands among those side by side; None when they are all here."""
    if page.total <= PER_PAGE:
        return None
    number, end = page.first // PER_PAGE + 1, min(page.first + PER_PAGE, page.total)
    return {
        "words": f"Jabatan {page.first + 1}–{end} dari {page.total}",
        "previous": chosen.with_changes(page=number - 1) if number > 1 else "",
        "next": chosen.with_changes(page=number + 1) if end < page.total else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def cascade_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the indicators that this one supports, and how it comes from its parent.

    `q` searches outside the own line; the button that searches keeps what was chosen and stores nothing.
    """
    indicator = visible_or_404(request, Indicator.objects.select_related("objective__position__unit", "supports"), pk)
    position = indicator.objective.position
    if not request.user.has_perm("agreements.cascade_indicator", position):
        raise PermissionDenied(MAY_NOT)
    year = year_in(request.GET.get("tahun", "")) or timezone.localdate().year
    words = ParentSearch.words_in(request.POST if "q" in request.POST else request.GET)
    also = also_supports(indicator)
    candidates = candidates_for(
        indicator, words, year=year, user=request.user, also=also, picked=CascadeForm.picked_in(request.POST)
    )
    typed = request.POST if SEARCHES in request.POST else None
    given = request.POST if request.POST and typed is None else None
    form = CascadeForm(given, indicator=indicator, also=also, candidates=candidates, typed=typed)
    back = f"{reverse('agreements:cascade_show')}?tahun={year}&jabatan={position.pk}"
    if form.is_valid() and succeeds(form, cascade_indicator, indicator, by=request.user, **form.place()):
        messages.success(request, "Kaitan indikator tersimpan.")
        return redirect(back)
    context = {
        "indicator": indicator,
        "position": position,
        "year": year,
        "form": form,
        "candidates": candidates,
        "words": " ".join(words),
        "found_title": f"Hasil pencarian “{' '.join(words)}”",
        "searches": SEARCHES,
        "back": back,
        "chosen_parent": str(form["parent"].value() or ""),
        "chosen_also": {str(key) for key in form["also"].value() or ()},
        "chosen_kind": form["kind"].value() or "",
        "events": trail.history(indicator)[:SHOWN_EVENTS] if request.user.authority.sees_everything else [],
        "kinds": [(kind.value, kind.label, KIND_HINTS[kind]) for kind in CascadeKind],
    }
    return render(request, "agreements/cascade_edit.html", context)
