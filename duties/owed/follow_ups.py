"""Follow-ups that were promised for a day and are not done."""

from duties.owed.domain import OpenFollowUp
from duties.owed.people import People
from duties.owed.reading import Reading, Scope
from organisation.structure.past import Past
from realisations.models import Realisation


def open_follow_ups(scope: Scope) -> Reading:
    """All of them, of reports that were sent."""
    related = Realisation.objects.open_follow_ups().filter(follow_up_due__isnull=False)
    if scope.horizon.promise_ahead is not None:
        related = related.filter(follow_up_due__lte=scope.today + scope.horizon.promise_ahead)
    if scope.reported is not None:
        related = related.of_positions(scope.reported)
    found = list(related.select_related("report__position__unit", "report__period", "indicator"))
    positions = [row.report.position for row in found]
    return Reading(positions, lambda people: [_open(row, people, scope.past) for row in found])


def _open(realisation: Realisation, people: People, past: Past) -> OpenFollowUp:
    position = realisation.report.position
    then = past.position(position, realisation.report.period.as_quarter.last_day)
    return OpenFollowUp(
        position=then.title,
        unit=then.unit.name,
        unit_id=position.unit_id,
        position_id=position.pk,
        quarter=realisation.report.period.as_quarter,
        indicator=realisation.indicator.statement,
        due=realisation.follow_up_due,
        holders=people.users_holding(position.pk),
        operators=people.operators_of(position.unit_id),
    )
