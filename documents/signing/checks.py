"""What is odd about the settings of signing, told when the service starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info

from documents.signing.trust import files_may_sign


def check_trust(**_: Any) -> list[CheckMessage]:
    """In production, certificates out of files sign only where their issuers are named."""
    if files_may_sign():
        return []
    if settings.SIGNING_KEYS_DIR:
        return [
            Error(
                "SIGNING_KEYS_DIR is set, but nobody can sign with the keys in it.",
                hint="Name the issuers of their certificates in SIGNING_TRUST_ROOTS.",
                id="documents.E001",
            )
        ]
    return [
        Info(
            "Signing with certificate files is off, because SIGNING_TRUST_ROOTS names no issuer.",
            hint="Name issuers in SIGNING_TRUST_ROOTS to switch it on; BSrE and signatures on paper need nothing.",
            id="documents.I001",
        )
    ]
