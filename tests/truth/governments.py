"""The governments that are asked: the demo, a published one, two small cases, and one made at random."""

import random
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command

from organisation.models import Government
from tests.exchange.books import INDICATOR_HEADERS, bring_in, messages

DELI_SERDANG = Path(__file__).parents[1] / "data" / "deli_serdang_bappedalitbang_2025.xlsx"
GOVERNMENT = ("Kabupaten Uji", "kabupaten", "99.01", "Bupati", "Uji", "WIB")
HEADERS = {"Indikator": INDICATOR_HEADERS}
NOTE = ("", "", "", "", "", "")
"""What a row of the sheet of realisations has besides its figure: nothing."""


def demo() -> None:
    """The fictional government that everybody knows, with its open quarter; files of its own no test keeps."""
    call_command("load_demo")
    Government.objects.update(coat_of_arms="")


def deli_serdang() -> None:
    """An agency's published form E.81 of 2025."""
    call_command("import_workbook", str(DELI_SERDANG))


def _import(sheets: dict[str, list[tuple]], decimals: dict[str, object] | None = None) -> None:
    headers = HEADERS
    if decimals is not None:
        headers = {"Indikator": (*INDICATOR_HEADERS, "Angka di Belakang Koma")}
        sheets = {**sheets, "Indikator": [(*row, decimals[row[0]]) for row in sheets["Indikator"]]}
    assert messages(bring_in(sheets, headers=headers)) == []


def _office(head: str = "Kepala Dinas Uji") -> dict[str, list[tuple]]:
    return {
        "Pemda": [GOVERNMENT],
        "Unit": [("DINAS", "Dinas Uji", "dinas", "")],
        "Jabatan": [
            ("BUP", "Bupati Uji", "DINAS", "kepala daerah", "", ""),
            ("KADIS", head, "DINAS", "kepala opd", "II.b", "BUP"),
        ],
        "Sasaran": [("S", "Sasaran bupati", "BUP", "", ""), ("T", "Sasaran dinas", "KADIS", "", "")],
    }


def semester() -> None:
    """Targets in the second and the fourth quarter only, for every rule; of the regent and of a head."""
    rules = {"F1": "jumlah", "F2": "akhir", "F3": "tahunan", "F4": "akhir", "F5": "jumlah"}
    targets = {
        "F1": (100, "", 50, "", 50),
        "F2": (100, "", 50, "", 100),
        "F3": (100, "", "", "", ""),
        "F4": (100, 25, 50, 75, 100),
        "F5": (10, 10, "", "", ""),
    }
    realised = {
        "F1": {2: 40, 4: 60},
        "F2": {2: 40, 4: 90},
        "F3": {4: 90},
        "F4": {1: 20, 2: 40, 3: 60, 4: 90},
        "F5": {1: 12},
    }
    both = [(f"{owner}{code}", code, objective) for owner, objective in (("", "S"), ("K", "T")) for code in rules]
    _import(
        {
            **_office(),
            "Indikator": [(code, of, f"{code} hitungan", "Orang", "naik", rules[key], "") for code, key, of in both],
            "Target": [(code, 2024, *targets[key]) for code, key, _ in both],
            "Realisasi": [
                (code, 2024, quarter, value, *NOTE)
                for code, key, objective in both
                for quarter, value in realised[key].items()
                # The regent's year is whole; the head's was verified up to the third quarter.
                if objective == "S" or quarter < 4
            ],
        }
    )


def decimals() -> None:
    """Figures of up to four decimals, each with its own number of them, or none."""
    given = {"G1": 3, "G2": 0, "G3": "", "G4": 1, "G5": ""}
    targets = {"G1": "0,267", "G2": "85", "G3": "0,267", "G4": "3,25", "G5": "12,3456"}
    realised = {"G1": "0,262", "G2": "84,6", "G3": "0,262", "G4": "3,24", "G5": "12,3444"}
    falling = {"G1", "G3"}
    _import(
        {
            **_office(),
            "Indikator": [
                (code, "T", f"Desimal {code}", "Rasio", "turun" if code in falling else "naik", "tahunan", "")
                for code in given
            ],
            "Target": [(code, 2024, target, "", "", "", "") for code, target in targets.items()],
            "Realisasi": [(code, 2024, 4, value, *NOTE) for code, value in realised.items()],
        },
        decimals=given,
    )


def generated() -> None:
    """Two offices with their divisions, every rule and direction, and gaps wherever chance left some."""
    chance = random.Random(29)
    units = [("A", "Dinas A", "dinas", ""), ("A1", "Bidang A1", "bidang", "A"), ("B", "Dinas B", "dinas", "")]
    posts = [
        ("BUP", "Bupati Uji", "A", "kepala daerah", "", ""),
        ("KA", "Kepala Dinas A", "A", "kepala opd", "II.b", "BUP"),
        ("KA1", "Kepala Bidang A1", "A1", "administrator", "III.b", "KA"),
        ("KB", "Kepala Dinas B", "B", "kepala opd", "II.b", "BUP"),
    ]
    indicators, targets, realised = [], [], []
    for post in posts:
        newest = chance.choice((2, 3, 4))
        for number, rule in enumerate(("jumlah", "akhir", "rata-rata", "maksimum", "minimum", "tahunan"), start=1):
            code, direction = f"{post[0]}-{number}", chance.choice(("naik", "turun"))
            indicators.append((code, post[0], f"Ukuran {code}", "Orang", direction, rule, ""))
            parts = [chance.randint(10, 40) if rule != "tahunan" and chance.random() < 0.8 else "" for _ in range(4)]
            numbers = [part for part in parts if part]
            year = sum(numbers) if rule == "jumlah" else max(numbers, default=0)
            targets.append((code, 2025, year or 50, *parts))
            realised += [
                (code, 2025, quarter, str(Decimal(chance.randint(50, 450)) / 10).replace(".", ","), *NOTE)
                for quarter in range(1, newest + 1)
                if chance.random() < 0.85
            ]
    _import(
        {
            "Pemda": [GOVERNMENT],
            "Unit": units,
            "Jabatan": posts,
            "Sasaran": [(post[0], f"Sasaran {post[1]}", post[0], "", "") for post in posts],
            "Indikator": indicators,
            "Target": targets,
            "Realisasi": realised,
        }
    )


GOVERNMENTS = {found.__name__: found for found in (demo, deli_serdang, semester, decimals, generated)}
