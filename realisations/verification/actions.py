"""Verifying many reports, each in a transaction of its own: what is refused holds back nobody else."""

import datetime
from collections.abc import Iterable

from audit.bulk import Candidate, Outcome, perform
from organisation.models import User
from realisations.reports.actions import verify_report
from realisations.verification.facts import SentReport


def verify_many(
    candidates: Iterable[Candidate[SentReport]], *, by: User, today: datetime.date
) -> list[Outcome[SentReport]]:
    """Verify each candidate without an objection in the version that was seen; tell what became of every one."""
    return perform(candidates, lambda sent: verify_report(sent.report, by=by, today=today, version=sent.report.version))
