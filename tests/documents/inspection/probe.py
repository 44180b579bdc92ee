"""What a test lets a child do instead of looking into a file: it says what it sees, or misbehaves."""

import os
import resource
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

seen: list[str] = []
"""What this process was asked; a state that a later child must not see."""

Answer = tuple[dict[str, Any], list[bytes]]


def act(task: str) -> Answer:
    """Do what `task` names."""
    seen.append(task)
    return _TASKS[task]()


def _look() -> Answer:
    entries = [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]
    limits = (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)
    (Path(tempfile.gettempdir()) / "left-behind").write_text("x")
    return {
        "seen": seen,
        "pid": os.getpid(),
        "parent": os.getppid(),
        "environment": sorted(os.environ),
        "folder": tempfile.gettempdir(),
        "home": os.environ["HOME"],
        "limits": [resource.getrlimit(limit) for limit in limits],
        # The last one listed the others and is closed again.
        "open": [str(Path(f"/proc/self/fd/{entry}").readlink()) for entry in entries if _is_open(entry)],
    }, []


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _try_everything() -> Answer:
    attempts = {
        "socket": socket.socket,
        "program": lambda: subprocess.run(["true"], check=False),
        "other program": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "fork": os.fork,
    }
    refusals = {}
    for name, attempt in attempts.items():
        try:
            attempt()
            refusals[name] = ""
        except PermissionError as error:
            refusals[name] = str(error)
    return {"refusals": refusals}, []


def _crash() -> Answer:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def _hang() -> Answer:
    Path(os.environ["HOME"], "pid").write_text(str(os.getpid()))
    time.sleep(600)
    raise AssertionError


def _exhaust() -> Answer:
    return {"size": len(bytearray(2 * 1024**3))}, []


_TASKS = {"look": _look, "try everything": _try_everything, "crash": _crash, "hang": _hang, "exhaust": _exhaust}
