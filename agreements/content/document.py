"""The issued document of an agreement."""

from agreements.models import Agreement
from agreements.querysets import DOCUMENT
from documents.issuing.facts import document_of as issued_document_of
from documents.models import IssuedDocument


def document_of(agreement: Agreement) -> IssuedDocument | None:
    """The issued document of an agreement; None when it was not issued."""
    return issued_document_of(DOCUMENT, agreement.pk)
