"""A choice of the pure domain is the value in the store, knows its label, and gives a model its choices."""

import pytest

from agreements.domain.signing import Side
from agreements.models import Party
from indicators.domain.kinds import Aggregation, Averaging, MinimizeFormula, Polarity, ValueState
from indicators.domain.policy import SigningOrder
from indicators.models import Indicator, Policy
from realisations.models import Realisation

FIELDS = [
    (Indicator, "polarity", Polarity),
    (Indicator, "aggregation", Aggregation),
    (Realisation, "state", ValueState),
    (Policy, "minimize_formula", MinimizeFormula),
    (Policy, "averaging", Averaging),
    (Policy, "signing_order", SigningOrder),
    (Party, "side", Side),
]


def test_a_member_equals_its_value_and_is_found_by_it():
    assert (Polarity("maximize"), str(Polarity.MAXIMIZE)) == (Polarity.MAXIMIZE, "maximize")
    assert Polarity.MAXIMIZE.label == "Naik (makin tinggi makin baik)"


@pytest.mark.parametrize(("model", "field", "choices"), FIELDS)
def test_a_model_offers_every_member_of_the_domain_with_its_label(model, field, choices):
    offered = model._meta.get_field(field).choices
    assert offered == [(member.value, member.label) for member in choices] == choices.choices
    assert all(label for _, label in offered)
    assert choices.values == [value for value, _ in offered]
