"""What stands behind a token on paper: an issued document, or one of its attachments."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.issuing.facts import document_of
from documents.issuing.revisions import known_hashes, signers_of
from documents.models import IssuedAttachment, IssuedDocument


@dataclass(frozen=True, slots=True)
class Published:
    """The paper that somebody holds, and the document that it belongs to or is."""

    issued: IssuedDocument | IssuedAttachment
    document: IssuedDocument

    @property
    def is_attachment(self) -> bool:
        """Whether the paper is an attachment."""
        return self.issued is not self.document

    @property
    def others(self) -> Sequence[IssuedAttachment]:
        """The attachments of a document; none for an attachment. Their own codes stand on their own paper."""
        return () if self.is_attachment else tuple(self.document.attachments.all())

    @property
    def hashes(self) -> list[str]:
        """The SHA-256 of all files of this paper, oldest first."""
        return [self.issued.sha256] if self.is_attachment else known_hashes(self.document)

    @property
    def signers(self) -> set[str]:
        """The fingerprints of the certificates that signed it; attachments are signed with ink."""
        return set() if self.is_attachment else signers_of(self.document)


def published(token: str) -> Published | None:
    """The paper with this token; None when there is none. The number of queries is constant."""
    document = IssuedDocument.objects.with_facts().filter(token=token).first()
    if document:
        return Published(document, document)
    attachment = IssuedAttachment.objects.filter(token=token).first()
    if attachment is None:
        return None
    return Published(attachment, IssuedDocument.objects.with_facts().get(pk=attachment.document_id))


def successor_of(document: IssuedDocument) -> IssuedDocument | None:
    """The document that took the place of this one, as soon as it binds and was issued."""
    successor = document.registered_kind.checking.successor(document.subject)
    return document_of(document.kind, successor) if successor is not None else None
