"""What a signed file is given so that it can be checked for longer (PAdES B-LT, B-LTA): the authority's word, and time.

The authority of the tests says on this machine whom it revoked: as a list (CRL) and as an answer (OCSP).
"""

import datetime
import io
from collections.abc import Callable

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from tests.documents.signing.fake_tsa import stamper
from tests.documents.signing.people import NOW, authority

HOUR = datetime.timedelta(hours=1)
Revoked = dict[int, datetime.datetime]
"""Serial numbers of revoked certificates, and since when."""


def revocation_list(revoked: Revoked | None = None) -> asn1_crl.CertificateList:
    """The list of the authority, given an hour after everything was signed."""
    key, certificate = authority()
    builder = x509.CertificateRevocationListBuilder().issuer_name(certificate.subject)
    builder = builder.last_update(NOW + HOUR).next_update(NOW + 48 * HOUR)
    for serial, since in (revoked or {}).items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since)
        builder = builder.add_revoked_certificate(entry.build())
    return asn1_crl.CertificateList.load(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))


def answer_on(certificate: asn1_x509.Certificate, *, since: datetime.datetime | None = None) -> asn1_ocsp.OCSPResponse:
    """The answer of the authority about one certificate: good, or revoked since that moment."""
    key, issuer = authority()
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=x509.load_der_x509_certificate(certificate.dump()),
        issuer=issuer,
        algorithm=hashes.SHA256(),
        cert_status=ocsp.OCSPCertStatus.REVOKED if since else ocsp.OCSPCertStatus.GOOD,
        this_update=NOW + HOUR,
        next_update=NOW + 48 * HOUR,
        revocation_time=since,
        revocation_reason=None,
    )
    response = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, issuer).sign(key, hashes.SHA256())
    return asn1_ocsp.OCSPResponse.load(response.public_bytes(Encoding.DER))


def with_evidence(content: bytes, *, since: datetime.datetime | None = None, answers: bool = True) -> bytes:
    """The file with a store of certificates and the authority's word about each signer (PAdES B-LT).

    The newest signer is revoked `since` a moment. The word is an OCSP answer and an empty list, or the list alone.
    """
    signatures = PdfFileReader(io.BytesIO(content)).embedded_regular_signatures
    newest = signatures[-1]
    output = io.BytesIO(content)
    own_issuer = asn1_x509.Certificate.load(authority()[1].public_bytes(Encoding.DER))
    known = [answer_on(one.signer_cert, since=since if one is newest else None) for one in signatures]
    DocumentSecurityStore.add_dss(
        output,
        newest.pkcs7_content.hex().upper().encode(),
        certs=[own_issuer, *(signature.signer_cert for signature in signatures)],
        ocsps=known if answers else [],
        crls=[revocation_list({} if answers or since is None else {newest.signer_cert.serial_number: since})],
    )
    return output.getvalue()


def with_timestamp(content: bytes) -> bytes:
    """The file with a time-stamp over the whole document."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    return PdfTimeStamper(stamper()).timestamp_pdf(writer, "sha256").getvalue()


def archived(content: bytes) -> bytes:
    """The file with evidence, and a time-stamp over both (PAdES B-LTA)."""
    return with_timestamp(with_evidence(content))


def archived_twice(content: bytes) -> bytes:
    """Years later, when the first time-stamp ages: more evidence, and a second time-stamp over everything."""
    return with_timestamp(with_evidence(archived(content), answers=False))


LEVELS: dict[str, Callable[[bytes], bytes]] = {
    "B-LT": with_evidence,
    "B-LTA": archived,
    "B-LTA renewed": archived_twice,
}
"""What each longer-lived kind adds to a signed file; B-B and B-T add nothing behind the signature."""
