"""Who may be disturbed now: the database's clock in the government's zone decides, also for a worker elsewhere."""

from django.conf import settings
from django.db.models import Case, Expression, F, Q, QuerySet, TimeField, Value, When
from django.db.models.expressions import RawSQL

from messaging.domain.quiet_hours import QUIET_FROM, QUIET_UNTIL

LOCAL_TIME_SQL = """
    (amanah_now() AT TIME ZONE coalesce((SELECT time_zone FROM organisation_government), %s::text))::time
"""
SETTINGS = "message__recipient__message_settings"


def outside_quiet_hours(deliveries: QuerySet) -> QuerySet:
    """Those of the deliveries whose recipient may be disturbed now; the same rule as `domain.quiet_hours.is_quiet`.

    What concerns the safety of an account never waits.
    """
    start, end, now = F("quiet_from"), F("quiet_until"), F("local_time")
    never = Q(quiet_from__isnull=True)
    by_day = Q(quiet_from__lt=end) & (Q(local_time__lt=start) | Q(local_time__gte=end))
    over_midnight = Q(quiet_from__gt=end, local_time__gte=end) & Q(quiet_from__gt=now)
    return deliveries.alias(
        quiet_from=_chosen("quiet_from", Value(QUIET_FROM)),
        quiet_until=_chosen("quiet_until", Value(QUIET_UNTIL)),
        local_time=RawSQL(LOCAL_TIME_SQL, [settings.TIME_ZONE], output_field=TimeField()),  # noqa: S611 - constant SQL
    ).filter(never | by_day | over_midnight | Q(message__is_for_safety=True))


def _chosen(field: str, default: Value) -> Expression:
    """What the recipient chose; the default of those who never chose."""
    nothing_chosen = When(**{f"{SETTINGS}__isnull": True}, then=default)
    return Case(nothing_chosen, default=F(f"{SETTINGS}__{field}"), output_field=TimeField())
