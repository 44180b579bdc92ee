"""The issuers that this installation trusts, when it names any: certificates of authorities in one PEM file."""

import logging
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from django.core.exceptions import ValidationError

logger = logging.getLogger(__name__)

OFF = (
    "Tanda tangan dengan berkas sertifikat dimatikan: belum ada penerbit sertifikat yang dipercaya di sini, "
    "jadi sertifikat buatan siapa pun tidak dapat dibedakan dari yang resmi. Administrator mengaturnya dengan "
    "SIGNING_TRUST_ROOTS. Sampai saat itu, tandatangani di kertas."
)
TRIAL = "Sertifikat percobaan: penerbitnya tidak diperiksa, jadi tidak terbukti siapa yang menandatangani."
UNREADABLE = "Daftar penerbit sertifikat tepercaya tidak dapat dibaca, jadi tidak ada yang ditandatangani."


def files_may_sign() -> bool:
    """Whether certificates out of files, brought or kept, may sign here.

    In production only where issuers are named: anybody can make a certificate in anybody's name. Elsewhere they may,
    and are called trial certificates.
    """
    return bool(settings.SIGNING_TRUST_ROOTS) or not settings.PRODUCTION


def is_trial() -> bool:
    """Whether signatures made here prove nothing: no issuer is named, and this is no real installation."""
    return not settings.SIGNING_TRUST_ROOTS and not settings.PRODUCTION


def refuse_untrusted_files() -> None:
    """`ValidationError` where certificates out of files may not sign."""
    if not files_may_sign():
        raise ValidationError(OFF, code="off")


def trusted_roots() -> list[bytes]:
    """The certificates of the trusted authorities (DER); none when the chain is not judged in this installation.

    Raises `ValidationError` when the file is named but cannot be used: then nothing may be trusted.
    """
    if not settings.SIGNING_TRUST_ROOTS:
        return []
    try:
        content = Path(settings.SIGNING_TRUST_ROOTS).read_bytes()
        roots = [x509.Certificate.load(der).dump() for kind, _, der in pem.unarmor(content, multiple=True)]
    except (OSError, ValueError) as error:
        logger.error("SIGNING_TRUST_ROOTS cannot be used: %s", error)
        raise ValidationError(f"{UNREADABLE} Hubungi administrator.", code="roots") from error
    return roots


def untrusted(issuer: str) -> ValidationError:
    """The refusal of a certificate whose chain ends nowhere we trust."""
    return ValidationError(
        f"Penerbit sertifikat ini ({issuer}) tidak termasuk penerbit yang dipercaya instansi ini. Gunakan sertifikat "
        "dari penerbit resmi, atau hubungi administrator.",
        code="untrusted",
    )
