"""The reference sheet of an indicator with its figures through the years."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.figure_sheet import years_of
from indicators.measurement import EVERY_STATUS, HANDED_IN
from indicators.models import Indicator, QuarterReport
from indicators.value_history import changes_of
from organisation.access import visible_or_404


@require_safe
def indicator_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Definition, targets and realisations by year and quarter, achievement with its working, value history."""
    indicators = Indicator.objects.select_related("objective__position__unit", "supports")
    indicator = visible_or_404(request, indicators, pk)
    own_report = QuarterReport(position=indicator.objective.position)
    statuses = EVERY_STATUS if request.user.has_perm("indicators.fill_report", own_report) else HANDED_IN
    context = {
        "indicator": indicator,
        "lead": f"{indicator.objective.position.title} · satuan: {indicator.unit_of_measure}",
        "facts": _facts(indicator),
        "years": years_of(indicator, statuses=statuses),
        "changes": changes_of(indicator, statuses=statuses),
    }
    return render(request, "indicators/indicator_detail.html", context)


def _facts(indicator: Indicator) -> list[tuple[str, object]]:
    return [
        ("Kode", indicator.code),
        ("Sasaran", indicator.objective.statement),
        ("Jabatan", f"{indicator.objective.position.title} – {indicator.objective.position.unit.name}"),
        ("Satuan", indicator.unit_of_measure),
        ("Arah", indicator.get_polarity_display()),
        ("Akumulasi triwulan", indicator.get_aggregation_display()),
        ("Indikator kinerja utama", "Ya" if indicator.is_key else "Bukan"),
        ("Mendukung indikator", str(indicator.supports) if indicator.supports_id else ""),
        ("Definisi operasional", indicator.operational_definition),
        ("Formula", indicator.formula_text),
        ("Sumber data", indicator.data_source),
        ("Penanggung jawab", indicator.person_in_charge),
        ("Frekuensi", indicator.get_collection_frequency_display()),
        ("Media", indicator.collection_medium),
        ("Skala predikat", " < ".join(indicator.predicate_scale)),
    ]
