"""What can be found out about the signatures of a PDF, as plain values. Runs in the confined inspector only."""

import asyncio
import datetime
import io
from collections.abc import Sequence
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import UnacceptableSignerError
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from documents.inspection.additions import (
    NOTHING_BUT_VALIDATION_DATA,
    POLICY,
    WITH_SIGNATURES,
    all_signatures_of,
    end_of,
    ends_with_known_revisions,
)
from documents.inspection.certificates import facts_of
from documents.inspection.chains import evidence_in, judge

COVERED = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
UNUSABLE = (SignatureValidationError, UnacceptableSignerError, ValueError)
"""What pyHanko raises for a signature that it cannot judge."""


def signatures_of(content: bytes, loop: asyncio.AbstractEventLoop, roots: Sequence[bytes] = ()) -> dict[str, Any]:
    """The `signatures`, and the `timestamps` over the whole document, each in the order in which they were given.

    `trusted`: whether the certificate comes from one of the `roots` (DER); None when there are none, so that nobody
    judged. Who may sign is known to the caller: the certificate is told by its fingerprint. `revoked_at`: since when
    the certificate was revoked when it signed, by what the file carries. Raises `ValueError` for what cannot be judged.
    """
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    signatures, stamps = all_signatures_of(reader)
    evidence = evidence_in(reader)
    trusted = [x509.Certificate.load(root) for root in roots]
    told = []
    for signature in signatures:
        facts = _told(signature, content, loop)
        at = _moment(facts)
        chain = judge(signature, evidence, trusted, moment=at, loop=loop)
        revoked_at = chain.revoked_at.isoformat() if chain.revoked_at else None
        told.append({**facts, "trusted": chain.trusted, "revoked_at": revoked_at})
    return {"signatures": told, "timestamps": [_stamped(stamp, loop) for stamp in stamps]}


def _moment(told: dict[str, Any]) -> datetime.datetime:
    """When it was signed: as a third party stamped it, else as the signer says, else now."""
    stamped_at = told.get("stamped_at") if told.get("stamp_intact") else None
    at = stamped_at or told["signed_at"]
    return datetime.datetime.fromisoformat(at) if at else datetime.datetime.now(datetime.UTC)


def _told(signature: EmbeddedPdfSignature, content: bytes, loop: asyncio.AbstractEventLoop) -> dict[str, Any]:
    """The facts of one signature.

    `whole`: it covers the file, or all that stands behind it is evidence for later checks; `harmless`: what stands
    behind it is that, or further signatures.
    """
    certificate = signature.signer_cert
    facts = facts_of(certificate)
    told = {
        "field": signature.field_name,
        "common_name": facts.common_name,
        "subject": facts.subject,
        "issuer": facts.issuer,
        "serial": facts.serial,
        "valid_from": facts.valid_from.isoformat(),
        "valid_until": facts.valid_until.isoformat(),
        "fingerprint": facts.fingerprint,
        "signed_at": signature.self_reported_timestamp.isoformat() if signature.self_reported_timestamp else None,
        "end": end_of(signature),
    }
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    try:
        status = loop.run_until_complete(async_validate_pdf_signature(signature, context, diff_policy=POLICY))
    except UNUSABLE as error:
        return {**told, "intact": False, "whole": False, "level": "OTHER", "error": str(error)[:200]}
    level = status.modification_level
    stamp = status.timestamp_validity
    is_covered = status.coverage in COVERED and ends_with_known_revisions(signature, content)
    return {
        **told,
        "stamped_at": stamp.timestamp.isoformat() if stamp else None,
        "stamp_intact": stamp is None or bool(stamp.intact and stamp.valid),
        "intact": bool(status.intact and status.valid),
        "whole": is_covered and level in NOTHING_BUT_VALIDATION_DATA,
        "level": level.name if level is not None else "OTHER",
        "harmless": level in WITH_SIGNATURES and status.docmdp_ok is not False,
    }


def _stamped(stamp: EmbeddedPdfSignature, loop: asyncio.AbstractEventLoop) -> dict[str, Any]:
    """A time-stamp over the document: whose, when, and whether it holds and only evidence stands behind it."""
    told = {"common_name": facts_of(stamp.signer_cert).common_name}
    context = ValidationContext(trust_roots=[stamp.signer_cert], allow_fetching=False)
    try:
        status = loop.run_until_complete(async_validate_pdf_timestamp(stamp, context, diff_policy=POLICY))
    except UNUSABLE as error:
        return {**told, "at": None, "intact": False, "error": str(error)[:200]}
    is_intact = status.intact and status.valid and status.coverage in COVERED
    return {**told, "at": status.timestamp.isoformat(), "intact": bool(is_intact)}
