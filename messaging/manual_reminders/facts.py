"""Reminding by hand, from whichever page: nobody is reminded again of the same kind within a day."""

import datetime
from collections.abc import Collection

from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format

from messaging.models import Notification
from messaging.querysets import NotificationQuerySet

COOL_DOWN = datetime.timedelta(hours=24)
"""So long nobody is reminded by hand again of the same kind."""

EVERYTHING = "manual:"
"""How the occasion of a reminder begins that tells all that a person owes of one kind."""

ONE_AGREEMENT = "agreement-missing:"
"""How the occasion of a reminder of one agreement begins; its year and its position follow."""


def reminded_of_late(person_ids: Collection[int]) -> NotificationQuerySet:
    """The reminders by hand for which these people are still left alone; the database's clock counts."""
    by_hand = Q(occasion__startswith=EVERYTHING) | Q(occasion__startswith=ONE_AGREEMENT)
    return Notification.objects.filter(by_hand, recipient__in=person_ids, created_at__gt=Now() - COOL_DOWN)


def left_alone_until(free_at: datetime.datetime) -> str:
    """Why somebody is not reminded now, as a sentence."""
    moment = date_format(timezone.localtime(free_at), "l, j F Y H.i")
    return f"Baru saja diingatkan; dapat diingatkan lagi {moment}."
