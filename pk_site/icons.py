"""The icons of the pages: drawn once per process, because a list shows the same few hundreds of times."""

from functools import cache

from django import template
from heroicons.templatetags import heroicons

register = template.Library()

DRAW = {"micro": heroicons.heroicon_micro, "mini": heroicons.heroicon_mini, "outline": heroicons.heroicon_outline}


@register.simple_tag
@cache
def icon(name: str, style: str = "micro") -> str:
    """The SVG of this heroicon (16 px; mini 20, outline 24), hidden from screen readers: words stand beside it."""
    return DRAW[style](name, aria_hidden="true")
