"""Whose certificate it is, and when it may be used."""

import datetime

import pytest

from documents.inspection.domain import CertificateFacts
from documents.signing.domain import holder_objection, time_objection

WIB = datetime.timezone(datetime.timedelta(hours=7))
FACTS = CertificateFacts(
    common_name="SITI AMINAH",
    subject="CN=SITI AMINAH,SERIALNUMBER=19800101 200501 2 001,C=ID",
    issuer="CN=BSrE",
    serial="1",
    # 00.00 of 1 February 2026 and 23.30 of 31 January 2028 in Jakarta; in Greenwich it is the day before, or the same.
    valid_from=datetime.datetime(2026, 1, 31, 17, 0, tzinfo=datetime.UTC),
    valid_until=datetime.datetime(2028, 1, 31, 16, 30, tzinfo=datetime.UTC),
    fingerprint="ab" * 32,
)
NOT_YET = "Sertifikat ini baru berlaku mulai 1 Februari 2026. Gunakan sertifikat yang sudah berlaku."
EXPIRED = "Sertifikat ini sudah kedaluwarsa sejak 31 Januari 2028. Mintalah sertifikat baru kepada penerbitnya."
SECOND = datetime.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "objection"),
    [
        (FACTS.valid_from - SECOND, NOT_YET),
        (FACTS.valid_from, None),
        (FACTS.valid_until, None),
        (FACTS.valid_until + SECOND, EXPIRED),
    ],
)
def test_a_certificate_is_used_from_its_first_to_its_last_moment_and_days_are_those_of_the_office(now, objection):
    assert time_objection(FACTS, now.astimezone(WIB)) == objection


def test_days_are_told_in_the_zone_of_the_office_that_asks():
    """Expired at 23.30 in Jakarta is 01.30 of the next day in Jayapura (WIT)."""
    wit = datetime.timezone(datetime.timedelta(hours=9))
    assert "sejak 1 Februari 2028." in time_objection(FACTS, (FACTS.valid_until + SECOND).astimezone(wit))
    assert "mulai 31 Januari 2026." in time_objection(FACTS, FACTS.valid_from - SECOND)


@pytest.mark.parametrize(
    ("name", "employee_number"),
    [
        ("Nama Lain", "198001012005012001"),
        ("Siti Aminah", ""),
        ("siti aminah", "197001011995011001"),
        ("Aminah Siti", ""),
        ("Siti Áminah", ""),
        ("Siti", ""),
    ],
)
def test_it_is_the_persons_by_the_nip_in_its_subject_or_by_every_word_of_the_name(name, employee_number):
    assert holder_objection(FACTS, name=name, employee_number=employee_number) is None


@pytest.mark.parametrize(
    ("name", "employee_number"),
    [
        ("Siti Rahmah", "197001011995011001"),
        ("Siti Aminah Putri", ""),
        ("Sitiaminah", ""),
        ("Rahmah", ""),
        ("", ""),
        ("李", "197001011995011001"),
    ],
)
def test_it_is_nobody_elses(name, employee_number):
    assert holder_objection(FACTS, name=name, employee_number=employee_number) == (
        f"Sertifikat ini atas nama “SITI AMINAH”, bukan {name}. Tanda tangani dengan sertifikat milik pihak yang "
        "bertanda tangan."
    )


def test_letters_with_accents_are_those_of_the_plain_alphabet_on_either_side():
    accented = CertificateFacts("SITÍ AMINAH", "", "", "", FACTS.valid_from, FACTS.valid_until, "")
    assert holder_objection(accented, name="Siti Aminah", employee_number="") is None
