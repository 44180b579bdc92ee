"""The one way to look into a file that somebody uploaded: in a child process that can do nothing else."""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from documents.inspection.frames import read_frame, write_frame

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def ask(
    module: str, header: dict[str, Any], blobs: Sequence[bytes], *, time_limit: int
) -> tuple[dict[str, Any], list[bytes]]:
    """Start `module`, hand it one message, and give its answer. It gets no secrets and `time_limit` seconds.

    Raises `subprocess.TimeoutExpired` when it takes longer and `EOFError` when it dies without an answer.
    """
    message = io.BytesIO()
    write_frame(message, header, blobs)
    with tempfile.TemporaryDirectory(prefix="amanah-child-") as folder:
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder}
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=message.getvalue(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=BASE_DIR,
            env=environment,
            timeout=time_limit,
            check=False,
        )
    return read_frame(io.BytesIO(done.stdout))
