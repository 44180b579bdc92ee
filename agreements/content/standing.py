"""The position of an agreement as it stood when both parties agreed: what was agreed is not renamed afterwards."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Max
from django.utils import timezone

from agreements.models import Agreement
from audit.models import Event
from organisation.models import Position
from organisation.structure.past import Past, as_it_was


def position_then(agreement: Agreement) -> Position:
    """A copy of its position and unit: as on the day of the agreement once it is agreed, before that as today."""
    return as_it_was(agreement.position, day_agreed(agreement) or timezone.localdate())


def as_agreed(agreements: Sequence[Agreement]) -> None:
    """Let these very objects tell their positions like that; only to read. At most three queries."""
    days, today = days_agreed(agreements), timezone.localdate()
    past = Past.since_any(days.values())
    for agreement in agreements:
        agreement.position = past.position(agreement.position, days.get(agreement.pk, today))


def day_agreed(agreement: Agreement) -> datetime.date | None:
    """The day of the agreement: its date, else the day on which it was approved; None for what is not agreed."""
    return days_agreed([agreement]).get(agreement.pk)


def days_agreed(agreements: Iterable[Agreement]) -> Mapping[int, datetime.date]:
    """The same of many, by key; those that are not agreed are missing.

    The trail is asked, once, only where no date was set, or one to come.
    """
    frozen, today = [one for one in agreements if one.is_frozen], timezone.localdate()
    found = {one.pk: one.signed_on for one in frozen if one.signed_on and one.signed_on <= today}
    undated = [str(one.pk) for one in frozen if one.pk not in found]
    if undated:
        of_agreements = Event.objects.filter(target_type=Agreement._meta.label_lower, target_id__in=undated)
        approved = of_agreements.filter(verb="agreement.approved").order_by().values_list("target_id")
        found |= {int(key): timezone.localdate(at) for key, at in approved.annotate(Max("at"))}
    return found
