"""A disk with room for four thousand bytes: a real small file system for root, else a limit that the kernel keeps."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOM = 4096


@contextmanager
def almost_full(folder: Path) -> Iterator[None]:
    """Let `folder` hold at most ROOM more bytes; writing more fails in the middle, as on any full disk."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0 and _mounted(folder):
        try:
            (folder / "penuh").write_bytes(b"x" * ROOM)
            yield
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
        return
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def _mounted(folder: Path) -> bool:
    """Whether this machine lets root mount; containers often do not."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={2 * ROOM}", "tmpfs", folder]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0
