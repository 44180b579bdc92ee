"""The inspector: a process of its own that looks into one untrusted file, answers, and ends.

Asked by `documents.inspection.confined` through `documents.inspection.child`, forked from a resident process that has
this module imported. It has no secrets, bounded memory and time, opens no socket and starts no program. What it
answers is plain JSON.
"""

import asyncio
import os
import signal
import sys
from typing import Any

from documents.inspection import examination, scanning
from documents.inspection.confinement import confine
from documents.inspection.frames import read_frame, write_frame

MEMORY_LIMIT = 1024 * 1024 * 1024  # bytes of address space
FILE_LIMIT = 64 * 1024 * 1024  # bytes
HARD_TIME_LIMIT = 40  # seconds; for a caller that has died


def answer(
    header: dict[str, Any], blobs: list[bytes], loop: asyncio.AbstractEventLoop
) -> tuple[dict[str, Any], list[bytes]]:
    """Do what is asked for: `signatures` of a PDF (after it trusted certificates), or take a `scan`."""
    try:
        if header["task"] == "signatures":
            refusal = scanning.pdf_refusal(blobs[0], header["max_pages"], allow_active=True)
            if refusal:
                return {"refused": refusal}, []
            return examination.signatures_of(blobs[0], loop, blobs[1:]), []
        return scanning.take(blobs, header["max_pages"])
    except (MemoryError, RecursionError) as error:
        return {"failed": type(error).__name__}, []
    except Exception as error:  # any parser may stumble over a hostile file, and that is an answer too
        return {"failed": f"{type(error).__name__}: {error}"[:300]}, []


def main() -> None:
    """Answer one request, in the child and before anything was read."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not break the message
    signal.alarm(HARD_TIME_LIMIT)
    loop = asyncio.new_event_loop()  # its socket pair is opened before sockets are forbidden
    confine(memory=MEMORY_LIMIT, file_size=FILE_LIMIT)
    write_frame(answers, *answer(*read_frame(requests), loop))
