"""The files of a document, from the issued one to the newest: stored, hashed, never changed."""

import hashlib
import secrets

from django.core.files.base import ContentFile

from documents.enums import RevisionOrigin
from documents.issuing.stored import stored_bytes
from documents.models import DocumentRevision, IssuedDocument
from organisation.models import User


def newest_bytes(document: IssuedDocument) -> bytes:
    """The newest file of a document, exactly as it was stored. Raises `pdf.RenderError` when it is lost or altered."""
    return stored_bytes(document.revisions.last() or document, document.number)


def is_signed_electronically(document: IssuedDocument) -> bool:
    """Whether a signature is part of its files already."""
    return document.revisions.filter(origin=RevisionOrigin.SIGNATURE).exists()


def known_hashes(document: IssuedDocument) -> list[str]:
    """The SHA-256 of all files of a document, oldest first."""
    return [document.sha256, *(revision.sha256 for revision in document.revisions.all())]


def signers_of(document: IssuedDocument) -> set[str]:
    """The fingerprints of the certificates that signed a document."""
    revisions = document.revisions.filter(origin=RevisionOrigin.SIGNATURE)
    return set(revisions.values_list("certificate_fingerprint", flat=True))


def store_revision(
    document: IssuedDocument, content: bytes, *, by: User, party: str = "", fingerprint: str = ""
) -> DocumentRevision:
    """Keep one more file of a document; lock its subject before. No file stays behind when the row is refused.

    A file that a `party` signed electronically comes with the fingerprint of its certificate, a scan with neither.
    """
    last = document.revisions.last()
    revision = DocumentRevision(
        document=document,
        number=last.number + 1 if last else 1,
        origin=RevisionOrigin.SIGNATURE if party else RevisionOrigin.SCAN,
        party=party,
        certificate_fingerprint=fingerprint,
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=by,
    )
    revision.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(content), save=False)
    try:
        revision.save()
    except BaseException:
        revision.file.delete(save=False)
        raise
    return revision
