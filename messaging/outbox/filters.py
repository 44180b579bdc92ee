"""The filters of the page of what was sent; they live in the query string."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from messaging.enums import Channel, DeliveryState, MessageKind
from organisation.pages.fields import parse_indonesian_date
from organisation.pages.filtering import AddressFilter, number_in, one_of

APPLICATION = "aplikasi"
CHANNELS = {APPLICATION: "Hanya lonceng", **dict(Channel.choices)}
STATES = {
    "ready": "Menunggu giliran",
    DeliveryState.SENT.value: str(DeliveryState.SENT.label),
    DeliveryState.DOUBTFUL.value: str(DeliveryState.DOUBTFUL.label),
    DeliveryState.FAILED.value: str(DeliveryState.FAILED.label),
    DeliveryState.INBOX_ONLY.value: str(DeliveryState.INBOX_ONLY.label),
    DeliveryState.BY_HAND.value: str(DeliveryState.BY_HAND.label),
    DeliveryState.PASSED_ON.value: str(DeliveryState.PASSED_ON.label),
}
"""What a person may look for; the steps of a worker between waiting and sent belong to waiting."""

BEHIND = {"ready": [DeliveryState.READY, DeliveryState.CLAIMED, DeliveryState.SENDING]}
"""The states in the store behind a choice that holds several."""


def day_in(text: str) -> datetime.date | None:
    """The day that the text names; None when it names none."""
    return parse_indonesian_date(text[:30])


@dataclass(frozen=True, slots=True)
class SentFilter(AddressFilter):
    """Unit, kind, channel, state and day; empty means any."""

    unit: int | None = None
    kind: str = ""
    channel: str = ""
    state: str = ""
    day: datetime.date | None = None

    PARTS: ClassVar = {
        "unit": ("unit", number_in),
        "kind": ("jenis", one_of(MessageKind.values)),
        "channel": ("saluran", one_of(CHANNELS)),
        "state": ("keadaan", one_of(STATES)),
        "day": ("hari", day_in),
    }

    @property
    def states(self) -> list[str]:
        """The chosen state as it stands in the store."""
        return [str(state) for state in BEHIND.get(self.state, [self.state])]
