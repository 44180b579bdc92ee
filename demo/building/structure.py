"""Units, positions and holders of the demo."""

import datetime as dt
from typing import Any

from demo.building.people import InventedPeople, day
from demo.building.tables import Row, table

BEGIN = dt.date(2025, 1, 1)
ELECTED = dt.date(2021, 2, 26)
BUPATI = "BUPATI"
PREFIXES = {"DINKES": ("dr.", "M.Kes."), "DINKES-DIREKTUR-RSUD": ("dr.", "Sp.PD.")}

# Extra indicators that every OPD has beside its own (LKjIP of most governments carry both).
AKIP = {
    "sasaran": "Meningkatnya akuntabilitas kinerja perangkat daerah",
    "indikator": "Nilai AKIP Perangkat Daerah",
    "satuan": "Nilai", "arah": "naik", "akumulasi": "tahunan", "pola": "akhir", "skala": "",
    "t2025": "70", "t2026": "72", "mendukung": "SETDA-02", "sumber": "Inspektorat Daerah",
    "formula": "Hasil evaluasi AKIP oleh Inspektorat Daerah",
}  # fmt: skip
STAFF_AREAS = (
    "Pemerintahan, Hukum dan Politik",
    "Ekonomi, Keuangan dan Pembangunan",
    "Kemasyarakatan dan Sumber Daya Manusia",
)
ASSISTANT_AREAS = ("Pemerintahan dan Kesejahteraan Rakyat", "Perekonomian dan Pembangunan", "Administrasi Umum")


class DemoStructure:
    """The tree of units and positions, and who holds what when."""

    def __init__(self) -> None:
        self.agencies = table("opd")
        self.districts = table("kecamatan")
        self.unit_of = {row["singkat"]: row["kode"] for row in self.agencies}
        self.district_unit = {
            f"CAMAT-{row['singkat']}": f"7.01.0.00.0.00.{serial:02d}.0000"
            for serial, row in enumerate(self.districts, start=1)
        }
        self.units = self._units()
        self.positions = self._positions()
        self.titles = {row[0]: row[1] for row in self.positions}
        self.kinds = {row[0]: row[3] for row in self.positions}
        self.roles = {row["kode"]: row["peran"] for row in table("jabatan_bawahan")}

    def position_code(self, owner: str) -> str:
        """The position of an owner in the tables: an OPD's short name stands for its head."""
        if owner == "SETDA":
            return "SEKDA"
        return f"KEPALA-{owner}" if owner in self.unit_of else owner

    def title(self, owner: str) -> str:
        """The title of the owner's position."""
        return self.titles[self.position_code(owner)]

    def is_head(self, owner: str) -> bool:
        """Whether the owner is one of the 45 heads."""
        return self.kinds[self.position_code(owner)] in {"sekda", "asisten", "staf ahli", "kepala opd", "camat"}

    def owners(self, rows: list[Row]) -> list[str]:
        """Everybody who has indicators, in the order of protocol."""
        named = {row["jabatan"] for row in rows}
        ordered = [self._owner(code) for code, *_ in self.positions]
        return [owner for owner in ordered if self.template(owner) in named]

    def template(self, owner: str) -> str:
        """All districts share the rows of CAMAT."""
        return "CAMAT" if owner in self.district_unit else owner

    def common(self, owner: str) -> list[Row]:
        """The indicators that the owner has beside the rows of the tables."""
        if owner == "SETDA" or self.kinds[self.position_code(owner)] not in {"kepala opd", "camat"}:
            return []
        return [{**AKIP, "jabatan": self.template(owner)}]

    def budget_rows(self, rows: list[Row]) -> list[Row]:
        """The budget with the rows of CAMAT once for each district."""
        districts = [
            {**row, "jabatan": code} for code in self.district_unit for row in rows if row["jabatan"] == "CAMAT"
        ]
        return [row for row in rows if row["jabatan"] != "CAMAT"] + districts

    def employees(self, people: InventedPeople) -> list[tuple[Any, ...]]:
        """One row per position held; the story of the changes is in `data/pemangku.tsv`."""
        changes = table("pemangku")
        changed_positions = {row["jabatan"] for row in changes}
        rows: list[tuple[Any, ...]] = []
        cast: dict[str, tuple[Any, ...]] = {}
        for code, _, _, kind, *_ in self.positions:
            if code == BUPATI:
                rows.append(
                    ("", "Raden Contoh Wicaksana", "H.", "S.H., M.Si.", "", code, "definitif", ELECTED, *[None] * 4)
                )
                continue
            if code not in changed_positions:
                cast[code] = people.next(kind, **self._titles(code))
                rows.append(self._row(cast[code], code, "definitif", BEGIN, None, self._role(code)))
        for row in changes:
            key = row["orang"] or row["jabatan"]
            if key not in cast:
                cast[key] = people.next(self.kinds[row["jabatan"]], **self._titles(row["jabatan"]))
            rows.append(self._row(cast[key], row["jabatan"], row["status"], day(row["mulai"]), day(row["selesai"]), ""))
        return rows

    @staticmethod
    def _row(person: tuple[Any, ...], code: str, kind: str, start: Any, end: Any, role: str) -> tuple[Any, ...]:
        nip, name, prefix, suffix, rank, mail = person
        return (nip, name, prefix, suffix, rank, code, kind, start, end, mail, "", role)

    def _role(self, code: str) -> str:
        return "operator" if code.endswith("-OPERATOR") else self.roles.get(code, "")

    @staticmethod
    def _titles(code: str) -> dict[str, str]:
        prefix, suffix = PREFIXES.get(code.removeprefix("KEPALA-"), ("", ""))
        return {"prefix": prefix, "suffix": suffix}

    def _owner(self, code: str) -> str:
        return "SETDA" if code == "SEKDA" else code.removeprefix("KEPALA-")

    def _units(self) -> list[tuple[str, str, str, str]]:
        below: dict[str, list[tuple[str, str, str, str]]] = {}
        for row in table("unit_bawahan"):
            parent = self.unit_of[row["opd"]]
            above = f"{parent}/{row['induk']}" if row["induk"] else parent
            below.setdefault(row["opd"], []).append((f"{parent}/{row['kode']}", row["nama"], row["jenis"], above))
        units = [("KDH", "Kepala Daerah", "lainnya", "")]
        for row in self.agencies:
            units.append((row["kode"], row["nama"], row["jenis"], ""))
            units.extend(below.get(row["singkat"], []))
        names = {f"CAMAT-{row['singkat']}": row["nama"] for row in self.districts}
        return units + [(code, f"Kecamatan {names[key]}", "kecamatan", "") for key, code in self.district_unit.items()]

    def _positions(self) -> list[tuple[str, str, str, str, str, str]]:
        secretariat = self.unit_of["SETDA"]
        rows = [
            (BUPATI, "Bupati Contoh", "KDH", "kepala daerah", "", ""),
            ("SEKDA", "Sekretaris Daerah", secretariat, "sekda", "II.a", BUPATI),
        ]
        for serial, area in enumerate(ASSISTANT_AREAS, start=1):
            rows.append((f"ASISTEN-{serial}", f"Asisten {area}", secretariat, "asisten", "II.b", "SEKDA"))
        for serial, area in enumerate(STAFF_AREAS, start=1):
            rows.append((f"STAFAHLI-{serial}", f"Staf Ahli Bidang {area}", secretariat, "staf ahli", "II.b", BUPATI))
        for row in self.agencies[1:]:
            code = f"KEPALA-{row['singkat']}"
            rows.append((code, row["jabatan"], row["kode"], "kepala opd", row["eselon"], BUPATI))
        for row in self.districts:
            key = f"CAMAT-{row['singkat']}"
            rows.append((key, f"Camat {row['nama']}", self.district_unit[key], "camat", "III.a", BUPATI))
        return rows + self._subordinates() + self._operators()

    def _subordinates(self) -> list[tuple[str, str, str, str, str, str]]:
        rows = []
        for row in table("jabatan_bawahan"):
            parent = self.unit_of[row["opd"]]
            unit = f"{parent}/{row['unit']}" if row["unit"] else parent
            above = f"KEPALA-{row['opd']}" if row["atasan"] == "KEPALA" else row["atasan"]
            rows.append((row["kode"], row["nama"], unit, row["jenis"], row["eselon"], above))
        return rows

    def _operators(self) -> list[tuple[str, str, str, str, str, str]]:
        title = "Pengelola Data Kinerja"
        rows = [("SETDA-OPERATOR", title, self.unit_of["SETDA"], "pelaksana", "", "SEKDA")]
        for row in self.agencies[1:]:
            rows.append((f"{row['singkat']}-OPERATOR", title, row["kode"], "pelaksana", "", f"KEPALA-{row['singkat']}"))
        return rows + [
            (f"{key}-OPERATOR", title, code, "pelaksana", "", key) for key, code in self.district_unit.items()
        ]
