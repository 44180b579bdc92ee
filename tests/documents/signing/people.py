"""A certificate authority that lives as long as a test, and the certificates it gives."""

import datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

PASSWORD = "Kata-Sandi-P12-Rahasia-77"
NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)


def authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """The key and the certificate of the authority."""
    return _authority("authority")


def stranger() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """An authority that bears the same name and is another one."""
    return _authority("stranger")


def elsewhere() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """An authority that has given nobody a certificate."""
    return _authority("elsewhere")


@cache
def _authority(which: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA Uji Kabupaten Contoh")])
    builder = _builder(name, name, key, NOW - 1000 * DAY, NOW + 1000 * DAY)
    return key, builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), True).sign(key, hashes.SHA256())


@cache
def p12(
    name: str,
    *,
    since: int = -1,
    until: int = 365,
    password: str = PASSWORD,
    nip: str = "",
    issued_by: str = "authority",
) -> bytes:
    """A person's PKCS#12; `since` and `until` in days from today."""
    authority_key, authority_certificate = _authority(issued_by)
    key = ec.generate_private_key(ec.SECP256R1())
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if nip:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, nip))
    usage = dict.fromkeys(
        ["key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only",
         "decipher_only"], False
    )  # fmt: skip
    builder = _builder(x509.Name(parts), authority_certificate.subject, key, NOW + since * DAY, NOW + until * DAY)
    builder = builder.add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), True)
    certificate = builder.sign(authority_key, hashes.SHA256())
    encryption = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"uji", key, certificate, [authority_certificate], encryption)


def _builder(subject, issuer, key, since, until) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )
