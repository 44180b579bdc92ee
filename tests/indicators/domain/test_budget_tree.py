"""The budget as a tree: headings repeat what is below them, money is added up once, missing is not zero."""

from decimal import Decimal

from indicators.domain.budget_tree import BudgetTreeRow, budget_rows, counted_twice, sum_row, twice_sentence
from indicators.domain.money import QUARTERS, MoneyLine, MoneyTotal
from indicators.domain.numbers import format_rupiah

SUBS = [
    MoneyLine(Decimal(600), "1.02.02.2.01.0001", "Rumah sakit", "DAU", spent={1: Decimal(60), 2: Decimal(0)}),
    MoneyLine(Decimal(300), "1.02.02.2.01.0001", "Rumah sakit", "DAK"),
    MoneyLine(Decimal(100), "1.02.02.2.02.0001", "Obat", "DAU", spent={1: Decimal(40)}),
]
NAMES = {"1.02.02": "Program", "1.02.02.2.01": "Kegiatan A"}


def test_headings_stand_above_what_they_add_up():
    rows = budget_rows(SUBS, NAMES)
    assert [(row.code, row.source, row.amount, row.is_heading, row.depth) for row in rows] == [
        ("1.02.02", "", 1000, True, 0),
        ("1.02.02.2.01", "", 900, True, 1),
        ("1.02.02.2.01.0001", "DAK", 300, False, 2),
        ("1.02.02.2.01.0001", "DAU", 600, False, 2),
        ("1.02.02.2.02", "", 100, True, 1),
        ("1.02.02.2.02.0001", "DAU", 100, False, 2),
    ]
    assert [row.name for row in rows][:2] == ["Program", "Kegiatan A"]
    assert rows[4].name == ""


def test_spending_is_added_up_and_missing_is_not_zero():
    top, _, dak, dau, *_ = budget_rows(SUBS, NAMES)
    assert top.quarters == (100, 0, None, None)
    assert (dak.quarters, dak.spent, dak.percent) == ((None,) * 4, None, None)
    assert (dau.spent, dau.percent) == (60, 10)
    assert sum_row(SUBS).percent == 10


def test_a_line_that_is_also_above_keeps_its_own_amount_and_is_named():
    lines = [MoneyLine(Decimal(1000), "1.02.02", "Program", "DAU"), SUBS[2]]
    rows = budget_rows(lines, NAMES)
    assert [(row.code, row.amount, row.is_heading) for row in rows] == [
        ("1.02.02", 1000, False),
        ("1.02.02.2.02", 100, True),
        ("1.02.02.2.02.0001", 100, False),
    ]
    assert sum_row(lines).amount == 1000
    assert counted_twice((line.code, line.amount) for line in lines) == [("1.02.02", "1.02.02.2.02.0001")]
    assert counted_twice([("1.02.02", Decimal(0)), ("1.02.02.2.02.0001", Decimal(5))]) == []
    assert counted_twice([("1.02.02", Decimal(5)), ("1.02.021", Decimal(5))]) == []


def test_nothing_planned_is_nothing_to_be_used():
    total = sum_row([])
    assert (format_rupiah(total.amount), total.spent, total.percent) == ("Rp0", None, None)
    assert total == BudgetTreeRow("", "Jumlah", "", MoneyTotal(ceilings=dict.fromkeys(QUARTERS, Decimal(0))))
    assert total.quarters == (None,) * 4


def test_a_line_is_shown_with_its_own_name_and_a_heading_with_that_of_the_nomenclature():
    row = budget_rows(SUBS, NAMES)[3]
    assert (row.code, row.name, row.source, row.depth) == ("1.02.02.2.01.0001", "Rumah sakit", "DAU", 2)
    assert (row.amount, row.quarters, row.is_heading) == (600, (60, 0, None, None), False)


def test_every_pair_that_is_counted_twice_is_named_in_the_order_of_the_codes():
    amounts = [(code, Decimal(1)) for code in ("1.02.03.2.01", "1.02.02.2.01.0001", "1.02.03", "1.02.02.2.01")]
    assert counted_twice([*amounts, ("1.02.02", Decimal(1))]) == [
        ("1.02.02", "1.02.02.2.01"),
        ("1.02.02", "1.02.02.2.01.0001"),
        ("1.02.02.2.01", "1.02.02.2.01.0001"),
        ("1.02.03", "1.02.03.2.01"),
    ]
    assert twice_sentence("1.02.02", "1.02.02.2.01") == (
        "1.02.02 dan bagiannya 1.02.02.2.01 sama-sama dianggarkan, jadi uangnya terhitung dua kali. Tulis pagu hanya "
        "pada tingkat yang paling rinci; jumlah tingkat di atasnya dihitung sendiri."
    )
