"""Storing the figures that are made from those below, when a report is sent."""

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.enums import ValueState
from indicators.models import Indicator
from realisations.entry.actions import ReportEntries, write_entries
from realisations.entry.domain import Entry
from realisations.enums import EntryRoute
from realisations.measurement.roll_up import rolled_up
from realisations.models import QuarterReport, Realisation

if TYPE_CHECKING:
    import datetime

    from organisation.models import User

OPEN = (ValueState.NOT_REPORTED, ValueState.REPORTED)
"""States that a made figure replaces; whoever says why there is none is believed."""


def write_rolled_up(report: QuarterReport, *, by: "User", today: "datetime.date") -> None:
    """Let every figure that is made from those below be what they make, whatever was typed; hold the report before.

    Where one below is missing there is none, and the report lacks it. Rows that were accepted stay.
    """
    period = report.period
    promised = Indicator.objects.of_positions([report.position_id]).measured_in(period.year, period.quarter)
    indicators = list(promised.exclude(roll_up=""))
    made = rolled_up(indicators, period)
    if not made:
        return
    stored = {row.indicator_id: row for row in Realisation.objects.filter(report=report, indicator__in=indicators)}
    entries = {}
    for key, figure in made.items():
        row = stored.get(key) or Realisation(report=report, indicator_id=key)
        if row.is_accepted or row.state not in OPEN:
            continue
        is_told = figure.value is not None
        numerator, denominator = figure.parts or (None, None)
        entries[key] = replace(
            Entry.of(row),
            state=(ValueState.REPORTED if is_told else ValueState.NOT_REPORTED).value,
            figure=figure.value,
            grade="",
            numerator=numerator,
            denominator=denominator,
            is_provisional=figure.is_provisional,
        )
    if entries:
        write_entries([ReportEntries(report, entries)], by=by, route=EntryRoute.ROLL_UP, today=today)
        report.refresh_from_db(fields=["version"])
