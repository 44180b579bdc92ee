"""Whether a person may sign with a certificate at a moment, and days in words."""

import datetime
import re
import unicodedata

from documents.inspection.domain import CertificateFacts

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip


def time_objection(facts: CertificateFacts, now: datetime.datetime) -> str | None:
    """Why the certificate cannot be used at this moment, as a sentence; None when it can."""
    zone = now.tzinfo
    if now < facts.valid_from:
        day = long_date(facts.valid_from.astimezone(zone).date())
        return f"Sertifikat ini baru berlaku mulai {day}. Gunakan sertifikat yang sudah berlaku."
    if now > facts.valid_until:
        day = long_date(facts.valid_until.astimezone(zone).date())
        return f"Sertifikat ini sudah kedaluwarsa sejak {day}. Mintalah sertifikat baru kepada penerbitnya."
    return None


def holder_objection(facts: CertificateFacts, *, name: str, employee_number: str) -> str | None:
    """Why the certificate is not this person's, as a sentence; None when it names the person.

    It does when its subject carries the NIP, or when its common name holds every word of the name, titles aside. A name
    without a letter that can be compared is nobody's.
    """
    if employee_number and employee_number in re.sub(r"\s", "", facts.subject):
        return None
    words = set(_words(name))
    if words and words <= set(_words(facts.common_name)):
        return None
    return (
        f"Sertifikat ini atas nama “{facts.common_name}”, bukan {name}. Tanda tangani dengan sertifikat milik pihak "
        "yang bertanda tangan."
    )


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z]+", plain.casefold())


def long_date(day: datetime.date) -> str:
    """`1 Desember 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
