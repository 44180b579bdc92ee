"""Issuing documents: numbered, rendered once, stored, hashed, never changed."""

import hashlib
import secrets
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from agreements.content.actions import lock_agreement
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from audit.trail import record
from indicators.enums import Attachment
from indicators.models import Policy
from organisation.models import User
from reports.attachments.issuing import print_attachments, unstored
from reports.attachments.models import IssuedAttachment
from reports.documents import Imprint, agreement_document, print_policy, render_agreement
from reports.enums import DocumentKind
from reports.issued_files import IssuedFile
from reports.models import IssuedDocument
from reports.numbering import take_number
from reports.tokens import new_token, verification_address

ISSUABLE = frozenset(
    {
        AgreementStatus.APPROVED,
        AgreementStatus.PARTLY_SIGNED,
        AgreementStatus.IN_FORCE,
        AgreementStatus.SUPERSEDED,
    }
)
"""From the approval on the content is frozen, so what is printed stays true."""


@transaction.atomic
def issue_agreement(agreement: Agreement, *, by: User) -> IssuedDocument:
    """Number, print and store the agreement with the year's attachments; the document issued before, if there is one.

    Everything or nothing: a number is taken only together with its documents, so none repeats and none is skipped.
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
    token = new_token()
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
    attached = print_attachments(print_policy(agreement.year).attachments, agreement, document, issued.number)
    _store([(issued, content), *((unstored(one, issued, by=by), one.content) for one in attached)])
    record(agreement, "document.issued", by=by, data={"number": issued.number, "sha256": issued.sha256})
    return issued


@transaction.atomic
def issue_attachments(document: IssuedDocument, *, by: User) -> list[IssuedAttachment]:
    """Print and store the attachments of the year that were not issued with the agreement, under its number.

    For attachments that a government chose after the agreement was issued. Raises `ValidationError` when none is
    missing or the agreement was cancelled, `pdf.RenderError` when one cannot be printed.
    """
    agreement = lock_agreement(document.agreement)
    if agreement.status not in ISSUABLE:
        raise ValidationError("PK ini dibatalkan, jadi lampirannya tidak diterbitkan lagi.", code="cancelled")
    missing = missing_attachments(document)
    if not missing:
        raise ValidationError("Semua lampiran tahun ini sudah diterbitkan untuk PK ini.", code="nothing")
    attached = print_attachments(missing, agreement, agreement_document(agreement), document.number)
    rows = [(unstored(one, document, by=by), one.content) for one in attached]
    _store(rows)
    data = {"kinds": [str(kind) for kind in missing], "number": document.number}
    record(agreement, "document.attached", by=by, data=data)
    return [row for row, _ in rows]


def missing_attachments(document: IssuedDocument) -> list[Attachment]:
    """The attachments that the year asks for and this document does not have."""
    present = {attachment.kind for attachment in document.attachments.all()}
    return [kind for kind in print_policy(document.year).attachments if kind not in present]


def _number(year: int, sequence: int) -> str:
    """The number as the year's policy words it."""
    wording = Policy.objects.filter(year=year).values_list("agreement_number_format", flat=True).first()
    if wording is None:
        wording = Policy._meta.get_field("agreement_number_format").get_default()
    return str(wording).replace("{nomor}", str(sequence)).replace("{tahun}", str(year))


def _store(files: Sequence[tuple[IssuedFile, bytes]]) -> None:
    """Write files and rows; no file stays behind when a row is refused."""
    written = []
    try:
        for row, content in files:
            row.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(content), save=False)
            written.append(row)
            row.save()
    except BaseException:
        for row in written:
            row.file.delete(save=False)
        raise
