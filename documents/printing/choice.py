"""What a person wants to print in bulk and in which form, and what of it can be printed today."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from documents.enums import PrintKind, RevisionOrigin
from documents.kinds import DocumentKind, Selection, Subject, kind_at, kinds_in_bulk
from documents.models import DocumentRevision, IssuedDocument
from organisation.models import User

IS_SIGNED = (
    "Sudah ditandatangani secara elektronik; menggabungkan berkasnya merusak tanda tangan itu. Pilih bentuk ZIP."
)


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """The kind of document and what its floor lets a person choose, with form, sides, attachments; from an address."""

    document_kind: DocumentKind
    selection: Selection
    kind: PrintKind
    is_double_sided: bool = False
    with_attachments: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any], today: datetime.date, user: User) -> "PrintChoice":
        """Read the query string or the form; nonsense is ignored."""
        kinds = kinds_in_bulk()
        document_kind = kind_at(data.get("jenis", ""))
        if document_kind not in kinds:
            document_kind = kinds[0]
        kind = data.get("bentuk", "")
        return cls(
            document_kind=document_kind,
            selection=document_kind.bulk.choose(data, today, user),
            kind=PrintKind(kind) if kind in PrintKind.values else PrintKind.MERGED,
            is_double_sided=data.get("sisi") == "bolak-balik" and kind != PrintKind.ARCHIVE,
            with_attachments=data.get("lampiran") == "sertakan",
        )

    @property
    def words(self) -> str:
        """The choice as the job's page tells it: `Tahun 2026, Dinas Kesehatan, bolak-balik`."""
        parts = [self.selection.words]
        if self.is_double_sided:
            parts.append("bolak-balik")
        if self.with_attachments:
            parts.append("dengan lampiran")
        return ", ".join(parts)[:300]


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One subject of the choice: whose it is, where it stands, its number if it has one, or why it is left out."""

    subject: Subject
    owner: str
    detail: str
    state: str
    number: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PrintReview:
    """What a job of this choice would print, in its order, and what it would leave out."""

    printed: tuple[PrintRow, ...]
    left_out: tuple[PrintRow, ...]
    without: str
    """A sentence on what has no document of the year at all."""

    asks_day: bool = False
    """Whether somebody has to say which day stands on the papers that get their number with this job."""

    @property
    def new_numbers(self) -> int:
        """How many of them are not issued yet and get their number with this job."""
        return sum(not row.number for row in self.printed)


def review_of(choice: PrintChoice) -> PrintReview:
    """Look at everything that fits the choice in the user's scope. The number of queries is constant."""
    kind = choice.document_kind
    candidates = choice.selection.candidates()
    issued = _issued(kind, [candidate.subject.pk for candidate in candidates])
    kind.tell([candidate.subject for candidate in candidates])
    rows = []
    for candidate in candidates:
        subject, document = candidate.subject, issued.get(candidate.subject.pk)
        is_signed = document is not None and document.is_electronic and choice.kind == PrintKind.MERGED
        reason = candidate.objection or (IS_SIGNED if is_signed else "")
        number = document.number if document else ""
        rows.append(PrintRow(subject, kind.owner(subject), kind.detail(subject), kind.state(subject), number, reason))
    printed = tuple(row for row in rows if not row.reason)
    asks_day = any(not row.number and kind.issuing.asks_day(row.subject) for row in printed)
    return PrintReview(printed, tuple(row for row in rows if row.reason), choice.selection.without(), asks_day)


def _issued(kind: DocumentKind, keys: list[int]) -> dict[int, IssuedDocument]:
    """The documents of these subjects, each with `is_electronic`: signed as a file."""
    signed = DocumentRevision.objects.filter(document=OuterRef("pk"), origin=RevisionOrigin.SIGNATURE)
    found = IssuedDocument.objects.filter(kind=kind.name, subject_id__in=keys).annotate(is_electronic=Exists(signed))
    return {document.subject_id: document for document in found}
