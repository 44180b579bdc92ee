"""The facts of an X.509 certificate, in our words."""

from asn1crypto import x509

from documents.inspection.domain import CertificateFacts


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """What a certificate says about itself."""
    names = certificate.subject.native
    name = names.get("common_name") or certificate.subject.human_friendly
    return CertificateFacts(
        common_name=name if isinstance(name, str) else ", ".join(name),
        subject=certificate.subject.human_friendly,
        issuer=certificate.issuer.human_friendly,
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        fingerprint=certificate.sha256.hex(),
    )
