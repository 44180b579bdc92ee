"""Changing how a year is measured."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.utils.formats import date_format

from audit.trail import record
from indicators.domain.policy import Scale
from indicators.models import Policy, ScaleBand
from realisations.entry.drafts import plain

if TYPE_CHECKING:
    from organisation.models import User


@transaction.atomic
def change_policy(policy: Policy, values: Mapping[str, Any], *, by: "User", scale: Scale | None = None) -> Policy:
    """Set `values` (field names of Policy) and, if given, replace the scale by `scale`; the trail tells both.

    Every achievement of the year that is shown from now on follows; issued documents keep what they say.
    """
    locked = Policy.objects.select_for_update().get(pk=policy.pk)
    changes = []
    for name, value in {**values, **({"scale_name": scale.name} if scale else {})}.items():
        before = _words(locked, name)
        if getattr(locked, name) == value:
            continue
        setattr(locked, name, value)
        label = str(Policy._meta.get_field(name).verbose_name)
        changes.append({"field": label, "from": before, "to": _words(locked, name)})
    if scale:
        changes += _replace_bands(locked, scale)
    if changes:
        locked.full_clean()
        locked.save()
        record(locked, "policy.changed", by=by, data={"changes": changes})
    return locked


def _replace_bands(policy: Policy, scale: Scale) -> list[dict[str, str]]:
    before = _bands_words(policy)
    policy.bands.all().delete()
    ScaleBand.objects.bulk_create(
        ScaleBand(policy=policy, lower=band.above, label=band.label, tone=band.tone, inclusive=band.inclusive)
        for band in scale.bands
    )
    after = _bands_words(policy)
    return [{"field": "kategori", "from": before, "to": after}] if before != after else []


def _bands_words(policy: Policy) -> str:
    return ", ".join(f"{band.label} ({band.reach})" for band in policy.bands.all())


def _words(policy: Policy, name: str) -> str:
    field = policy._meta.get_field(name)
    if isinstance(getattr(policy, name), datetime.date):
        return date_format(getattr(policy, name), "j F Y")
    if isinstance(field, ArrayField):
        labels = dict(field.base_field.choices or ())
        return ", ".join(str(labels[value]) for value in getattr(policy, name))
    return str(getattr(policy, f"get_{name}_display")()) if field.choices else plain(name, getattr(policy, name))
