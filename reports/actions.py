"""Issuing documents: numbered, rendered once, stored, hashed, never changed."""

import hashlib
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from agreements.actions.content import lock_agreement
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from audit.trail import record
from indicators.models import Policy
from organisation.models import User
from reports.documents import Imprint, agreement_document, render_agreement
from reports.enums import DocumentKind
from reports.models import IssuedDocument
from reports.numbering import take_number

ISSUABLE = frozenset(
    {
        AgreementStatus.APPROVED,
        AgreementStatus.PARTLY_SIGNED,
        AgreementStatus.IN_FORCE,
        AgreementStatus.SUPERSEDED,
    }
)
"""From the approval on the content is frozen, so what is printed stays true."""

TOKEN_BYTES = 18  # 144 random bits: nobody finds a document by trying


@transaction.atomic
def issue_agreement(agreement: Agreement, *, by: User) -> IssuedDocument:
    """Number, print and store the agreement; the document issued before, if there is one.

    Everything or nothing: a number is taken only together with its document, so none repeats and none is skipped.
    Raises `ValidationError` before the approval and after a cancellation, `pdf.RenderError` when it cannot be printed.
    """
    agreement = lock_agreement(agreement)
    issued = IssuedDocument.objects.filter(agreement=agreement).first()
    if issued:
        return issued
    if agreement.status not in ISSUABLE:
        raise ValidationError(
            f"PK ini berstatus “{agreement.get_status_display()}”. PK diterbitkan setelah disepakati kedua pihak; "
            "sampai saat itu cetaklah drafnya.",
            code="not_approved",
        )
    sequence = take_number(agreement)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    imprint = Imprint(_number(agreement.year, sequence), verification_address(token))
    document = agreement_document(agreement, imprint=imprint)
    content = render_agreement(document)
    issued = IssuedDocument(
        kind=DocumentKind.AGREEMENT,
        agreement=agreement,
        year=agreement.year,
        sequence=sequence,
        number=imprint.number,
        title=document.full_title,
        paper=document.paper,
        sha256=hashlib.sha256(content).hexdigest(),
        token=token,
        issued_by=by,
    )
    _store(issued, content)
    record(agreement, "document.issued", by=by, data={"detail": f"Nomor {issued.number}", "sha256": issued.sha256})
    return issued


def verification_address(token: str) -> str:
    """The public address that the QR code holds."""
    return f"{settings.SITE_URL}{reverse('reports:document_verify', args=[token])}"


def _number(year: int, sequence: int) -> str:
    """The number as the year's policy words it."""
    wording = Policy.objects.filter(year=year).values_list("agreement_number_format", flat=True).first()
    if wording is None:
        wording = Policy._meta.get_field("agreement_number_format").get_default()
    return str(wording).replace("{nomor}", str(sequence)).replace("{tahun}", str(year))


def _store(issued: IssuedDocument, content: bytes) -> None:
    """Write file and row; no file stays behind when the row is refused."""
    issued.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(content), save=False)
    try:
        issued.save()
    except BaseException:
        issued.file.delete(save=False)
        raise
