"""What happened to a report since its verifier gave it back: remarks, and every change from the trail."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.models import Event
from audit.trail import history
from realisations.event_words import spending_label
from realisations.history.report import StoredChange, changes_since
from realisations.models import QuarterReport

GIVEN_BACK = ("report.returned", "report.reopened")
EVIDENCE = {
    "evidence.added": "Bukti ditambahkan",
    "evidence.reused": "Bukti ditambahkan",
    "evidence.removed": "Bukti dilepas",
}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One thing that changed in a row, in the words of the trail."""

    at: datetime.datetime
    actor: str
    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class RowStory:
    """One row since the report was given back: the remark it was given back with, and what became of it."""

    remark: str = ""
    changes: tuple[RowChange, ...] = ()

    @property
    def is_unheeded(self) -> bool:
        """Whether it was remarked on and nothing in it has changed."""
        return bool(self.remark) and not self.changes


NOTHING = RowStory()


@dataclass(frozen=True, slots=True)
class SinceReturn:
    """The report since it was given back the last time."""

    at: datetime.datetime
    actor: str
    remark: str
    stories: Mapping[int, RowStory]
    money: tuple[RowChange, ...] = field(default=())

    @property
    def changed_rows(self) -> int:
        """How many indicators have changed."""
        return sum(bool(story.changes) for story in self.stories.values())

    @property
    def unheeded_rows(self) -> int:
        """How many remarks were not followed by any change in their row."""
        return sum(story.is_unheeded for story in self.stories.values())

    def of(self, indicator_pk: int) -> RowStory:
        """The story of one row."""
        return self.stories.get(indicator_pk, NOTHING)

    @property
    def summary(self) -> str:
        """What changed, in one sentence."""
        parts = []
        if self.changed_rows:
            parts.append(f"{self.changed_rows} indikator berubah")
        if self.money:
            parts.append(f"{len(self.money)} angka anggaran berubah")
        if self.unheeded_rows:
            parts.append(f"{self.unheeded_rows} baris yang diberi catatan belum berubah")
        return f"Sejak itu {', '.join(parts)}." if parts else "Sejak itu belum ada isian yang berubah."


def since_return(report: QuarterReport) -> SinceReturn | None:
    """What changed since the report was given back the last time; None when it never was. At most three queries."""
    event = history(report).filter(verb__in=GIVEN_BACK).order_by("-id").first()
    if event is None:
        return None
    changed: dict[int, list[RowChange]] = defaultdict(list)
    money: list[RowChange] = []
    for (pk, name), change in changes_since(report, event.data["version"]).items():
        if change.fact.before != change.fact.after:
            (money if name == "amount" else changed[pk]).append(_row_change(change))
    for proof in history(report).filter(verb__in=EVIDENCE, pk__gt=event.pk).order_by("id"):
        changed[proof.data["indicator"]].append(_evidence_change(proof))
    remarks = {int(pk): text for pk, text in event.data.get("remarks", {}).items()}
    stories = {pk: RowStory(remarks.get(pk, ""), tuple(changed[pk])) for pk in {*remarks, *changed}}
    return SinceReturn(event.at, event.actor_label, event.data.get("remark", ""), stories, tuple(money))


def _row_change(change: StoredChange) -> RowChange:
    label = spending_label(change.fact) if change.fact.field == "amount" else change.field
    return RowChange(change.at, change.actor, label.capitalize(), change.before or "kosong", change.after or "kosong")


def _evidence_change(event: Event) -> RowChange:
    return RowChange(event.at, event.actor_label, f"{EVIDENCE[event.verb]}: {event.data['name']}")
