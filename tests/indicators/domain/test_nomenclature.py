"""Codes of the nomenclature: their forms, their parents, and what is said when something is missing."""

import pytest

from indicators.domain.nomenclature import (
    affair_of,
    code_objection,
    decree_of,
    missing_parents,
    objection_under,
    parents_of,
    program_of,
    year_doubt,
)


@pytest.mark.parametrize(
    "code", ["1.02.02", "1.02.02.2.01", "1.02.02.2.01.0001", "X.XX.01", "X.XX.01.2.01", "X.XX.01.2.01.0001"]
)
def test_codes_of_every_level_are_taken(code):
    assert code_objection(code, is_province=False) == ""


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Kode ditulis seperti"),
        ("1.2.02", "Kode ditulis seperti"),
        ("1.02", "Kode ditulis seperti"),
        ("1.02.02.2", "Kode ditulis seperti"),
        ("X.02.01", "Kode ditulis seperti"),
        ("1.02.02\n", "Kode ditulis seperti"),
        ("1.02.0٢", "Kode ditulis seperti"),
        ("X.XX.01.2.01.01", "empat angka"),
        ("1.02.02.2.01.01", "empat angka"),
        ("1.02.02.1.01", "kabupaten/kota adalah 2, bukan 1"),
        ("1.02.02.3.01.0001", "kabupaten/kota adalah 2, bukan 3"),
    ],
)
def test_other_codes_are_refused_with_a_sentence(code, sentence):
    assert sentence in code_objection(code, is_province=False)


def test_a_province_has_activities_of_its_own():
    assert code_objection("1.02.02.1.01", is_province=True) == ""
    assert "provinsi adalah 1, bukan 2" in code_objection("1.02.02.2.01", is_province=True)


def test_a_code_knows_what_stands_above_it():
    assert parents_of("1.02.02") == []
    assert parents_of("1.02.02.2.01") == ["1.02.02"]
    assert parents_of("1.02.02.2.01.0001") == ["1.02.02", "1.02.02.2.01"]
    assert (affair_of("1.02.02.2.01"), program_of("1.02.02.2.01.0001")) == ("1.02", "1.02.02")


def test_what_must_be_made_first_is_named_in_turn():
    sub = "1.02.02.2.01.0001"
    assert missing_parents(sub, set()) == (
        "Buat dahulu program 1.02.02, lalu kegiatan 1.02.02.2.01; setelah itu sub kegiatan ini."
    )
    assert missing_parents(sub, {"1.02.02"}) == "Buat dahulu kegiatan 1.02.02.2.01; setelah itu sub kegiatan ini."
    assert missing_parents(sub, {"1.02.02", "1.02.02.2.01"}) == ""


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "1.02",
            "Kode ditulis seperti 1.02.02 (program), 1.02.02.2.01 (kegiatan), atau 1.02.02.2.01.0001 (sub kegiatan).",
        ),
        (
            "1.02.02.2.01.01",
            "Kode sub kegiatan dengan dua angka berlaku sampai Kepmendagri 050-5889/2021; sekarang berakhir dengan "
            "empat angka, misalnya 1.02.02.2.01.0001. Kode lama diimpor lewat lembar Program (kolom Kepmen).",
        ),
        ("1.02.02.1.01", "Angka keempat kode kegiatan kabupaten/kota adalah 2, bukan 1."),
    ],
)
def test_the_sentence_says_how_the_code_is_written(code, sentence):
    assert code_objection(code, is_province=False) == sentence


def test_the_affair_of_a_programme_are_its_first_two_segments():
    assert (affair_of("1.02"), affair_of("X.XX.01"), program_of("1.02.02")) == ("1.02", "X.XX", "1.02.02")


OLD, NEW = "2.05.03.2.04.07", "2.05.03.2.04.0007"


@pytest.mark.parametrize(
    ("code", "decree", "sentence"),
    [
        (OLD, "", ""),
        (OLD, "Kepmendagri 050-3708/2020", ""),
        (OLD, "Kepmendagri 900.1-2850/2025", "menulis sub kegiatan dengan empat angka"),
        (NEW, "", ""),
        (NEW, "Kepmendagri 900.1-861/2026", ""),
        (NEW, "Kepmendagri 050-5889/2021", "menulis sub kegiatan dengan dua angka"),
        ("2.05.03.1.04.07", "", "kabupaten/kota adalah 2, bukan 1"),
        ("2.05.03.2.04.007", "", "Tulis 2.05.03.2.04.0007 bila"),
        ("2.05.03.2.4", "", "Tulis 2.05.03.2.04."),
        ("4.02.4.02.05.11.003", "", "menurut Permendagri 13/2006"),
    ],
)
def test_a_code_is_judged_by_the_decree_of_its_time(code, decree, sentence):
    objection = objection_under(code, decree, is_province=False)
    assert sentence in objection if sentence else objection == ""


def test_an_old_code_is_kept_under_the_last_decree_that_knew_its_form():
    assert decree_of(OLD, "") == "Kepmendagri 050-5889/2021"
    assert decree_of(OLD, "Permendagri 90/2019") == "Permendagri 90/2019"
    assert decree_of(NEW, "") == ""


@pytest.mark.parametrize(
    ("code", "year", "is_odd"),
    [(OLD, 2021, False), (OLD, 2026, True), (NEW, 2026, False), (NEW, 2021, True), ("2.05.03", 2021, False)],
)
def test_a_budget_year_has_codes_of_its_nomenclature(code, year, is_odd):
    assert bool(year_doubt(code, year)) is is_odd
