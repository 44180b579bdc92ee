"""From a scan to a file of its document: what it is, and the step that keeps it and records the signatures."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.trail import record
from documents.enums import SignatureMethod
from documents.inspection import confined
from documents.issuing.facts import document_of
from documents.issuing.revisions import is_signed_electronically, known_hashes, store_revision
from documents.kinds import DocumentKind, Subject
from documents.models import IssuedDocument
from documents.scans.codes import document_on, objection_to, refuse_other
from documents.signing.actions import signing_of
from organisation.models import User

UNREADABLE = "Berkas ini tidak dapat dibaca. Pindai kembali, lalu unggah hasilnya."
TOO_LARGE = "Berkas pindai lebih besar dari 20 MB. Pindai dengan 300 dpi atau kurang."
WITHOUT_CODE = (
    "Kode QR pada hasil pindai ini tidak terbaca. Pindai lebih terang dan lurus; atau cocokkan sendiri nomornya, "
    "centang “Tetap simpan bila kode QR tidak terbaca”, lalu pilih berkasnya sekali lagi."
)
NOT_ISSUED = "{noun} ini belum diterbitkan, jadi belum ada kertas bernomor yang ditandatangani."
KNOWN_ALREADY = "Hasil pindai ini sudah tersimpan pada {noun} ini. Tidak ada yang berubah."


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
    kind: DocumentKind,
    subject: Subject,
    files: Sequence[bytes],
    *,
    by: User,
    signed_on: datetime.date,
    today: datetime.date,
    without_code: bool = False,
) -> Subject:
    """Take in the scan of this subject's paper and keep it; see `keep_scan`.

    Raises `ValidationError` also when its QR code names another document, and when none can be read, unless the
    person said `without_code`.
    """
    taken = take(files)
    found = document_on(taken.codes)
    if found:
        refuse_other(found, _issued(kind, subject))
    elif not without_code:
        raise ValidationError(WITHOUT_CODE, code="without_code")
    return keep_scan(kind, subject, taken.content, by=by, signed_on=signed_on, today=today)


def why_not_scanned(kind: DocumentKind, subject: Subject) -> str:
    """Why no scan of this subject's paper is kept now, as a sentence; empty when one is."""
    document = document_of(kind.name, subject.pk)
    if document is None:
        return NOT_ISSUED.format(noun=kind.noun)
    document.subject = subject
    return objection_to(document, is_electronic=is_signed_electronically(document))


@transaction.atomic
def keep_scan(
    kind: DocumentKind, subject: Subject, content: bytes, *, by: User, signed_on: datetime.date, today: datetime.date
) -> Subject:
    """Keep the scan of the paper that all parties signed, and record the signatures that were not recorded yet.

    `content` was taken in before. Raises `ValidationError` for a subject that was never issued, was cancelled or
    replaced, or is signed electronically, and for a date that cannot be.
    """
    subject = kind.lock(subject)
    objection = why_not_scanned(kind, subject)
    if objection:
        raise ValidationError(objection, code="unscannable")
    document = _issued(kind, subject)
    if hashlib.sha256(content).hexdigest() in known_hashes(document):
        raise ValidationError(KNOWN_ALREADY.format(noun=kind.noun), code="known")
    signing = signing_of(kind)
    while awaited := signing.awaited(subject):
        method = SignatureMethod.WET_INK
        signing.record(subject, awaited[0].key, by=by, signed_on=signed_on, today=today, method=method)
        subject = kind.lock(subject)
    revision = store_revision(document, content, by=by)
    data = {"number": document.number, "sha256": revision.sha256}
    record(subject, "document.scanned", by=by, data=data)
    subject.refresh_from_db()
    return subject


def _issued(kind: DocumentKind, subject: Subject) -> IssuedDocument:
    """The document of this subject. Raises `ValidationError` when it was never issued."""
    document = document_of(kind.name, subject.pk)
    if document is None:
        raise ValidationError(NOT_ISSUED.format(noun=kind.noun))
    return document
