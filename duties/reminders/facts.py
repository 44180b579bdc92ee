"""Reminders: who hears today of what is owed."""

import datetime

from django.utils import timezone

from duties.owed.facts import all_duties
from duties.reminders.domain import Plan, plan_by_hand, plan_reminders
from duties.reminders.wording import occasion_of
from indicators.days_off.facts import days_off_around
from messaging.models import Notification


def is_queued(today: datetime.date) -> bool:
    """Whether the reminders of the day are written: all come in one transaction, so one stands for all. One query."""
    midnight = timezone.make_aware(datetime.datetime.combine(today, datetime.time()))
    return Notification.objects.filter(created_at__gte=midnight, occasion=occasion_of(today)).exists()


def reminders_on(today: datetime.date) -> Plan:
    """What goes out `today`, in a constant number of queries."""
    return plan_reminders(all_duties(today), today=today, holidays=days_off_around(today))


def owed_on(today: datetime.date) -> Plan:
    """What everybody owes `today`, whether or not a reminder is due."""
    return plan_by_hand(all_duties(today), today=today, holidays=days_off_around(today))
