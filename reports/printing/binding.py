"""The file at the end of a print job: one PDF to print, or a ZIP of the single files as they were issued."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from django.core.files.storage import default_storage
from django.utils.text import get_valid_filename

from indicators.enums import Attachment
from organisation.pages.storage import whole_or_none
from reports.attachments.models import IssuedAttachment
from reports.models import IssuedDocument
from reports.pdf import RenderError
from reports.printing.enums import PrintItemState, PrintKind
from reports.printing.models import PrintJob
from reports.signing.revisions import newest_bytes
from reports.stored import stored_bytes

FOLDER = "prints"
ENDINGS = {PrintKind.MERGED: "pdf", PrintKind.ARCHIVE: "zip"}


@dataclass(frozen=True, slots=True)
class Bound:
    """The finished file: its name in the storage, its fingerprint, and how many documents are in it."""

    name: str
    sha256: str
    documents: int


def bind(job: PrintJob) -> Bound:
    """Write the file of everything in the job that was printed, in its order.

    It is written beside its place and then renamed, so nobody reads a half; written again, it takes the same place.
    Raises `RenderError` when nothing was printed or a stored document is lost or altered, `ValidationError` when the
    disk is full.
    """
    documents = _documents_of(job)
    if not documents:
        raise RenderError("Tidak ada satu PK pun yang berhasil dicetak. Perbaiki sebabnya, lalu ulangi yang gagal.")
    name = f"{FOLDER}/{job.token.hex}.{ENDINGS[PrintKind(job.kind)]}"
    target = Path(default_storage.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    write = _write_merged if job.kind == PrintKind.MERGED else _write_archive
    try:
        with whole_or_none(part):
            write(job, documents, part)
        with part.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Bound(name, sha256, len(documents))


def _documents_of(job: PrintJob) -> list[IssuedDocument]:
    agreements = job.items.filter(state=PrintItemState.DONE).values("agreement")
    documents = IssuedDocument.objects.filter(agreement__in=agreements)
    by_agreement = {
        document.agreement_id: document
        for document in documents.select_related("agreement__position__unit").prefetch_related("attachments")
    }
    order = job.items.filter(state=PrintItemState.DONE).order_by("order").values_list("agreement_id", flat=True)
    return [by_agreement[pk] for pk in order]


def _write_merged(job: PrintJob, documents: list[IssuedDocument], path: Path) -> None:
    """Join the pages as they were issued, with one bookmark for each agreement; the single files stay as they are.

    Attachments follow their agreement. For printing on both sides, each document begins on an odd page.
    """
    with ExitStack() as open_files, pikepdf.new() as merged:
        starts = []
        for document in documents:
            starts.append((document.agreement.position.title, _next_page(merged, job)))
            for issued in (document, *_attachments_of(document, job)):
                source = open_files.enter_context(pikepdf.open(io.BytesIO(stored_bytes(issued, document.number))))
                if job.is_double_sided and len(merged.pages) % 2:
                    _add_blank(merged)
                merged.pages.extend(source.pages)
        for page in merged.pages:  # the tags stay behind with the documents they describe
            if "/StructParents" in page.obj:
                del page.obj["/StructParents"]
        with merged.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in starts)
        merged.Root.Lang = "id"
        merged.docinfo["/Title"] = f"Perjanjian Kinerja {job.year}: {job.words}"
        merged.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _next_page(merged: pikepdf.Pdf, job: PrintJob) -> int:
    """Where the next agreement begins, counted from 0; a blank page may come before it."""
    return len(merged.pages) + (len(merged.pages) % 2 if job.is_double_sided else 0)


def _attachments_of(document: IssuedDocument, job: PrintJob) -> Sequence[IssuedAttachment]:
    """What was issued with an agreement, when the job asks for it; in the order in which kinds are always listed."""
    if not job.with_attachments:
        return ()
    order = [kind.value for kind in Attachment]
    return sorted(document.attachments.all(), key=lambda attachment: order.index(attachment.kind))


def _add_blank(merged: pikepdf.Pdf) -> None:
    """A blank page as large as the last one, so that the next agreement begins on the front of a sheet."""
    left, bottom, right, top = (float(value) for value in merged.pages[-1].mediabox)
    merged.add_blank_page(page_size=(right - left, top - bottom))


def _write_archive(job: PrintJob, documents: list[IssuedDocument], path: Path) -> None:
    """Put the files into a ZIP byte for byte, so that signatures and fingerprints stay true."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in _named(documents, job):
            entry = zipfile.ZipInfo(name, (job.year, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def _named(documents: list[IssuedDocument], job: PrintJob) -> Iterator[tuple[str, bytes]]:
    """The newest files, under names that sort in the order of the job and say whose it is; never with a NIP."""
    width = len(str(len(documents)))
    for order, document in enumerate(documents, start=1):
        whose = get_valid_filename(document.agreement.position.title)[:80]
        number = get_valid_filename(document.number.replace("/", "-"))[:60]
        stem = f"{order:0{width}}_{whose}_{number}"
        yield f"{stem}.pdf", newest_bytes(document)
        for attachment in _attachments_of(document, job):
            yield f"{stem}_{attachment.slug}.pdf", stored_bytes(attachment, document.number)
