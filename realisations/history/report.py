"""What was saved or imported into a report since somebody looked at it, read from the trail (see `figure_history`)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Q

from audit.facts import CHANGES, FieldChange, changes_of
from audit.sentences import field_label, value_words
from audit.trail import history
from realisations.history.keys import subject_of
from realisations.models import QuarterReport

SAVED = ("report.saved", "report.imported")
"""The events of what changes in a report."""


@dataclass(frozen=True, slots=True)
class StoredChange:
    """One field that somebody changed."""

    at: datetime.datetime
    actor: str
    fact: FieldChange

    @property
    def before(self) -> str:
        """The value before, in words."""
        return value_words(self.fact, self.fact.before, {})

    @property
    def after(self) -> str:
        """The value after, in words."""
        return value_words(self.fact, self.fact.after, {})

    @property
    def field(self) -> str:
        """What the field is called."""
        return field_label(self.fact)


def changes_since(report: QuarterReport, version: int) -> dict[tuple[int, str], StoredChange]:
    """What was saved or imported into the report after `version`, by (indicator or budget line id, field name).

    `before` is what stood there at `version`, `after` what stands there now. One query.
    """
    changes: dict[tuple[int, str], StoredChange] = {}
    for event in history(report).filter(verb__in=SAVED, data__version__gt=version).order_by("id"):
        for fact in changes_of(event):
            key = (subject_of(fact), fact.field)
            before = changes[key].fact.before if key in changes else fact.before
            changes[key] = StoredChange(event.at, event.actor_label, replace(fact, before=before))
    return changes


def latest_change(report: QuarterReport, key: str, names: Collection[str]) -> StoredChange | None:
    """The last saved change of these fields of the row that events know by `key`. One query."""
    wanted = Q()
    for name in names:
        wanted |= Q(**{f"data__{CHANGES}__contains": [{"key": key, "field": name}]})
    event = history(report).filter(wanted, verb__in=SAVED).first()
    if event is None:
        return None
    fact = next(fact for fact in changes_of(event) if fact.key == key and fact.field in names)
    return StoredChange(event.at, event.actor_label, fact)
