"""What the indicators below tell of a quarter, and the figures above that are made from it."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from indicators.domain.expectations import is_asked
from indicators.domain.kinds import NOT_REPORTED, Aggregation, RollUp, ValueState
from indicators.domain.roll_up import Below, RolledUp, roll_up
from indicators.models import Indicator, Period, Target
from indicators.querysets import promised_in
from realisations.models import Realisation


def rolled_up(indicators: Iterable[Indicator], period: Period) -> dict[int, RolledUp]:
    """By key, for those of these indicators that are made from the ones below: the figure of the quarter.

    Below are the indicators that hang from it and are promised in the quarter, whoever reports them; their figures are
    those that were handed in. Three queries, none when no indicator is made so.
    """
    above = {one.pk: one for one in indicators if one.roll_up}
    if not above:
        return {}
    targets = Target.objects.filter(promised_in(period.quarter), year=period.year, indicator__supports__in=above)
    listed = list(targets.select_related("indicator").prefetch_related("quarters").order_by("indicator__code"))
    rows = Realisation.objects.handed_in().filter(
        indicator__in=[target.indicator_id for target in listed],
        report__period__year=period.year,
        report__period__quarter=period.quarter,
    )
    readings = {row.indicator_id: row.reading for row in rows}
    below: dict[int, list[Below]] = defaultdict(list)
    for target in listed:
        reading = readings.get(target.indicator_id, NOT_REPORTED)
        quarters = {row.quarter: row.value for row in target.quarters.all()}
        if reading.state is not ValueState.NOT_REPORTED or is_asked(
            target.spec_of(target.indicator), period.quarter, quarters
        ):
            below[target.indicator.supports_id].append(Below(target.indicator.code, reading))
    return {key: roll_up(RollUp(one.roll_up), below[key], pooled=_pooled(one)) for key, one in above.items()}


def _pooled(indicator: Indicator) -> Decimal | None:
    spec = indicator.spec
    return spec.multiplier if spec.aggregation is Aggregation.POOLED else None
