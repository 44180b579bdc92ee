"""Builds the two workbooks of Kabupaten Contoh; run `python -m demo.building.build`.

The first holds the government, its people, plans and verified quarters. The second holds the third quarter of 2026 of
the positions in `data/laporan.tsv` that are still at work on it; the replay takes it from there.
"""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from demo.building import figures
from demo.building.people import InventedPeople
from demo.building.planning import AGENCY, objective_code, plan_sheets
from demo.building.structure import DemoStructure
from demo.building.tables import Row, number, table
from exchange.workbook.schema import QUARTERS
from exchange.workbook.writing import write_workbook

HERE = Path(__file__).parent.parent
WORKBOOK = HERE / "kabupaten_contoh.xlsx"
OPEN_QUARTER = HERE / "kabupaten_contoh_tw3_2026.xlsx"
FIRST_YEAR, YEARS = 2022, (2025, 2026)
LAST = (2026, 3)
LATER_SHARE = Decimal("0.82")
MILLION = 1_000_000
BETWEEN = 13
"""Columns of an indicator between its scale and the rule by which it is made from those below."""

Sheets = dict[str, list[tuple[Any, ...]]]


class Builder:
    """Collects the rows of every sheet."""

    def __init__(self) -> None:
        self.structure = DemoStructure()
        self.sheets: Sheets = defaultdict(list)
        self.open_rows: list[tuple[Any, ...]] = []
        self.exceptions = {(r["kode"], int(r["tahun"]), int(r["triwulan"])): r for r in table("keadaan")}
        self.reports = {(r["jabatan"], int(r["tahun"]), int(r["triwulan"])): r["keadaan"] for r in table("laporan")}
        self.known: dict[tuple[str, int, int], Any] = {}
        self.rows: list[Row] = []

    def build(self) -> Sheets:
        """All sheets of the first workbook."""
        self.sheets["Pemda"] = [("Kabupaten Contoh", "kabupaten", "99.99", "Bupati", "Contoh", "WIB")]
        self.sheets["Unit"] = self.structure.units
        self.sheets["Jabatan"] = self.structure.positions
        self.sheets["Pegawai"] = self.structure.employees(InventedPeople())
        self._regional_head()
        self.rows = self._with_codes([*table("indikator_kepala"), *table("indikator_bawahan")])
        for row in self.rows:
            self._indicator(row)
        self.sheets["Program"] = [(row["kode"], row["nama"]) for row in table("nomenklatur")]
        self._budget()
        self.sheets |= plan_sheets(self.structure.unit_of[AGENCY])
        return self.sheets

    def _regional_head(self) -> None:
        """18 indicators of 13 objectives for 5 missions, as in the IKU of Lebong (Perbup 54/2021)."""
        words = {(row["jenis"], row["nomor"]): row["uraian"] for row in table("rpjmd")}
        quarters = {(r["kode"], int(r["tahun"])): r for r in table("realisasi_bupati")}
        seen: set[str] = set()
        for row in table("indikator_bupati"):
            objective = objective_code(row)
            if objective not in seen:
                seen.add(objective)
                statement, mission = words["sasaran", row["sasaran"]], words["misi", row["misi"]]
                self.sheets["Sasaran"].append((objective, statement, "BUPATI", "", mission))
            self._definition(row["kode"], objective, row, key="ya", supports="", person="Bupati Contoh")
            pattern = {"jumlah": "bagi", "akhir": "naik", "rata-rata": "rata"}.get(row["akumulasi"], "akhir")
            for year in (FIRST_YEAR, *YEARS):
                self._regional_year({**row, "pola": pattern}, year, quarters.get((row["kode"], year)))

    def _regional_year(self, row: Row, year: int, quarters: Row | None) -> None:
        code, targets = row["kode"], figures.quarter_targets(row, row[f"t{year}"])
        self.sheets["Target"].append((code, year, figures.target_cell(row[f"t{year}"]), *targets))
        for quarter in QUARTERS:
            text = quarters[f"tw{quarter}"] if quarters else row.get(f"r{year}", "") if quarter == max(QUARTERS) else ""
            if text:
                value = figures.target_cell(text)
                self.known[row["indikator"], year, quarter] = value
                self._realisation(self.sheets["Realisasi"], row, code, year, quarter, targets[quarter - 1], value)

    def _with_codes(self, rows: list[Row]) -> list[Row]:
        """Every indicator with its position and codes; the rows of CAMAT once for each district."""
        expanded = [
            {**row, "jabatan": position}
            for position in self.structure.owners(rows)
            for row in [*rows, *self.structure.common(position)]
            if row["jabatan"] == self.structure.template(position)
        ]
        counts: dict[str, int] = defaultdict(int)
        objectives: dict[tuple[str, str], str] = {}
        for row in expanded:
            counts[row["jabatan"]] += 1
            row["kode"] = f"{row['jabatan']}-{counts[row['jabatan']]:02d}"
            objective = (row["jabatan"], row["sasaran"])
            serial = sum(1 for position, _ in objectives if position == row["jabatan"]) + 1
            row["kode_sasaran"] = objectives.setdefault(objective, f"S-{row['jabatan']}-{serial}")
        self.objective_of = {row["kode"]: row["kode_sasaran"] for row in expanded}
        self.objective_of |= {row[0]: row[1] for row in self.sheets["Indikator"]}
        return expanded

    def _indicator(self, row: Row) -> None:
        code, position = row["kode"], self.structure.position_code(row["jabatan"])
        if row["kode_sasaran"] not in {objective[0] for objective in self.sheets["Sasaran"]}:
            above = self.objective_of[row["mendukung"].partition(";")[0]]
            self.sheets["Sasaran"].append((row["kode_sasaran"], row["sasaran"], position, above, ""))
        key = "ya" if self.structure.is_head(row["jabatan"]) else "tidak"
        person = self.structure.title(row["jabatan"])
        self._definition(code, row["kode_sasaran"], row, key=key, supports=row["mendukung"], person=person)
        for year in YEARS:
            targets = figures.quarter_targets(row, row[f"t{year}"])
            self.sheets["Target"].append((code, year, figures.target_cell(row[f"t{year}"]), *targets))
            for quarter in QUARTERS:
                if (year, quarter) <= LAST and targets[quarter - 1] is not None:
                    self._quarter(row, year, quarter, targets[quarter - 1])

    def _definition(self, code: str, objective: str, row: Row, *, key: str, supports: str, person: str) -> None:
        frequency = "tahunan" if row["akumulasi"] == "tahunan" else "triwulan"
        from_below = row.get("dari_bawah", "")
        self.sheets["Indikator"].append((
            code, objective, row["indikator"], row["satuan"], row["arah"], row["akumulasi"], key, supports,
            row.get("definisi", ""), row["formula"], row["sumber"], person, frequency, "Laporan tertulis",
            row.get("skala", ""), *([*[None] * BETWEEN, from_below] if from_below else []),
        ))  # fmt: skip

    def _quarter(self, row: Row, year: int, quarter: int, target: figures.CELL) -> None:
        state = self.reports.get((row["jabatan"], year, quarter))
        if state == "belum":
            return
        rows = self.open_rows if state else self.sheets["Realisasi"]
        known = self.known.get((row["indikator"], year, quarter))
        if row.get("dari_bawah"):
            known = self._from_below(row["kode"], year, quarter)
        self._realisation(rows, row, row["kode"], year, quarter, target, known)

    def _from_below(self, code: str, year: int, quarter: int) -> Decimal:
        """The sum of what the indicators report that hang from this one."""
        below = [row for row in self.rows if row["mendukung"] == code]
        targets = [figures.quarter_targets(row, row[f"t{year}"])[quarter - 1] for row in below]
        found = [
            figures.realised(row, row["kode"], year, quarter, target)[0]
            for row, target in zip(below, targets, strict=True)
        ]
        return sum((figure for figure in found if isinstance(figure, Decimal)), Decimal(0))

    def _realisation(
        self, rows: list[tuple[Any, ...]], row: Row, code: str, year: int, quarter: int, target: Any, known: Any
    ) -> None:
        exception = self.exceptions.get((code, year, quarter))
        if exception:
            if exception["nilai"] != "kosong":
                value = Decimal(0) if exception["nilai"] == "0" else exception["nilai"]
                rows.append((code, year, quarter, value, None, None, "", "", "", exception["keterangan"]))
            return
        value = (known, None, None) if known is not None else figures.realised(row, code, year, quarter, target)
        story = figures.story(figures.is_below(row, value[0], target), code, year, quarter)
        rows.append((code, year, quarter, *value, *story, ""))

    def _budget(self) -> None:
        first_year: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for row in self.structure.budget_rows(table("anggaran")):
            for year in YEARS:
                amount = number(row[f"pagu{year}"]) * MILLION
                key = f"{row['jabatan']}{row['program']}{row['sumber']}"
                parts = [figures.spent(amount, key, year, q) if (year, q) <= LAST else None for q in QUARTERS]
                position = self.structure.position_code(row["jabatan"])
                self.sheets["Anggaran"].append((position, year, row["program"], amount, row["sumber"], *parts))
            if self.structure.is_head(row["jabatan"]):
                first_year[row["program"], row["sumber"]] += number(row["pagu2025"]) * MILLION * LATER_SHARE
        for (program, source), amount in sorted(first_year.items()):
            parts = [figures.spent(amount, program + source, FIRST_YEAR, q) for q in QUARTERS]
            self.sheets["Anggaran"].append(("BUPATI", FIRST_YEAR, program, amount, source, *parts))


def main() -> None:
    """Write both workbooks beside this module."""
    builder = Builder()
    write_workbook(str(WORKBOOK), builder.build())
    write_workbook(str(OPEN_QUARTER), {"Realisasi": builder.open_rows})


if __name__ == "__main__":
    main()
