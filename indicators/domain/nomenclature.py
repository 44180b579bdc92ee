"""Codes of programmes, activities and sub-activities.

The forms are those of Permendagri 90/2019 with Kepmendagri 050-3708/2020, 050-5889/2021 and 900.1.15.5-1317/2023:
program `1.02.02`, kegiatan `1.02.02.2.01` (fourth segment 1 for a province, 2 for a regency or city), sub kegiatan
`1.02.02.2.01.0001`. `X.XX` stands for the affair of whoever uses the entry.
"""

import re

PROGRAM, ACTIVITY, SUB_ACTIVITY = 3, 5, 6
"""How many segments the codes of the three levels have."""

AFFAIR_SEGMENTS = 2
_FORM = re.compile(r"([0-9]\.[0-9]{2}|X\.XX)\.[0-9]{2}(\.([0-9])\.[0-9]{2}(\.[0-9]{4})?)?")
_OLD_SUB_ACTIVITY = re.compile(r"[0-9X]\.[0-9X]{2}\.[0-9]{2}\.[0-9]\.[0-9]{2}\.[0-9]{2}")
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
    if _OLD_SUB_ACTIVITY.fullmatch(code):
        return "Kode sub kegiatan sekarang berakhir dengan empat angka, misalnya 1.02.02.2.01.0001."
    found = _FORM.fullmatch(code)
    if found is None:
        return "Kode ditulis seperti 1.02.02 (program), 1.02.02.2.01 (kegiatan), atau 1.02.02.2.01.0001 (sub kegiatan)."
    level, wanted = found[3], "1" if is_province else "2"
    if level and level != wanted:
        called = "provinsi" if is_province else "kabupaten/kota"
        return f"Angka keempat kode kegiatan {called} adalah {wanted}, bukan {level}."
    return ""


def missing_parents(code: str, known: set[str]) -> str:
    """Which entries must be made first, as a sentence; empty when all are among the `known` ones."""
    missing = [parent for parent in parents_of(code) if parent not in known]
    if not missing:
        return ""
    named = ", lalu ".join(f"{CALLED[len(parent.split('.'))]} {parent}" for parent in missing)
    return f"Buat dahulu {named}; setelah itu {CALLED[len(code.split('.'))]} ini."
