"""Reading documents of other floors' rows, one or many at once."""

from collections.abc import Collection, Iterable, Mapping

from documents.kinds import kind_named
from documents.models import IssuedDocument


def document_of(kind: str, subject_id: int) -> IssuedDocument | None:
    """The document that was issued for this subject; None when there is none."""
    return IssuedDocument.objects.filter(kind=kind, subject_id=subject_id).first()


def documents_of(kind: str, subject_ids: Collection[int]) -> Mapping[int, IssuedDocument]:
    """The documents of these subjects by the key of the subject, in one query."""
    found = IssuedDocument.objects.filter(kind=kind, subject_id__in=subject_ids)
    return {document.subject_id: document for document in found}


def attach_subjects(documents: Iterable[IssuedDocument]) -> None:
    """Let every document know its subject, with one query for each kind."""
    by_kind: dict[str, list[IssuedDocument]] = {}
    for document in documents:
        by_kind.setdefault(document.kind, []).append(document)
    for name, group in by_kind.items():
        subjects = kind_named(name).subjects().in_bulk([document.subject_id for document in group])
        for document in group:
            document.subject = subjects[document.subject_id]
