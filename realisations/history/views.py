"""Where a figure comes from: how it was computed, and what happened to it. Pages, and parts loaded on demand."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audit.trail import history
from indicators.domain.periods import Quarter
from indicators.models import Indicator
from indicators.sheets.actions import SHEET_CHANGED, sheet_facts
from indicators.versions.facts import versions_of, years_in_words
from organisation.models import User
from organisation.pages.access import visible_or_404
from organisation.pages.filtering import year_in
from realisations.history.completeness import current_assessment
from realisations.history.indicator import history_of
from realisations.measurement.facts import EVERY_STATUS, HANDED_IN, indicator_lines
from realisations.measurement.indicator_year import YearFigures, years_of
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.position_year import sheets_in
from realisations.models import QuarterReport

QUARTERS = {str(number): number for number in (1, 2, 3, 4)}


@require_safe
@vary_on_headers("HX-Request")
def figure_working(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """How the achievement of a quarter to date was computed; `draf` asks an author's own drafts in.

    Without a quarter it is that of the year, which a running year tells at the newest verified quarter.
    """
    indicator = _indicator(request, pk)
    quarter = QUARTERS.get(request.GET.get("triwulan", ""))
    with_drafts = "draf" in request.GET and is_author(request.user, indicator)
    line = _line(pk, year, quarter, EVERY_STATUS if with_drafts else HANDED_IN)
    if line is None:
        raise Http404("Indikator ini tidak mempunyai target atau realisasi pada tahun itu.")
    context = {
        **_context(indicator, _period_label(year, line.quarter)),
        "line": line,
        "heading": "Cara menghitung capaian",
        "with_drafts": with_drafts,
    }
    return _page_or_part(request, "figure_working", context)


def _line(indicator: int, year: int, quarter: int | None, statuses: Collection[str]) -> MeasuredIndicator | None:
    chosen = Indicator.objects.filter(pk=indicator)
    if quarter is not None:
        return next(iter(indicator_lines(chosen, year=year, quarter=quarter, statuses=statuses)), None)
    sheets = sheets_in(chosen, year, today=timezone.localdate())
    return next((figures.judged for _, figures in sheets.of_year(year)), None)


@require_safe
@vary_on_headers("HX-Request")
def figure_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed the figures of an indicator, when, from what to what, and why; of all years, one, or a quarter."""
    indicator = _indicator(request, pk)
    text = request.GET.get("tahun", "")
    year = year_in(text)
    quarter = QUARTERS.get(request.GET.get("triwulan", "")) if year else None
    context = {
        **_context(indicator, _period_label(year, quarter) if year else "semua tahun"),
        "facts": history_of(indicator, is_author=is_author(request.user, indicator), year=year, quarter=quarter),
        "heading": "Riwayat angka",
        "year": year,
        "quarter": quarter,
    }
    return _page_or_part(request, "figure_history", context)


def is_author(user: User, indicator: Indicator) -> bool:
    """Whether the user fills in the reports that the indicator stands in, and so sees their drafts."""
    return user.has_perm("realisations.fill_report", QuarterReport(position=indicator.objective.position))


def _indicator(request: HttpRequest, pk: int) -> Indicator:
    return visible_or_404(request, Indicator.objects.select_related("objective__position__unit"), pk)


def _period_label(year: int, quarter: int | None) -> str:
    return f"s.d. {Quarter(year, quarter).label}" if quarter else f"Tahun {year}"


def _context(indicator: Indicator, period_label: str) -> dict[str, Any]:
    return {"indicator": indicator, "period_label": period_label, "lead": f"{indicator.statement} – {period_label}"}


def _page_or_part(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"realisations/{'_' if request.htmx else ''}{name}.html", context)


SHEET_EVENTS_SHOWN = 20
SHEET_VERBS = (
    SHEET_CHANGED,
    "indicator.created",
    "indicator.changed",
    "indicator.version_begun",
    "indicator.version_ended",
)


@require_safe
def indicator_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Definition, targets and realisations by year and quarter, achievement with its working; history on demand.

    An author sees the quarters of the own drafts; the year is told to everybody alike.
    """
    indicators = Indicator.objects.select_related("objective__position__unit", "supports", "replaces", "replaced_by")
    indicator = visible_or_404(request, indicators, pk)
    statuses = EVERY_STATUS if is_author(request.user, indicator) else HANDED_IN
    years = years_of(indicator, statuses=statuses, today=timezone.localdate())
    context = {
        "indicator": indicator,
        "lead": f"{indicator.objective.position.title} · satuan: {indicator.unit_of_measure}",
        "facts": _facts(indicator, request.user),
        "years": years,
        **_sheet_context(indicator, [official for _, official in years], request.user),
        **_version_context(indicator, request.user),
    }
    return render(request, "realisations/indicator_detail.html", context)


def _sheet_context(indicator: Indicator, years: list[YearFigures], user: User) -> dict:
    """What the plan lacks, where it is completed, and who changed the sheet."""
    year, assessment = current_assessment(indicator, years, timezone.localdate().year)
    may_edit = user.has_perm("indicators.edit_sheet", indicator)
    return {
        "assessment": assessment,
        "assessed_label": f"Kelengkapan rencana {year}",
        "sheet_url": reverse("indicators:indicator_sheet", args=[indicator.pk]) if may_edit else "",
        "sheet_events": history(indicator).filter(verb__in=SHEET_VERBS)[:SHEET_EVENTS_SHOWN],
    }


def _version_context(indicator: Indicator, user: User) -> dict:
    """The versions, when there is more than one, and where the next one begins."""
    versions = versions_of(indicator)
    may_keep = user.has_perm("indicators.keep_indicators")
    is_last = versions[-1] == indicator
    this_year = timezone.localdate().year
    return {
        "edit_url": reverse("indicators:indicator_edit", args=[indicator.pk]) if may_keep else "",
        "target_url": reverse("indicators:target_edit", args=[indicator.pk, this_year]) if may_keep else "",
        "target_label": f"Ubah target {this_year}",
        "versions": [(version, years_in_words(version)) for version in versions] if len(versions) > 1 else [],
        "version_url": reverse("indicators:indicator_version", args=[indicator.pk]) if may_keep and is_last else "",
    }


def _also_supported(indicator: Indicator, user: User) -> str:
    """What it supports beside its parent (pendukung), as far as the reader may see it. One query."""
    above = list(indicator.also_supports.select_related("objective"))
    seen = [one.statement for one in above if user.authority.sees_position(one.objective.position_id)]
    hidden = len(above) - len(seen)
    return "; ".join([*seen, *([f"{hidden} indikator di luar kewenangan Anda"] if hidden else [])])


def _facts(indicator: Indicator, user: User) -> list[tuple[str, object]]:
    return [
        ("Kode", indicator.code),
        ("Diukur", years_in_words(indicator) or "setiap tahun yang bertarget"),
        ("Sasaran", indicator.objective.statement),
        ("Jabatan", f"{indicator.objective.position.title} – {indicator.objective.position.unit.name}"),
        ("Satuan", indicator.unit_of_measure),
        ("Arah", indicator.get_polarity_display()),
        ("Akumulasi triwulan", indicator.get_aggregation_display()),
        ("Indikator kinerja utama", "Ya" if indicator.is_key else "Bukan"),
        ("Mendukung indikator", str(indicator.supports) if indicator.supports_id else ""),
        ("Ikut mendukung (pendukung)", _also_supported(indicator, user)),
        *sheet_facts(indicator),
        ("Skala predikat", " < ".join(indicator.predicate_scale)),
    ]
