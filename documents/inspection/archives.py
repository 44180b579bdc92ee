"""Checks on an uploaded ZIP container before any parser sees it: how large it grows, where its parts would go."""

import zipfile
from collections.abc import Callable
from enum import Enum, auto

LARGEST_UNZIPPED = 200 * 1024 * 1024
LARGEST_RATIO = 100
LARGEST_COUNT = 1000
# Below this size a high ratio is harmless: a small file of equal rows compresses well.
RATIO_MATTERS_FROM = 5 * 1024 * 1024
CHUNK = 1024 * 1024
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What is looked for may be cut by the edge of a chunk; so much of the end is looked at again.
OVERLAP = 4096
DAMAGES = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, KeyError)
"""What the standard library raises for a damaged container."""


class Danger(Enum):
    """Why a container is refused."""

    TOO_MANY_PARTS = auto()
    FOREIGN_PATH = auto()
    TOO_LARGE = auto()
    TOO_DENSE = auto()
    DAMAGED = auto()
    DEFINES_ENTITIES = auto()


class DangerousArchiveError(Exception):
    """A container that nobody should unpack; says which `danger` it is."""

    def __init__(self, danger: Danger) -> None:
        super().__init__(danger.name)
        self.danger = danger


def check_directory(archive: zipfile.ZipFile) -> None:
    """Judge by the directory first: a bomb is refused before a byte of it is unpacked."""
    members = archive.infolist()
    if len(members) > LARGEST_COUNT:
        raise DangerousArchiveError(Danger.TOO_MANY_PARTS)
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in archive.namelist()):
        raise DangerousArchiveError(Danger.FOREIGN_PATH)
    unzipped, zipped = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if unzipped > LARGEST_UNZIPPED:
        raise DangerousArchiveError(Danger.TOO_LARGE)
    if unzipped > RATIO_MATTERS_FROM and unzipped > LARGEST_RATIO * max(zipped, 1):
        raise DangerousArchiveError(Danger.TOO_DENSE)


def read_through(archive: zipfile.ZipFile, look: Callable[[str, bytes], None]) -> None:
    """Unpack every part in small pieces, counting what really comes out: a directory can lie about sizes.

    `look` sees each part's name and each piece, with the end of the piece before it.
    """
    total = 0
    for member in archive.infolist():
        # The reader stops at the size that the directory claims; claim more, and only the data decide.
        claimed, member.file_size = member.file_size, LARGEST_UNZIPPED + 1
        size, tail = 0, b""
        with archive.open(member) as part:
            while chunk := part.read(CHUNK):
                size += len(chunk)
                total += len(chunk)
                if total > LARGEST_UNZIPPED:
                    raise DangerousArchiveError(Danger.TOO_LARGE)
                window = tail + chunk
                if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in window:
                    raise DangerousArchiveError(Danger.DEFINES_ENTITIES)
                look(member.filename, window)
                tail = window[-OVERLAP:]
        member.file_size = claimed
        if size != claimed:
            raise DangerousArchiveError(Danger.DAMAGED)
