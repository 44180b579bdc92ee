"""Verifying many reports, each in a transaction of its own: what is refused holds back nobody else."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from organisation.models import User
from realisations.models import QuarterReport
from realisations.reports.actions import verify_report
from realisations.verification.facts import Candidate


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: verified, or refused with the reason."""

    report: QuarterReport
    objection: str = ""


def verify_many(candidates: Iterable[Candidate], *, by: User, today: datetime.date) -> list[Outcome]:
    """Verify each candidate without an objection in the version that was seen; tell what became of every one."""
    return [_attempt(candidate, by, today) for candidate in candidates]


def _attempt(candidate: Candidate, by: User, today: datetime.date) -> Outcome:
    report = candidate.report
    if candidate.objection:
        return Outcome(report, candidate.objection)
    try:
        verify_report(report, by=by, today=today, version=report.version)
    except ValidationError as refusal:
        return Outcome(report, " ".join(refusal.messages))
    return Outcome(report)
