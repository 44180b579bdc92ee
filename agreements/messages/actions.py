"""What the parties are told, in the transaction of the step it tells of."""

import datetime
from collections.abc import Iterable

from agreements.models import Agreement
from audit.trail import history
from messaging.enums import MessageKind
from messaging.inbox.actions import notify
from organisation.models import User
from organisation.people.responsibility import holders_of

MESSAGES = {
    "submitted": (
        "{agreement} menunggu persetujuan Anda",
        "{by} mengajukan {agreement}. Periksa isinya, lalu setujui atau kembalikan dengan catatan.",
    ),
    "returned": (
        "{agreement} dikembalikan",
        "{by} mengembalikan {agreement} dengan catatan. Perbaiki, lalu ajukan kembali.",
    ),
    "approved": (
        "{agreement} disetujui",
        "{by} menyetujui {agreement}. Isinya sudah tetap; berikutnya PK diterbitkan, dicetak, dan ditandatangani.",
    ),
    "sign": (
        "{agreement} menunggu tanda tangan Anda",
        "Pihak lain sudah menandatangani {agreement}. Giliran Anda menandatangani.",
    ),
    "in_force": (
        "{agreement} berlaku",
        "Semua pihak sudah menandatangani {agreement}, jadi PK itu berlaku.",
    ),
    "cancelled": (
        "{agreement} dibatalkan",
        "{by} membatalkan {agreement}. Alasannya tercatat pada riwayat PK.",
    ),
}
"""Per occasion: subject and body."""


def tell(agreement: Agreement, occasion: str, *, to: Iterable[str], by: User, today: datetime.date) -> None:
    """Write a message to those who hold the posts of these sides today, except to the one who acted."""
    positions = {party.position_id for party in agreement.parties.all() if party.side in set(to)}
    recipients = holders_of(positions, today).exclude(pk=by.pk).select_related("employee")
    subject, body = (text.format(agreement=agreement, by=by) for text in MESSAGES[occasion])
    notify(
        recipients,
        occasion=f"agreement:{agreement.pk}:{occasion}:{history(agreement).count()}",
        subject=subject,
        body=body,
        path=agreement.get_absolute_url(),
        kind=MessageKind.SIGN,
    )
