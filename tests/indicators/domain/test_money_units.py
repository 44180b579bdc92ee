"""Money in larger units: rounded once, named in the head, and never a zero that is none."""

from decimal import Decimal

import pytest

from indicators.domain.money_units import BILLIONS, MILLIONS, RUPIAH, THOUSANDS, chosen_unit


@pytest.mark.parametrize(
    ("unit", "amount", "expected"),
    [
        (RUPIAH, "1234567890000", "Rp1.234.567.890.000"),
        (THOUSANDS, "1234567890500", "1.234.567.891"),
        (MILLIONS, "4321000000", "4.321"),
        (BILLIONS, "4325000000", "4,33"),
        (MILLIONS, "400", "0,0004"),
        (MILLIONS, "0", "0"),
        (THOUSANDS, "-1500", "-2"),
    ],
)
def test_an_amount_is_rounded_half_up_in_its_unit(unit, amount, expected):
    assert unit.named(Decimal(amount)) == expected


def test_only_whole_rupiah_need_no_word_in_the_head():
    assert (RUPIAH.addition, MILLIONS.addition) == ("", " (Rp juta)")
    assert RUPIAH.words == ""
    assert MILLIONS.words.startswith("Rupiah dalam jutaan, dibulatkan")


def test_an_address_names_a_unit_or_none():
    assert chosen_unit("miliar") is BILLIONS
    assert chosen_unit("") is chosen_unit("triliun") is None
