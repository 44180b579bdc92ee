"""One shape for doing something to many: choose, review who is left out and why, perform each by itself, tell.

A caller reads its candidates: each holds the facts that the page shows of one thing (its subject), what the person saw
of it, and the objection that keeps it out. A page tells the review; `perform` does the step to each that is left, in a
transaction of its own, so that what is refused holds back nobody else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """One thing that was chosen; `objection` is why it is left out, as a sentence, empty when the step may be tried.

    `seen` names the thing and the version of it that the person looks at; the form sends it back.
    """

    subject: T
    seen: str
    objection: str = ""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one candidate: done, with what the step gave, or refused with the objection."""

    subject: T
    objection: str = ""
    result: Any = None


@dataclass(frozen=True, slots=True)
class Review(Generic[T]):
    """What a step would be done to, what is left out, and how many must wait for another go."""

    able: tuple[Candidate[T], ...]
    left_out: tuple[Candidate[T], ...]
    waiting: int = 0

    @classmethod
    def of(cls, candidates: Iterable[Candidate[T]], *, most: int) -> "Review[T]":
        """At most `most` in one go: they are worked off while the person waits."""
        found = list(candidates)
        able = [candidate for candidate in found if not candidate.objection]
        left_out = tuple(candidate for candidate in found if candidate.objection)
        return cls(tuple(able[:most]), left_out, len(able[most:]))

    def with_facts(self, facts_of: Callable[[Sequence[T]], Sequence[U]]) -> "Review[U]":
        """The same review with other facts of the subjects, read for all of them at once and given in their order."""
        candidates = [*self.able, *self.left_out]
        facts = facts_of([candidate.subject for candidate in candidates])
        told = [Candidate(fact, one.seen, one.objection) for fact, one in zip(facts, candidates, strict=True)]
        return Review(tuple(told[: len(self.able)]), tuple(told[len(self.able) :]), self.waiting)

    def as_seen(self, seen: Iterable[str], *, changed: str) -> list[Candidate[T]]:
        """The candidates that are still what the person saw; the others get this objection, and none is forgotten."""
        known = set(seen)
        return [
            one if one.objection or one.seen in known else replace(one, objection=changed)
            for one in (*self.able, *self.left_out)
        ]


def perform(candidates: Iterable[Candidate[T]], step: Callable[[T], Any]) -> list[Outcome[T]]:
    """Do the step to each candidate without an objection, in their order; tell what became of every one.

    A step refuses with ValidationError.
    """
    return [_attempt(candidate, step) for candidate in candidates]


def _attempt(candidate: Candidate[T], step: Callable[[T], Any]) -> Outcome[T]:
    if candidate.objection:
        return Outcome(candidate.subject, candidate.objection)
    try:
        with transaction.atomic():
            return Outcome(candidate.subject, result=step(candidate.subject))
    except ValidationError as refusal:
        return Outcome(candidate.subject, " ".join(refusal.messages))
