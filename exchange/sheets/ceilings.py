"""Ceilings of one position and year, held against each other: no money may stand at two levels of the nomenclature."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from exchange.sheets.run import Run, SheetRow
from exchange.workbook.schema import ANGGARAN
from indicators.domain.budget_tree import counted_twice, twice_sentence
from indicators.models import BudgetLine

Place = tuple[str, int]
"""Code of the position, year."""


@dataclass(frozen=True, slots=True)
class _Ceiling:
    row: int
    code: str
    amount: Decimal
    is_stored: bool
    """Whether exactly this was stored before."""


class Ceilings:
    """The ceilings of a file, remembered until all are known: rows may come in any order."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._given: dict[Place, dict[tuple[str, str], _Ceiling]] = defaultdict(dict)

    def remember(self, row: SheetRow, stored: BudgetLine | None) -> None:
        """Keep what one row says; a cell that could not be read says nothing."""
        position, year, code, source = (row[h] for h in ("Kode Jabatan", "Tahun", "Kode Program", "Sumber Dana"))
        if None not in (position, year, code, source, row["Pagu"]):
            is_stored = stored is not None and stored.amount == row["Pagu"]
            self._given[position, year][code, source] = _Ceiling(row.number, code, row["Pagu"], is_stored)

    def tell(self) -> None:
        """Refuse every row by which money would stand at two levels; warn where it stood so before. One query."""
        stored = self._stored()
        for place, given in self._given.items():
            rows: dict[str, list[_Ceiling]] = defaultdict(list)
            for ceiling in given.values():
                if ceiling.amount:
                    rows[ceiling.code].append(ceiling)
            kept = {key[0]: amount for key, amount in stored[place].items() if key not in given and amount}
            self._tell_place(rows, kept)

    def _tell_place(self, rows: Mapping[str, list[_Ceiling]], kept: Mapping[str, Decimal]) -> None:
        amounts = [*kept.items(), *((ceiling.code, ceiling.amount) for all_ in rows.values() for ceiling in all_)]
        parts: dict[str, list[str]] = defaultdict(list)
        for above, code in counted_twice(amounts):
            parts[above].append(code)
        for above, codes in parts.items():
            ceilings = rows.get(above) or [ceiling for code in codes for ceiling in rows.get(code, ())]
            involved = [ceiling for code in (above, *codes) for ceiling in rows.get(code, ())]
            tell = self._warn if all(ceiling.is_stored for ceiling in involved) else self._refuse
            for ceiling in ceilings:
                part = ceiling.code if ceiling.code != above else codes[0]
                tell(ceiling, twice_sentence(_named(above, rows, ceiling), _named(part, rows, ceiling)))

    def _refuse(self, ceiling: _Ceiling, message: str) -> None:
        self.run.findings.refuse(ANGGARAN.name, ceiling.row, "Kode Program", ceiling.code, message)

    def _warn(self, ceiling: _Ceiling, message: str) -> None:
        self.run.findings.warn(ANGGARAN.name, ceiling.row, "Kode Program", ceiling.code, message)

    def _stored(self) -> Mapping[Place, Mapping[tuple[str, str], Decimal]]:
        stored: dict[Place, dict[tuple[str, str], Decimal]] = defaultdict(dict)
        lines = BudgetLine.objects.filter(
            position__code__in={position for position, _ in self._given}, year__in={year for _, year in self._given}
        )
        keys = ("position__code", "year", "program__code", "funding_source", "amount")
        for position, year, code, source, amount in lines.values_list(*keys):
            stored[position, year][code, source] = amount
        return stored


def _named(code: str, rows: Mapping[str, Iterable[_Ceiling]], ceilings: _Ceiling) -> str:
    """The code with where its money is written, unless it is the row itself that is told."""
    others = [ceiling.row for ceiling in rows.get(code, ())]
    if ceilings.row in others:
        return code
    return f"{code} (baris {min(others)})" if others else f"{code} (sudah ada di aplikasi)"
