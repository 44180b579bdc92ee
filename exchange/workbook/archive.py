"""Checks on an uploaded .xlsx before any parser sees it: what it is, how large it grows, what hides in it."""

import re
import zipfile
from dataclasses import dataclass
from typing import IO

from documents.inspection.archives import (
    CHUNK,
    DAMAGES,
    ENCRYPTED,
    LARGEST_COUNT,
    OLE,
    Danger,
    DangerousArchiveError,
    check_directory,
    read_through,
)
from exchange.workbook.problems import WorkbookError

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
_COPY = "Salin isinya ke templat kosong, lalu unggah lagi."
SENTENCES = {
    Danger.TOO_MANY_PARTS: f"Buku kerja ini berisi lebih dari {LARGEST_COUNT} bagian, jadi ditolak. {_COPY}",
    Danger.FOREIGN_PATH: NOT_A_WORKBOOK,
    Danger.TOO_LARGE: TOO_LARGE,
    Danger.TOO_DENSE: f"Isi buku kerja ini dimampatkan secara tidak wajar, jadi ditolak. {_COPY}",
    Danger.DAMAGED: DAMAGED,
    Danger.DEFINES_ENTITIES: NOT_A_WORKBOOK,
}


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
            check_directory(archive)
            if "xl/workbook.xml" not in archive.namelist():
                raise WorkbookError(NOT_A_WORKBOOK)
            errors = _error_cells(archive)
            names = _sheet_names(archive)
    except DangerousArchiveError as refusal:
        raise WorkbookError(SENTENCES[refusal.danger]) from refusal
    except DAMAGES as error:
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


def _error_cells(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    errors: list[tuple[str, str]] = []

    def look(part: str, window: bytes) -> None:
        if part.startswith("xl/worksheets/"):
            errors.extend((part, cell.decode()) for cell in _ERROR_CELL.findall(window))

    read_through(archive, look)
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
