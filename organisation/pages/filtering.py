"""What lists are filtered by: it lives in the query string, so that an address can be sent to somebody else.

Every filter reads an address the same way: what is not understood counts as not chosen, and what was not chosen is left
out of the address that leads back. Texts of forms that choose rows are read by the same functions.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from django.http import QueryDict
from django.utils.http import urlencode

LONGEST_SEARCH = 100
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100

Reader = Callable[[str], Any]


def number_in(text: str) -> int | None:
    """The whole number that the text is; None when it is none or too long for an address."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def year_in(text: str) -> int | None:
    """The year that the text names; None when it names none that can be planned or reported."""
    number = number_in(text)
    return number if number and EARLIEST_YEAR <= number <= LATEST_YEAR else None


def words_in(text: str) -> str:
    """What somebody searches for, as far as it is searched for."""
    return text.replace("\x00", "").strip()[:LONGEST_SEARCH]


def one_of(known: Iterable[str]) -> Reader:
    """The text itself when it is one of these values; empty otherwise."""
    values = frozenset(known)
    return lambda text: text if text in values else ""


@dataclass(frozen=True, slots=True)
class AddressFilter:
    """The base of all filters; a filter names its parts: the field, its name in the address, and how it is read."""

    PARTS: ClassVar[Mapping[str, tuple[str, Reader]]] = {}

    @classmethod
    def read(cls, data: QueryDict, **defaults: Any) -> Self:
        """Read the query string or the form; `defaults` stand where nothing was chosen."""
        chosen = {name: reader(data.get(address, "")) for name, (address, reader) in cls.PARTS.items()}
        return cls(**{name: value or defaults.get(name, value) for name, value in chosen.items()})

    @property
    def fields(self) -> dict[str, str]:
        """Names and values that lead back to this choice; what was not chosen is left out."""
        named = {address: getattr(self, name) for name, (address, _) in self.PARTS.items()}
        return {address: str(value) for address, value in named.items() if value}

    @property
    def query(self) -> str:
        """The query string that leads back to this choice."""
        return urlencode(self.fields)

    def with_changes(self, **changes: Any) -> str:
        """The query string that leads to this choice with some of it changed."""
        return replace(self, **changes).query

    @property
    def is_any(self) -> bool:
        """Whether nothing was chosen."""
        return not self.fields
