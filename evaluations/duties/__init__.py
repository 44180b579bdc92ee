"""Everything that somebody owes, read from the floors below in a constant number of queries."""

import datetime

from evaluations.domain.duties import Duty
from evaluations.duties.agreements import missing_agreements, waiting_agreements
from evaluations.duties.follow_ups import open_follow_ups
from evaluations.duties.reports import owed_reports, waiting_reports


def all_duties(today: datetime.date) -> list[Duty]:
    """Reports to send, reports to judge, agreements, follow-ups: whatever is not done on this day."""
    return [
        *owed_reports(today),
        *waiting_reports(today),
        *missing_agreements(today),
        *waiting_agreements(today),
        *open_follow_ups(today),
    ]
