"""The position of an agreement as it stood when both parties agreed: what was agreed is not renamed afterwards."""

import datetime

from django.utils import timezone

from agreements.models import Agreement
from audit import trail
from organisation.models import Position
from organisation.structure.past import as_it_was


def position_then(agreement: Agreement) -> Position:
    """A copy of its position and unit: as on the day of the agreement once it is agreed, before that as today."""
    return as_it_was(agreement.position, day_agreed(agreement) or timezone.localdate())


def day_agreed(agreement: Agreement) -> datetime.date | None:
    """The day of the agreement: its date, else the day on which it was approved; None for what is not agreed.

    The trail is asked only where no date was set, or one to come.
    """
    if not agreement.is_frozen:
        return None
    if agreement.signed_on and agreement.signed_on <= timezone.localdate():
        return agreement.signed_on
    approved = trail.history(agreement).filter(verb="agreement.approved").order_by("-at").first()
    return timezone.localdate(approved.at) if approved else None
