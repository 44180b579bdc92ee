"""Somebody else saved meanwhile: one refusal, and one comparison of what was seen, stored and wanted."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError

K = TypeVar("K")
V = TypeVar("V")

CONFLICT = "conflict"
"""Code of the refusal."""


class ConflictError(ValidationError):
    """Somebody else saved since the page was opened, and nothing was written.

    `stored` is what stands there now, `fields` names what both changed; both may be empty where only the whole is
    compared.
    """

    def __init__(
        self,
        message: str | dict[str, str],
        *,
        stored: Mapping[Any, Any] | None = None,
        fields: Iterable[Any] = (),
    ) -> None:
        """Keep what stands there now, and which fields both changed."""
        super().__init__(message, code=CONFLICT)
        self.stored: Mapping[Any, Any] = stored or {}
        self.fields = tuple(fields)


def merge(wanted: Mapping[K, V], *, seen: Mapping[K, Any], stored: Mapping[K, Any]) -> tuple[dict[K, V], tuple[K, ...]]:
    """What is to be written, and which of it somebody else has changed meanwhile to another value.

    A field that the person left as it was seen, or that stands like this already, is not written: what somebody else
    wrote there stays. A field that is missing in `seen` or `stored` has no value there (None).
    """
    changed = {name: value for name, value in wanted.items() if value not in (seen.get(name), stored.get(name))}
    return changed, tuple(name for name in changed if stored.get(name) != seen.get(name))


def seal(values: Any, *, salt: str) -> str:
    """What a page was made from, signed, so that the page can carry it to where `merge` needs it."""
    return signing.dumps(values, salt=salt, compress=True)


def unseal(text: str, *, salt: str) -> Any:
    """What `seal` sealed; None when the text is broken, so that nobody could say what would be overwritten."""
    try:
        return signing.loads(text, salt=salt)
    except signing.BadSignature:
        return None
