"""Where uploaded and issued files are kept: a file is written whole or not at all, and a full disk is told."""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""No room on the disk, in the quota, or below the largest size a file may have."""

DISK_FULL = (
    "Ruang penyimpanan server penuh, jadi berkas belum tersimpan dan tidak ada data yang berubah. Beri tahu "
    "Diskominfo, lalu coba lagi setelah ada ruang."
)
NOT_STORED = (
    "Berkas belum tersimpan karena gangguan penyimpanan server; tidak ada data yang berubah. Coba lagi, atau beri tahu "
    "Diskominfo."
)

logger = logging.getLogger(__name__)


class WholeFileStorage(FileSystemStorage):
    """Files on disk; saving raises ValidationError with one sentence when the disk is full or fails."""

    def _save(self, name: str, content: File) -> str:
        with whole_or_none(Path(self.path(name))):
            return str(super()._save(name, content))  # type: ignore[misc]  # documented, but not in the stubs


@contextmanager
def whole_or_none(path: Path) -> Iterator[None]:
    """Write the new file `path` inside; when the disk refuses, no half of it stays and ValidationError tells it.

    Every page and worker that stores files shows the sentence of a ValidationError, and its transaction ends with it,
    so that no row names a file that is not there.
    """
    is_new = not path.exists()
    try:
        yield
    except OSError as error:
        if is_new:
            with suppress(OSError):
                path.unlink()
        logger.exception("The file %s was not stored", path)
        raise ValidationError(DISK_FULL if error.errno in FULL else NOT_STORED, code="disk") from error
