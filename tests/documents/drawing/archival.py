"""What PDF/A-3b (ISO 19005-3, level B) asks of a file, as far as it can be seen without a validator.

veraPDF is the reference but needs Java; these are its rules that a program of ours could break: identification, output
intent, embedded fonts, no scripts or attachments, colours, printable annotations with an appearance.
"""

import io
from collections.abc import Iterator

import pikepdf

PRINT, HIDDEN = 4, 1 | 2 | 32  # bits of an annotation's flags: print; invisible, hidden, no view
FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/Rendition"}


def objections_to(content: bytes) -> list[str]:
    """Why the file is no PDF/A-3b; nothing when all that can be seen is in order."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return [*_of_the_file(document), *_of_objects(document), *_of_annotations(document)]


def _of_the_file(document: pikepdf.Pdf) -> Iterator[str]:
    metadata = document.open_metadata()
    if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) != ("3", "B"):
        yield "not identified as PDF/A-3b"
    if metadata.get("dc:title") != str(document.docinfo.get("/Title")):
        yield "title differs between metadata and information dictionary"
    if document.is_encrypted or "/ID" not in document.trailer:
        yield "encrypted, or without identifier"
    intents = document.Root.get("/OutputIntents", [])
    if [str(intent.S) for intent in intents] != ["/GTS_PDFA1"]:
        yield "no single PDF/A output intent"
    elif intents[0].DestOutputProfile.N != 3 or not intents[0].DestOutputProfile.read_bytes():
        yield "no RGB profile"
    form = document.Root.get("/AcroForm", {})
    if "/XFA" in form or form.get("/NeedAppearances", False):
        yield "a form that readers have to draw"
    if "/AA" in document.Root or "/EmbeddedFiles" in document.Root.get("/Names", {}):
        yield "additional actions or attachments"


def _of_objects(document: pikepdf.Pdf) -> Iterator[str]:
    for item in document.objects:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if item.get("/Type") == "/Font" and item.get("/Subtype") in {
            "/TrueType",
            "/Type1",
            "/CIDFontType2",
            "/CIDFontType0",
        }:
            descriptor = item.get("/FontDescriptor", {})
            if not any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font {item.get('/BaseFont')} is not embedded"
        if str(item.get("/S")) in FORBIDDEN_ACTIONS or "/JS" in item:
            yield "a forbidden action"
        if item.get("/Interpolate", False) or "/OPI" in item or "/Alternates" in item:
            yield "an image that readers may draw differently"
        if "/TR" in item and item.get("/Type") == "/ExtGState":
            yield "a transfer function"
        if "/DeviceCMYK" in str(item.get("/ColorSpace", "")):
            yield "a colour space that the output intent does not cover"
        if isinstance(item, pikepdf.Stream) and ("/LZWDecode" in str(item.get("/Filter", "")) or "/F" in item):
            yield "a stream that is packed with LZW or lies outside"


def _of_annotations(document: pikepdf.Pdf) -> Iterator[str]:
    for page in document.pages:
        for note in page.obj.get("/Annots", []):
            flags = int(note.get("/F", 0))
            if not flags & PRINT or flags & HIDDEN:
                yield f"annotation {note.Subtype} is not printed"
            left, bottom, right, top = (float(side) for side in note.Rect)
            if note.Subtype != "/Link" and "/AP" not in note and right > left and top > bottom:
                yield f"annotation {note.get('/T', note.Subtype)} without appearance"
