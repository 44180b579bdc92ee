"""A workbook as eight offices keep it: percent cells, dashes, units behind figures, and money as text."""

import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from exchange.workbook.schema import BY_NAME

OFFICES = ("Kesehatan", "Pendidikan", "Sosial", "Perhubungan", "Pertanian", "Perikanan", "Pariwisata", "Perdagangan")
INDICATORS_OF_AN_OFFICE = (20, 20, 19, 19, 19, 19, 19, 18)
"""153 indicators, each with three quarters: 459 rows of realisations."""

YEAR = 2025
PERCENT = "0.0%"
KINDS = (
    ("Persen", "naik", "akhir", ("≥ 80", 0.20, 0.40, 0.60, 0.80), (0.205, 0.4125, "61,5 %")),
    ("Dokumen", "naik", "jumlah", ("12 dokumen", 3, 3, 3, 3), ("3 dokumen", 2, "4 Dok")),
    ("Orang", "naik", "jumlah", (1200, 300, 300, 300, 300), ("1.250,0", 310, "290*")),
    ("Persen", "turun", "akhir", ("maksimal 14,5", "-", "14,9", "-", "14,5"), (0.15, 0.148, "14,7")),
    ("Indeks", "rentang", "rata-rata", ("70 s/d 75", "-", "-", "-", "70-75"), (72, "72,5 (B)", 73)),
)


def _sheets() -> dict[str, list[tuple[Any, ...]]]:
    sheets: dict[str, list[tuple[Any, ...]]] = {
        "Pemda": [("Kabupaten Contoh", "kabupaten", "99.01", "Bupati", "Contoh", "WIB")],
        "Unit": [("SETDA", "Sekretariat Daerah", "sekretariat daerah")],
        "Jabatan": [("BUPATI", "Bupati Contoh", "SETDA", "kepala daerah")],
        "Program": [("1.02.02", "Program Pelayanan")],
        "Sasaran": [], "Indikator": [], "Target": [], "Realisasi": [], "Anggaran": [],
    }  # fmt: skip
    for number, (office, count) in enumerate(zip(OFFICES, INDICATORS_OF_AN_OFFICE, strict=True), start=1):
        unit, head, objective = f"D{number}", f"K{number}", f"S{number}"
        sheets["Unit"].append((unit, f"Dinas {office}", "dinas"))
        sheets["Jabatan"].append((head, f"Kepala Dinas {office}", unit, "kepala opd", "II.b", "BUPATI"))
        sheets["Sasaran"].append((objective, f"Meningkatnya layanan {office.lower()}", head))
        money = (f"Rp {number}.250.000.000", "APBD", f"{number}50 juta", "-", f"Rp{number},5 jt", "nihil")
        sheets["Anggaran"].append((head, YEAR, "1.02.02", *money))
        for one in range(count):
            _add_indicator(sheets, f"I{number}-{one + 1:02}", objective, KINDS[one % len(KINDS)])
    return sheets


def _add_indicator(sheets: dict[str, list[tuple[Any, ...]]], code: str, objective: str, kind: tuple[Any, ...]) -> None:
    unit, direction, aggregation, target, reached = kind
    sheets["Indikator"].append((code, objective, f"Indikator {code}", unit, direction, aggregation))
    sheets["Target"].append((code, YEAR, *target))
    for quarter, value in enumerate(reached, start=1):
        sheets["Realisasi"].append((code, YEAR, quarter, value, "", "", "-", "-", "", ""))


def office_book() -> io.BytesIO:
    """The workbook; shares (numbers below 1) are cells that show a percentage."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    percent = book.add_format({"num_format": PERCENT})
    for name, rows in _sheets().items():
        page = book.add_worksheet(name)
        page.write_row(0, 0, BY_NAME[name.casefold()].headers)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                is_share = isinstance(cell, float | Decimal) and cell < 1
                page.write(line, column, cell, *([percent] if is_share else []))
    book.close()
    target.seek(0)
    return target
