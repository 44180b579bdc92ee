"""Figures on pages: Indonesian, rounded half up once, and a missing one is never a zero."""

from decimal import Decimal

import pytest
from django.template import Context, Template

from indicators.domain.kinds import Figure, Grade, Range


def rendered(expression: str, value: object) -> str:
    return Template("{% load figures %}{{ value|" + expression + " }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("angka", Decimal("1234.5"), "1.234,5"),
        ("angka", Decimal("0.125"), "0,13"),
        ("angka", 12, "12"),
        ("nilai:2", Figure(Decimal("0.003")), "0,003"),
        ("angka:0", Decimal("2.5"), "3"),
        ("persen", Decimal("85.235"), "85,24%"),
        ("persen", Decimal("100"), "100,00%"),
        ("rupiah", Decimal("1234567.49"), "Rp1.234.567"),
        ("nilai:None", Figure(Decimal("85.50")), "85,5"),
        ("nilai:None", Range(Decimal(80), Decimal(90)), "80–90"),
        ("nilai:None", Grade("BB"), "BB"),
        ("nilai:None", Grade("ya"), "Ya"),
    ],
)
def test_a_figure_is_written_the_indonesian_way(expression: str, value: object, text: str) -> None:
    assert rendered(expression, value) == text


@pytest.mark.parametrize("expression", ["angka", "persen", "rupiah", "nilai:None"])
def test_a_missing_figure_is_a_dash_and_a_zero_is_a_zero(expression: str) -> None:
    zero = Figure(Decimal(0)) if expression.startswith("nilai") else Decimal(0)
    assert rendered(expression, None) == "–"
    assert "0" in rendered(expression, zero)


def test_something_that_is_no_value_is_a_bug_and_fails_loudly() -> None:
    with pytest.raises(AttributeError):
        rendered("nilai:None", "85")
