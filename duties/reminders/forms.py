"""The filter of the page of reminders; it lives in the query string."""

from dataclasses import dataclass

from django.http import QueryDict

from duties.enums import Kind


@dataclass(frozen=True, slots=True)
class ReminderFilter:
    """Unit, kind and position of what is owed, and by whom; empty means any, and nonsense in the address is any."""

    unit: int | None = None
    kind: str = ""
    position: int | None = None
    person: int | None = None

    @classmethod
    def of(cls, data: QueryDict) -> "ReminderFilter":
        """Read the query string."""
        kind = data.get("jenis", "")
        return cls(
            unit=_number(data.get("unit", "")),
            kind=kind if kind in set(Kind) else "",
            position=_number(data.get("jabatan", "")),
            person=_number(data.get("orang", "")),
        )

    @property
    def is_any(self) -> bool:
        """Whether nothing was chosen."""
        return self == ReminderFilter()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
