"""How a stored file leaves the house: for one person, without a cache, and never as something that a browser runs."""

import hashlib
import logging

from django.http import HttpResponse
from django.utils.text import get_valid_filename

from documents.drawing.responses import guarded
from realisations.enums import EvidenceFormat
from realisations.models import Evidence

logger = logging.getLogger(__name__)


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
