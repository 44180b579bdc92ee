"""The invented RPJMD 2025–2029 of the demo with its targets, and the Renstra of one agency."""

from collections.abc import Iterable
from typing import Any

from demo.building import figures
from demo.building.tables import Row, table

FIRST_YEAR, LAST_YEAR = 2025, 2029
RPJMD, AGENCY = "RPJMD-2025", "DINKES"
RENSTRA = f"RENSTRA-{AGENCY}-2025"
VISION = "Terwujudnya Kabupaten Contoh yang sejahtera, maju, dan berdaya saing"
RPJMD_BASIS = "Peraturan Daerah Kabupaten Contoh Nomor 3 Tahun 2025"
RENSTRA_BASIS = "Peraturan Bupati Contoh Nomor 21 Tahun 2025"
MEASURES = {"2": "IKU-08", "6": "IKU-13"}
"""Goals that have an indicator of their own."""

AGENCY_GOALS = (
    ("Mewujudkan masyarakat yang sehat", (f"S-{AGENCY}-1", f"S-{AGENCY}-2")),
    ("Mewujudkan pelayanan kesehatan yang akuntabel", (f"S-{AGENCY}-3",)),
)
Rows = list[tuple[Any, ...]]


def goal_code(row: Row) -> str:
    """The code of the goal that a row of the regent's indicators stands below."""
    return f"TUJUAN-{row['tujuan']}"


def objective_code(row: Row) -> str:
    """The code of the objective of a row of the regent's indicators."""
    return f"SASARAN-{int(row['sasaran']):02d}"


def plan_sheets(unit: str) -> dict[str, Rows]:
    """The sheets of both plans; `unit` is the code of the agency's unit."""
    words = {(row["jenis"], row["nomor"]): row["uraian"] for row in table("rpjmd")}
    regent = table("indikator_bupati")
    goals = {goal_code(row): row for row in regent}
    own = [(f"TUJUAN-{AGENCY}-{serial}", *goal) for serial, goal in enumerate(AGENCY_GOALS, start=1)]
    return {
        "Rencana": [
            _plan(RPJMD, "RPJMD", "RPJMD Kabupaten Contoh", "", "", VISION, RPJMD_BASIS),
            _plan(RENSTRA, "Renstra", "Renstra Dinas Kesehatan", unit, RPJMD, "", RENSTRA_BASIS),
        ],
        "Misi": [(RPJMD, int(number), text) for (kind, number), text in words.items() if kind == "misi"],
        "Tujuan": [
            *((code, RPJMD, int(row["misi"]), words["tujuan", row["tujuan"]]) for code, row in goals.items()),
            *((code, RENSTRA, None, statement) for code, statement, _ in own),
        ],
        "Sasaran Tujuan": [
            *dict.fromkeys((objective_code(row), goal_code(row)) for row in regent),
            *((objective, code) for code, _, objectives in own for objective in objectives),
        ],
        "Indikator Tujuan": [(f"TUJUAN-{goal}", code) for goal, code in MEASURES.items()],
        "Target Rencana": list(_targets()),
    }


def _plan(code: str, kind: str, name: str, unit: str, above: str, vision: str, basis: str) -> tuple[Any, ...]:
    return code, kind, f"{name} {FIRST_YEAR}–{LAST_YEAR}", FIRST_YEAR, LAST_YEAR, unit, above, vision, basis


def _targets() -> Iterable[tuple[Any, ...]]:
    for row in table("rencana"):
        yield row["kode"], FIRST_YEAR - 1, figures.target_cell(row["awal"]), "kondisi awal"
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            yield row["kode"], year, figures.target_cell(row[f"t{year}"]), "target"
