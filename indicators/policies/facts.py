"""The policy of a year as a pure value, and the colours of its scale."""

from collections import defaultdict
from decimal import Decimal

from indicators.domain.policy import Policy as PolicyValue
from indicators.domain.weights import weights_objection
from indicators.models import Indicator, Objective, Policy

TONES = {"good": "success", "fair": "warning", "poor": "warning", "bad": "danger"}
"""How a band of the scale is coloured on screen."""


def policy_of(year: int) -> PolicyValue:
    """The government's choices for the year; the national defaults when none were made."""
    policy = Policy.objects.prefetch_related("bands").filter(year=year).first()
    return policy.as_domain() if policy else PolicyValue()


def unbalanced_weights(year: int) -> list[tuple[str, str]]:
    """Objectives (of which the indicators of the year) and positions (of which the objectives) with weights that do not
    make 100, each with the sentence that says so. Two queries.
    """
    sets: dict[str, list[Decimal | None]] = defaultdict(list)
    indicators = Indicator.objects.measurable_in(year).order_by("objective__code")
    for code, weight in indicators.values_list("objective__code", "weight"):
        sets[f"Sasaran {code}"].append(weight)
    for title, weight in Objective.objects.order_by("position__code").values_list("position__title", "weight"):
        sets[title].append(weight)
    found = ((name, weights_objection(weights)) for name, weights in sets.items())
    return [(name, sentence) for name, sentence in found if sentence]
