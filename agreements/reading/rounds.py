"""The rounds of an agreement between both parties: each sending, what it changed, and how it was answered."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from agreements.content.facts import content_of
from agreements.content.plan_facts import plan_changes, without_numbers
from agreements.domain.plan import AgreementContent
from agreements.domain.snapshot import from_json, to_json
from agreements.models import Agreement
from audit.facts import CHANGES, changes_of, to_data
from audit.models import Event
from audit.sentences import said
from audit.trail import history

SENT, RETURNED, AGREED = "agreement.submitted", "agreement.returned", "agreement.approved"
DECISIONS = {RETURNED: "Dikembalikan", AGREED: "Disetujui"}


@dataclass(frozen=True, slots=True)
class Round:
    """One sending and its answer. `changes` since the round before is None when that was not kept then."""

    number: int
    sent_at: datetime.datetime
    sent_by: str
    changes: tuple[str, ...] | None
    decision: str = ""
    decided_at: datetime.datetime | None = None
    decided_by: str = ""
    remark: str = ""
    row_remarks: tuple[str, ...] = field(default=())

    @property
    def is_first(self) -> bool:
        """Whether nothing was sent before, so that nothing can have changed."""
        return self.number == 1

    @property
    def is_unexplained(self) -> bool:
        """Whether what changed cannot be told, because the content was not kept at that time."""
        return self.changes is None


def rounds_of(agreement: Agreement) -> list[Round]:
    """All rounds, the latest first; one query."""
    events = history(agreement).filter(verb__in=[SENT, *DECISIONS]).order_by("at", "pk")
    return _rounds(events)[::-1]


def _rounds(events: Iterable[Event]) -> list[Round]:
    rounds: list[Round] = []
    for event in events:
        if event.verb == SENT:
            changes = _lines(event) if CHANGES in event.data else None
            rounds.append(Round(len(rounds) + 1, event.at, event.actor_label, changes))
        elif rounds:
            rounds[-1] = _answered(rounds[-1], event)
    return rounds


def _answered(sent: Round, event: Event) -> Round:
    return replace(
        sent,
        decision=DECISIONS[event.verb],
        decided_at=event.at,
        decided_by=event.actor_label,
        remark=event.data.get("remark", ""),
        row_remarks=_lines(event) if event.verb == RETURNED else (),
    )


def _lines(event: Event) -> tuple[str, ...]:
    return tuple(line.label for line in said(event.verb, changes_of(event)))


def sent_content(agreement: Agreement) -> dict[str, Any]:
    """What the event of a sending keeps: the whole content, and what changed since the sending before.

    The first sending changes nothing; of a sending that did not keep its content nothing can be told.
    """
    content = kept_content(agreement)
    before = history(agreement).filter(verb=SENT).order_by("-at", "-pk").first()
    kept: dict[str, Any] = {"content": to_json(content)}
    if before is None:
        return kept | {CHANGES: []}
    if "content" not in before.data:
        return kept
    return kept | {CHANGES: to_data(plan_changes(agreement, from_json(before.data["content"]), content))}


def kept_content(agreement: Agreement) -> AgreementContent:
    """The content without the NIP of its parties: the trail is read by more people than may see a NIP."""
    return without_numbers(content_of(agreement))
