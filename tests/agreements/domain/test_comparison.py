"""Every row says what became of it since the earlier agreement."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.domain.comparison import AgreementComparison, BudgetChange, compare
from agreements.domain.plan import AgreementContent, PlannedLine
from indicators.domain.kinds import Figure, Grade, Range
from indicators.domain.numbers import round_half_up
from indicators.domain.planned_budget import PlannedBudgetLine

LINE = PlannedLine(1, "S1", "Sasaran", "Indikator", "Persen", Figure(Decimal(80)))
COURSE = ((1, Figure(Decimal(20))),)


def plan(*lines: PlannedLine, budget: tuple[PlannedBudgetLine, ...] = ()) -> AgreementContent:
    return AgreementContent((), lines, budget)


def money(code: str, amount: int, source: str = "DAU") -> PlannedBudgetLine:
    return PlannedBudgetLine(code, f"Program {code}", source, Decimal(amount))


def compared(before: AgreementContent, after: AgreementContent) -> AgreementComparison:
    return compare(before, after, called="2025")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "sama dengan 2025"),
        ({"value": Figure(Decimal(85))}, "target 80 → 85"),
        ({"value": Figure(Decimal("80.25"))}, "target 80 → 80,25"),
        ({"value": Range(Decimal(80), Decimal(90))}, "target 80 → 80–90"),
        ({"value": Grade("BB")}, "target 80 → BB"),
        ({"unit_of_measure": "Poin"}, "satuan Persen → Poin"),
        ({"indicator_statement": "Lain"}, "bunyi diubah"),
        ({"objective_statement": "Lain"}, "bunyi sasaran diubah"),
        ({"objective_code": "S2", "objective_statement": "Lain"}, "pindah sasaran"),
        ({"value": Figure(Decimal(85)), "indicator_statement": "Lain"}, "target 80 → 85; bunyi diubah"),
    ],
)
def test_a_row_says_what_changed(changed: dict, words: str) -> None:
    found = compared(plan(LINE), plan(replace(LINE, **changed))).marks[1]
    assert (found.words, found.is_same, found.is_new) == (words, not changed, False)


def test_quarter_targets_count_only_when_the_earlier_one_had_them() -> None:
    with_course = replace(LINE, quarters=COURSE)
    assert compared(plan(LINE), plan(with_course)).marks[1].is_same
    assert compared(plan(with_course), plan(LINE)).marks[1].words == "target triwulan diubah"


def test_zeros_after_the_comma_are_no_change() -> None:
    assert compared(plan(LINE), plan(replace(LINE, value=Figure(Decimal("80.000000"))))).marks[1].is_same


def test_new_and_gone_rows_are_told_and_counted() -> None:
    found = compared(plan(LINE), plan(replace(LINE, indicator_id=2)))
    assert (found.marks[2].words, found.marks[2].is_new) == ("baru", True)
    assert found.gone == (LINE,)
    assert found.counted == [("baru", 1), ("tidak ada lagi", 1)]


def test_money_is_compared_by_programme_over_all_sources() -> None:
    before = plan(budget=(money("1.02.01", 100), money("1.02.01", 100, "DAK"), money("1.02.02", 50)))
    after = plan(budget=(money("1.02.03", 10), money("1.02.01", 250)))
    found = compared(before, after)
    rows = [(row.program_code, row.before, row.after, row.difference, row.percent) for row in found.budget]
    assert rows == [
        ("1.02.03", None, 10, 10, None),
        ("1.02.01", 200, 250, 50, 25),
        ("1.02.02", 50, None, -50, None),
    ]
    assert (found.total.before, found.total.after, round_half_up(found.total.percent)) == (250, 260, 4)


def test_from_no_money_there_is_no_percentage() -> None:
    change = BudgetChange("1.02.01", "Program", Decimal(0), Decimal(5))
    assert (change.difference, change.percent) == (5, None)


def test_two_empty_agreements_are_the_same() -> None:
    found = compared(plan(), plan())
    assert (found.marks, found.gone, found.budget, found.counted) == ({}, (), (), [])
    assert found.total.is_same


def test_rows_are_counted_by_kind_in_one_order_and_kinds_without_rows_are_left_out() -> None:
    changed, gone = replace(LINE, indicator_id=2), replace(LINE, indicator_id=3)
    after = plan(LINE, replace(changed, unit_of_measure="Poin"), replace(LINE, indicator_id=4))
    found = compared(plan(LINE, changed, gone), after)
    assert found.counted == [("sama", 1), ("berubah", 1), ("baru", 1), ("tidak ada lagi", 1)]


def test_a_target_is_told_with_every_stored_decimal_and_with_its_unit() -> None:
    fine = replace(LINE, value=Figure(Decimal("80.123456")), unit_of_measure="Poin")
    assert compared(plan(LINE), plan(fine)).marks[1].words == "target 80 → 80,123456; satuan Persen → Poin"
    assert compared(plan(fine), plan(LINE)).marks[1].words == "target 80,123456 → 80; satuan Poin → Persen"


def test_quarter_targets_that_changed_are_told_unless_the_year_did() -> None:
    before, after = replace(LINE, quarters=COURSE), replace(LINE, quarters=((1, Figure(Decimal(30))),))
    assert compared(plan(before), plan(before)).marks[1].is_same
    assert compared(plan(before), plan(after)).marks[1].words == "target triwulan diubah"
    higher = replace(after, value=Figure(Decimal(90)))
    assert compared(plan(before), plan(higher)).marks[1].words == "target 80 → 90"


def test_programmes_keep_their_names_and_the_total_is_named() -> None:
    renamed = PlannedBudgetLine("1.02.01", "Nama baru", "DAU", Decimal(100))
    before = plan(budget=(money("1.02.01", 100), money("1.02.02", 50)))
    found = compared(before, plan(budget=(renamed, money("1.02.01", 20, "DAK"))))
    assert [(row.program_name, row.after) for row in found.budget] == [("Nama baru", 120), ("Program 1.02.02", None)]
    assert found.total == BudgetChange("", "Jumlah", Decimal(150), Decimal(120))
