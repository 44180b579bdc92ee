"""NIP: what it says, how it is printed, and what looks wrong in it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.domain.nip import (
    group_nip,
    is_nip,
    nip_warnings,
    normalise_nip,
    number_name,
    parse_nip,
    printed_nip,
)

TODAY = datetime.date(2026, 7, 1)
CIVIL = "198502032010011004"
CONTRACT = "199009132025242014"


def test_a_civil_servants_number_tells_birth_appointment_sex_and_serial():
    nip = parse_nip("19850203 201001 1 004")
    assert (nip.kind, nip.sex, nip.serial) == ("PNS", "L", 4)
    assert (nip.birth_date, nip.appointed) == (datetime.date(1985, 2, 3), datetime.date(2010, 1, 1))


def test_a_batch_above_twelve_makes_it_the_number_of_a_pppk():
    nip = parse_nip(CONTRACT)
    assert (nip.kind, nip.sex, nip.serial) == ("PPPK", "P", 14)
    assert nip.appointed == datetime.date(2025, 1, 1)


@pytest.mark.parametrize("typed", ["19850203 201001 1 004", "19850203.201001.1.004", "'198502032010011004"])
def test_blanks_dots_and_the_spreadsheets_apostrophe_do_not_matter(typed):
    assert normalise_nip(typed) == CIVIL
    assert is_nip(typed)


def test_it_is_printed_in_groups():
    assert group_nip(CIVIL) == "19850203 201001 1 004"


@pytest.mark.parametrize(("value", "printed"), [(None, ""), ("", ""), ("12345", "12345")])
def test_what_is_no_number_is_printed_as_it_is(value, printed):
    assert group_nip(value) == printed


@given(st.text("0123456789", min_size=18, max_size=18))
def test_grouping_loses_no_digit_and_warnings_never_fail(digits):
    assert normalise_nip(group_nip(digits)) == digits
    assert all(warning.endswith(".") for warning in nip_warnings(digits, on=TODAY))


@pytest.mark.parametrize("nip", [CIVIL, CONTRACT])
def test_a_sound_number_gives_no_warning(nip):
    assert nip_warnings(nip, on=TODAY) == []


@pytest.mark.parametrize(
    ("nip", "part"),
    [
        ("198513032010011004", "bukan tanggal lahir"),
        ("203002032050011004", "masih di masa depan"),
        ("198502032010001004", "tidak masuk akal"),
        ("198502032027011004", "Waktu pengangkatan"),
        ("199502032010011004", "sebelum berumur 17 tahun"),
        ("198502032010013004", "jenis kelamin"),
        ("198502032010011000", "dibulatkan oleh Excel"),
        ("1985020320100110", "yang ini terdiri atas 16"),
    ],
)
def test_each_oddity_has_its_own_warning(nip, part):
    assert any(part in warning for warning in nip_warnings(nip, on=TODAY))


def test_seventeen_in_the_month_or_year_of_appointment_is_old_enough():
    assert nip_warnings("199301282010011004", on=TODAY) == []
    assert nip_warnings("200812312025211004", on=TODAY) == []
    assert nip_warnings("200901012025211004", on=TODAY) == [
        "Menurut NIP, pegawai ini diangkat sebelum berumur 17 tahun."
    ]


@pytest.mark.parametrize("text", ["", "19850203201001100", "١٩٨٥٠٢٠٣٢٠١٠٠١١٠٠٤", "19850203201001100x"])
def test_what_has_not_eighteen_digits_cannot_be_taken_apart(text):
    assert not is_nip(text)
    with pytest.raises(ValueError, match=r"^NIP terdiri atas 18 angka\.$"):
        parse_nip(text)


@pytest.mark.parametrize(
    ("nip", "warnings"),
    [
        ("198513032010011004", ["Delapan angka pertama bukan tanggal lahir yang ada di kalender."]),
        (
            "203002032050011004",
            ["Tanggal lahir dalam NIP masih di masa depan.", "Waktu pengangkatan dalam NIP masih di masa depan."],
        ),
        (
            "198502032010001004",
            ["Angka ke-9 sampai ke-14 (tahun dan bulan pengangkatan) tidak masuk akal."],
        ),
        ("198502032026081004", ["Waktu pengangkatan dalam NIP masih di masa depan."]),
        ("198502032026071004", []),
        ("200907292026071004", ["Menurut NIP, pegawai ini diangkat sebelum berumur 17 tahun."]),
        (
            "198502032010013004",
            ["Angka ke-15 (jenis kelamin) seharusnya 1 untuk laki-laki atau 2 untuk perempuan."],
        ),
        (
            "198502032010011000",
            ["Tiga angka terakhir (nomor urut) seharusnya bukan 000; mungkin angka dibulatkan oleh Excel."],
        ),
        ("1985 0203", ["NIP terdiri atas 18 angka; yang ini terdiri atas 8."]),
        (
            "198513032010003000",
            [
                "Delapan angka pertama bukan tanggal lahir yang ada di kalender.",
                "Angka ke-9 sampai ke-14 (tahun dan bulan pengangkatan) tidak masuk akal.",
                "Angka ke-15 (jenis kelamin) seharusnya 1 untuk laki-laki atau 2 untuk perempuan.",
                "Tiga angka terakhir (nomor urut) seharusnya bukan 000; mungkin angka dibulatkan oleh Excel.",
            ],
        ),
        ("198502032010011001", []),
    ],
)
def test_warnings_are_whole_sentences_in_the_order_of_the_digits(nip, warnings):
    assert nip_warnings(nip, on=TODAY) == warnings


def test_who_is_born_today_is_not_born_in_the_future():
    assert "Tanggal lahir dalam NIP masih di masa depan." not in nip_warnings("202607012026071001", on=TODAY)
    assert "Tanggal lahir dalam NIP masih di masa depan." in nip_warnings("202607022026071001", on=TODAY)


def test_an_appointment_in_december_is_that_of_a_civil_servant_and_thirteen_is_a_batch():
    december, batch = parse_nip("198502032010122004"), parse_nip("198502032010132004")
    assert (december.kind, december.appointed, december.sex) == ("PNS", datetime.date(2010, 12, 1), "P")
    assert (batch.kind, batch.appointed) == ("PPPK", datetime.date(2010, 1, 1))
    assert (december.digits, december.serial) == ("198502032010122004", 4)


def test_dates_that_do_not_exist_are_left_open():
    nip = parse_nip("198502302010003999")
    assert (nip.birth_date, nip.appointed, nip.sex, nip.serial) == (None, None, None, 999)


@pytest.mark.parametrize(
    ("nip", "is_young"),
    [
        ("199302282010021001", False),
        ("199303012010021001", True),
        ("199302012010021001", False),
        ("199301282010011001", False),
        ("199301292010011001", True),
    ],
)
def test_whoever_may_have_been_seventeen_in_the_month_of_appointment_is_not_warned_about(nip, is_young):
    warned = "Menurut NIP, pegawai ini diangkat sebelum berumur 17 tahun." in nip_warnings(nip, on=TODAY)
    assert warned is is_young


def test_a_number_that_was_typed_with_signs_is_printed_in_groups():
    assert group_nip("19850203.201001.1.004") == "19850203 201001 1 004"


@pytest.mark.parametrize(
    "number, printed",
    [
        ("198502032010011004", "NIP. 19850203 201001 1 004"),
        ("199009132025242014", "NI PPPK 19900913 202524 2 014"),
        ("19900913 202524 2 014", "NI PPPK 19900913 202524 2 014"),
        ("198502032010121004", "NIP. 19850203 201012 1 004"),
        ("198502032010131004", "NI PPPK 19850203 201013 1 004"),
        ("12", "NIP. 12"),
        ("", ""),
        (None, ""),
    ],
)
def test_papers_call_the_number_of_a_pppk_by_its_own_name(number, printed):
    assert printed_nip(number) == printed
    assert number_name(number) == ("NI PPPK" if printed.startswith("NI PPPK") else "NIP")
