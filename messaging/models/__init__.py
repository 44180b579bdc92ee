"""Models of messages, one module per noun."""

from messaging.models.delivery import Delivery
from messaging.models.notification import Notification
from messaging.models.preferences import MessageSettings

__all__ = [
    "Delivery",
    "MessageSettings",
    "Notification",
]
