"""What changed, when and by whom: the figures of a report and of an indicator, read from the trail."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Q

from audit.models import Event
from audit.trail import history
from indicators.models import Indicator, QuarterReport

SAVED = "report.saved"
OF_THE_VALUE = frozenset({"state", "figure", "grade", "numerator", "denominator", "is_provisional"})
"""Fields that make up the value; the narratives around it have their place in the history of the report."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that somebody changed, in the words of the trail."""

    at: datetime.datetime
    actor: str
    quarter: str
    field: str
    before: str
    after: str


def changes_since(report: QuarterReport, version: int) -> dict[tuple[int, str], Change]:
    """What was saved into the report after `version`, by (indicator or budget line id, field name).

    `before` is what stood there at `version`, `after` what stands there now. One query.
    """
    changes: dict[tuple[int, str], Change] = {}
    for event in history(report).filter(verb=SAVED, data__version__gt=version).order_by("id"):
        for item in event.data["changes"]:
            key = (item.get("indicator") or item.get("line"), item["name"])
            before = changes[key].before if key in changes else item["from"]
            changes[key] = Change(event.at, event.actor_label, "", item["field"], before, item["to"])
    return changes


def latest_change(report: QuarterReport, key: dict[str, int], names: Collection[str]) -> Change | None:
    """The last saved change of one box: `key` is {"indicator": id} or {"line": id}, `names` its fields. One query."""
    wanted = Q()
    for name in names:
        wanted |= Q(data__changes__contains=[{**key, "name": name}])
    event = history(report).filter(wanted, verb=SAVED).first()
    if event is None:
        return None
    item = next(item for item in event.data["changes"] if item["name"] in names and key.items() <= item.items())
    return Change(event.at, event.actor_label, "", item["field"], item["from"], item["to"])


def changes_of(indicator: Indicator, *, statuses: Collection[str], limit: int = 100) -> list[Change]:
    """The latest changes of an indicator's values in reports of these states, newest first. Two queries."""
    reports = QuarterReport.objects.filter(realisations__indicator=indicator, status__in=statuses)
    reports = reports.select_related("period")
    labels = {str(report.pk): report.period.as_quarter.short_label for report in reports}
    events = Event.objects.filter(
        target_type=QuarterReport._meta.label_lower,
        target_id__in=list(labels),
        verb=SAVED,
        data__changes__contains=[{"indicator": indicator.pk}],
    )
    return [change for event in events[:limit] for change in _changes_in(event, indicator, labels[event.target_id])]


def _changes_in(event: Event, indicator: Indicator, quarter: str) -> Iterator[Change]:
    prefix = f"{indicator.code} – "
    for item in event.data["changes"]:
        if item.get("indicator") == indicator.pk and item["name"] in OF_THE_VALUE:
            field = item["field"].removeprefix(prefix)
            yield Change(event.at, event.actor_label, quarter, field, item["from"], item["to"])
