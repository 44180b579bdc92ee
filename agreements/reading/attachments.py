"""The attachments of an agreement's document; `documents` prints and keeps them."""

from agreements.models import Agreement
from documents.models import IssuedDocument
from indicators.enums import Attachment
from indicators.models import Policy
from organisation.models import User


def attachments_context(agreement: Agreement, document: IssuedDocument | None, user: User) -> dict:
    """The attachments that were issued and those that the year asks for, and whether the user may issue the missing."""
    chosen = Policy.objects.filter(year=agreement.year).values_list("attachments", flat=True).first() or []
    issued = {attachment.kind: attachment for attachment in document.attachments.all()} if document else {}
    rows = [(kind, issued.get(kind.value)) for kind in Attachment if kind in issued or kind in chosen]
    is_missing = document is not None and any(attachment is None for _, attachment in rows)
    may_attach = is_missing and agreement.is_frozen and user.has_perm("agreements.issue_agreement", agreement)
    return {"attachments": rows, "may_attach": may_attach}
