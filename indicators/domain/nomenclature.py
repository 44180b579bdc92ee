"""Codes of programmes, activities and sub-activities.

The forms are those of Permendagri 90/2019 with Kepmendagri 050-3708/2020, 050-5889/2021 and 900.1.15.5-1317/2023:
program `1.02.02`, kegiatan `1.02.02.2.01` (fourth segment 1 for a province, 2 for a regency or city), sub kegiatan
`1.02.02.2.01.0001`. Before the last of these a sub kegiatan ended with two digits; such codes stay valid under the
decree of their year. `X.XX` stands for the affair of whoever uses the entry.
"""

import re

PROGRAM, ACTIVITY, SUB_ACTIVITY = 3, 5, 6
"""How many segments the codes of the three levels have."""

AFFAIR_SEGMENTS = 2
_FORM = re.compile(r"([0-9]\.[0-9]{2}|X\.XX)\.[0-9]{2}(\.([0-9])\.[0-9]{2}(\.[0-9]{4})?)?")
_OLD_SUB_ACTIVITY = re.compile(r"(?P<activity>(?:[0-9]\.[0-9]{2}|X\.XX)\.[0-9]{2}\.[0-9]\.[0-9]{2})\.[0-9]{2}")
_THREE_DIGITS = re.compile(r"(?P<activity>(?:[0-9]\.[0-9]{2}|X\.XX)\.[0-9]{2}\.[0-9]\.[0-9]{2})\.(?P<number>[0-9]{3})")
_ONE_DIGIT = re.compile(r"(?P<before>(?:[0-9]\.[0-9]{2}|X\.XX)\.[0-9]{2}\.[0-9])\.(?P<number>[0-9])")
_OF_2006 = re.compile(r"[0-9]\.[0-9]{2}\.[0-9]\.[0-9]{2}\.[0-9]{2}\.[0-9]{2}(\.[0-9]{2,3})?")
_YEAR_OF_DECREE = re.compile(r"\b(20[0-9]{2})\s*$")
LAST_WITH_TWO_DIGITS = "Kepmendagri 050-5889/2021"
"""The decree under which a sub kegiatan with two digits is kept when nobody names another."""

FIRST_WITH_FOUR_DIGITS = "Kepmendagri 900.1.15.5-1317/2023"
FOUR_DIGITS_SINCE = 2023
CALLED = {PROGRAM: "program", ACTIVITY: "kegiatan", SUB_ACTIVITY: "sub kegiatan"}


def affair_of(code: str) -> str:
    """The affair (bidang urusan) that a code begins with: `1.02`."""
    return ".".join(code.split(".")[:AFFAIR_SEGMENTS])


def program_of(code: str) -> str:
    """The code of the programme that a code belongs to, itself for a programme."""
    return ".".join(code.split(".")[:PROGRAM])


def parents_of(code: str) -> list[str]:
    """The codes that must stand above this one, the highest first: none for a programme."""
    segments = code.split(".")
    return [".".join(segments[:length]) for length in (PROGRAM, ACTIVITY) if length < len(segments)]


def code_objection(code: str, *, is_province: bool) -> str:
    """What is wrong with the form of a code, as a sentence; empty when nothing is."""
    if is_old(code):
        return (
            f"Kode sub kegiatan dengan dua angka berlaku sampai {LAST_WITH_TWO_DIGITS}; sekarang berakhir dengan empat "
            "angka, misalnya 1.02.02.2.01.0001. Kode lama diimpor lewat lembar Program (kolom Kepmen)."
        )
    return _form_objection(code, is_province=is_province)


def _form_objection(code: str, *, is_province: bool) -> str:
    found = _FORM.fullmatch(code)
    if found is None:
        return _other_form(code)
    level, wanted = found[3], "1" if is_province else "2"
    if level and level != wanted:
        called = "provinsi" if is_province else "kabupaten/kota"
        return f"Angka keempat kode kegiatan {called} adalah {wanted}, bukan {level}."
    return ""


def _other_form(code: str) -> str:
    """The cure for a code that has none of the forms."""
    if found := _THREE_DIGITS.fullmatch(code):
        return (
            f"Sub kegiatan berakhir dengan empat angka (sejak 2023) atau dua angka (sebelumnya), bukan tiga. Tulis "
            f"{found['activity']}.0{found['number']} bila menurut nomenklatur sekarang."
        )
    if found := _ONE_DIGIT.fullmatch(code):
        return f"Kode kegiatan berakhir dengan dua angka. Tulis {found['before']}.0{found['number']}."
    if _OF_2006.fullmatch(code):
        return (
            "Kode ini menurut Permendagri 13/2006, yang diganti Permendagri 90/2019. Cari padanannya dalam nomenklatur "
            "tahun anggarannya, lalu tulis kode itu."
        )
    return "Kode ditulis seperti 1.02.02 (program), 1.02.02.2.01 (kegiatan), atau 1.02.02.2.01.0001 (sub kegiatan)."


def is_old(code: str) -> bool:
    """Whether a code is that of a sub kegiatan of before 2023, with two digits at its end."""
    return bool(_OLD_SUB_ACTIVITY.fullmatch(code))


def objection_under(code: str, decree: str, *, is_province: bool) -> str:
    """What is wrong with the form of a code under the decree that is named (empty: none is); else empty."""
    year = _YEAR_OF_DECREE.search(decree)
    issued = int(year[1]) if year else None
    if old := _OLD_SUB_ACTIVITY.fullmatch(code):
        if issued is not None and issued >= FOUR_DIGITS_SINCE:
            return f"{decree} menulis sub kegiatan dengan empat angka. Periksa kodenya, atau kolom Kepmen."
        return _form_objection(old["activity"], is_province=is_province)
    if len(code.split(".")) == SUB_ACTIVITY and issued is not None and issued < FOUR_DIGITS_SINCE:
        return f"{decree} menulis sub kegiatan dengan dua angka. Periksa kodenya, atau kolom Kepmen."
    return _form_objection(code, is_province=is_province)


def decree_of(code: str, decree: str) -> str:
    """The decree under which a code is kept: the one that is named, or the last one that knew its form."""
    return decree or (LAST_WITH_TWO_DIGITS if is_old(code) else "")


def year_doubt(code: str, year: int) -> str:
    """A sentence where a code does not belong to the nomenclature of a budget year; else empty."""
    if is_old(code) and year > FOUR_DIGITS_SINCE:
        return (
            f"Kode dua angka ini berlaku sampai {LAST_WITH_TWO_DIGITS}; anggaran {year} memakai kode empat angka "
            f"(sejak {FIRST_WITH_FOUR_DIGITS})."
        )
    if len(code.split(".")) == SUB_ACTIVITY and not is_old(code) and year < FOUR_DIGITS_SINCE:
        return f"Kode empat angka ini baru ada sejak {FIRST_WITH_FOUR_DIGITS}; anggaran {year} memakai kode dua angka."
    return ""


def missing_parents(code: str, known: set[str]) -> str:
    """Which entries must be made first, as a sentence; empty when all are among the `known` ones."""
    missing = [parent for parent in parents_of(code) if parent not in known]
    if not missing:
        return ""
    named = ", lalu ".join(f"{CALLED[len(parent.split('.'))]} {parent}" for parent in missing)
    return f"Buat dahulu {named}; setelah itu {CALLED[len(code.split('.'))]} ini."
