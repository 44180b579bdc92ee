"""Which documents can be worded: their parts, placeholders and default texts, as the floors above register them.

Filled in `AppConfig.ready()` of `agreements`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

from organisation.models import User


@dataclass(frozen=True, slots=True)
class Part:
    """One box of the form. `limit` in characters; a part that is not needed may stay empty and is not printed then."""

    name: str
    label: str
    default: str
    help: str = ""
    is_needed: bool = True
    limit: int = 2000


@dataclass(frozen=True, slots=True)
class Examples:
    """On what a wording can be tried: `offered` to somebody, called `label`; without one a sample called `empty`.

    `preview` draws the texts on an example or on the sample of a year. It raises `ValidationError` for an example that
    cannot be drawn, and `pdf.RenderError`.
    """

    label: str
    empty: str
    help: str
    offered: Callable[[User], QuerySet]
    preview: Callable[[Mapping[str, str], Any, int], bytes]


@dataclass(frozen=True, slots=True)
class Wording:
    """A document's wording as a whole. `placeholders` gives each name that can be typed, and what it stands for."""

    name: str
    label: str
    purpose: str
    parts: tuple[Part, ...]
    placeholders: Mapping[str, str]
    examples: Examples

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return slugify(self.label)

    @property
    def defaults(self) -> dict[str, str]:
        """How it reads until somebody changes it."""
        return {part.name: part.default for part in self.parts}


_WORDINGS: dict[str, Wording] = {}


def register(wording: Wording) -> None:
    """Make a wording known. Raises `ValueError` when its name is taken."""
    if wording.name in _WORDINGS:
        raise ValueError(f"A wording called {wording.name} is registered already.")
    _WORDINGS[wording.name] = wording


def every_wording() -> tuple[Wording, ...]:
    """All wordings, in the order in which they were registered."""
    return tuple(_WORDINGS.values())


def wording_named(name: str) -> Wording:
    """The wording that is stored under this name. Raises `KeyError`."""
    return _WORDINGS[name]


def wording_at(slug: str) -> Wording | None:
    """The wording with this name in addresses; None when there is none."""
    return next((wording for wording in _WORDINGS.values() if wording.slug == slug), None)
