"""Makes deli_serdang_bappedalitbang_2025.xlsx of the published sheet; run `python -m tests.data.build_deli_serdang`.

What was converted and how is written in README.md beside this file.
"""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from exchange.workbook.schema import QUARTERS
from exchange.workbook.writing import write_workbook

HERE = Path(__file__).parent
SOURCE = HERE / "deli_serdang_bappedalitbang_2025_e81.json"
CODES = HERE / "deli_serdang_codes.tsv"
WORKBOOK = HERE / "deli_serdang_bappedalitbang_2025.xlsx"
YEAR = 2025
BUPATI, SEKDA, HEAD = "BUPATI", "SEKDA", "KABAN-BAPPEDALITBANG"
AGENCY = "5.01.5.05.5.02.01.0000"
HEADING = "urusan/bidang"
# The number of characters tells the level of a nomenclature code.
PROGRAM, ACTIVITY, SUB_ACTIVITY = len("5.01.01"), len("5.01.01.2.01"), len("5.01.01.2.01.0001")


def published_rows() -> list[dict[str, Any]]:
    """The 102 rows as published, each with the code given to it in deli_serdang_codes.tsv."""
    rows = json.loads(SOURCE.read_text(encoding="utf-8"), parse_float=Decimal)["rows"]
    with CODES.open(encoding="utf-8") as file:
        codes = {int(line["baris"]): line for line in csv.DictReader(file, delimiter="\t")}
    return [{**row, "kode": codes[row["excel_row"]]["kode"], "asal": codes[row["excel_row"]]["asal"]} for row in rows]


def parent(code: str) -> str:
    """The code one level up: sub kegiatan, kegiatan, program, bidang, urusan."""
    pieces = code.split(".")
    step = {SUB_ACTIVITY: 1, ACTIVITY: 2, PROGRAM: 1}.get(len(code), 1)
    return ".".join(pieces[:-step])


def tidy(text: str) -> str:
    """Line breaks and doubled spaces of the sheet's cells as single spaces; the wording stays as published."""
    return " ".join(text.split())


def build(rows: list[dict[str, Any]]) -> dict[str, list[tuple[Any, ...]]]:
    """The sheets of the exchange workbook."""
    named = {row["kode"]: tidy(row["uraian"]) for row in reversed(rows) if row["uraian"]}
    indicators = list(with_indicator_codes([row for row in rows if row["asal"] != HEADING]))
    first_of = {row["kode"]: code for code, row in reversed(indicators)}
    return {
        "Pemda": [("Kabupaten Deli Serdang", "kabupaten", "12.07", "Bupati", "Lubuk Pakam", "WIB")],
        "Unit": [
            ("PEMDA", "Pemerintah Kabupaten Deli Serdang", "lainnya", ""),
            ("4.01.1.05.2.18.01.0000", "Sekretariat Daerah", "sekretariat daerah", ""),
            (AGENCY, "Badan Perencanaan Pembangunan Daerah, Penelitian dan Pengembangan", "badan", ""),
        ],
        "Jabatan": [
            (BUPATI, "Bupati Deli Serdang", "PEMDA", "kepala daerah", "", ""),
            (SEKDA, "Sekretaris Daerah", "4.01.1.05.2.18.01.0000", "sekda", "II.a", BUPATI),
            (
                HEAD,
                "Kepala Badan Perencanaan Pembangunan Daerah, Penelitian dan Pengembangan",
                AGENCY,
                "kepala opd",
                "II.b",
                BUPATI,
            ),
        ],
        "Sasaran": [
            (code, named[code], HEAD, parent(code) if parent(code) in named else "", "")
            for code in sorted({parent(row["kode"]) for _, row in indicators} | {"5"})
        ],
        "Indikator": [
            (
                code,
                parent(row["kode"]),
                tidy(row["indikator"]),
                tidy(row["satuan"]),
                "naik",
                "jumlah",
                "ya" if len(row["kode"]) == PROGRAM else "tidak",
                first_of.get(parent(row["kode"]), ""),
                *[""] * 5,
                "",
                "",
            )
            for code, row in indicators
        ],
        "Target": [
            (code, YEAR, row["target"], "", "", "", "") for code, row in indicators if row["target"] is not None
        ],
        "Realisasi": [
            (code, YEAR, quarter, value, "", "", "", "", "", "")
            for code, row in indicators
            for quarter, value in zip(QUARTERS, row["realisasi_triwulan"], strict=True)
            if value is not None
        ],
        "Program": sorted((code, name) for code, name in named.items() if len(code) >= PROGRAM),
        "Anggaran": [
            (HEAD, YEAR, row["kode"], row["pagu_anggaran"], "APBD", *row["realisasi_anggaran_triwulan"])
            for _, row in indicators
            if len(row["kode"]) == SUB_ACTIVITY and row["pagu_anggaran"] is not None
        ],
    }


def plan_sheets(rows: list[dict[str, Any]], first_year: int, last_year: int) -> dict[str, list[tuple[Any, ...]]]:
    """A Renstra of these years, which the source does not name, that wants column 6 in its last year."""
    indicators = with_indicator_codes([row for row in rows if row["asal"] != HEADING])
    return {
        "Rencana": [
            ("RPJMD", "RPJMD", "RPJMD Kabupaten Deli Serdang", first_year, last_year, "", "", "", ""),
            ("RENSTRA", "Renstra", "Renstra Bappedalitbang", first_year, last_year, AGENCY, "RPJMD", "", ""),
        ],
        "Target Rencana": [(code, last_year, row["target_renstra_akhir"], "") for code, row in indicators],
    }


def with_indicator_codes(rows: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Each row with its indicator code: the code of the nomenclature and a serial number."""
    seen: dict[str, int] = {}
    coded = []
    for row in rows:
        seen[row["kode"]] = seen.get(row["kode"], 0) + 1
        coded.append((f"{row['kode']}-{seen[row['kode']]}", row))
    return coded


if __name__ == "__main__":
    write_workbook(str(WORKBOOK), build(published_rows()))
