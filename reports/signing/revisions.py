"""The files of a document, from the issued one to the newest: stored, hashed, never changed."""

import hashlib
import secrets

from django.core.files.base import ContentFile

from agreements.models import Signature
from organisation.models import User
from reports.enums import RevisionOrigin
from reports.models import DocumentRevision, IssuedDocument
from reports.stored import stored_bytes


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
    return set(revisions.values_list("signature__certificate_fingerprint", flat=True))


def store_revision(
    document: IssuedDocument, content: bytes, *, by: User, signature: Signature | None = None
) -> DocumentRevision:
    """Keep one more file of a document; lock its agreement before. No file stays behind when the row is refused."""
    last = document.revisions.last()
    revision = DocumentRevision(
        document=document,
        number=last.number + 1 if last else 1,
        origin=RevisionOrigin.SIGNATURE if signature else RevisionOrigin.SCAN,
        signature=signature,
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
