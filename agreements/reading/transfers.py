"""Officials who were replaced: whose agreement in force names somebody who no longer holds the position."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import F

from agreements.domain.holders import foremost
from agreements.enums import Side
from agreements.models import Agreement, Party
from audit.models import Event
from audit.trail import history
from indicators.domain.periods import roman
from organisation.models import Assignment, Position, User
from realisations.models import QuarterReport

TAKEN_OVER = "agreement.taken_over"


@dataclass(frozen=True, slots=True)
class Transfer:
    """An agreement in force whose Pihak Pertama has left, and who holds the position today; None: nobody does."""

    agreement: Agreement
    former: Party
    holder: Assignment | None
    verified: tuple[int, ...]
    may_begin: bool = False
    successor: Position | None = None
    """What replaces the position when it is no more; `holder` holds this one then."""

    @property
    def verified_quarters(self) -> str:
        """The quarters whose targets stay, as they are written: `I, II`; empty when none is verified."""
        return ", ".join(roman(quarter) for quarter in self.verified)


def transfers(user: User, year: int, today: datetime.date, *, among: Iterable[int] | None = None) -> list[Transfer]:
    """The transfers of the year that `user` may see, without those whose PK Perubahan is on its way.

    With `among`: only those of these positions. The number of queries does not depend on the number found.
    """
    bound = Agreement.objects.in_force().of_year(year).visible_to(user).filter(superseded_by__isnull=True)
    if among is not None:
        bound = bound.of_positions(list(among))
    signed = Party.objects.filter(agreement__in=bound, side=Side.FIRST).order_by()
    ends = "agreement__position__valid_until"
    promised = list(signed.values_list("agreement", "agreement__position", "employee", ends))
    gone = {position for _, position, _, until in promised if until and until < today}
    holders = _holders([position for _, position, _, _ in promised], today)
    replaced = [pk for pk, position, employee, _ in promised if _employee(holders.get(position)) != employee]
    found = _transfers(replaced, holders, user=user, year=year)
    return _with_successors(found, gone, user, today) if gone else found


def successor_of(agreement: Agreement, today: datetime.date) -> Position | None:
    """The position with a holder that replaces the one of the agreement; None while that exists, or without any."""
    return _successors({agreement.position_id}, today).get(agreement.position_id)


def was_taken_over(agreement: Agreement) -> bool:
    """Whether the successor has taken its content over."""
    return history(agreement).filter(verb=TAKEN_OVER).exists()


def _successors(gone: Collection[int], today: datetime.date) -> dict[int, Position]:
    """Per position that is no more: the first with a holder of those that replace it, with its `holders`."""
    following = Position.objects.filter(replaces__in=gone, replaces__valid_until__lt=today).existing_on(today)
    found: dict[int, Position] = {}
    for position in following.annotate(replaced=F("replaces")).with_holders(today):
        if position.holders:
            found.setdefault(position.replaced, position)
    return found


def _with_successors(
    transfers: list[Transfer], gone: Collection[int], user: User, today: datetime.date
) -> list[Transfer]:
    """The transfers, those of positions that are no more with who follows; those taken over are left out."""
    following = _successors(gone, today)
    done = Event.objects.filter(target_type=Agreement._meta.label_lower, verb=TAKEN_OVER)
    taken = set(done.values_list("target_id", flat=True))
    told = []
    for one in transfers:
        successor = following.get(one.agreement.position_id)
        if successor is not None and str(one.agreement.pk) not in taken:
            may = user.has_perm("agreements.revise_agreement", one.agreement)
            told.append(replace(one, holder=foremost(successor.holders), successor=successor, may_begin=may))
        elif one.agreement.position_id not in gone:
            told.append(one)
    return told


def _transfers(replaced: list[int], holders: dict[int, Assignment], *, user: User, year: int) -> list[Transfer]:
    agreements = list(
        Agreement.objects.filter(pk__in=replaced)
        .select_related("position__unit", "superseded_by")
        .prefetch_related("parties")
        .order_by("position__protocol_order", "position__code")
    )
    verified = _verified([found.position_id for found in agreements], year)
    return [
        Transfer(
            agreement=found,
            former=party,
            holder=holders.get(found.position_id),
            verified=tuple(sorted(verified.get(found.position_id, ()))),
            may_begin=found.position_id in holders and user.has_perm("agreements.revise_agreement", found),
        )
        for found in agreements
        if (party := found.party_of(Side.FIRST)) is not None
    ]


def _holders(positions: Iterable[int], today: datetime.date) -> dict[int, Assignment]:
    """Per position who would be its party today, by the rule of drafting: definitive, else Plt. or Pj., else Plh."""
    in_office: dict[int, list[Assignment]] = {}
    for assignment in (
        Assignment.objects.in_office(today).filter(position__in=list(positions)).select_related("employee", "position")
    ):
        in_office.setdefault(assignment.position_id, []).append(assignment)
    return {position: chosen for position, found in in_office.items() if (chosen := foremost(found)) is not None}


def _employee(holder: Assignment | None) -> int | None:
    return holder.employee_id if holder else None


def _verified(positions: list[int], year: int) -> dict[int, set[int]]:
    reports = QuarterReport.objects.verified().filter(position__in=positions, period__year=year).order_by()
    quarters: dict[int, set[int]] = {}
    for position, quarter in reports.values_list("position", "period__quarter"):
        quarters.setdefault(position, set()).add(quarter)
    return quarters
