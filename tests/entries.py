"""Saving a whole report in tests as the entry page does, and reading what its events say."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from audit.facts import changes_between, to_data
from audit.models import Event
from audit.sentences import worded
from indicators.models import Indicator
from organisation.models import User
from realisations.entry.actions import ReportEntries, write_entries
from realisations.entry.domain import Entry
from realisations.enums import EntryRoute
from realisations.history.keys import realisation_key
from realisations.models import QuarterReport, Realisation


def save_report(
    report: QuarterReport,
    values: Mapping[int, Entry],
    *,
    by: User,
    version: int,
    spending: Mapping[int, Decimal | None] | None = None,
    today: datetime.date | None = None,
    route: EntryRoute = EntryRoute.PAGE,
) -> QuarterReport:
    """Write what is said about one report, seen at `version`."""
    said = ReportEntries(report, values, spending or {}, version=version)
    return write_entries([said], by=by, route=route, today=today)[0]


def lines_of(event: Event) -> list[tuple[str, str, str]]:
    """What the reader of the history sees of an event's changes."""
    [words] = worded([event])
    return [(line.label, line.before, line.after) for line in words.changes]


def figure_fact(report: QuarterReport, indicator: Indicator, before: str | None, after: str) -> dict[str, object]:
    """A figure that went from one value to another, as an event holds it."""
    key = realisation_key(report.pk, indicator.pk)
    values = ({"figure": value and Decimal(value)} for value in (before, after))
    return to_data(changes_between(Realisation, *values, key=key, label=indicator.code))[0]
