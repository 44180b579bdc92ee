"""What was saved into a report since somebody looked at it, read from the trail; see also `figure_history`."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from audit.trail import history
from indicators.models import QuarterReport

SAVED = "report.saved"


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
