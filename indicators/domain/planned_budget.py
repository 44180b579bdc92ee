"""One line of a budget as a plain value, and how two budgets differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.numbers import format_rupiah


@dataclass(frozen=True, slots=True)
class PlannedBudgetLine:
    """One programme with its budget (rupiah) from one source of funds, and the objective that it serves, if told."""

    program_code: str
    program_name: str
    funding_source: str
    amount: Decimal
    objective_code: str = ""


def budget_differences(before: Iterable[PlannedBudgetLine], after: Iterable[PlannedBudgetLine]) -> Iterable[str]:
    old, new = _by_program(before), _by_program(after)
    for key, line in new.items():
        if key not in old:
            yield f"Anggaran ditambahkan: {line.program_name} ({line.funding_source}) {format_rupiah(line.amount)}."
        elif old[key].amount != line.amount:
            amounts = f"{format_rupiah(old[key].amount)} menjadi {format_rupiah(line.amount)}"
            yield f"Anggaran {line.program_name} ({line.funding_source}): {amounts}."
        elif old[key].objective_code != line.objective_code:
            yield f"Sasaran yang didukung {line.program_name} ({line.funding_source}) diubah."
        elif old[key] != line:
            yield f"Nama program {line.program_code} menjadi “{line.program_name}”."
    for key, line in old.items():
        if key not in new:
            yield f"Anggaran dihapus: {line.program_name} ({line.funding_source})."


def _by_program(lines: Iterable[PlannedBudgetLine]) -> Mapping[tuple[str, str], PlannedBudgetLine]:
    return {(line.program_code, line.funding_source): line for line in lines}
