"""With which earlier agreement one is compared, and what it says differently."""

from django.db.models import Case, Value, When

from agreements.enums import AgreementStatus
from agreements.models import Agreement

ONCE_BINDING = (AgreementStatus.IN_FORCE, AgreementStatus.SUPERSEDED)


def agreement_of_last_year(position_id: int, year: int) -> Agreement | None:
    """The PK of the position for the year before `year`: the newest that bound, else the newest that stands."""
    bound_first = Case(When(status__in=ONCE_BINDING, then=Value(0)), default=Value(1))
    earlier = Agreement.objects.standing().of_year(year - 1).filter(position=position_id)
    return earlier.with_content().order_by(bound_first, "-version").first()
