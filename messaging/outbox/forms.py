"""The filters of the page of what was sent; they live in the query string."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from messaging.enums import Channel, DeliveryState, MessageKind
from organisation.pages.fields import parse_indonesian_date

APPLICATION = "aplikasi"
CHANNELS = {APPLICATION: "Hanya lonceng", **dict(Channel.choices)}
STATES = {
    "ready": "Menunggu giliran",
    DeliveryState.SENT.value: str(DeliveryState.SENT.label),
    DeliveryState.DOUBTFUL.value: str(DeliveryState.DOUBTFUL.label),
    DeliveryState.FAILED.value: str(DeliveryState.FAILED.label),
    DeliveryState.INBOX_ONLY.value: str(DeliveryState.INBOX_ONLY.label),
    DeliveryState.BY_HAND.value: str(DeliveryState.BY_HAND.label),
    DeliveryState.TOLD.value: str(DeliveryState.TOLD.label),
}
"""What a person may look for; the steps of a worker between waiting and sent belong to waiting."""

BEHIND = {"ready": [DeliveryState.READY, DeliveryState.CLAIMED, DeliveryState.SENDING]}
"""The states in the store behind a choice that holds several."""


@dataclass(frozen=True, slots=True)
class SentFilter:
    """Unit, kind, channel, state and day; empty means any, and nonsense in the address is any."""

    unit: int | None = None
    kind: str = ""
    channel: str = ""
    state: str = ""
    day: datetime.date | None = None

    @classmethod
    def of(cls, data: QueryDict) -> "SentFilter":
        """Read the query string."""
        unit, kind, channel, state = (data.get(name, "") for name in ("unit", "jenis", "saluran", "keadaan"))
        return cls(
            unit=int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else None,
            kind=kind if kind in MessageKind.values else "",
            channel=channel if channel in CHANNELS else "",
            state=state if state in STATES else "",
            day=parse_indonesian_date(data.get("hari", "")[:30]),
        )

    @property
    def states(self) -> list[str]:
        """The chosen state as it stands in the store."""
        return [str(state) for state in BEHIND.get(self.state, [self.state])]

    @property
    def is_any(self) -> bool:
        """Whether nothing was chosen."""
        return self == SentFilter()

    @property
    def query(self) -> str:
        """The query string that leads back to this choice."""
        chosen = {
            "unit": self.unit, "jenis": self.kind, "saluran": self.channel, "keadaan": self.state,
            "hari": self.day and self.day.isoformat(),
        }  # fmt: skip
        return urlencode({name: value for name, value in chosen.items() if value})
