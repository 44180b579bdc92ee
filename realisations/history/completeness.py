"""How complete an indicator's plan is today, with its targets of the newest year."""

from collections.abc import Iterable

from indicators.domain.smart import Assessment
from indicators.models import Indicator
from indicators.sheets.facts import assessment_of
from realisations.measurement.indicator_year import YearFigures


def current_assessment(indicator: Indicator, years: Iterable[YearFigures], this_year: int) -> tuple[int, Assessment]:
    """The year that is looked at, and what its plan lacks: `this_year` if it has a target, else the newest that has."""
    by_year = {figures.year: figures for figures in years}
    year = this_year if this_year in by_year or not by_year else max(by_year)
    figures = by_year.get(year)
    if figures is None:
        return year, assessment_of(indicator, None, {})
    course = {number: quarter.target for number, quarter in enumerate(figures.quarters, start=1) if quarter.target}
    return year, assessment_of(indicator, figures.target, course)
