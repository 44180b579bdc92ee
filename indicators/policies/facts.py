"""The policy of a year as a pure value, and the colours of its scale."""

from indicators.domain.policy import Policy as PolicyValue
from indicators.models import Policy

TONES = {"good": "success", "fair": "warning", "poor": "warning", "bad": "danger"}
"""How a band of the scale is coloured on screen."""


def policy_of(year: int) -> PolicyValue:
    """The government's choices for the year; the national defaults when none were made."""
    policy = Policy.objects.prefetch_related("bands").filter(year=year).first()
    return policy.as_domain() if policy else PolicyValue()
