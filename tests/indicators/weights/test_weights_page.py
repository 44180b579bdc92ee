"""Weights of objectives and indicators on a page: the sum stands beside them, and a set that is not 100 is refused."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from audit.trail import history
from indicators.models import Indicator
from indicators.policies.facts import unbalanced_weights
from indicators.weights.actions import set_weights
from indicators.weights.facts import weights_of_position
from organisation.enums import Role
from tests import factories
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicators() -> list[Indicator]:
    """Two indicators of one objective."""
    objective = factories.ObjectiveFactory()
    return [factories.IndicatorFactory(objective=objective) for _ in range(2)]


@pytest.fixture
def planner(client) -> Client:
    client.force_login(factories.user_with_role(Role.PLANNING_AGENCY))
    return client


def address(indicators: list[Indicator]) -> str:
    return reverse("indicators:weights_edit", args=[indicators[0].objective.position_id])


def boxes(indicators: list[Indicator], objective: str, *weights: str) -> dict[str, str]:
    pairs = zip(indicators, weights, strict=True)
    return {f"s{indicators[0].objective_id}": objective, **{f"i{one.pk}": weight for one, weight in pairs}}


def seen(client: Client, indicators: list[Indicator]) -> str:
    return client.get(address(indicators)).context["form"]["seen"].value()


def stored(indicators: list[Indicator]) -> list[Decimal | None]:
    return [Indicator.objects.get(pk=one.pk).weight for one in indicators]


def test_weights_that_make_a_hundred_are_stored_and_told(planner, indicators):
    data = {"seen": seen(planner, indicators), **boxes(indicators, "100", "62,5", "37,5")}
    page = planner.post(address(indicators), data, follow=True).content.decode()
    assert "Bobot tersimpan." in page
    assert stored(indicators) == [Decimal("62.5"), Decimal("37.5")]
    assert words_of(history(indicators[0]).get(verb="indicator.changed")) == ["bobot: – → 62,5"]
    assert "100" in planner.get(address(indicators)).content.decode()


def test_a_set_that_is_not_a_hundred_is_refused_with_its_sum(planner, indicators):
    data = {"seen": seen(planner, indicators), **boxes(indicators, "", "60", "30")}
    page = planner.post(address(indicators), data).content.decode()
    assert f"Indikator sasaran {indicators[0].objective.code}: Jumlah bobotnya 90, seharusnya 100." in page
    assert "90, harus 100" in page
    assert 'value="60"' in page, "what was typed stays"
    assert stored(indicators) == [None, None]


@pytest.mark.parametrize("weight", ["0", "-5", "101", "33,333"])
def test_what_is_no_weight_is_refused_at_its_box(planner, indicators, weight):
    data = {"seen": seen(planner, indicators), **boxes(indicators, "", weight, "50")}
    assert f"i{indicators[0].pk}" in planner.post(address(indicators), data).context["form"].errors
    assert stored(indicators) == [None, None]


def test_empty_boxes_take_the_weights_away(planner, indicators):
    position, year = indicators[0].objective.position, 2026
    whole = {f"i{indicators[0].pk}": Decimal(40), f"i{indicators[1].pk}": Decimal(60)}
    set_weights(position, year, whole, by=factories.UserFactory(), seen={})
    assert unbalanced_weights(year) == []
    planner.post(address(indicators), {"seen": seen(planner, indicators), **boxes(indicators, "", "", "")})
    assert stored(indicators) == [None, None]


def test_nobody_writes_over_what_somebody_else_wrote_meanwhile(planner, indicators):
    data = {"seen": seen(planner, indicators), **boxes(indicators, "", "50", "50")}
    whole = {f"i{indicators[0].pk}": Decimal(40), f"i{indicators[1].pk}": Decimal(60)}
    set_weights(indicators[0].objective.position, 2026, whole, by=factories.UserFactory(), seen={})
    assert "sudah diubah orang lain" in planner.post(address(indicators), data).content.decode()
    assert stored(indicators) == [Decimal(40), Decimal(60)]


def test_they_are_read_in_two_queries(indicators, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(weights_of_position(indicators[0].objective.position, 2026).sets) == 2
