"""Issuing documents: numbered, rendered once, stored, hashed, never changed."""

import datetime
import hashlib
import re
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from audit.trail import record
from documents.drawing.imprint import Drawn, Imprint
from documents.issuing.facts import document_of, documents_of
from documents.issuing.numbering import take_number
from documents.issuing.tokens import new_token, verification_address
from documents.kinds import AttachmentKind, DocumentKind, Subject
from documents.models import IssuedAttachment, IssuedDocument
from documents.models.issued import IssuedFile
from organisation.models import User

PLACEHOLDER = re.compile(r"{(\w+)}")


@transaction.atomic
def issue_document(kind: DocumentKind, subject: Subject, *, by: User) -> IssuedDocument:
    """Number, print and store the document with the year's attachments; the one issued before, if there is one.

    Everything or nothing: a number is taken only together with its documents, so none repeats and none is skipped.
    Raises `ValidationError` when the subject cannot be issued now, `pdf.RenderError` when it cannot be printed.
    """
    subject = kind.lock(subject)
    issued = document_of(kind.name, subject.pk)
    if issued:
        return issued
    objection = kind.issuing.objection(subject)
    if objection:
        raise ValidationError(objection, code="not_approved")
    sequence = take_number(kind, subject)
    token = new_token()
    imprint = Imprint(_number(kind, subject, sequence), verification_address(token))
    facts = kind.drawing.facts(subject)
    drawn = kind.drawing.draw(facts, imprint)
    issued = IssuedDocument(
        kind=kind.name,
        subject_id=subject.pk,
        year=subject.year,
        sequence=sequence,
        number=imprint.number,
        **_columns(drawn, token, by),
    )
    wanted = [one for one in kind.drawing.attachments if one.name in kind.drawing.wanted(subject.year)]
    _store([(issued, drawn.content), *_attached(wanted, facts, issued, by=by)])
    record(subject, "document.issued", by=by, data={"number": issued.number, "sha256": issued.sha256})
    return issued


@transaction.atomic
def issue_dated(kind: DocumentKind, subject: Subject, day: datetime.date | None, *, by: User) -> IssuedDocument:
    """Issue with this day on the paper, None for dots; see `issue_document`. What was issued before stays as it is."""
    subject = kind.lock(subject)
    date_subjects(kind, [subject], day, by=by)
    return issue_document(kind, subject, by=by)


@transaction.atomic
def date_subjects(kind: DocumentKind, subjects: Sequence[Subject], day: datetime.date | None, *, by: User) -> None:
    """Let this day stand on the papers that are still to be issued and whose day is open; None for dots.

    Raises `ValidationError` when one could not have been made on that day.
    """
    issued = documents_of(kind.name, [subject.pk for subject in subjects])
    for subject in subjects:
        if kind.issuing.dating and subject.pk not in issued and kind.issuing.asks_day(subject):
            kind.issuing.dating.write(subject, day, by=by)


@transaction.atomic
def issue_attachments(document: IssuedDocument, *, by: User) -> list[IssuedAttachment]:
    """Print and store the attachments of the year that were not issued with the document, under its number.

    For attachments that a government chose after the document was issued. Raises `ValidationError` when none is
    missing or the subject was cancelled, `pdf.RenderError` when one cannot be printed.
    """
    kind = document.registered_kind
    subject = kind.lock(document.subject)
    if kind.issuing.objection(subject):
        raise ValidationError(f"{kind.noun} ini dibatalkan, jadi lampirannya tidak diterbitkan lagi.", code="cancelled")
    missing = missing_attachments(document)
    if not missing:
        raise ValidationError(f"Semua lampiran tahun ini sudah diterbitkan untuk {kind.noun} ini.", code="nothing")
    rows = _attached(missing, kind.drawing.facts(subject), document, by=by)
    _store(rows)
    facts = {"kind": kind.name, "attachments": [one.name for one in missing], "number": document.number}
    record(subject, "document.attached", by=by, data=facts)
    return [row for row, _ in rows]


def missing_attachments(document: IssuedDocument) -> list[AttachmentKind]:
    """The attachments that the year asks for and this document does not have."""
    present = {attachment.kind for attachment in document.attachments.all()}
    drawing = document.registered_kind.drawing
    wanted = drawing.wanted(document.year)
    return [kind for kind in drawing.attachments if kind.name in wanted and kind.name not in present]


def _number(kind: DocumentKind, subject: Subject, sequence: int) -> str:
    """The number as the wording of the year has it; braces around anything unknown stay as they are."""
    wording = kind.issuing.number_format(subject.year)
    words = {"nomor": str(sequence), "tahun": str(subject.year)}
    if not words.keys() >= set(PLACEHOLDER.findall(wording)):
        words |= kind.issuing.number_words(subject)
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), wording)


def _attached(
    kinds: Sequence[AttachmentKind], facts: Any, document: IssuedDocument, *, by: User
) -> list[tuple[IssuedAttachment, bytes]]:
    """These attachments rendered, each with a token of its own, as rows without their files."""
    rows = []
    for kind in kinds:
        token = new_token()
        drawn = kind.draw(facts, Imprint(document.number, verification_address(token)))
        row = IssuedAttachment(document=document, kind=kind.name, **_columns(drawn, token, by))
        rows.append((row, drawn.content))
    return rows


def _columns(drawn: Drawn, token: str, by: User) -> dict[str, Any]:
    return {
        "title": drawn.title[:300],
        "paper": drawn.paper,
        "sha256": hashlib.sha256(drawn.content).hexdigest(),
        "token": token,
        "issued_by": by,
    }


def _store(files: Sequence[tuple[IssuedFile, bytes]]) -> None:
    """Write files and rows; no file stays behind when a row is refused."""
    written = []
    try:
        for row, content in files:
            row.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(content), save=False)
            written.append(row)
            row.save()
    except BaseException:
        for row in written:
            row.file.delete(save=False)
        raise
