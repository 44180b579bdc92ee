"""What can be found out about the signatures of a PDF, as plain values. Runs in the confined inspector only."""

import asyncio
import datetime
import io
from collections.abc import Sequence
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import UnacceptableSignerError
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from documents.inspection.certificates import facts_of

HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def signatures_of(content: bytes, loop: asyncio.AbstractEventLoop, roots: Sequence[bytes] = ()) -> list[dict[str, Any]]:
    """Every signature in the order in which it was given.

    `trusted`: whether its certificate comes from one of the `roots` (DER); None when there are none, so that nobody
    judged. Who may sign is known to the caller: the certificate is told by its fingerprint. Revocation is not asked.
    """
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    return [
        {**_told(signature, loop), "trusted": _is_trusted(signature, roots, loop) if roots else None}
        for signature in reader.embedded_regular_signatures
    ]


def _is_trusted(signature: EmbeddedPdfSignature, roots: Sequence[bytes], loop: asyncio.AbstractEventLoop) -> bool:
    """Whether the chain ended at one of the roots at the time of signing; certificates expire, signatures stay."""
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots],
        other_certs=signature.other_embedded_certs,
        moment=signature.self_reported_timestamp or datetime.datetime.now(datetime.UTC),
        allow_fetching=False,
    )
    try:
        loop.run_until_complete(
            CertificateValidator(signature.signer_cert, validation_context=context).async_validate_path()
        )
    except (PathError, ValidationError, ValueError):
        return False
    return True


def _told(signature: EmbeddedPdfSignature, loop: asyncio.AbstractEventLoop) -> dict[str, Any]:
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
    }
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    try:
        status = loop.run_until_complete(async_validate_pdf_signature(signature, context))
    except (SignatureValidationError, UnacceptableSignerError, ValueError) as error:
        return {**told, "intact": False, "whole": False, "level": "OTHER", "error": str(error)[:200]}
    level = status.modification_level
    stamp = status.timestamp_validity
    return {
        **told,
        "stamped_at": stamp.timestamp.isoformat() if stamp else None,
        "stamp_intact": stamp is None or bool(stamp.intact and stamp.valid),
        "intact": bool(status.intact and status.valid),
        "whole": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "level": level.name if level is not None else "OTHER",
        "harmless": level in HARMLESS and status.docmdp_ok is not False,
    }
