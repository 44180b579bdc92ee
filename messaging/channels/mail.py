"""E-mail: one delivery becomes one plain text message, handed over on one connection to the mail server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.template.loader import render_to_string

from messaging.channels.addresses import address_in
from messaging.channels.errors import DoubtfulError, NotSentError
from messaging.enums import DeliveryState
from messaging.models import Delivery
from organisation.models import User

NO_ADDRESS = "Alamat surel penerima belum tercatat."
PERMANENT = 500
"""Replies from 500 on mean "do not try again" (RFC 5321 section 4.2.1)."""


def address_of(user: User) -> str:
    """Where this person gets e-mail: the employee's address, else the user's own, else an empty text."""
    return (user.employee.email if user.employee else "") or user.email


def one_line(text: str) -> str:
    """The text without line breaks and repeated blanks, as a mail header needs it."""
    return " ".join(text.split())


def first_state(user: User) -> DeliveryState:
    """Every message waits for the worker; who has no address finds it in the application only."""
    return DeliveryState.READY if address_of(user) else DeliveryState.INBOX_ONLY


def compose(delivery: Delivery) -> EmailMessage:
    """The e-mail of a delivery; raises NotSentError when the address of its recipient is not one.

    The message id is the same at every attempt, so that mail programs recognise a repetition.
    """
    message = delivery.message
    address = address_of(message.recipient)
    try:
        validate_email(address)
    except ValidationError:
        raise NotSentError(f"Alamat surel “{address}” tidak benar. Perbaiki alamatnya.", for_good=True) from None
    link = address_in(message)
    host = urlsplit(settings.SITE_URL).hostname
    return EmailMessage(
        subject=one_line(delivery.sent_subject),
        body=render_to_string("emails/notification.txt", {"body": delivery.sent_body, "link": link}),
        to=[address],
        headers={
            "Message-ID": f"<pemberitahuan.{delivery.pk}.{delivery.created_at:%Y%m%d%H%M%S%f}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )


@contextmanager
def line(delivery: Delivery) -> Iterator[Callable[[], str]]:
    """A ready connection, as a function that hands the message over and gives its message id.

    Raises NotSentError when the server cannot be reached, or says no to the message; DoubtfulError when the answer to
    the message never came.
    """
    email = compose(delivery)
    connection = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        raise NotSentError(f"Server surel tidak dapat dihubungi: {_words(error)}") from error
    try:
        yield lambda: _hand_over(connection, email)
    finally:
        with suppress(SMTPException, OSError):
            connection.close()


def _hand_over(connection: BaseEmailBackend, email: EmailMessage) -> str:
    try:
        connection.send_messages([email])
    except SMTPRecipientsRefused as refusal:
        (code, reply), *_ = refusal.recipients.values()
        raise NotSentError(_refusal(code, reply), for_good=code >= PERMANENT) from refusal
    except SMTPResponseException as refusal:
        raise NotSentError(
            _refusal(refusal.smtp_code, refusal.smtp_error), for_good=refusal.smtp_code >= PERMANENT
        ) from refusal
    except (SMTPException, OSError) as error:
        raise DoubtfulError(
            "Hubungan dengan server surel putus sebelum ada jawaban, jadi surel mungkin sudah terkirim: "
            f"{_words(error)}"
        ) from error
    return str(email.extra_headers["Message-ID"])


def _refusal(code: int, reply: bytes | str) -> str:
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return f"Server surel menolak: {code} {one_line(text)}"


def _words(error: Exception) -> str:
    return one_line(str(error)) or type(error).__name__
