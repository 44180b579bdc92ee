"""Values as JSON: nothing is lost, and equal values are written alike."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.kinds import Figure, Grade, Range
from indicators.domain.values import plain_text, value_from_json, value_to_json

FIGURES = st.decimals(min_value=-(10**13), max_value=10**13, places=6)
VALUES = st.one_of(
    FIGURES.map(Figure), st.tuples(FIGURES, FIGURES).map(lambda pair: Range(*sorted(pair))), st.text().map(Grade)
)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value):
    assert value_from_json(json.loads(json.dumps(value_to_json(value)))) == value


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (Figure(Decimal("70.500000")), {"figure": "70.5"}),
        (Range(Decimal("1E+1"), Decimal("20.0")), {"lower": "10", "upper": "20"}),
        (Grade("BB"), {"grade": "BB"}),
    ],
)
def test_equal_values_are_written_alike(value, parts):
    assert value_to_json(value) == parts


@pytest.mark.parametrize(("number", "text"), [("0.000", "0"), ("-0", "0"), ("1000", "1000"), ("-2.50", "-2.5")])
def test_a_number_is_written_without_zeros_that_say_nothing(number, text):
    assert plain_text(Decimal(number)) == text


def test_what_is_no_value_is_refused():
    with pytest.raises(TypeError):
        value_to_json("70")
