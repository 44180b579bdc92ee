"""The reference sheet of an indicator with its figures through the years."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.trail import history
from indicators.actions.sheets import SHEET_CHANGED, sheet_facts
from indicators.completeness import current_assessment
from indicators.figure_sheet import YearFigures, years_of
from indicators.measurement import EVERY_STATUS, HANDED_IN
from indicators.models import Indicator
from indicators.versions import versions_of, years_in_words
from indicators.views.figures import is_author
from organisation.access import visible_or_404
from organisation.models import User

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
    """Definition, targets and realisations by year and quarter, achievement with its working; history on demand."""
    indicators = Indicator.objects.select_related("objective__position__unit", "supports", "replaces", "replaced_by")
    indicator = visible_or_404(request, indicators, pk)
    statuses = EVERY_STATUS if is_author(request.user, indicator) else HANDED_IN
    years = years_of(indicator, statuses=statuses, today=timezone.localdate())
    context = {
        "indicator": indicator,
        "lead": f"{indicator.objective.position.title} · satuan: {indicator.unit_of_measure}",
        "facts": _facts(indicator),
        "years": years,
        **_sheet_context(indicator, years, request.user),
        **_version_context(indicator, request.user),
    }
    return render(request, "indicators/indicator_detail.html", context)


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
        "edit_url": reverse("agreements:indicator_edit", args=[indicator.pk]) if may_keep else "",
        "target_url": reverse("agreements:target_edit", args=[indicator.pk, this_year]) if may_keep else "",
        "target_label": f"Ubah target {this_year}",
        "versions": [(version, years_in_words(version)) for version in versions] if len(versions) > 1 else [],
        "version_url": reverse("agreements:indicator_version", args=[indicator.pk]) if may_keep and is_last else "",
    }


def _facts(indicator: Indicator) -> list[tuple[str, object]]:
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
        *sheet_facts(indicator),
        ("Skala predikat", " < ".join(indicator.predicate_scale)),
    ]
