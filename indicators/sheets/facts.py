"""How complete an indicator's plan is: its reference sheet and the targets of a year, brought to the pure questions."""

from collections.abc import Mapping

from indicators.domain.kinds import Aggregation, Value
from indicators.domain.smart import Assessment, Sheet, assess
from indicators.models import Indicator

ASSESSED_FIELDS = (
    "operational_definition",
    "formula_text",
    "data_source",
    "person_in_charge",
    "collection_frequency",
    "collection_medium",
    "baseline",
    "evidence_type",
)
"""What a sheet must say to be whole."""

SHEET_FIELDS = (
    "rationale",
    "operational_definition",
    "formula_text",
    "numerator_definition",
    "denominator_definition",
    "decimals",
    "data_source",
    "data_producer",
    "person_in_charge",
    "collection_frequency",
    "collection_medium",
    "release_month",
    "baseline",
    "national_benchmark",
    "evidence_type",
)
"""What is written on the page of the reference sheet; unit, direction and accumulation are not changed there."""


def assessment_of(
    indicator: Indicator, annual: Value | None, quarters: Mapping[int, Value], *, unit_of_measure: str | None = None
) -> Assessment:
    """What the plan of `indicator` lacks with these targets; `unit_of_measure` as a draft words it, if it does."""
    texts = {name: getattr(indicator, name) for name in ASSESSED_FIELDS}
    unit = indicator.unit_of_measure if unit_of_measure is None else unit_of_measure
    return assess(Sheet(Aggregation(indicator.aggregation), annual, dict(quarters), unit_of_measure=unit, **texts))
