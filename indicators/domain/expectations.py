"""Which quarters owe a figure, and which reports a figure rests on."""

from collections.abc import Collection, Iterable, Mapping

from indicators.domain.accumulation import QUARTERS
from indicators.domain.kinds import Aggregation, Value
from indicators.domain.spec import IndicatorSpec


def is_asked(spec: IndicatorSpec, quarter: int, quarter_targets: Mapping[int, Value]) -> bool:
    """Whether a figure is due for this quarter: it has a target, or it is the last and nothing was divided up.

    Annual indicators (external figures that appear once a year) are due in quarter 4 only. What a PK Perubahan took
    out is due no more.
    """
    return quarter <= spec.last_quarter and is_due(spec.aggregation, quarter, quarter_targets)


def is_due(aggregation: Aggregation, quarter: int, quarters: Collection[int]) -> bool:
    """The same from the quarters that have a target."""
    if aggregation is Aggregation.ANNUAL:
        return quarter == 4
    return quarter in quarters or (quarter == 4 and not quarters)


def quarters_behind(
    spec: IndicatorSpec, *, quarter_targets: Mapping[int, Value], begun: Collection[int], entered: Iterable[int]
) -> tuple[int, ...]:
    """The quarters whose reports a yearly figure should rest on, by today.

    `begun` are the quarters whose reporting has begun, `entered` those that are in the accumulated figure. A sum, an
    average, a highest or a lowest figure rests on every quarter that was asked for; a last or an annual one on the
    newest that was asked for, or on a newer one that somebody reported unasked.
    """
    asked = [quarter for quarter in QUARTERS if quarter in begun and is_asked(spec, quarter, quarter_targets)]
    found = {*asked, *entered}
    if spec.aggregation in (Aggregation.LAST, Aggregation.ANNUAL):
        found = {*entered, max(found)} if found else set()
    return tuple(sorted(found))


def outstanding(
    spec: IndicatorSpec, *, quarter_targets: Mapping[int, Value], entered: Iterable[int], missing: Collection[int]
) -> tuple[int, ...]:
    """The quarters whose figure the whole year still waits for, opened or not.

    `entered` and `missing` are those of the accumulated figure; as long as there are any, it is no figure of the year.
    """
    behind = quarters_behind(spec, quarter_targets=quarter_targets, begun=QUARTERS, entered=entered)
    return tuple(quarter for quarter in behind if quarter in missing)
