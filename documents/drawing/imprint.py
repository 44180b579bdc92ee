"""What every printed document of the government bears: its name, its coat of arms, its number and its QR code."""

import io
import mimetypes
from dataclasses import dataclass

import segno
from django.db.models.fields.files import FieldFile

from documents.drawing import pdf
from documents.enums import Paper
from organisation.enums import GovernmentKind
from organisation.models import Government

QR_SCALE = 6  # pixels a module: sharp on paper at 17 mm


@dataclass(frozen=True, slots=True)
class Imprint:
    """What makes a print a document: its number and the address where it can be checked."""

    number: str
    verification_address: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document as PDF, with the title and the paper that are kept with it."""

    title: str
    paper: Paper
    content: bytes


def assets_of(crest: pdf.Asset | None, imprint: Imprint | None) -> dict[str, pdf.Asset]:
    """The pictures of a document: coat of arms and, once it is issued, the QR code."""
    assets = {"crest": crest} if crest else {}
    if imprint:
        assets["qr"] = qr_code(imprint.verification_address)
    return assets


def qr_code(text: str) -> pdf.Asset:
    """A QR code that survives a coffee stain (15 % of it may be unreadable)."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=QR_SCALE, border=0)
    return pdf.Asset(picture.getvalue(), "image/png")


def crest_of(government: Government) -> pdf.Asset | None:
    """The coat of arms; None when the government has none. Raises `pdf.RenderRefusedError` when its file is lost."""
    return _picture(government.coat_of_arms, "lambang daerah")


def head_emblem_of(government: Government) -> pdf.Asset | None:
    """What stands on the papers of the regional head: the emblem that was uploaded for them, else the coat of arms."""
    return _picture(government.head_emblem, "lambang kepala daerah") or crest_of(government)


def _picture(file: FieldFile, called: str) -> pdf.Asset | None:
    if not file:
        return None
    try:
        with file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise pdf.RenderRefusedError(f"Berkas {called} tidak ditemukan. Unggah kembali {called}.") from error
    return pdf.Asset(content, mimetypes.guess_type(file.name)[0] or "application/octet-stream")


def government_name(government: Government) -> str:
    """`Pemerintah Kabupaten Contoh`, however much of it was typed."""
    name = government.name.removeprefix("Pemerintah ")
    kind = GovernmentKind(government.kind).label
    return f"Pemerintah {name}" if name.startswith(kind) else f"Pemerintah {kind} {name}"
