"""The ways out of the house, one module each, all with the same three functions.

`address_of(user)` is where a person is reached, empty when nowhere, and `NO_ADDRESS` says so in words;
`first_state(user)` is the state in which a new delivery begins; `line(delivery)` is a ready connection as a context
manager: the function it gives hands the one message over and returns the number under which the other side knows it.
Only that function may make anything leave, and the errors tell whether it did.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from messaging.channels import mail, whatsapp
from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery
from organisation.models import User


class Route(Protocol):
    """What each channel's module can do."""

    NO_ADDRESS: str

    def address_of(self, user: User) -> str:
        """Where this person is reached; empty when nowhere."""

    def first_state(self, user: User) -> DeliveryState:
        """How a new delivery to this person begins; it ends in the application when there is no way to them."""

    def line(self, delivery: Delivery) -> AbstractContextManager[Callable[[], str]]:
        """A ready connection. Raises NotSentError and DoubtfulError."""


ROUTES: dict[str, Route] = {Channel.EMAIL: mail, Channel.WHATSAPP: whatsapp}
