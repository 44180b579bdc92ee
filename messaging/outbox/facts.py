"""What was sent to whom: the rows of the page for those who keep the organisation."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from messaging.enums import DeliveryState
from messaging.models import Delivery, Notification
from messaging.outbox.filters import APPLICATION, SentFilter
from organisation.models import Assignment, RoleGrant
from organisation.scope import units_within


def sent_messages(chosen: SentFilter, *, today: datetime.date) -> QuerySet[Notification]:
    """The messages that fit what was chosen, newest first, each with its deliveries. Two queries for a page."""
    messages = Notification.objects.select_related("recipient__employee").prefetch_related("deliveries")
    if chosen.unit:
        messages = messages.filter(_of_unit(chosen.unit, today))
    if chosen.kind:
        messages = messages.filter(kinds__contains=[chosen.kind])
    if chosen.day:
        messages = messages.filter(**_within(chosen.day))
    ways = Delivery.objects.filter(message=OuterRef("pk"))
    if chosen.channel == APPLICATION:
        messages = messages.filter(~Exists(ways.exclude(state=DeliveryState.INBOX_ONLY)))
    elif chosen.channel:
        ways = ways.filter(channel=chosen.channel)
        messages = messages.filter(Exists(ways))
    return messages.filter(Exists(ways.filter(state__in=chosen.states))) if chosen.state else messages


def _of_unit(unit: int, today: datetime.date) -> Q:
    """The recipient has a post today in the unit or below it, or is its operator."""
    inside = units_within(unit)
    posts = Assignment.objects.in_office(today).filter(position__unit__in=inside)
    grants = RoleGrant.objects.valid_on(today).filter(unit__in=inside)
    return Q(Exists(posts.filter(employee=OuterRef("recipient__employee")))) | Q(
        Exists(grants.filter(user=OuterRef("recipient")))
    )


def _within(day: datetime.date) -> dict[str, datetime.datetime]:
    """Written on this day of the government's calendar."""
    begins = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
    return {"created_at__gte": begins, "created_at__lt": begins + datetime.timedelta(days=1)}
