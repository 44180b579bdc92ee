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

from documents.drawing.pdf import RenderError
from documents.enums import PrintItemState, PrintKind, RevisionOrigin
from documents.issuing.facts import attach_subjects
from documents.issuing.revisions import newest_bytes
from documents.issuing.stored import stored_bytes
from documents.models import DocumentRevision, IssuedAttachment, IssuedDocument, PrintJob
from documents.printing.joined_tags import JoinedTags
from organisation.pages.storage import whole_or_none

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
        raise RenderError(
            f"Tidak ada satu {job.noun} pun yang berhasil dicetak. Perbaiki sebabnya, lalu ulangi yang gagal."
        )
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
    done = job.items.filter(state=PrintItemState.DONE)
    of_kind = IssuedDocument.objects.filter(kind=job.document_kind, subject_id__in=done.values("subject_id"))
    by_subject = {document.subject_id: document for document in of_kind.prefetch_related("attachments")}
    attach_subjects(by_subject.values())
    return [by_subject[pk] for pk in done.order_by("order").values_list("subject_id", flat=True)]


def _write_merged(job: PrintJob, documents: list[IssuedDocument], path: Path) -> None:
    """Join the pages as they were issued or signed, with one bookmark for each; the single files stay as they are.

    What stands in fields, as the stamps of signatures do, becomes part of the page: the form that holds a field stays
    behind, and without it programs do not print the field. Attachments follow their document. For printing on both
    sides, each document begins on an odd page. The tags of all documents are joined as well.
    """
    with ExitStack() as open_files, pikepdf.new() as merged:
        starts = []
        tags = JoinedTags(merged)
        for document in documents:
            starts.append((_owner(document), _next_page(merged, job)))
            for issued in (_to_print(document), *_attachments_of(document, job)):
                source = open_files.enter_context(pikepdf.open(io.BytesIO(stored_bytes(issued, document.number))))
                source.flatten_annotations("print")
                if job.is_double_sided and len(merged.pages) % 2:
                    _add_blank(merged)
                before = len(merged.pages)
                merged.pages.extend(source.pages)
                tags.take(source, list(merged.pages)[before:])
        tags.write()
        with merged.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in starts)
        merged.Root.Lang = "id"
        merged.docinfo["/Title"] = f"{job.registered_kind.label} {job.year}: {job.words}"
        merged.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _to_print(document: IssuedDocument) -> IssuedDocument | DocumentRevision:
    """The newest file that was signed electronically, else the issued one: a scan is no page to print again."""
    return document.revisions.filter(origin=RevisionOrigin.SIGNATURE).last() or document


def _owner(document: IssuedDocument) -> str:
    return document.registered_kind.owner(document.subject)


def _next_page(merged: pikepdf.Pdf, job: PrintJob) -> int:
    """Where the next document begins, counted from 0; a blank page may come before it."""
    return len(merged.pages) + (len(merged.pages) % 2 if job.is_double_sided else 0)


def _attachments_of(document: IssuedDocument, job: PrintJob) -> Sequence[IssuedAttachment]:
    """What was issued with a document, when the job asks for it; in the order in which kinds are always listed."""
    if not job.with_attachments:
        return ()
    order = [kind.name for kind in job.registered_kind.drawing.attachments]
    return sorted(document.attachments.all(), key=lambda attachment: order.index(attachment.kind))


def _add_blank(merged: pikepdf.Pdf) -> None:
    """A blank page as large as the last one, so that the next document begins on the front of a sheet."""
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
        whose = get_valid_filename(_owner(document))[:80]
        number = get_valid_filename(document.number.replace("/", "-"))[:60]
        stem = f"{order:0{width}}_{whose}_{number}"
        yield f"{stem}.pdf", newest_bytes(document)
        for attachment in _attachments_of(document, job):
            yield f"{stem}_{attachment.slug}.pdf", stored_bytes(attachment, document.number)
