"""A disk with room for four thousand bytes: a real small file system for root, else a limit that the kernel keeps."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

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


class RememberedUpload(TemporaryFileUploadHandler):
    """Keeps uploads in the temporary folder as usual, and knows the files it began."""

    begun: ClassVar[list[TemporaryUploadedFile]] = []

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.begun.append(self.file)

    @classmethod
    def close_all(cls) -> None:
        """Close them, so that they go while their small disk is still there."""
        while cls.begun:
            with suppress(OSError):
                cls.begun.pop().close()
