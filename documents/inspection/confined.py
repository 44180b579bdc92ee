"""Scans and signed files are looked into by the inspector, a confined child process."""

import logging
from typing import Any

from django.core.exceptions import ValidationError

from documents.inspection.child import ask

INSPECTOR = "documents.inspection.inspector"
TIME_LIMIT = 30  # seconds
MAX_PAGES = 100
MAX_BYTES = 20 * 1024 * 1024

logger = logging.getLogger(__name__)


class UnreadableError(Exception):
    """The inspector could not make anything of the file, or gave up."""


def inspect(task: str, blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Let the inspector look at the files. `UnreadableError` when it cannot; `ValidationError` when it refuses."""
    try:
        reply, answers = ask(INSPECTOR, {"task": task, "max_pages": MAX_PAGES}, blobs, time_limit=TIME_LIMIT)
    except (TimeoutError, EOFError) as error:
        logger.warning("Inspector gave up on a file of %d bytes (%s)", len(blobs[0]), type(error).__name__)
        raise UnreadableError from error
    if "refused" in reply:
        raise ValidationError(reply["refused"])
    if "failed" in reply:
        logger.info("Inspector could not read a file: %s", reply["failed"])
        raise UnreadableError(reply["failed"])
    return reply, answers
