"""One row for each programme, its sources beside each other."""

from decimal import Decimal

from agreements.domain.funds import FundEntry, alike, fund_rows, sources_of


def entry(key: str, amount: int, source: str = "", *, is_heading: bool = False) -> FundEntry:
    return FundEntry(key, f"Program {key}", Decimal(amount), source, is_heading)


def test_equal_keys_become_one_row_with_their_sources_beside_each_other():
    rows = fund_rows([entry("a", 5, "DAU"), entry("b", 7, "DAU"), entry("a", 2, "DAK")], with_zero=False)
    assert [(row.name, row.amount, row.by_source) for row in rows] == [
        ("Program a", 7, {"DAU": 5, "DAK": 2}),
        ("Program b", 7, {"DAU": 7}),
    ]
    assert sources_of(rows) == ["DAU", "DAK"]


def test_rows_without_money_stand_only_where_they_are_wanted():
    entries = [entry("a", 0, "DAU"), entry("b", 1, "DAU"), entry("c", 3, "DAK"), entry("c", -3, "DAK")]
    assert [row.name for row in fund_rows(entries, with_zero=False)] == ["Program b"]
    assert [row.name for row in fund_rows(entries, with_zero=True)] == ["Program a", "Program b", "Program c"]


def test_a_heading_stays_a_row_of_its_own_and_gives_no_source():
    rows = fund_rows([entry("a", 5, is_heading=True), entry("a", 5, "DAU")], with_zero=False)
    assert [(row.is_heading, row.by_source) for row in rows] == [(True, {}), (False, {"DAU": 5})]


def test_the_largest_source_comes_first_the_nameless_last_and_one_without_money_not_at_all():
    rows = fund_rows(
        [entry("a", 1, "DAK"), entry("a", 9), entry("b", 5, "DAU"), entry("c", 0, "BLUD"), entry("d", 1, "APBN")],
        with_zero=True,
    )
    assert sources_of(rows) == ["DAU", "APBN", "DAK", ""]


def test_programmes_are_alike_by_their_words():
    assert alike("PROGRAM  Penunjang Urusan") == alike("Program penunjang urusan ") != alike("Program lain")
