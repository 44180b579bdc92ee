"""What the state of an agreement means to somebody who holds its paper."""

from dataclasses import dataclass, replace

from django.utils.formats import date_format

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from reports.models import IssuedDocument


@dataclass(frozen=True, slots=True)
class Statement:
    """The state in one or two words, its colour, and what it means."""

    label: str
    tone: str
    meaning: str


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


def successor_of(agreement: Agreement) -> IssuedDocument | None:
    """The document that took the place of this agreement's, as soon as it binds and was issued."""
    if agreement.status != AgreementStatus.SUPERSEDED:
        return None
    return IssuedDocument.objects.filter(agreement__supersedes=agreement).first()
