"""How an agreement differs from an earlier one, told at each of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from agreements.domain.plan import AgreementContent, PlannedLine
from indicators.domain.money import sums
from indicators.domain.numbers import format_exact
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.domain.proportions import growth


@dataclass(frozen=True, slots=True)
class RowMark:
    """What is to be said of one row: words, and whether anything differs at all."""

    words: str
    is_same: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class BudgetChange:
    """One programme before and now (rupiah, all sources of funds together); None where it is not named."""

    program_code: str
    program_name: str
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal:
        """By how many rupiah it changed; a programme that is not named counts as nothing."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        """By how many percent of before, unrounded; None when it was not there before, or without money."""
        return None if self.before is None or self.after is None else growth(self.before, self.after)

    @property
    def is_same(self) -> bool:
        """Whether it has the same money as before."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class AgreementComparison:
    """An agreement against the earlier one: a mark per indicator, what is gone, and each programme's money."""

    marks: Mapping[int, RowMark]
    gone: tuple[PlannedLine, ...]
    budget: tuple[BudgetChange, ...]
    total: BudgetChange

    @property
    def counted(self) -> list[tuple[str, int]]:
        """How many rows are the same, changed, new and gone; kinds of which there are none are left out."""
        marks = list(self.marks.values())
        same, new = (sum(mark.is_same for mark in marks), sum(mark.is_new for mark in marks))
        kinds = [
            ("sama", same),
            ("berubah", len(marks) - same - new),
            ("baru", new),
            ("tidak ada lagi", len(self.gone)),
        ]
        return [(words, count) for words, count in kinds if count]


def compare(before: AgreementContent, after: AgreementContent, *, called: str) -> AgreementComparison:
    """Mark `after` against `before`, which is `called` so in the words: `2025`, `versi 1`."""
    old, new = _by_indicator(before.lines), _by_indicator(after.lines)
    return AgreementComparison(
        marks={key: _mark(old.get(key), line, called) for key, line in new.items()},
        gone=tuple(line for key, line in old.items() if key not in new),
        budget=tuple(_budget_changes(before.budget, after.budget)),
        total=BudgetChange("", "Jumlah", before.budget_total, after.budget_total),
    )


def _by_indicator(lines: Iterable[PlannedLine]) -> dict[int, PlannedLine]:
    return {line.indicator_id: line for line in lines}


def _mark(old: PlannedLine | None, new: PlannedLine, called: str) -> RowMark:
    if old is None:
        return RowMark("baru", is_new=True)
    words = [*_target_words(old, new), *_wording_words(old, new)]
    return RowMark("; ".join(words)) if words else RowMark(f"sama dengan {called}", is_same=True)


def _target_words(old: PlannedLine, new: PlannedLine) -> Iterable[str]:
    """What became of the target of the year, of its quarters, and of the unit of measure."""
    if old.value != new.value:
        yield f"target {format_exact(old.value)} → {format_exact(new.value)}"
    if old.unit_of_measure != new.unit_of_measure:
        yield f"satuan {old.unit_of_measure} → {new.unit_of_measure}"
    if old.value == new.value and old.quarters and old.quarters != new.quarters:
        yield "target triwulan diubah"


def _wording_words(old: PlannedLine, new: PlannedLine) -> Iterable[str]:
    if old.indicator_statement != new.indicator_statement:
        yield "bunyi diubah"
    if old.objective_code != new.objective_code:
        yield "pindah sasaran"
    elif old.objective_statement != new.objective_statement:
        yield "bunyi sasaran diubah"


def _budget_changes(before: Iterable[PlannedBudgetLine], after: Iterable[PlannedBudgetLine]) -> Iterable[BudgetChange]:
    """Each programme of the agreement in its order, then those that only the earlier one names."""
    (old, old_names), (new, new_names) = _by_program(before), _by_program(after)
    for code in [*new, *(code for code in old if code not in new)]:
        yield BudgetChange(code, new_names.get(code) or old_names[code], old.get(code), new.get(code))


def _by_program(lines: Iterable[PlannedBudgetLine]) -> tuple[dict[str, Decimal], dict[str, str]]:
    listed = list(lines)
    names = {line.program_code: line.program_name for line in reversed(listed)}
    return sums((line.program_code, line.amount) for line in listed), names
