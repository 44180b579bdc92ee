"""The address that a message takes along."""

from django.conf import settings

from messaging.channels.errors import NotSentError
from messaging.models import Notification
from organisation.password_links.facts import is_still_theirs
from organisation.password_links.tokens import address_of

ENDED = "Tautan sandi ini sudah dipakai atau dibatalkan, jadi tidak dikirim lagi."
ELSEWHERE = (
    "Alamat pemilik akun diubah sesudah tautan sandi ini diminta, jadi tidak dikirim. Tanyakan kepada pemiliknya, lalu "
    "mintalah tautan baru."
)


def address_in(message: Notification) -> str:
    """The page of Amanah that the message names, or the password link made now for its recipient; empty without one.

    Only what hands a message over asks it. Raises NotSentError for a link that has ended, and for one
    whose way leads to an address that was entered after it was asked for.
    """
    if message.password_link is None:
        return settings.SITE_URL + message.path if message.path.startswith("/") else ""
    if not message.password_link.is_live or message.password_link.account_id != message.recipient_id:
        raise NotSentError(ENDED, for_good=True)
    if not is_still_theirs(message.password_link):
        raise NotSentError(ELSEWHERE, for_good=True)
    return address_of(message.password_link)
