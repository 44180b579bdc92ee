"""The reading vocabulary of messages."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from messaging.enums import DeliveryState

if TYPE_CHECKING:
    from organisation.models import User


class NotificationQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """A person sees only messages sent to them."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        """Messages not opened yet."""
        return self.filter(read_at__isnull=True)


class DeliveryQuerySet(QuerySet):
    def waiting(self) -> Self:
        """Deliveries that nobody has in hand yet: the worker's next ones, and those that wait for a person."""
        return self.filter(state__in=[DeliveryState.READY, DeliveryState.BY_HAND])

    def undecided(self) -> Self:
        """Deliveries that may or may not have left, and those that did not: a person decides."""
        return self.filter(state__in=[DeliveryState.DOUBTFUL, DeliveryState.FAILED])
