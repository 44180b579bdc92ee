"""Reading stored files of documents: exactly the bytes that were stored, or nothing."""

import hashlib
import logging
from typing import Protocol

from django.db.models.fields.files import FieldFile

from documents.drawing.pdf import RenderError

logger = logging.getLogger(__name__)


class Stored(Protocol):
    """A row with a file and the fingerprint that the file had when it was stored."""

    file: FieldFile
    sha256: str


def stored_bytes(stored: Stored, number: str) -> bytes:
    """The stored bytes; `RenderError` when they are lost or no longer those that were stored."""
    try:
        with stored.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        logger.error("Stored file of document %s is lost or altered: %s", number, stored.file.name)
        raise RenderError(
            f"Berkas dokumen nomor {number} hilang atau berubah sejak diterbitkan. Minta Diskominfo memulihkannya dari "
            "cadangan."
        )
    return content
