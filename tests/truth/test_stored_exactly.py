"""A figure that cannot be stored as it was written is refused on every road: 0,0000001 is not 0."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from exchange.workbook.cells import CellError, figure
from indicators.domain.kinds import Aggregation, Polarity
from indicators.domain.typed import Asked
from indicators.targets.fields import FigureField, TargetField
from realisations.entry.domain import Entry, faults_of

ASKED = Asked(Polarity.MAXIMIZE, Aggregation.LAST, (), "%", "Cakupan")
TOO_FINE = ["0,0000001", "33,3333333", "1,0000004"]


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


@pytest.mark.parametrize("text", TOO_FINE)
def test_a_cell_of_the_workbook_is_refused_with_what_to_do(text):
    with pytest.raises(CellError, match="tidak dapat disimpan utuh: paling banyak 6 angka di belakang koma"):
        figure(number(text))


@pytest.mark.parametrize("text", TOO_FINE)
@pytest.mark.parametrize("field", [FigureField(), TargetField(polarity=Polarity.MAXIMIZE)])
def test_a_box_of_a_form_is_refused(field, text):
    with pytest.raises(ValidationError, match="paling banyak 6 angka di belakang koma"):
        field.clean(text)


@pytest.mark.parametrize("text", TOO_FINE)
@pytest.mark.parametrize("name", ["figure", "numerator", "denominator"])
def test_a_report_is_refused(name, text):
    entry = Entry(state="reported", **{"figure": Decimal(1), name: number(text)})
    assert "places" in [fault.code for fault in faults_of(entry, ASKED)]


@pytest.mark.parametrize(
    ("left", "kept"),
    [("33.33333333333333", "33.333333"), ("0.30000000000000004", "0.3"), ("0.000001", "0.000001"), ("0", "0")],
)
def test_endless_decimals_of_a_formula_are_rounded_where_nobody_can_tell(left, kept):
    assert figure(Decimal(left)) == Decimal(kept)


def test_they_are_refused_where_rounding_would_change_the_figure():
    with pytest.raises(CellError):
        figure(Decimal("0.00012345678901234"))
