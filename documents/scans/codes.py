"""What the QR codes on a scan say: which issued document it is, or why it is none."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from documents.issuing.facts import attach_subjects
from documents.issuing.revisions import is_signed_electronically
from documents.kinds import common_noun, scanned_kinds
from documents.models import IssuedAttachment, IssuedDocument

UNKNOWN = (
    "Kode QR pada hasil pindai ini tidak dikenal: tidak ada dokumen terbit dengan kode itu. Pastikan kertasnya dicetak "
    "dari aplikasi ini, bukan dari aplikasi lain atau dari data percobaan."
)
FOREIGN = (
    "Kode QR pada hasil pindai ini menunjuk ke {site}, bukan ke dokumen yang diterbitkan di sini. Pindai {noun} "
    "yang dicetak dari aplikasi ini."
)
ATTACHMENT = (
    "Hasil pindai ini hanya memuat lampiran {kind} dari {which}. Pindai lembar {noun}-nya; lampirannya boleh ikut "
    "dalam berkas yang sama."
)
SEVERAL = (
    "Hasil pindai ini memuat halaman dari beberapa {noun}: {which}. Pisahkan, lalu unggah satu berkas untuk setiap "
    "{noun}."
)
OTHER = "Hasil pindai ini milik {which}, bukan {wanted}. Unggah hasil pindai pada {noun} yang benar."
INKLESS = "Hasil pindai ini milik {which}, yang tidak ditandatangani di kertas, jadi tidak disimpan."
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
            noun = common_noun(scanned_kinds())
            raise ValidationError(FOREIGN.format(site=_site(codes[0]), noun=noun), code="foreign")
        return None
    documents = list(IssuedDocument.objects.filter(token__in=tokens))
    attached = IssuedAttachment.objects.filter(token__in=tokens).select_related("document")
    attachments = list(attached)
    if len(documents) + len(attachments) < len(tokens):
        raise ValidationError(UNKNOWN, code="unknown")
    concerned = {*documents, *(attachment.document for attachment in attachments)}
    attach_subjects(concerned)
    if len(concerned) > 1:
        which = "; ".join(sorted(document.called for document in concerned))
        raise ValidationError(SEVERAL.format(which=which[:350], noun=common_noun(scanned_kinds())), code="several")
    (document,) = concerned
    if not documents:
        words = {"kind": attachments[0].label, "which": document.called, "noun": document.registered_kind.noun}
        raise ValidationError(ATTACHMENT.format(**words), code="attachment")
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
    return match.kwargs["token"] if match and match.view_name == "documents:document_verify" else ""


def refuse_unscannable(document: IssuedDocument) -> None:
    """Raise `ValidationError` when scans of this document are not kept: cancelled, replaced, signed electronically."""
    objection = objection_to(document, is_electronic=is_signed_electronically(document))
    if objection:
        raise ValidationError(objection, code="unscannable")


def objection_to(document: IssuedDocument, *, is_electronic: bool) -> str:
    """Why scans of this document are not kept now, as a sentence; empty when they are."""
    kind, which = document.registered_kind, document.called
    if kind.scanning is None:
        return INKLESS.format(which=which)
    return kind.scanning.objection(document.subject, which) or (ELECTRONIC.format(which=which) if is_electronic else "")


def refuse_other(found: IssuedDocument, wanted: IssuedDocument) -> None:
    """Raise `ValidationError` when the scan is of another document than the one that was chosen."""
    if found != wanted:
        kind = wanted.registered_kind
        named = f"{kind.noun} {kind.owner(wanted.subject)}"
        raise ValidationError(OTHER.format(which=found.called, wanted=named, noun=kind.noun), code="other")


def _is_ours(host: str) -> bool:
    return host == urlsplit(settings.SITE_URL).hostname or validate_host(host, settings.ALLOWED_HOSTS)


def _site(code: str) -> str:
    """The foreign site in a few printable characters, or that it is no address at all."""
    try:
        host = urlsplit(code.strip()).hostname or ""
    except ValueError:
        host = ""
    return f"situs lain ({host[:60]})" if host.isprintable() and host else "sesuatu yang lain"
