"""What the QR codes on a scan say: which issued document it is, or why it is none."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from reports.attachments.models import IssuedAttachment
from reports.models import IssuedDocument
from reports.signing.revisions import is_signed_electronically

SCANNABLE = frozenset({AgreementStatus.APPROVED, AgreementStatus.PARTLY_SIGNED, AgreementStatus.IN_FORCE})

UNKNOWN = (
    "Kode QR pada hasil pindai ini tidak dikenal: tidak ada dokumen terbit dengan kode itu. Pastikan kertasnya dicetak "
    "dari aplikasi ini, bukan dari aplikasi lain atau dari data percobaan."
)
FOREIGN = (
    "Kode QR pada hasil pindai ini menunjuk ke {site}, bukan ke dokumen yang diterbitkan di sini. Pindai PK yang "
    "dicetak dari aplikasi ini."
)
ATTACHMENT = (
    "Hasil pindai ini hanya memuat lampiran {kind} dari {which}. Pindai lembar PK-nya; lampirannya boleh ikut "
    "dalam berkas yang sama."
)
SEVERAL = (
    "Hasil pindai ini memuat halaman dari beberapa PK: {which}. Pisahkan, lalu unggah satu berkas untuk setiap PK."
)
OTHER = "Hasil pindai ini milik {which}, bukan {wanted}. Unggah hasil pindai pada PK yang benar."
SUPERSEDED = "Hasil pindai ini milik {which}, yang sudah diganti PK Perubahan. Unggah hasil pindai PK Perubahan itu."
NOT_SIGNABLE = "Hasil pindai ini milik {which}, yang berstatus “{status}”, jadi tidak disimpan."
ELECTRONIC = (
    "Hasil pindai ini milik {which}, yang ditandatangani secara elektronik. Hasil pindai kertasnya tidak diperlukan."
)


def document_on(codes: Sequence[str]) -> IssuedDocument | None:
    """The document that the codes of a scan name; None when there is no code that could be read.

    The attachments of the document may be in the same scan, and codes of other sites beside ours are none of our
    business (stamps, archive labels). Raises `ValidationError` with a sentence when all codes are foreign, when one of
    ours is unknown, and when there are several documents or only attachments.
    """
    tokens = {token for code in codes if (token := token_in(code))}
    if not tokens:
        if codes:
            raise ValidationError(FOREIGN.format(site=_site(codes[0])), code="foreign")
        return None
    documents = list(IssuedDocument.objects.filter(token__in=tokens).select_related("agreement__position"))
    attached = IssuedAttachment.objects.filter(token__in=tokens).select_related("document__agreement__position")
    attachments = list(attached)
    if len(documents) + len(attachments) < len(tokens):
        raise ValidationError(UNKNOWN, code="unknown")
    concerned = {*documents, *(attachment.document for attachment in attachments)}
    if len(concerned) > 1:
        which = "; ".join(sorted(map(named, concerned)))
        raise ValidationError(SEVERAL.format(which=which[:350]), code="several")
    (document,) = concerned
    if not documents:
        kind = attachments[0].get_kind_display()
        raise ValidationError(ATTACHMENT.format(kind=kind, which=named(document)), code="attachment")
    return document


def token_in(code: str) -> str:
    """The token of a verification address of this installation; empty for anything else.

    This installation answers to `SITE_URL` and to the names in `ALLOWED_HOSTS`, where an old one may stay on.
    """
    try:
        parts = urlsplit(code.strip())
        match = resolve(parts.path) if parts.scheme in {"http", "https"} and _is_ours(parts.hostname or "") else None
    except (ValueError, Resolver404):
        return ""
    return match.kwargs["token"] if match and match.view_name == "reports:document_verify" else ""


def refuse_unscannable(document: IssuedDocument) -> None:
    """Raise `ValidationError` when scans of this document are not kept: cancelled, replaced, signed electronically."""
    objection = objection_to(document, is_electronic=is_signed_electronically(document))
    if objection:
        raise ValidationError(objection, code="unscannable")


def objection_to(document: IssuedDocument, *, is_electronic: bool) -> str:
    """Why scans of this document are not kept now, as a sentence; empty when they are."""
    agreement = document.agreement
    if agreement.status == AgreementStatus.SUPERSEDED:
        return SUPERSEDED.format(which=named(document))
    if agreement.status not in SCANNABLE:
        return NOT_SIGNABLE.format(which=named(document), status=agreement.get_status_display())
    return ELECTRONIC.format(which=named(document)) if is_electronic else ""


def refuse_other(found: IssuedDocument, wanted: Agreement) -> None:
    """Raise `ValidationError` when the scan is of another agreement than the one that was chosen."""
    if found.agreement_id != wanted.pk:
        raise ValidationError(OTHER.format(which=named(found), wanted=f"PK {wanted.position.title}"), code="other")


def named(document: IssuedDocument) -> str:
    """The document as its paper calls it: kind, post, number."""
    return f"PK {document.agreement.position.title} nomor {document.number}"


def _is_ours(host: str) -> bool:
    return host == urlsplit(settings.SITE_URL).hostname or validate_host(host, settings.ALLOWED_HOSTS)


def _site(code: str) -> str:
    """The foreign site in a few printable characters, or that it is no address at all."""
    try:
        host = urlsplit(code.strip()).hostname or ""
    except ValueError:
        host = ""
    return f"situs lain ({host[:60]})" if host.isprintable() and host else "sesuatu yang lain"
