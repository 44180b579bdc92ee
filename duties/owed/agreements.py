"""Agreements that are not with the superior yet, and those that wait for somebody to agree or to sign."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from agreements.content.standing import days_agreed
from agreements.domain.season import Season
from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Party
from agreements.reading.facts import awaited_parties
from agreements.season.facts import Unsent, unsent_agreements
from audit.models import Event
from duties.owed.domain import MissingAgreement, WaitingAgreement
from duties.owed.people import People
from duties.owed.reading import Reading, Scope
from organisation.models import Position
from organisation.structure.past import Past, end_of

S = AgreementStatus
STATUS_WORDS = {None: "belum disusun", S.DRAFT: "masih draf", S.RETURNED: "dikembalikan", S.CANCELLED: "dibatalkan"}
WITH_HOLDER = frozenset({S.DRAFT, S.RETURNED})
LAST_STEP = ("agreement.submitted", "agreement.approved", "agreement.signed")
"""Since one of these the agreement waits for the next person."""


@dataclass(frozen=True, slots=True)
class _ToSend:
    """An agreement that its holder has to send; `due` is None where no day is set."""

    position: Position
    year: int
    found: Unsent
    due: datetime.date | None
    is_season: bool = False


def agreements_to_send(scope: Scope) -> Reading:
    """First agreements that were promised and that nobody sent, once the budget document of the year is there.

    Within a horizon that reaches before the season: also those of this year before it, and drafts that nobody asks for.
    """
    begun = {year for year, season in scope.seasons.items() if season.has_begun}
    before = scope.horizon.before_season
    unsent = _promised({scope.today.year, *begun} if before else begun, scope)
    positions = Position.objects.select_related("unit").in_bulk({position for position, _ in unsent}) if unsent else {}
    found = [
        _ToSend(positions[pk], year, one, _deadline(scope.seasons, year), year in begun)
        for (pk, year), one in unsent.items()
    ]
    found += _other_drafts(unsent, scope) if before else []
    positions = [one.position for one in found]
    return Reading(positions, lambda people: [_missing(one, people, scope.past) for one in found])


def _promised(years: set[int], scope: Scope) -> dict[tuple[int, int], Unsent]:
    among = scope.held
    if among is not None and scope.person:
        among = among | scope.person.authority.operated_position_ids
    return unsent_agreements(years, among=among) if years and among != set() else {}


def _other_drafts(unsent: Mapping[tuple[int, int], Unsent], scope: Scope) -> list[_ToSend]:
    """Drafts of this year and the next that no season asks for: PK Perubahan, and those that were begun early."""
    if scope.held == set():
        return []
    known = {one.pk for one in unsent.values()}
    drafts = Agreement.objects.filter(year__in=(scope.today.year, scope.today.year + 1))
    if scope.held is not None:
        drafts = drafts.of_positions(scope.held)
    return [
        _ToSend(
            draft.position,
            draft.year,
            Unsent(draft.pk, draft.status),
            _deadline(scope.seasons, draft.year) if draft.version == 1 else None,
        )
        for draft in drafts.select_related("position__unit").latest_versions()
        if draft.status in WITH_HOLDER and draft.pk not in known
    ]


def _deadline(seasons: Mapping[int, Season], year: int) -> datetime.date | None:
    return seasons[year].deadline if year in seasons else None


def _missing(one: _ToSend, people: People, past: Past) -> MissingAgreement:
    status, then = one.found.status, past.position(one.position, end_of(one.year))
    return MissingAgreement(
        position=then.title,
        unit=then.unit.name,
        unit_id=one.position.unit_id,
        position_id=one.position.pk,
        year=one.year,
        due=one.due,
        status=STATUS_WORDS[status],
        holders=people.users_holding(one.position.pk),
        operators=people.operators_of(one.position.unit_id),
        draft_id=one.found.pk if status in WITH_HOLDER else None,
        is_returned=status == S.RETURNED,
        is_season=one.is_season,
    )


def waiting_agreements(scope: Scope) -> Reading:
    """Agreements that wait for the one who receives the promise, or for a signature; each with whose turn it is."""
    if scope.held == set():
        return Reading([], lambda people: [])
    waiting = Agreement.objects.filter(status__in=[S.SUBMITTED, S.APPROVED, S.PARTLY_SIGNED]).with_signing_order()
    if scope.held is not None:
        waiting = waiting.filter(pk__in=Party.objects.filter(position__in=scope.held).values("agreement"))
    found = list(waiting.select_related("position__unit").prefetch_related("parties__position", "parties__signature"))
    since = _since(found) if found else {}
    days = days_agreed(found)

    def duties(people: People) -> list[WaitingAgreement]:
        named = [scope.past.position(one.position, days.get(one.pk, scope.today)) for one in found]
        facts = ((one, then, since.get(one.pk, scope.today)) for one, then in zip(found, named, strict=True))
        return [_waiting(one, then, people, day, scope.seasons) for one, then, day in facts]

    return Reading([party.position for agreement in found for party in agreement.parties.all()], duties)


def _waiting(
    agreement: Agreement, then: Position, people: People, since: datetime.date, seasons: Mapping[int, Season]
) -> WaitingAgreement:
    is_to_judge = agreement.status == S.SUBMITTED
    asked = _asked(agreement, people)
    return WaitingAgreement(
        position=then.title,
        unit=then.unit.name,
        unit_id=agreement.position.unit_id,
        position_id=agreement.position.pk,
        year=agreement.year,
        task="periksa, lalu setujui atau kembalikan" if is_to_judge else "tanda tangani",
        since=since,
        parties=tuple(user for users in asked.values() for user in users),
        agreement_id=agreement.pk,
        is_to_judge=is_to_judge,
        first_parties=asked.get(Side.FIRST, ()),
        limit=_deadline(seasons, agreement.year) if agreement.version == 1 else None,
        status=str(agreement.get_status_display()),
    )


def _asked(agreement: Agreement, people: People) -> dict[str, tuple[int, ...]]:
    """Who may take the next step, by side: the holders of the receiving post, or the parties themselves."""
    if agreement.status != S.SUBMITTED:
        return {
            party.side: people.users_with_employee(party.position_id, party.employee_id)
            for party in awaited_parties(agreement)
        }
    second = agreement.party_of(Side.SECOND)
    own = people.users_holding(agreement.position_id)
    receiving = people.users_holding(second.position_id) if second else ()
    return {Side.SECOND: tuple(user for user in receiving if user not in own)}


def _since(agreements: Iterable[Agreement]) -> dict[int, datetime.date]:
    """The day of the last step of each agreement."""
    keys = [str(agreement.pk) for agreement in agreements]
    steps = Event.objects.filter(target_type=Agreement._meta.label_lower, target_id__in=keys, verb__in=LAST_STEP)
    last = steps.order_by().values_list("target_id").annotate(last=Max("at"))
    return {int(key): timezone.localdate(at) for key, at in last}
