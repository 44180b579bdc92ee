"""Taking in one file: not too large, of an accepted type by its content, without virus."""

import hashlib
import logging
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File

from documents.inspection.child import ask
from realisations.enums import ScanResult
from realisations.evidence.clamd import ScannerUnreachableError, found_in
from realisations.evidence.sniffing import ALIASES, EMPTY, EXTENSIONS, PICTURES

MAX_BYTES = 10 * 1024 * 1024
TIME_LIMIT = 20  # seconds
LONGEST_STEM = 120
INSPECTOR = "realisations.evidence.inspector"
TOO_LARGE = "Berkas ini lebih besar dari 10 MB. Perkecil atau bagi menjadi beberapa berkas, lalu unggah lagi."
UNREADABLE = "Berkas ini tidak dapat diperiksa. Simpan ulang sebagai PDF, lalu unggah lagi."
CUT = "Unggahan terputus sebelum seluruh berkas diterima. Periksa jaringan, lalu unggah lagi."
VIRUS = "Antivirus menemukan {virus} dalam berkas ini, jadi ditolak. Bersihkan komputer Anda, lalu unggah yang bersih."
SCANNER_AWAY = (
    "Pemindai virus sedang tidak dapat dihubungi, jadi berkas belum diterima. Coba lagi beberapa menit lagi, atau beri "
    "tahu Diskominfo."
)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """A file that was looked at: what is kept of it, what it is, and the SHA-256 of what was sent."""

    name: str
    kind: str
    content: bytes
    source_sha256: str
    scan: str


def take(upload: File) -> InspectedFile:
    """Look into `upload`. Raises ValidationError with one sentence when it is not accepted."""
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="size")
    content = upload.read()
    if not content:
        raise ValidationError(EMPTY, code="empty")
    if len(content) != upload.size:
        raise ValidationError(CUT, code="cut")
    scan = _scanned(content)
    kind, kept = _inspected(content)
    name = upload.name or ""
    _refuse_false_name(name, kind)
    return InspectedFile(clean_name(name, kind), kind, kept, hashlib.sha256(content).hexdigest(), scan)


def clean_name(name: str, kind: str) -> str:
    """The name that people see: no folders, nothing invisible, and the ending of what the file really is."""
    plain = _UNPRINTABLE.sub("", unicodedata.normalize("NFC", name)).replace("\\", "/")
    path = PurePosixPath(plain)
    stem = path.stem if path.suffix.lstrip(".").lower() in EXTENSIONS else path.name
    return f"{stem.strip(' .')[:LONGEST_STEM] or 'berkas'}.{kind}"


def _refuse_false_name(name: str, kind: str) -> None:
    """A name that promises another type misleads whoever opens it; cameras, though, mix up the kinds of pictures."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lstrip(".").lower()
    promised = ALIASES.get(ending, ending)
    if not ending or promised == kind or {promised, kind} <= PICTURES:
        return
    raise ValidationError(
        f"Nama berkas berakhiran .{ending[:10]}, tetapi isinya {kind.upper()}. Ganti akhirannya menjadi .{kind}, lalu "
        "unggah lagi.",
        code="name",
    )


def _inspected(content: bytes) -> tuple[str, bytes]:
    try:
        reply, kept = ask(INSPECTOR, {}, [content], time_limit=TIME_LIMIT)
    except (TimeoutError, EOFError) as error:
        logger.warning("The inspector gave up on %d bytes (%s)", len(content), type(error).__name__)
        raise ValidationError(UNREADABLE, code="type") from error
    if "refused" in reply:
        raise ValidationError(reply["refused"], code="type")
    if "failed" in reply:
        logger.info("The inspector could not read a file: %s", reply["failed"])
        raise ValidationError(UNREADABLE, code="type")
    return reply["kind"], kept[0]


def _scanned(content: bytes) -> str:
    """What the antivirus says; with `warn`, a file that nobody could scan is kept and marked."""
    if settings.EVIDENCE_SCAN == "off":
        return ScanResult.OFF
    try:
        virus = found_in(content)
    except ScannerUnreachableError as error:
        logger.error("clamd at %s gives no verdict: %s", settings.CLAMD_ADDRESS, error)
        if settings.EVIDENCE_SCAN == "block":
            raise ValidationError(SCANNER_AWAY, code="scanner") from error
        return ScanResult.UNSCANNED
    if virus:
        raise ValidationError(VIRUS.format(virus=virus[:80]), code="virus")
    return ScanResult.CLEAN
