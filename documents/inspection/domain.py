"""What a certificate says about itself."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The facts of a certificate that are kept with a signature. Times are aware; the fingerprint is SHA-256."""

    common_name: str
    subject: str
    issuer: str
    serial: str
    valid_from: datetime.datetime
    valid_until: datetime.datetime
    fingerprint: str
