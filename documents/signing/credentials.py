"""A person's certificate and key, as they come in a PKCS#12 file: opened in memory, used once, never kept."""

import datetime

from cryptography.hazmat.primitives.serialization import pkcs12
from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables
from pyhanko.sign.signers import SimpleSigner

from documents.inspection.domain import CertificateFacts
from documents.kinds import Signatory
from documents.signing.domain import holder_objection, time_objection

NOT_OPENED = (
    "Kata sandi berkas sertifikat salah, atau berkas ini bukan PKCS#12 (.p12/.pfx). Periksa berkasnya, lalu ketikkan "
    "kata sandinya sekali lagi."
)


@sensitive_variables("password", "content")
def open_credential(content: bytes, password: str) -> SimpleSigner:
    """The signer that a PKCS#12 file holds. Raises `ValidationError` when it cannot be opened or holds no key."""
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, password.encode())
    except (ValueError, TypeError) as error:
        raise ValidationError(NOT_OPENED, code="password") from error
    if key is None or certificate is None:
        raise ValidationError(
            "Berkas ini tidak memuat sertifikat beserta kunci pribadinya. Ekspor ulang sertifikat bersama kuncinya.",
            code="no_key",
        )
    signer = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=password.encode())
    if signer is None:
        raise ValidationError("Jenis kunci sertifikat ini tidak didukung. Gunakan kunci RSA atau ECDSA.", code="key")
    return signer


def refuse_unfit(facts: CertificateFacts, party: Signatory, now: datetime.datetime) -> None:
    """`ValidationError` when the certificate is not valid now, or belongs to somebody else."""
    objection = time_objection(facts, now) or holder_objection(
        facts, name=party.holder, employee_number=party.employee_number
    )
    if objection:
        raise ValidationError(objection, code="certificate")
