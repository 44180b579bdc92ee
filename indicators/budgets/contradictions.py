"""What a budget may not say: unknown programmes, negative amounts, a row twice, money dropped that was spent."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from indicators.bindings import spent_of
from indicators.domain.numbers import format_rupiah
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import Program


def refuse_contradictions(position_id: int, year: int, lines: Sequence[PlannedBudgetLine]) -> None:
    """ValidationError for lines that contradict the catalogue, each other, or what was spent in the year."""
    keys = [(line.program_code, line.funding_source) for line in lines]
    known = set(Program.objects.filter(code__in=[code for code, _ in keys]).values_list("code", flat=True))
    for code in (code for code, _ in keys if code not in known):
        raise ValidationError(f"Program {code} tidak ada pada katalog. Pilih program lain.", code="unknown_program")
    for line in lines:
        if line.amount < 0:
            raise ValidationError(f"Anggaran {line.program_name} tidak boleh negatif.", code="negative")
    if len(set(keys)) < len(keys):
        raise ValidationError(
            "Satu program hanya ditulis sekali untuk tiap sumber dana. Gabungkan baris yang sama.", code="twice"
        )
    _refuse_dropping_spent(position_id, year, set(keys))


def _refuse_dropping_spent(position_id: int, year: int, kept: set[tuple[str, str]]) -> None:
    spending = spent_of(position_id, year)
    dropped = [
        f"{code} ({source}) {format_rupiah(spending[code, source])}"
        for code, source in spending
        if (code, source) not in kept
    ]
    if dropped:
        raise ValidationError(
            f"Sudah ada realisasi anggaran pada {', '.join(dropped)}, jadi barisnya tidak dapat dihapus. Kembalikan "
            "baris itu; anggarannya boleh ditulis 0.",
            code="spent",
        )
