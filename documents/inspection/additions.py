"""What was added to a signed PDF afterwards: validation data, a further signature, or something else.

Runs in the confined inspector only. Two revisions are compared by pyHanko. Its usual policy calls more things an
update for the long term than validation data: objects that nothing refers to, another title, text in a form, and an
empty field that shows something. Here every change must be one of those that are wanted.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.metadata.xmp_xml import parse_xmp
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FieldComparisonContext,
    FieldMDPRule,
    FormUpdate,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    QualifiedWhitelistRule,
    ReferenceUpdate,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

NOTHING_BUT_VALIDATION_DATA = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
"""Nothing, or evidence for later checks: certificates, answers on revocation, and time-stamps over the document."""
WITH_SIGNATURES = (*NOTHING_BUT_VALIDATION_DATA, ModificationLevel.FORM_FILLING)
"""The same, and further signatures with what they show."""

_EVIDENCE: dict[str, Callable[[bytes], object]] = {
    "/Cert": lambda der: x509.Certificate.load(der, strict=True).subject.native,
    "/CRL": lambda der: crl.CertificateList.load(der, strict=True).issuer.native,
    "/OCSP": lambda der: ocsp.OCSPResponse.load(der, strict=True)["response_status"].native,
}
"""What reads a little of each kind of evidence, and fails over anything else; lists of revocations can be long."""
_CHANGE_WITH_EVERY_SAVING = frozenset({"ModifyDate", "MetadataDate", "ModDate", "Producer", "InstanceID"})
_BEGINNING = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_END = re.compile(rb"startxref\s+(\d+)\s*\Z")


class _SameInformation(DocInfoRule):
    """The dictionary with title and author may be written again; only the moment and the program may differ."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        if _information(new) - _information(old):
            raise SuspiciousModification("/Info says something else")
        yield from super().apply(old, new)


class _SameMetadata(MetadataUpdateRule):
    """So may the metadata of the document, which name the title that a window shows."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        yield from super().apply(old, new)
        if _metadata(new) - _metadata(old):
            raise SuspiciousModification("/Metadata say something else")


class _ReadableEvidence(DSSCompareRule):
    """What is called a certificate, a revocation list or an OCSP answer must be one, and nothing behind it."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        yield from super().apply(old, new)
        for key, stream in _evidence(new.root):
            try:
                _EVIDENCE[key](stream.data)
            except (ValueError, TypeError) as error:
                raise SuspiciousModification(f"{key} is something else") from error


class _FilledFields(FieldMDPRule):
    """A field that is added is signed in the same step; an empty one could show anything."""

    def apply(self, context: FieldComparisonContext) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        for name, spec in context.field_specs.items():
            if spec.old_field_ref is None and spec.new_field is not None and "/V" not in spec.new_field:
                raise SuspiciousModification(f"The field {name} was added and not signed")
        return ()


RULES: list[QualifiedWhitelistRule] = [
    CatalogModificationRule(frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Version"})),
    *(
        rule.as_qualified(ModificationLevel.LTA_UPDATES)
        for rule in (_SameInformation(), _SameMetadata(), _ReadableEvidence(), XrefStreamRule(), ObjectStreamRule())
    ),
]
FIELDS = FormUpdatingRule(
    [_FilledFields(), SigFieldCreationRule(), SigFieldModificationRule()],
    ignored_acroform_keys=frozenset({"/Fields", "/DR", "/DA", "/Q"}),
)


class _Additions(StandardDiffPolicy):
    """What may be added after a signature, and how much that is; text in a form may not.

    Programs that sign leave objects behind that nothing refers to. They show nothing, but they are no evidence either:
    a step that has some counts as a further signature.
    """

    def apply(
        self,
        old: HistoricalResolver,
        new: HistoricalResolver,
        field_mdp_spec: FieldMDPSpec | None = None,
        doc_mdp: MDPPerm | None = None,
    ) -> DiffResult:
        try:
            return _WITHOUT_REMAINS.apply(old, new, field_mdp_spec, doc_mdp)
        except SuspiciousModification:
            found = super().apply(old, new, field_mdp_spec, doc_mdp)
            return DiffResult(max(found.modification_level, ModificationLevel.FORM_FILLING), found.changed_form_fields)


POLICY = _Additions(RULES, FIELDS)
_WITHOUT_REMAINS = StandardDiffPolicy(RULES, FIELDS, ignore_orphaned_objects=False)


def ends_with_known_revisions(signature: EmbeddedPdfSignature, content: bytes) -> bool:
    """Whether nothing stands behind the signed bytes but whole revisions, which were compared.

    What is appended without being a revision is compared with nothing.
    """
    xrefs = signature.reader.xrefs
    later = xrefs.total_revisions - signature.signed_revision - 1
    *revisions, behind = content[end_of(signature) :].split(b"%%EOF")
    if behind.strip() or len(revisions) != later:
        return False
    if not later:
        return True
    last = _END.search(revisions[-1])
    is_last = last is not None and int(last[1]) == xrefs.get_startxref_for_revision(xrefs.total_revisions - 1)
    return is_last and all(_BEGINNING.match(revision) for revision in revisions)


def end_of(signature: EmbeddedPdfSignature) -> int:
    """How many bytes of the file the signature covers, its own place among them."""
    *_, start, length = signature.byte_range
    return int(start) + int(length)


def all_signatures_of(reader: PdfFileReader) -> tuple[list[EmbeddedPdfSignature], list[EmbeddedPdfSignature]]:
    """The signatures of a file and the time-stamps over it, each in the order in which they were given.

    Raises `ValueError` for a signature of another kind, which nobody would judge.
    """
    signatures, stamps = reader.embedded_regular_signatures, reader.embedded_timestamp_signatures
    if len(signatures) + len(stamps) != sum(1 for _ in enumerate_sig_fields(reader, filled_status=True)):
        raise ValueError("a signature of an unknown kind")
    return signatures, stamps


def _at(holder: generic.DictionaryObject, key: str, otherwise: Any) -> Any:
    """What stands at a key, wherever it is kept; `get` gives a reference for some kinds of dictionaries."""
    return holder[key] if key in holder else otherwise  # noqa: SIM401


def _information(revision: HistoricalResolver) -> set[tuple[str, str]]:
    found = _at(revision.trailer_view, "/Info", {})
    return {(key, str(found[key])) for key in found if key[1:] not in _CHANGE_WITH_EVERY_SAVING}


def _metadata(revision: HistoricalResolver) -> set[tuple[str, str]]:
    stream = _at(revision.root, "/Metadata", None)
    if stream is None:
        return set()
    said = {(name, str(value)) for part in parse_xmp(io.BytesIO(stream.data)) for name, value in part}
    return {(str(name), value) for name, value in said if name.local_name not in _CHANGE_WITH_EVERY_SAVING}


def _evidence(root: generic.DictionaryObject) -> Iterator[tuple[str, generic.StreamObject]]:
    """All evidence in the store of a file, and in the entries for single signatures, with the name of its kind."""
    store = _at(root, "/DSS", {})
    entries = _at(store, "/VRI", {})
    for keys in (store, *(entries[name] for name in entries)):
        for key in _EVIDENCE:
            for stream in (*_at(keys, key, ()), *_at(keys, f"{key}s", ())):
                yield key, stream.get_object()
