"""What was agreed against changes of the structure that are dated back, and which PK a reorganisation concerns."""

import datetime
from collections.abc import Collection

from django.utils.formats import date_format

from agreements.content.standing import day_agreed
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from organisation.reorganisation.facts import joined
from organisation.reorganisation.plan import Outlook
from organisation.structure.bound import Settled

S = AgreementStatus
FROZEN = (S.APPROVED, S.PARTLY_SIGNED, S.IN_FORCE, S.SUPERSEDED)


def agreed_between(positions: Collection[int], first: datetime.date, last: datetime.date) -> list[Settled]:
    """The PK of these years that were agreed: each names what was valid when it was agreed."""
    agreements = Agreement.objects.filter(position__in=positions, status__in=FROZEN)
    agreements = agreements.filter(year__gte=first.year, year__lte=last.year).select_related("position")
    return [
        Settled(
            f"{agreement.title} {agreement.position} sudah disepakati pada {date_format(agreed, 'j F Y')}",
            agreed,
            agreed,
        )
        for agreement in agreements
        if (agreed := day_agreed(agreement)) is not None
    ]


def proposed_transfers(outlook: Outlook) -> list[str]:
    """Which PK in force are proposed for transfer to whoever follows, or end with nobody to follow."""
    year = outlook.change.day.year
    in_force = Agreement.objects.in_force().of_year(year).of_positions([one.pk for one in outlook.ending])
    titles = [f"PK {agreement.position}" for agreement in in_force.select_related("position")]
    if not titles:
        return []
    if not outlook.successors:
        return [f"{len(titles)} PK {year} kehilangan jabatannya: {', '.join(titles)}."]
    return [f"{len(titles)} PK diusulkan dialihkan ke {joined(outlook.successors)}: {', '.join(titles)}."]
