"""Checks on an uploaded .xlsx before any parser sees it: what it is, how large it grows, what hides in it."""

import re
import zipfile
from dataclasses import dataclass
from typing import IO

from reports.workbook.problems import WorkbookError

LARGEST_UNZIPPED = 200 * 1024 * 1024
LARGEST_RATIO = 100
LARGEST_COUNT = 1000
# Below this size a high ratio is harmless: a small file of equal rows compresses well.
RATIO_MATTERS_FROM = 5 * 1024 * 1024
CHUNK = 1024 * 1024
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NOT_A_WORKBOOK = (
    "Berkas ini bukan buku kerja Excel (.xlsx). Buka di Excel, lalu simpan sebagai “Buku Kerja Excel (*.xlsx)”."
)
DAMAGED = "Buku kerja ini rusak dan tidak dapat dibuka. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
TOO_LARGE = (
    "Buku kerja ini menjadi lebih dari 200 MB bila dibuka, jadi ditolak. "
    "Salin isinya ke templat kosong atau bagi menjadi beberapa berkas."
)
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\st="e")[^>]*?\sr="([A-Z]{1,3}[0-9]{1,7})"')
_SHEET_ENTRY = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
# A tag may be cut by the edge of a chunk; so much of the end is looked at again.
OVERLAP = 4096


@dataclass(frozen=True)
class ErrorCell:
    """A cell that holds an Excel error such as #REF!, which a reader would take for an empty one."""

    sheet: str
    cell: str


def inspect(file: IO[bytes]) -> list[ErrorCell]:
    """Refuse what is not a safe workbook; return the cells that hold Excel errors. Leaves the file at its start.

    Raises WorkbookError with a sentence for the user.
    """
    _check_beginning(file)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_directory(archive)
            errors = _read_through(archive)
            names = _sheet_names(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, KeyError) as error:
        raise WorkbookError(DAMAGED) from error
    except RuntimeError as error:
        raise WorkbookError(
            "Buku kerja ini berkata sandi. Hapus kata sandinya di Excel, simpan, lalu unggah lagi."
        ) from error
    finally:
        file.seek(0)
    return [ErrorCell(names.get(part, part), cell) for part, cell in errors]


def _check_beginning(file: IO[bytes]) -> None:
    file.seek(0)
    head = file.read(8)
    if head.startswith(OLE):
        file.seek(0)
        if ENCRYPTED in file.read(4 * CHUNK):
            raise WorkbookError(
                "Buku kerja ini berkata sandi (terenkripsi). Hapus kata sandinya di Excel, simpan, lalu unggah lagi."
            )
        raise WorkbookError(
            "Berkas ini berformat Excel lama (.xls). Buka di Excel, lalu simpan sebagai “Buku Kerja Excel (*.xlsx)”."
        )
    if not head.startswith(b"PK"):
        raise WorkbookError(NOT_A_WORKBOOK)
    file.seek(0)


def _check_directory(archive: zipfile.ZipFile) -> None:
    """Judge by the directory first: a bomb is refused before a byte of it is unpacked."""
    members = archive.infolist()
    if len(members) > LARGEST_COUNT:
        raise WorkbookError(f"Buku kerja ini berisi lebih dari {LARGEST_COUNT} bagian, jadi ditolak. {_COPY}")
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in archive.namelist()):
        raise WorkbookError(NOT_A_WORKBOOK)
    if "xl/workbook.xml" not in archive.namelist():
        raise WorkbookError(NOT_A_WORKBOOK)
    _check_size(sum(m.file_size for m in members), sum(m.compress_size for m in members))


_COPY = "Salin isinya ke templat kosong, lalu unggah lagi."


def _check_size(unzipped: int, zipped: int) -> None:
    if unzipped > LARGEST_UNZIPPED:
        raise WorkbookError(TOO_LARGE)
    if unzipped > RATIO_MATTERS_FROM and unzipped > LARGEST_RATIO * max(zipped, 1):
        raise WorkbookError(f"Isi buku kerja ini dimampatkan secara tidak wajar, jadi ditolak. {_COPY}")


def _read_through(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Unpack every part in small pieces, counting what really comes out: a directory can lie about sizes."""
    total, errors = 0, []
    for member in archive.infolist():
        # The reader stops at the size that the directory claims; claim more, and only the data decide.
        claimed, member.file_size = member.file_size, LARGEST_UNZIPPED + 1
        size, tail = 0, b""
        with archive.open(member) as part:
            while chunk := part.read(CHUNK):
                size += len(chunk)
                total += len(chunk)
                if total > LARGEST_UNZIPPED:
                    raise WorkbookError(TOO_LARGE)
                window = tail + chunk
                if member.filename.startswith("xl/worksheets/"):
                    errors += [(member.filename, cell.decode()) for cell in _ERROR_CELL.findall(window)]
                if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in window:
                    raise WorkbookError(NOT_A_WORKBOOK)
                tail = window[-OVERLAP:]
        member.file_size = claimed
        if size != claimed:
            raise WorkbookError(DAMAGED)
    return list(dict.fromkeys(errors))


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of the sheet that each worksheet part holds."""
    if "xl/_rels/workbook.xml.rels" not in archive.namelist():
        return {}
    relations = [
        dict(_ATTRIBUTE.findall(tag)) for tag in _RELATION.findall(_text(archive, "xl/_rels/workbook.xml.rels"))
    ]
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    names = {}
    for tag in _SHEET_ENTRY.findall(_text(archive, "xl/workbook.xml")):
        attributes = dict(_ATTRIBUTE.findall(tag))
        target = targets.get(attributes.get("r:id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        names[path] = _unescape(attributes.get("name", path))
    return names


def _text(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8", errors="replace")


def _unescape(text: str) -> str:
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return text
