"""Checks on an uploaded .xlsx before any parser sees it: what it is, how large it grows, how far its sheets reach.

Runs in the confined inspector only.
"""

import posixpath
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

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
from exchange.workbook.extent import MOST_CELLS, NotASheetError, OddCell, SheetExtent, extent_of
from exchange.workbook.percents import percent_styles
from exchange.workbook.problems import WorkbookError

NOT_A_WORKBOOK = (
    "Berkas ini bukan buku kerja Excel (.xlsx). Buka di Excel, lalu simpan sebagai “Buku Kerja Excel (*.xlsx)”."
)
DAMAGED = "Buku kerja ini rusak dan tidak dapat dibuka. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
TOO_LARGE = (
    "Buku kerja ini menjadi lebih dari 200 MB bila dibuka, jadi ditolak. "
    "Salin isinya ke templat kosong atau bagi menjadi beberapa berkas."
)
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_COPY = "Salin isinya ke templat kosong, lalu unggah lagi."
SENTENCES = {
    Danger.TOO_MANY_PARTS: f"Buku kerja ini berisi lebih dari {LARGEST_COUNT} bagian, jadi ditolak. {_COPY}",
    Danger.FOREIGN_PATH: NOT_A_WORKBOOK,
    Danger.TOO_LARGE: TOO_LARGE,
    Danger.TOO_DENSE: f"Isi buku kerja ini dimampatkan secara tidak wajar, jadi ditolak. {_COPY}",
    Danger.DAMAGED: DAMAGED,
    Danger.DEFINES_ENTITIES: NOT_A_WORKBOOK,
}


@dataclass
class Inspection:
    """What a reader of values does not see of the sheets that are read."""

    odd: list[OddCell] = field(default_factory=list)
    """Cells that a reader takes for empty ones."""

    percents: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    """By sheet and row, the columns whose number is shown as a percentage."""


def inspect(file: IO[bytes], is_read: Callable[[str], bool] = lambda sheet: True) -> Inspection:
    """Refuse what is not a safe workbook; look at the sheets that are read.

    Leaves the file at its start. Raises WorkbookError with a sentence for the user.
    """
    _check_beginning(file)
    try:
        with zipfile.ZipFile(file) as archive:
            check_directory(archive)
            if WORKBOOK not in archive.namelist():
                raise WorkbookError(NOT_A_WORKBOOK)
            read_through(archive, lambda part, window: None)
            names = {part: name for part, name in _sheet_names(archive).items() if is_read(name)}
            styles = _percent_styles(archive)
            found = Inspection()
            for part, name in names.items():
                _look(archive, part, name, styles, found)
            return found
    except DangerousArchiveError as refusal:
        raise WorkbookError(SENTENCES[refusal.danger]) from refusal
    except (*DAMAGES, NotASheetError) as error:
        raise WorkbookError(DAMAGED) from error
    except RuntimeError as error:
        raise WorkbookError(
            "Buku kerja ini berkata sandi. Hapus kata sandinya di Excel, simpan, lalu unggah lagi."
        ) from error
    finally:
        file.seek(0)


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


def _look(archive: zipfile.ZipFile, part: str, sheet: str, styles: Collection[str], found: Inspection) -> None:
    if part not in archive.namelist():
        return
    with archive.open(part) as source:
        extent = extent_of(source, styles)
    if not extent.is_bounded:
        raise WorkbookError(_too_far(sheet, extent))
    found.odd += [OddCell(sheet, cell, oddity) for cell, oddity in extent.odd]
    found.percents[sheet] = extent.percents


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The styles of cells that show percentages. Raises NotASheetError."""
    relations = _elements(archive, RELATIONS, "Relationship") if RELATIONS in archive.namelist() else []
    targets = [one.get("Target", "") for one in relations if one.get("Type", "").endswith("/styles")]
    for target in targets[:1]:
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if path in archive.namelist():
            try:
                return percent_styles(archive.read(path))
            except expat.ExpatError as error:
                raise NotASheetError from error
    return frozenset()


def _too_far(sheet: str, extent: SheetExtent) -> str:
    most = f"{MOST_CELLS:,}".replace(",", ".")
    return (
        f"Lembar {sheet}: isinya terentang sampai sel {extent.at_last_column} ke kanan dan sampai sel "
        f"{extent.at_last_row} ke bawah, lebih dari {most} sel, jadi ditolak. Hapus isi sel yang jauh di luar tabel "
        "(di Excel: pilih semua baris di bawah dan semua kolom di kanan tabel, lalu Hapus), simpan, lalu unggah lagi."
    )


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of the sheet that each worksheet part holds."""
    if RELATIONS not in archive.namelist():
        return {}
    targets = {found.get("Id"): found.get("Target", "") for found in _elements(archive, RELATIONS, "Relationship")}
    names = {}
    for attributes in _elements(archive, WORKBOOK, "sheet"):
        key = next((value for name, value in attributes.items() if name.endswith(":id")), None)
        path = posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
        names[path] = attributes.get("name", path)
    return names


def _elements(archive: zipfile.ZipFile, part: str, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of this name, with whatever prefix. Raises NotASheetError."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: (
        found.append(attributes) if name.rpartition(":")[2] == wanted else None
    )
    try:
        parser.Parse(archive.read(part), True)
    except expat.ExpatError as error:
        raise NotASheetError from error
    return found
