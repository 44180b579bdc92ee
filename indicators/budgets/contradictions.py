"""What a budget may not say: unknown programmes, negative amounts, a row twice, money dropped that was spent."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError

from indicators.bindings import spent_of
from indicators.domain.budget_tree import counted_twice, twice_sentence
from indicators.domain.ceilings import below_spent_sentence
from indicators.domain.numbers import format_rupiah
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine, Program


def refuse_contradictions(
    position_id: int, year: int, lines: Sequence[PlannedBudgetLine], *, is_explained: bool = False
) -> None:
    """ValidationError for lines that contradict the catalogue, each other, or what was spent in the year.

    `is_explained`: somebody wrote why, so that a ceiling may fall below what was spent.
    """
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
    pairs = counted_twice((line.program_code, line.amount) for line in lines)
    if pairs:
        raise ValidationError(twice_sentence(*pairs[0]), code="counted_twice")
    spending = spent_of(position_id, year)
    _refuse_dropping_spent(spending, set(keys))
    if not is_explained:
        _refuse_below_spent(
            spending,
            {(line.program_code, line.funding_source): line.amount for line in lines},
            stored_ceilings(position_id, year),
        )


def stored_ceilings(position_id: int, year: int) -> dict[tuple[str, str], Decimal]:
    """The ceilings of the plan by programme and source of funds. One query."""
    lines = BudgetLine.objects.of_year(year).of_positions([position_id])
    return {
        (code, source): amount
        for code, source, amount in lines.values_list("program__code", "funding_source", "amount")
    }


def refuse_below_spent(position_id: int, year: int, ceilings: Mapping[tuple[str, str], Decimal]) -> None:
    """ValidationError where a ceiling of the plan would fall below what was spent of it; a line left out has none."""
    _refuse_below_spent(spent_of(position_id, year), ceilings, stored_ceilings(position_id, year))


def _refuse_below_spent(
    spending: Mapping[tuple[str, str], Decimal],
    ceilings: Mapping[tuple[str, str], Decimal],
    stored: Mapping[tuple[str, str], Decimal],
) -> None:
    for key, spent in spending.items():
        sentence = below_spent_sentence(*key, ceilings.get(key, Decimal(0)), spent, before=stored.get(key))
        if sentence:
            raise ValidationError(sentence, code="below_spent")


def _refuse_dropping_spent(spending: Mapping[tuple[str, str], Decimal], kept: set[tuple[str, str]]) -> None:
    dropped = [
        f"{code} ({source}) {format_rupiah(spending[code, source])}"
        for code, source in spending
        if (code, source) not in kept
    ]
    if dropped:
        raise ValidationError(
            f"Sudah ada realisasi anggaran pada {', '.join(dropped)}, jadi barisnya tidak dapat dihapus. Kembalikan "
            "baris itu, dengan pagu sedikitnya sebesar realisasinya.",
            code="spent",
        )
