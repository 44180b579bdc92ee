"""With which earlier agreement one is compared, and what it says differently."""

from dataclasses import dataclass

from django.db.models import Case, Value, When

from agreements.content.facts import content_of
from agreements.domain.comparison import AgreementComparison, compare
from agreements.enums import AgreementStatus
from agreements.models import Agreement

ONCE_BINDING = (AgreementStatus.IN_FORCE, AgreementStatus.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class AgainstEarlier:
    """The earlier agreement, what it is called, and what became of its rows."""

    earlier: Agreement
    called: str
    comparison: AgreementComparison


def against_earlier(agreement: Agreement) -> AgainstEarlier | None:
    """What `agreement` says differently from last year's, a revision from the version it revises; None without one.

    The number of queries does not depend on the number of rows.
    """
    if agreement.supersedes_id:
        earlier = Agreement.objects.with_content().get(pk=agreement.supersedes_id)
        called = f"versi {earlier.version}"
    else:
        earlier = agreement_of_last_year(agreement.position_id, agreement.year)
        called = str(agreement.year - 1)
    if earlier is None:
        return None
    return AgainstEarlier(earlier, called, compare(content_of(earlier), content_of(agreement), called=called))


def agreement_of_last_year(position_id: int, year: int) -> Agreement | None:
    """The PK of the position for the year before `year`: the newest that bound, else the newest that stands."""
    bound_first = Case(When(status__in=ONCE_BINDING, then=Value(0)), default=Value(1))
    earlier = Agreement.objects.not_cancelled().of_year(year - 1).filter(position=position_id)
    return earlier.with_content().order_by(bound_first, "-version").first()
