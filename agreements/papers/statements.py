"""What the state of an agreement means to somebody who holds its paper."""

from dataclasses import replace

from django.utils.formats import date_format

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from documents.kinds import Statement

STATEMENTS = {
    AgreementStatus.APPROVED: Statement(
        "Disepakati", "info", "Isinya disepakati para pihak; tanda tangan belum dicatat."
    ),
    AgreementStatus.PARTLY_SIGNED: Statement(
        "Ditandatangani sebagian", "info", "Baru satu pihak yang tanda tangannya dicatat."
    ),
    AgreementStatus.IN_FORCE: Statement("Berlaku", "success", "Ditandatangani dan berlaku."),
    AgreementStatus.SUPERSEDED: Statement(
        "Diubah", "warning", "Tidak berlaku lagi: telah diganti dengan Perjanjian Kinerja Perubahan."
    ),
    AgreementStatus.CANCELLED: Statement("Dibatalkan", "danger", "Dibatalkan dan tidak berlaku."),
}
UNDECIDED = Statement("Belum disepakati", "neutral", "Masih disusun; belum menjadi dokumen.")


def statement_of(agreement: Agreement) -> Statement:
    """What the agreement's state means."""
    statement = STATEMENTS.get(AgreementStatus(agreement.status), UNDECIDED)
    successor = getattr(agreement, "superseded_by", None)
    if agreement.status != AgreementStatus.SUPERSEDED or successor is None or successor.signed_on is None:
        return statement
    since = date_format(successor.signed_on, "j F Y")
    meaning = f"Tidak berlaku lagi sejak {since}: telah diganti dengan Perjanjian Kinerja Perubahan."
    return replace(statement, meaning=meaning)


def successor_of(agreement: Agreement) -> int | None:
    """The key of the agreement that took the place of this one, as soon as it binds; select `superseded_by`."""
    successor = getattr(agreement, "superseded_by", None)
    return successor.pk if successor is not None and agreement.status == AgreementStatus.SUPERSEDED else None
