"""Printing and keeping the attachments of an agreement, under its number."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agreements.models import Agreement
from indicators.enums import Attachment
from organisation.models import User
from reports.attachments.documents import AttachmentDocument, attachment_document, groups_of, render_attachment
from reports.attachments.models import IssuedAttachment
from reports.documents import AgreementDocument, Imprint
from reports.models import IssuedDocument
from reports.tokens import new_token, verification_address


@dataclass(frozen=True, slots=True)
class Printed:
    """An attachment that was rendered and is not stored yet."""

    document: AttachmentDocument
    content: bytes
    token: str


def print_attachments(
    kinds: Sequence[Attachment], agreement: Agreement, printed: AgreementDocument, number: str
) -> list[Printed]:
    """Render these attachments of an agreement, each with a token of its own. Raises `pdf.RenderError`."""
    if not kinds:
        return []
    groups = groups_of(agreement)
    found = []
    for kind in kinds:
        token = new_token()
        sealed = replace(printed, imprint=Imprint(number, verification_address(token)))
        document = attachment_document(kind, sealed, groups)
        found.append(Printed(document, render_attachment(document), token))
    return found


def unstored(printed: Printed, document: IssuedDocument, *, by: User) -> IssuedAttachment:
    """The row for a rendered attachment, without its file."""
    return IssuedAttachment(
        document=document,
        kind=printed.document.kind,
        title=printed.document.full_title[:300],
        paper=printed.document.agreement.paper,
        sha256=hashlib.sha256(printed.content).hexdigest(),
        token=printed.token,
        issued_by=by,
    )
