"""What was saved or imported into a report since somebody looked at it, read from the trail (see `figure_history`)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from audit.models import Event
from audit.trail import history
from realisations.models import QuarterReport

SAVED = ("report.saved", "report.imported")
"""The two roads on which what stands in a report changes; old imports told only codes, which say nothing here."""


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
    """What was saved or imported into the report after `version`, by (indicator or budget line id, field name).

    `before` is what stood there at `version`, `after` what stands there now. One query.
    """
    changes: dict[tuple[int, str], Change] = {}
    for event in history(report).filter(verb__in=SAVED, data__version__gt=version).order_by("id"):
        for item in _items(event):
            key = (item.get("indicator") or item.get("line"), item["name"])
            before = changes[key].before if key in changes else item["from"]
            changes[key] = Change(event.at, event.actor_label, "", item["field"], before, item["to"])
    return changes


def latest_change(report: QuarterReport, key: dict[str, int], names: Collection[str]) -> Change | None:
    """The last saved change of one box: `key` is {"indicator": id} or {"line": id}, `names` its fields. One query."""
    wanted = Q()
    for name in names:
        wanted |= Q(data__changes__contains=[{**key, "name": name}])
    event = history(report).filter(wanted, verb__in=SAVED).first()
    if event is None:
        return None
    item = next(item for item in _items(event) if item["name"] in names and key.items() <= item.items())
    return Change(event.at, event.actor_label, "", item["field"], item["from"], item["to"])


def _items(event: Event) -> list[dict[str, Any]]:
    return [item for item in event.data.get("changes") or [] if isinstance(item, dict)]
