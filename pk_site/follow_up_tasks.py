"""What a person promised with a report, once its day comes near."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from indicators.domain.periods import countdown_words
from organisation.models import User
from pk_site.tasks import Task, joined, unit_of
from realisations.models import Realisation
from realisations.reports.facts import own_positions

SHOWN_AHEAD = datetime.timedelta(days=7)
"""From the first reminder on a promise is something to do now."""


def follow_ups_to_do(user: User, today: datetime.date) -> Iterator[Task]:
    """The open promises of the own positions that are due within a week, or late. One query."""
    promised = Realisation.objects.open_follow_ups().of_positions(own_positions(user))
    near = promised.filter(follow_up_due__lte=today + SHOWN_AHEAD).select_related("report__position__unit", "indicator")
    for row in near:
        position, late = row.report.position, row.follow_up_due < today
        detail = joined(unit_of(position), countdown_words(row.follow_up_due, today))
        title = f"Tindak lanjut {row.indicator.statement}: {position.title}"
        tone = "danger" if late else "warning"
        url = reverse("realisations:follow_up_list")
        yield Task(title, detail, "Terlambat" if late else "Belum selesai", tone, url, row.follow_up_due)
