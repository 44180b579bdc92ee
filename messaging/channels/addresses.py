"""The address that a message takes along."""

from django.conf import settings

from messaging.channels.errors import NotSentError
from messaging.models import Notification
from organisation.password_links.tokens import address_of

ENDED = "Tautan sandi ini sudah dipakai atau dibatalkan, jadi tidak dikirim lagi."


def address_in(message: Notification) -> str:
    """The page of Amanah that the message names, or the password link made now for its recipient; empty without one.

    Only what hands a message over asks it. Raises NotSentError for a link that has ended.
    """
    if message.password_link is None:
        return settings.SITE_URL + message.path if message.path.startswith("/") else ""
    if not message.password_link.is_live or message.password_link.account_id != message.recipient_id:
        raise NotSentError(ENDED, for_good=True)
    return address_of(message.password_link)
