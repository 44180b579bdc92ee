"""The filter of the page of reminders; it lives in the query string."""

from dataclasses import dataclass
from typing import ClassVar

from duties.enums import Kind
from organisation.pages.filtering import AddressFilter, number_in, one_of


@dataclass(frozen=True, slots=True)
class ReminderFilter(AddressFilter):
    """Unit, kind and position of what is owed, and by whom; empty means any."""

    unit: int | None = None
    kind: str = ""
    position: int | None = None
    person: int | None = None

    PARTS: ClassVar = {
        "unit": ("unit", number_in),
        "kind": ("jenis", one_of(Kind)),
        "position": ("jabatan", number_in),
        "person": ("orang", number_in),
    }
