"""What reports bind of the plan; see `indicators.bindings`."""

from collections.abc import Collection
from decimal import Decimal

from indicators.bindings import Binder
from indicators.domain.money import sums
from indicators.enums import ValueState
from indicators.models import Indicator
from realisations.enums import ReportStatus
from realisations.models import BudgetRealisation, QuarterReport, Realisation


def reported_among(indicators: Collection[int]) -> frozenset[int]:
    """Those of these indicators of which anything was reported, in any year."""
    answered = Realisation.objects.filter(indicator__in=indicators).exclude(state=ValueState.NOT_REPORTED)
    return frozenset(answered.values_list("indicator", flat=True))


def verified_among(indicators: Collection[int]) -> frozenset[int]:
    """Those of these indicators that have a verified figure, in any year."""
    rows = Realisation.objects.filter(indicator__in=indicators, state=ValueState.REPORTED)
    return frozenset(rows.filter(report__status=ReportStatus.VERIFIED).values_list("indicator", flat=True))


def hold_reports(indicators: Collection[int]) -> None:
    """Lock the reports of these indicators, so that nobody verifies one while their measure changes."""
    behind = Realisation.objects.filter(indicator__in=indicators).values("report")
    list(QuarterReport.objects.select_for_update().filter(pk__in=behind).order_by("pk").values_list("pk"))


def latest_year(indicator: Indicator) -> int | None:
    """The newest year whose report holds the indicator."""
    reported = Realisation.objects.filter(indicator=indicator).order_by("-report__period__year")
    return reported.values_list("report__period__year", flat=True).first()


def version_objection(indicator: Indicator, first_year: int) -> str:
    """Locks the reports from the year on, and says when one of them holds the indicator."""
    position = indicator.objective.position_id
    list(QuarterReport.objects.select_for_update().filter(position=position, period__year__gte=first_year))
    year = latest_year(indicator)
    if year is None or year < first_year:
        return ""
    return f"Laporan tahun {year} sudah memuat indikator ini. Mulai versi baru sejak {year + 1}."


def is_reported_in(indicator: Indicator, year: int) -> bool:
    """Whether a report of the year holds the indicator."""
    return Realisation.objects.filter(indicator=indicator, report__period__year=year).exists()


def spent_of(position_id: int, year: int) -> dict[tuple[str, str], Decimal]:
    """Rupiah reported as spent in the year, by programme code and source of funds; those without a report are out."""
    reported = BudgetRealisation.objects.filter(line__position=position_id, line__year=year).order_by()
    rows = reported.values_list("line__program__code", "line__funding_source", "amount")
    return sums(((code, source), amount) for code, source, amount in rows)


BINDER = Binder(
    latest_year=latest_year,
    version_objection=version_objection,
    reported=reported_among,
    verified=verified_among,
    hold=hold_reports,
    verified_quarters=QuarterReport.objects.verified_quarters,
    is_reported_in=is_reported_in,
    spent=spent_of,
)
