"""Follow-ups that were promised for a day and are not done."""

import datetime

from evaluations.domain.duties import OpenFollowUp
from evaluations.duties.people import People
from realisations.models import Realisation


def open_follow_ups(today: datetime.date) -> list[OpenFollowUp]:
    """All of them, of reports that were sent."""
    related = Realisation.objects.open_follow_ups().filter(follow_up_due__isnull=False)
    found = list(related.select_related("report__position__unit", "report__period", "indicator"))
    people = People.around([realisation.report.position for realisation in found], today)
    return [
        OpenFollowUp(
            position=realisation.report.position.title,
            unit=realisation.report.position.unit.name,
            unit_id=realisation.report.position.unit_id,
            position_id=realisation.report.position.pk,
            quarter=realisation.report.period.as_quarter,
            indicator=realisation.indicator.statement,
            due=realisation.follow_up_due,
            holders=people.users_holding(realisation.report.position_id),
            operators=people.operators_of(realisation.report.position.unit_id),
        )
        for realisation in found
    ]
