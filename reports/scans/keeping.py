"""From a scan to a file of its document: what it is, and the step that keeps it and records the signatures."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.content.actions import lock_agreement
from agreements.models import Agreement
from agreements.reading.facts import awaited_parties
from agreements.signing.actions import record_signature
from audit.trail import record
from organisation.models import User
from reports.models import IssuedDocument
from reports.scans.codes import document_on, objection_to, refuse_other
from reports.signing import confined
from reports.signing.revisions import is_signed_electronically, known_hashes, store_revision

UNREADABLE = "Berkas ini tidak dapat dibaca. Pindai kembali, lalu unggah hasilnya."
TOO_LARGE = "Berkas pindai lebih besar dari 20 MB. Pindai dengan 300 dpi atau kurang."
WITHOUT_CODE = (
    "Kode QR pada hasil pindai ini tidak terbaca. Pindai lebih terang dan lurus; atau cocokkan sendiri nomornya, "
    "centang “Tetap simpan bila kode QR tidak terbaca”, lalu pilih berkasnya sekali lagi."
)
NOT_ISSUED = "PK ini belum diterbitkan, jadi belum ada kertas bernomor yang ditandatangani."
KNOWN_ALREADY = "Hasil pindai ini sudah tersimpan pada PK ini. Tidak ada yang berubah."


@dataclass(frozen=True, slots=True)
class Taken:
    """A scan that was looked at: its PDF, the first page as a JPEG, the number of pages, and what its codes say."""

    content: bytes
    preview: bytes
    pages: int
    codes: tuple[str, ...]


def take(files: Sequence[bytes]) -> Taken:
    """One PDF as it is, or pictures read anew and joined to one; `ValidationError` when it is neither."""
    if sum(len(content) for content in files) > confined.MAX_BYTES:
        raise ValidationError(TOO_LARGE)
    try:
        seen, (content, preview) = confined.inspect("scan", list(files))
    except confined.UnreadableError as error:
        raise ValidationError(UNREADABLE) from error
    return Taken(content, preview, seen["pages"], tuple(seen["codes"]))


def accept_scan(
    agreement: Agreement,
    files: Sequence[bytes],
    *,
    by: User,
    signed_on: datetime.date,
    today: datetime.date,
    without_code: bool = False,
) -> Agreement:
    """Take in the scan of this agreement's paper and keep it; see `keep_scan`.

    Raises `ValidationError` also when its QR code names another document, and when none can be read, unless the
    person said `without_code`.
    """
    taken = take(files)
    found = document_on(taken.codes)
    if found:
        refuse_other(found, agreement)
    elif not without_code:
        raise ValidationError(WITHOUT_CODE, code="without_code")
    return keep_scan(agreement, taken.content, by=by, signed_on=signed_on, today=today)


def why_not_scanned(agreement: Agreement) -> str:
    """Why no scan of this agreement is kept now, as a sentence; empty when one is."""
    document = IssuedDocument.objects.filter(agreement=agreement).first()
    if document is None:
        return NOT_ISSUED
    document.agreement = agreement
    return objection_to(document, is_electronic=is_signed_electronically(document))


@transaction.atomic
def keep_scan(
    agreement: Agreement, content: bytes, *, by: User, signed_on: datetime.date, today: datetime.date
) -> Agreement:
    """Keep the scan of the paper that all parties signed, and record the signatures that were not recorded yet.

    `content` was taken in before. Raises `ValidationError` for an agreement that was never issued, was cancelled or
    replaced, or is signed electronically, and for a date that cannot be.
    """
    agreement = lock_agreement(agreement)
    objection = why_not_scanned(agreement)
    if objection:
        raise ValidationError(objection, code="unscannable")
    document = IssuedDocument.objects.get(agreement=agreement)
    if hashlib.sha256(content).hexdigest() in known_hashes(document):
        raise ValidationError(KNOWN_ALREADY, code="known")
    while awaited := awaited_parties(agreement):
        record_signature(agreement, awaited[0].side, by=by, signed_on=signed_on, today=today)
        agreement = lock_agreement(agreement)
    revision = store_revision(document, content, by=by)
    data = {"number": document.number, "sha256": revision.sha256}
    record(agreement, "document.scanned", by=by, data=data)
    agreement.refresh_from_db()
    return agreement
