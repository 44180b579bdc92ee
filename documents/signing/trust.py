"""The issuers that this installation trusts, when it names any: certificates of authorities in one PEM file."""

import logging
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from django.core.exceptions import ValidationError

logger = logging.getLogger(__name__)

UNREADABLE = "Daftar penerbit sertifikat tepercaya tidak dapat dibaca, jadi tidak ada yang ditandatangani."


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
