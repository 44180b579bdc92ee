"""Changing how a year is measured."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from audit.facts import changes_between, field_values, to_data
from audit.trail import record
from indicators.days_off.due_days import settle_due_days
from indicators.domain.policy import Scale
from indicators.models import Policy, ScaleBand

if TYPE_CHECKING:
    from organisation.models import User


@transaction.atomic
def change_policy(policy: Policy, values: Mapping[str, Any], *, by: "User", scale: Scale | None = None) -> Policy:
    """Set `values` (field names of Policy) and, if given, replace the scale by `scale`; the trail tells both.

    Every achievement of the year that is shown from now on follows; issued documents keep what they say.
    """
    locked = Policy.objects.select_for_update().get(pk=policy.pk)
    wanted = {**values, **({"scale_name": scale.name} if scale else {})}
    before = field_values(locked, wanted) | _bands(locked)
    for name, value in wanted.items():
        setattr(locked, name, value)
    if scale:
        _replace_bands(locked, scale)
    changes = changes_between(locked, before, field_values(locked, wanted) | _bands(locked))
    if changes:
        locked.full_clean()
        locked.save()
        record(locked, "policy.changed", by=by, data={"changes": to_data(changes)})
        if {change.field for change in changes} & {"working_week", "due_move"}:
            settle_due_days(by=by)
    return locked


def _replace_bands(policy: Policy, scale: Scale) -> None:
    policy.bands.all().delete()
    ScaleBand.objects.bulk_create(
        ScaleBand(policy=policy, lower=band.above, label=band.label, tone=band.tone, inclusive=band.inclusive)
        for band in scale.bands
    )


def _bands(policy: Policy) -> dict[str, Any]:
    """The scale as one fact: what a category is called belongs to its value."""
    return {"bands": [field_values(band, ("label", "lower", "inclusive", "tone")) for band in policy.bands.all()]}
