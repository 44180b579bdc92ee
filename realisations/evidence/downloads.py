"""How a stored file leaves the house: for one person, without a cache, and never as something that a browser runs."""

import hashlib
import logging
from typing import TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename

from realisations.enums import EvidenceFormat
from realisations.models import Evidence

R = TypeVar("R", bound=HttpResponseBase)

logger = logging.getLogger(__name__)


def guarded(response: R, file_name: str, *, download: bool) -> R:
    """The response with the headers that every file has: no cache keeps it, nothing guesses its type."""
    response["Content-Disposition"] = content_disposition_header(download, file_name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def evidence_response(evidence: Evidence) -> HttpResponse | None:
    """The file as a download in a sandbox; None when it is lost or no longer the one that was stored."""
    try:
        with evidence.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != evidence.sha256:
        logger.error("Evidence %d is lost or altered: %s", evidence.pk, evidence.file.name)
        return None
    response = HttpResponse(content, content_type=EvidenceFormat(evidence.format).media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return guarded(response, get_valid_filename(evidence.name), download=True)
