"""WhatsApp: by Meta's official Cloud API when it is configured, otherwise by the hand of Bagian Organisasi.

A business may begin a conversation only with a template that Meta has approved; ours has three places: the name of the
recipient, what it is about, and the address of the page. What fails before the request is on its way was surely not
sent, nor was what the service refuses with a 4xx answer; everything else after that is doubtful.
"""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings

from messaging.channels.addresses import address_in
from messaging.channels.errors import DoubtfulError, NotSentError
from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery, Notification
from organisation.domain.phone import international
from organisation.models import User

NO_ADDRESS = "Nomor telepon seluler penerima belum tercatat."
LARGEST_ANSWER = 256 * 1024  # bytes
LONGEST_PLACE = 600
"""Characters in one place of the template; all of a message together may have 1,024."""

LATER = frozenset({4, 80007, 130429, 131048, 131056, 131016, 2})
"""Codes that mean "too much at once" or "for a while not there": the same message may go out later."""

UNREACHABLE_NUMBERS = frozenset({131026, 131030, 131021, 131050})
"""Codes about the recipient's number: not on WhatsApp, not allowed, our own, or has asked for no more messages."""


def is_on() -> bool:
    """Whether this installation has an account at the Cloud API."""
    return settings.WHATSAPP_API == "cloud"


def address_of(user: User) -> str:
    """The mobile number of the employee in the international form; empty without one."""
    return international(user.employee.phone) if user.employee else ""


def first_state(user: User) -> DeliveryState:
    """For the worker with the API, otherwise for a person who copies the text; nothing leaves without a number."""
    if not address_of(user):
        return DeliveryState.INBOX_ONLY
    return DeliveryState.READY if is_on() else DeliveryState.BY_HAND


def text_to_copy(message: Notification) -> str:
    """What this person agreed to be told by WhatsApp, with the address of its page, for who passes it on by hand.

    Without a delivery by WhatsApp it is the whole message: somebody decides to pass it on in another way.
    """
    way = next((way for way in message.deliveries.all() if way.channel == Channel.WHATSAPP), None)
    subject, body = (way.sent_subject, way.sent_body) if way else (message.subject, message.body)
    link = f"\n\nBuka di Amanah: {_link(message)}" if message.path else ""
    return f"*{subject}*\n\n{body}{link}"


def chat_link(message: Notification) -> str:
    """WhatsApp's own address that opens a chat with the recipient and this text; empty without a number."""
    number = address_of(message.recipient)
    if not number:
        return ""
    return f"https://wa.me/{number.removeprefix('+')}?{urlencode({'text': text_to_copy(message)}, quote_via=quote)}"


@contextmanager
def line(delivery: Delivery) -> Iterator[Callable[[], str]]:
    """A connection to the Cloud API, as a function that sends the message and gives Meta's id of it."""
    if not is_on():
        raise NotSentError("WhatsApp API dimatikan. Sampaikan pesan ini sendiri.", for_good=True)
    body = json.dumps(_template(delivery)).encode()
    deadline = time.monotonic() + settings.WHATSAPP_TIMEOUT
    connection = _connection()
    try:
        try:
            connection.connect()
        except OSError as error:
            raise NotSentError(f"WhatsApp API tidak dapat dihubungi: {type(error).__name__}") from error
        yield lambda: _hand_over(connection, body, deadline)
    finally:
        connection.close()


def _template(delivery: Delivery) -> dict[str, Any]:
    message = delivery.message
    places = [str(message.recipient), delivery.sent_subject, address_in(message) or _link(message)]
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": address_of(message.recipient).removeprefix("+"),
        "type": "template",
        "template": {
            "name": settings.WHATSAPP_TEMPLATE,
            "language": {"code": settings.WHATSAPP_TEMPLATE_LANGUAGE},
            "components": [{"type": "body", "parameters": [{"type": "text", "text": _place(text)} for text in places]}],
        },
    }


def _place(text: str) -> str:
    """A text as a place of a template takes it: no line breaks, no tabs, not many blanks, never empty."""
    return " ".join(text.split())[:LONGEST_PLACE] or "-"


def _link(message: Notification) -> str:
    return settings.SITE_URL + (message.path if message.path.startswith("/") else "/")


def _connection() -> http.client.HTTPConnection:
    address = urlsplit(settings.WHATSAPP_URL)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    return kind(address.hostname or "", address.port, timeout=settings.WHATSAPP_TIMEOUT)


def _hand_over(connection: http.client.HTTPConnection, body: bytes, deadline: float) -> str:
    path = f"{urlsplit(settings.WHATSAPP_URL).path.rstrip('/')}/{settings.WHATSAPP_PHONE_NUMBER_ID}/messages"
    headers = {"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}", "Content-Type": "application/json"}
    try:
        _ask(connection, path, body, headers)
        with connection.getresponse() as response:
            status, answer = _read(response, deadline)
    except (OSError, http.client.HTTPException) as error:
        # The chain would carry the request with its token into a log.
        raise DoubtfulError(
            f"Hubungan dengan WhatsApp API putus sebelum ada jawaban ({type(error).__name__}), jadi pesan mungkin "
            "sudah terkirim."
        ) from None
    return _number_of(status, answer)


def _ask(connection: http.client.HTTPConnection, path: str, body: bytes, headers: dict[str, str]) -> None:
    try:
        connection.request("POST", path, body, headers)
    except (ValueError, http.client.InvalidURL):
        # Refused by our own side before the first byte; its words would carry the token into a log.
        raise NotSentError(
            "Pengaturan WhatsApp tidak benar. Administrator perlu memeriksa nomor dan tokennya."
        ) from None


def _read(response: http.client.HTTPResponse, deadline: float) -> tuple[int, dict[str, Any]]:
    content = bytearray()
    while part := response.read1(1 << 14):
        content += part
        if time.monotonic() > deadline or len(content) > LARGEST_ANSWER:
            raise TimeoutError
    if response.length:  # fewer bytes than were announced
        raise http.client.IncompleteRead(b"")
    try:
        answer = json.loads(content)
    except ValueError:
        answer = {}
    return response.status, answer if isinstance(answer, dict) else {}


def _number_of(status: int, answer: dict[str, Any]) -> str:
    """Meta's id of an accepted message. Raises NotSentError for a refusal, DoubtfulError for what tells nothing."""
    if 200 <= status < 300:
        sent = answer.get("messages")
        number = sent[0].get("id") if isinstance(sent, list) and sent and isinstance(sent[0], dict) else None
        if not number:
            raise DoubtfulError("WhatsApp API menjawab tanpa nomor pesan, jadi pesan mungkin sudah terkirim.")
        return str(number)
    if status >= 500:
        raise DoubtfulError(f"WhatsApp API sedang terganggu (jawaban {status}), jadi pesan mungkin sudah terkirim.")
    raise _refusal(status, answer)


def _refusal(status: int, answer: dict[str, Any]) -> NotSentError:
    """The refusal in our own words: the service's may repeat the number or the token."""
    error = answer.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    mark = f"jawaban {status}" + (f", kode {code}" if isinstance(code, int) else "")
    if code in UNREACHABLE_NUMBERS:
        return NotSentError(f"Nomor penerima tidak dapat menerima pesan WhatsApp ini ({mark}).", for_good=True)
    if status == 429 or code in LATER:
        return NotSentError(f"WhatsApp API meminta menunggu ({mark}).")
    if status in {401, 403} or code in {10, 190}:
        return NotSentError(f"WhatsApp API menolak akun instansi ({mark}). Administrator perlu memeriksa tokennya.")
    if isinstance(code, int) and 132000 <= code < 133000:
        return NotSentError(f"Templat pesan WhatsApp ditolak ({mark}). Administrator perlu memeriksa templatnya.")
    return NotSentError(f"WhatsApp API menolak pesan ini ({mark}).", for_good=status < 500 and status >= 400)
