"""Invented officials. Month 13 in every birth date: no such NIP can belong to anybody."""

import datetime as dt
from dataclasses import dataclass, field

from demo.building.tables import pick, table

DEGREES = {
    "head": ("S.E., M.M.", "S.Sos., M.Si.", "S.T., M.T.", "S.H., M.H.", "S.IP., M.AP.", "S.STP., M.Si."),
    "administrator": ("S.E.", "S.Sos., M.Si.", "S.T.", "S.H.", "S.IP.", "S.Kom., M.Kom."),
    "staff": ("S.E.", "S.Sos.", "A.Md.", "S.Kom.", "S.AP."),
}
RANKS = {
    "sekda": ("IV/d",),
    "asisten": ("IV/c",),
    "staf ahli": ("IV/c", "IV/b"),
    "kepala opd": ("IV/c", "IV/b"),
    "camat": ("IV/a", "III/d"),
    "administrator": ("IV/a", "III/d"),
    "pengawas": ("III/d", "III/c"),
    "fungsional": ("III/d", "III/c"),
    "pelaksana": ("III/a", "II/d", "IX"),
}
HEADS = ("sekda", "asisten", "staf ahli", "kepala opd", "camat")


@dataclass
class InventedPeople:
    """Hands out one invented person after another, each with a name and a NIP of their own."""

    count: int = 0
    names: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = table("nama")
        self.given = [(row["nama"], row["jenis"]) for row in rows if row["jenis"] != "belakang"]
        self.family = [row["nama"] for row in rows if row["jenis"] == "belakang"]

    def next(self, kind: str, *, prefix: str = "", suffix: str = "") -> tuple[str, str, str, str, str, str]:
        """NIP, name, titles before and after, rank, and e-mail address of somebody fit for this kind of post."""
        index, self.count = self.count, self.count + 1
        given, sex = self.given[index % len(self.given)]
        name = f"{given} {self.family[index * 7 % len(self.family)]}"
        level = "head" if kind in HEADS else "administrator" if kind == "administrator" else "staff"
        rank = pick(RANKS[kind], "rank", index)
        mail = f"{name.lower().replace(' ', '.')}@contoh.example"
        return self._nip(index, rank, sex), name, prefix, suffix or pick(DEGREES[level], "degree", index), rank, mail

    def _nip(self, index: int, rank: str, sex: str) -> str:
        born = 1966 + index % 30
        appointed = f"{born + 24}{index % 12 + 1:02d}" if "/" in rank else "202121"
        return f"{born}13{index % 28 + 1:02d}{appointed}{1 if sex == 'L' else 2}{index + 1:03d}"


def day(text: str) -> dt.date | None:
    """A day of the tables (`2026-01-31`); None when empty."""
    return dt.date.fromisoformat(text) if text else None
