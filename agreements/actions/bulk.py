"""Doing one thing with many positions, each in a transaction of its own: what is refused holds back nobody else."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from agreements.actions.copying import draft_from_last_year
from agreements.actions.deciding import approve_agreement
from agreements.actions.drafting import draft_agreement
from agreements.actions.reminding import remind_to_submit
from agreements.bulk import Candidate
from agreements.enums import BulkAction
from agreements.models import Agreement
from agreements.overview import Row
from organisation.models import User


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one position: done, or refused with the reason; `agreement` is the PK it made, if any."""

    candidate: Candidate
    objection: str = ""
    agreement: Agreement | None = None

    @property
    def row(self) -> Row:
        """The position as it was before."""
        return self.candidate.row

    @property
    def url(self) -> str:
        """The page of the PK, also of one that was just made; empty without one."""
        return self.agreement.get_absolute_url() if self.agreement else self.row.url


def carry_out(
    action: BulkAction, candidates: Iterable[Candidate], *, year: int, by: User, today: datetime.date
) -> list[Outcome]:
    """Do it for each candidate without an objection, in their order, and tell what became of every one."""
    return [_attempt(action, candidate, year, by, today) for candidate in candidates]


def _attempt(action: BulkAction, candidate: Candidate, year: int, by: User, today: datetime.date) -> Outcome:
    if candidate.objection:
        return Outcome(candidate, candidate.objection)
    try:
        return Outcome(candidate, agreement=STEPS[action](candidate, year, by, today))
    except ValidationError as refusal:
        return Outcome(candidate, " ".join(refusal.messages))


def _draft(candidate: Candidate, year: int, by: User, today: datetime.date) -> Agreement:
    return draft_agreement(candidate.position, year, by=by, today=today)


def _copy(candidate: Candidate, year: int, by: User, today: datetime.date) -> Agreement:
    return draft_from_last_year(candidate.position, year, by=by, today=today)


def _approve(candidate: Candidate, year: int, by: User, today: datetime.date) -> Agreement:
    assert candidate.agreement is not None  # the review objects to a position without one
    return approve_agreement(candidate.agreement, by=by, today=today, edition=candidate.row.edition)


def _remind(candidate: Candidate, year: int, by: User, today: datetime.date) -> None:
    remind_to_submit(candidate.position, year, state=candidate.row.label, url=candidate.row.url, by=by, today=today)


STEPS: dict[BulkAction, Callable[[Candidate, int, User, datetime.date], Agreement | None]] = {
    BulkAction.DRAFT: _draft,
    BulkAction.COPY: _copy,
    BulkAction.APPROVE: _approve,
    BulkAction.REMIND: _remind,
}
"""What each action does with one position; every step is atomic by itself."""
