"""Filters with which a template shows events."""

from collections.abc import Iterable

from django import template

from audit import sentences
from audit.models import Event

register = template.Library()


@register.filter
def worded(events: Iterable[Event | sentences.WordedEvent]) -> list[sentences.WordedEvent]:
    """The events of one page in words; those that a view has put into words already stay as they are."""
    listed = list(events)
    is_worded = bool(listed) and isinstance(listed[0], sentences.WordedEvent)
    return listed if is_worded else sentences.worded(listed)
