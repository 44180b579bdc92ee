"""The one way to look into a file that somebody uploaded: in a child process that can do nothing else."""

import io
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from reports.frames import read_frame, write_frame

BASE_DIR = Path(__file__).resolve().parent.parent.parent
TIME_LIMIT = 30  # seconds
MAX_PAGES = 100
MAX_BYTES = 20 * 1024 * 1024

logger = logging.getLogger(__name__)


class UnreadableError(Exception):
    """The inspector could not make anything of the file, or gave up."""


def inspect(task: str, blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Let the inspector look at the files. `UnreadableError` when it cannot; `ValidationError` when it refuses."""
    message = io.BytesIO()
    write_frame(message, {"task": task, "max_pages": MAX_PAGES}, blobs)
    with tempfile.TemporaryDirectory(prefix="amanah-inspector-") as folder:
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder}
        try:
            done = subprocess.run(
                [sys.executable, "-m", "reports.signing.inspector"],
                input=message.getvalue(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=BASE_DIR,
                env=environment,
                timeout=TIME_LIMIT,
                check=False,
            )
            reply, answers = read_frame(io.BytesIO(done.stdout))
        except (subprocess.TimeoutExpired, EOFError) as error:
            logger.warning("Inspector gave up on a file of %d bytes (%s)", len(blobs[0]), type(error).__name__)
            raise UnreadableError from error
    if "refused" in reply:
        raise ValidationError(reply["refused"])
    if "failed" in reply:
        logger.info("Inspector could not read a file: %s", reply["failed"])
        raise UnreadableError(reply["failed"])
    return reply, answers
