"""Preparing a year: its policy and its four reporting periods."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from audit.trail import record
from indicators.domain.periods import Quarter, default_dates
from indicators.domain.policy import PERMENDAGRI_86
from indicators.models import Period, Policy, ScaleBand

if TYPE_CHECKING:
    from organisation.models import User

QUARTERS = (1, 2, 3, 4)
INHERITED = (
    "minimize_formula",
    "cap_display",
    "cap_in_average",
    "averaging",
    "scale_name",
    "due_day",
    "paper",
    "agreement_number_format",
)
"""What a new year takes over from the year before: a government's choices last until it changes them."""


@transaction.atomic
def ensure_year(year: int, *, by: "User | None") -> tuple[Policy, list[Period]]:
    """Make sure that `year` has a policy with its scale and four periods; what exists stays as it is.

    A new policy repeats the latest earlier year, or begins with the scale of Permendagri 86/2017. Of two callers at
    the same time the second waits for the first and finds its rows.
    """
    policy = _ensure_policy(year, by)
    return policy, [_ensure_period(policy, quarter, by) for quarter in QUARTERS]


def _ensure_policy(year: int, by: "User | None") -> Policy:
    earlier = Policy.objects.filter(year__lt=year).prefetch_related("bands").order_by("-year").first()
    inherited = {name: getattr(earlier, name) for name in INHERITED} if earlier else {}
    policy, is_new = Policy.objects.get_or_create(year=year, defaults=inherited)
    if is_new:
        ScaleBand.objects.bulk_create(_bands_for(policy, earlier))
        record(policy, "policy.created", by=by, data={"copied_from": earlier.year if earlier else None})
    return policy


def _bands_for(policy: Policy, earlier: Policy | None) -> list[ScaleBand]:
    copied = [(b.lower, b.label, b.tone, b.inclusive) for b in earlier.bands.all()] if earlier else []
    bands = copied or [(b.above, b.label, b.tone, b.inclusive) for b in PERMENDAGRI_86.bands]
    return [
        ScaleBand(policy=policy, lower=lower, label=label, tone=tone, inclusive=inclusive)
        for lower, label, tone, inclusive in bands
    ]


def _ensure_period(policy: Policy, quarter: int, by: "User | None") -> Period:
    dates = default_dates(Quarter(policy.year, quarter), policy.due_day)
    period, is_new = Period.objects.get_or_create(year=policy.year, quarter=quarter, defaults=asdict(dates))
    if is_new:
        record(period, "period.created", by=by)
    return period
