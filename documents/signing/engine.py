"""Putting signatures into PDF: places first, then one incremental update per signature, and nothing else ever.

PAdES baseline B-B; B-T when a time-stamp service is named. The bytes that were there before stay as they are: each
result begins with the file it was made from.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, general, signers
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from documents.signing.places import ANNEX, HEIGHT, WIDTH, Place, place_of, places_of
from documents.signing.tagging import TaggedPlaces

RESERVED_BYTES = 16384  # for the signature itself; a time-stamp with its chain needs about 8 kB


class SigningError(Exception):
    """The file could not be signed; the text is for the log, without secrets."""


class TimestampError(SigningError):
    """The time-stamp service did not answer as it should."""


@dataclass(frozen=True, slots=True)
class Intent:
    """Who signs (the party's label names the field), why and where; it becomes part of the signature."""

    label: str
    name: str
    reason: str
    location: str


class _StampPage(PdfContent):
    """A one-page PDF of ours, as the picture of a signature."""

    def __init__(self, content: bytes) -> None:
        super().__init__(box=layout.BoxConstraints(width=WIDTH, height=HEIGHT))
        self.content = content

    def render(self) -> bytes:
        writer: BasePdfFileWriter = self._ensure_writer
        self.resources.xobject["/Stempel"] = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.content)))
        return b"/Stempel Do"


def field_name(label: str) -> str:
    """The name of a party's field in the file: `Pihak Pertama` becomes `PihakPertama`."""
    return "".join(label.split())


def has_fields(content: bytes) -> bool:
    """Whether places for signatures were already put into the file."""
    return any(True for _ in fields.enumerate_sig_fields(PdfFileReader(io.BytesIO(content))))


def reserve(content: bytes, annex: bytes, parties: Mapping[str, str], *, with_fields: bool = True) -> bytes:
    """The file with an empty signature field per party, and a box on the annex. Only before the first signature.

    `parties` gives the key of each place and the label of its party, `annex` is the box as a one-page PDF. Raises
    `places.NoPlaceError` for a file without places.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    tags = TaggedPlaces(writer)
    places = places_of(writer.prev)
    for key, label in parties.items():
        place = places.get(f"{key}-{ANNEX}")
        if place is not None:
            box = layout.BoxConstraints(width=WIDTH, height=HEIGHT)
            stamp = _style(annex).create_stamp(writer, box, {})
            words = f"{label}: tanda tangan elektronik berada pada lembar pernyataan"
            tags.add_stamp(place.page, stamp, place.left, place.bottom, words)
    for key, label in parties.items():
        place = place_of(writer.prev, key)
        if with_fields:
            words = f"Tanda tangan {label}"
            spec = fields.SigFieldSpec(field_name(label), on_page=place.page, box=place.box, readable_field_name=words)
            fields.append_signature_field(writer, spec)
            tags.add_field(place.page, writer.root["/AcroForm"]["/Fields"].raw_get(-1), words)
    if not with_fields:
        tags.withdraw_claim()
    return _written(writer)


def sign(
    content: bytes, intent: Intent, signer: signers.Signer, stamp: bytes, *, timestamper: TimeStamper | None = None
) -> bytes:
    """The file with one more signature, in the field that was kept for it. Raises `SigningError`."""
    metadata = signers.PdfSignatureMetadata(
        field_name=field_name(intent.label),
        md_algorithm="sha256",
        name=intent.name,
        reason=intent.reason,
        location=intent.location,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    pdf_signer = signers.PdfSigner(metadata, signer, timestamper=timestamper, stamp_style=_style(stamp))
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        signed = pdf_signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=RESERVED_BYTES)
    except TimestampRequestError as error:
        raise TimestampError(str(error)) from error
    except (PdfError, general.SigningError) as error:
        raise SigningError(str(error)) from error
    return signed.getvalue()


def _style(page: bytes) -> StaticStampStyle:
    return StaticStampStyle(border_width=0, background=_StampPage(page), background_layout=_FILLING)


_FILLING = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MID,
    y_align=layout.AxisAlignment.ALIGN_MID,
    margins=layout.Margins.uniform(0),
    inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
)


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def visible_place(content: bytes, key: str) -> tuple[Place, float]:
    """Where a party's signature is to be seen, and the height of that page in points."""
    reader = PdfFileReader(io.BytesIO(content))
    place = place_of(reader, key)
    page = reader.find_page_for_modification(place.page)[0].get_object()
    return place, float(page["/MediaBox"][3])
