"""The unguessable names of public pages."""

import secrets

from django.conf import settings
from django.urls import reverse

TOKEN_BYTES = 18  # 144 random bits: nobody finds a document by trying


def new_token() -> str:
    """A name that nobody finds by trying."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def verification_address(token: str) -> str:
    """The public address that the QR code holds."""
    return f"{settings.SITE_URL}{reverse('documents:document_verify', args=[token])}"
