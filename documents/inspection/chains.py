"""Whether a certificate came from a trusted issuer and was not revoked when it signed, by the evidence in the file.

Runs in the confined inspector only: nobody's network is asked.
"""

import asyncio
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import MultivaluedAttributeError, NonexistentAttributeError, find_unique_cms_attribute
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    OCSPValidationError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a file carries for those who check it later: certificates, revocation lists and OCSP answers."""

    certificates: tuple[x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = ()
    answers: tuple[ocsp.OCSPResponse, ...] = ()

    def of(self, signature: EmbeddedPdfSignature) -> "Evidence":
        """The same, with what one signature carries in itself."""
        certificates = (*self.certificates, *signature.other_embedded_certs)
        try:
            kept = find_unique_cms_attribute(signature.signer_info["signed_attrs"], "adobe_revocation_info_archival")
        except (MultivaluedAttributeError, NonexistentAttributeError):
            return Evidence(certificates, self.lists, self.answers)
        return Evidence(certificates, (*self.lists, *(kept["crl"] or ())), (*self.answers, *(kept["ocsp"] or ())))


@dataclass(frozen=True, slots=True)
class Chain:
    """`trusted`: None when no issuer is named, so that nobody judged. `revoked_at`: a day before the signature."""

    trusted: bool | None
    revoked_at: datetime.datetime | None = None


def evidence_in(reader: PdfFileReader) -> Evidence:
    """The evidence in the store of a file (DSS); nothing for a file without one, or with one that cannot be read."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
        context = store.as_validation_context({"trust_roots": [], "allow_fetching": False})
        return Evidence(tuple(store.load_certs()), tuple(context.crls), tuple(context.ocsps))
    except (ValidationInfoReadingError, ValueError, TypeError):
        return Evidence()


def judge(
    signature: EmbeddedPdfSignature,
    evidence: Evidence,
    roots: Sequence[x509.Certificate],
    *,
    moment: datetime.datetime,
    loop: asyncio.AbstractEventLoop,
) -> Chain:
    """Follow the chain as it was at the `moment` of signing; certificates expire and are revoked, signatures stay.

    An answer on revocation that came later tells of the moment as well. Where none is carried, nobody was told of a
    revocation. Without `roots` the chain is followed to the issuer that the file itself carries, for its word on
    revocation only.
    """
    own = evidence.of(signature)
    context = ValidationContext(
        trust_roots=list(roots) or [one for one in own.certificates if one.self_issued and one.ca],
        other_certs=list(own.certificates),
        crls=list(own.lists),
        ocsps=list(own.answers),
        moment=moment,
        allow_fetching=False,
        revocation_mode="none",  # it is asked below, whether or not the certificate names where to ask
        retroactive_revinfo=True,
    )
    try:
        path = loop.run_until_complete(
            CertificateValidator(signature.signer_cert, validation_context=context).async_validate_path()
        )
        revoked_at = loop.run_until_complete(_revoked_at(path, context))
    except (PathError, ValidationError, ValueError):
        return Chain(trusted=False if roots else None)
    return Chain(trusted=not revoked_at if roots else None, revoked_at=revoked_at)


async def _revoked_at(path: ValidationPath, context: ValidationContext) -> datetime.datetime | None:
    """Since when a certificate of the chain was revoked at the moment of signing; None without word of it.

    A word that is too old, or not of the issuer, is none.
    """
    for certificate in path.iter_certs(include_root=False):
        for ask in (verify_ocsp_response, verify_crl):
            try:
                await ask(certificate, path, context)
            except RevokedError as error:
                return error.revocation_dt
            except (OCSPValidationError, CRLValidationError, ValidationError, PathError):
                continue
    return None
