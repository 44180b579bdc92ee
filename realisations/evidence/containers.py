"""DOCX, XLSX and ODS: containers that may hold a document and nothing else. Runs in the confined child only."""

import io
import re
import stat
import zipfile

from documents.inspection.archives import (
    DAMAGES,
    LARGEST_COUNT,
    OLE,
    Danger,
    DangerousArchiveError,
    check_directory,
    read_through,
)
from realisations.evidence.sniffing import DOCX, EICAR, ODS, TEST_VIRUS, WRONG_TYPE, XLSX, FileRefusedError

DAMAGED = "Dokumen ini rusak dan tidak dapat dibuka. Buka di aplikasinya, simpan ulang, lalu unggah lagi."
BOMB = "Isi dokumen ini dimampatkan secara tidak wajar, jadi ditolak. Simpan sebagai PDF, lalu unggah hasilnya."
FOREIGN = "Susunan dokumen ini tidak wajar, jadi ditolak. Buka di aplikasinya, simpan ulang, lalu unggah lagi."
MACROS = "Dokumen ini memuat makro. Simpan tanpa makro (.docx, .xlsx) atau sebagai PDF, lalu unggah hasilnya."
CARRIES = (
    "Dokumen ini menyimpan berkas lain di dalamnya (misalnya lembar Excel di balik grafik). Simpan sebagai PDF, lalu "
    "unggah hasilnya."
)
REMOTE = "Dokumen ini mengambil isi dari tempat lain saat dibuka. Simpan sebagai PDF, lalu unggah hasilnya."
LOCKED = "Dokumen ini berkata sandi. Hapus kata sandinya, simpan, lalu unggah lagi."
ARCHIVE = "Arsip ZIP tidak diterima. Unggah isinya satu per satu."
SENTENCES = {
    Danger.TOO_MANY_PARTS: f"Dokumen ini berisi lebih dari {LARGEST_COUNT} bagian, jadi ditolak. Simpan sebagai PDF.",
    Danger.FOREIGN_PATH: FOREIGN,
    Danger.TOO_LARGE: BOMB,
    Danger.TOO_DENSE: BOMB,
    Danger.DAMAGED: DAMAGED,
    Danger.DEFINES_ENTITIES: FOREIGN,
}
_MAIN_PARTS = {
    DOCX: ("word/document.xml", b"wordprocessingml.document.main+xml"),
    XLSX: ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT_TYPES = "[Content_Types].xml"
_SMALL_PART = 1024 * 1024  # bytes; what is read whole is shorter
_PROGRAM_PARTS = re.compile(r"(^|/)(vbaproject\w*\.bin|vbadata\.xml|macrosheets/|activex/|basic/|scripts/)", re.I)
_REMOTE = re.compile(rb"<[^>]*/(attachedTemplate|oleObject|frame|subDocument)\"[^>]*TargetMode=\"External\"", re.I)
_REMOTE_TURNED = re.compile(
    rb"<[^>]*TargetMode=\"External\"[^>]*/(attachedTemplate|oleObject|frame|subDocument)\"", re.I
)
_CARRIED = (OLE, b"PK\x03\x04", b"MZ", b"\x7fELF")


def document_kind(content: bytes) -> str:
    """`DOCX`, `XLSX` or `ODS`, after every part was unpacked and looked at. Raises RefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_directory(archive)
            _check_parts(archive)
            kind = _kind(archive)
            read_through(archive, _Looker())
            return kind
    except DangerousArchiveError as refusal:
        raise FileRefusedError(SENTENCES[refusal.danger]) from refusal
    except DAMAGES as error:
        raise FileRefusedError(DAMAGED) from error
    except RuntimeError as error:  # what the standard library raises for an encrypted part
        raise FileRefusedError(LOCKED) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    modes = [member.external_attr >> 16 for member in archive.infolist()]
    if archive.comment or len(set(names)) < len(names) or any("\\" in name or "\0" in name for name in names):
        raise FileRefusedError(FOREIGN)
    if any(stat.S_ISLNK(mode) for mode in modes):
        raise FileRefusedError(FOREIGN)
    if any(_PROGRAM_PARTS.search(name) for name in names):
        raise FileRefusedError(MACROS)


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        if _start(archive, "mimetype").strip() != _ODS_TYPE or "content.xml" not in names:
            raise FileRefusedError(WRONG_TYPE)
        if b"encryption-data" in _start(archive, "META-INF/manifest.xml"):
            raise FileRefusedError(LOCKED)
        return ODS
    if _CONTENT_TYPES not in names:
        raise FileRefusedError(ARCHIVE)
    types = _start(archive, _CONTENT_TYPES)
    if b"macroenabled" in types.lower():
        raise FileRefusedError(MACROS)
    for kind, (part, main) in _MAIN_PARTS.items():
        if part in names and main in types:
            return kind
    raise FileRefusedError(WRONG_TYPE)


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_SMALL_PART)


class _Looker:
    """Looks at each piece of each part; knows whether a piece is the first of its part."""

    def __init__(self) -> None:
        self._part = ""

    def __call__(self, part: str, window: bytes) -> None:
        is_first, self._part = part != self._part, part
        if EICAR in window:
            raise FileRefusedError(TEST_VIRUS)
        if is_first and window.startswith(_CARRIED):
            raise FileRefusedError(CARRIES)
        if part.endswith(".rels") and (_REMOTE.search(window) or _REMOTE_TURNED.search(window)):
            raise FileRefusedError(REMOTE)
