"""What stands in reports that are about to be written: their rows, and what was spent, with what belongs to them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from indicators.models import BudgetLine, Indicator
from realisations.models import BudgetRealisation, Realisation


@dataclass(frozen=True, slots=True)
class StoredRows:
    """The rows of held reports; what is missing here is not stored."""

    indicators: Mapping[int, Indicator] = field(default_factory=dict)
    """By key, with the objective loaded."""

    measured: Collection[tuple[int, int]] = frozenset()
    """Indicator and year of every target."""

    realisations: Mapping[tuple[int | None, int], Realisation] = field(default_factory=dict)
    """By report and indicator."""

    lines: Mapping[int, BudgetLine] = field(default_factory=dict)
    amounts: Mapping[tuple[int, int], BudgetRealisation] = field(default_factory=dict)
    """By budget line and quarter."""


def stored_rows(
    reports: Collection[int], indicators: Collection[int], lines: Collection[int], years: Collection[int]
) -> StoredRows:
    """Read the rows of these indicators and budget lines; two queries for the ones and two for the others."""
    found = StoredRows()
    if indicators:
        years_of = ArrayAgg("targets__year", filter=Q(targets__year__in=years))
        known = Indicator.objects.filter(pk__in=indicators).select_related("objective").annotate(years=years_of)
        by_key = {one.pk: one for one in known}
        measured = {(one.pk, year) for one in by_key.values() for year in one.years or ()}
        rows = Realisation.objects.filter(report__in=reports, indicator__in=indicators)
        found = StoredRows(by_key, measured, {(row.report_id, row.indicator_id): row for row in rows})
    if lines:
        budget = BudgetLine.objects.filter(pk__in=lines).select_related("program").in_bulk()
        spent = {(row.line_id, row.quarter): row for row in BudgetRealisation.objects.filter(line__in=lines)}
        found = replace(found, lines=budget, amounts=spent)
    return found
