"""Filters with which a template shows events."""

from django import template

from audit import sentences
from audit.models import Event

register = template.Library()


@register.filter
def sentence(event: Event) -> str:
    """The words after the name of the person who did it."""
    return sentences.sentence(event)


@register.filter
def changes(event: Event) -> list[sentences.Change]:
    """Values before and after."""
    return sentences.changes(event)
