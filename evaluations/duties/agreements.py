"""Agreements that are not drawn up, and those that wait for somebody to agree or to sign."""

import datetime
from collections.abc import Iterable

from django.db.models import Max
from django.utils import timezone

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement
from agreements.reading.facts import awaited_parties
from agreements.season.facts import seasons_of, unsent_agreements
from audit.models import Event
from evaluations.domain.duties import MissingAgreement, WaitingAgreement
from evaluations.duties.people import People
from organisation.models import Position

S = AgreementStatus
STATUS_WORDS = {None: "belum disusun", S.DRAFT: "masih draf", S.RETURNED: "dikembalikan", S.CANCELLED: "dibatalkan"}
LAST_STEP = ("agreement.submitted", "agreement.approved", "agreement.signed")
"""Since one of these the agreement waits for the next person."""


def missing_agreements(today: datetime.date) -> list[MissingAgreement]:
    """First agreements of this year and the next that nobody sent, once the budget document of the year is there."""
    deadlines = {year: season.deadline for year, season in seasons_of(today).items() if season.has_begun}
    if not deadlines:
        return []
    unsent = unsent_agreements(deadlines)
    positions = Position.objects.select_related("unit").in_bulk({position for position, _ in unsent})
    people = People.around(positions.values(), today)
    return [
        MissingAgreement(
            position=positions[pk].title,
            unit=positions[pk].unit.name,
            unit_id=positions[pk].unit_id,
            position_id=positions[pk].pk,
            year=year,
            due=deadlines[year],
            status=STATUS_WORDS[found.status],
            holders=people.users_holding(pk),
            operators=people.operators_of(positions[pk].unit_id),
        )
        for (pk, year), found in unsent.items()
    ]


def waiting_agreements(today: datetime.date) -> list[WaitingAgreement]:
    """Agreements that wait for the one who receives the promise, or for a signature; each with whose turn it is."""
    waiting = Agreement.objects.filter(status__in=[S.SUBMITTED, S.APPROVED, S.PARTLY_SIGNED]).with_signing_order()
    found = list(waiting.select_related("position__unit").prefetch_related("parties__position", "parties__signature"))
    people = People.around([party.position for agreement in found for party in agreement.parties.all()], today)
    since = _since(found)
    return [
        WaitingAgreement(
            position=agreement.position.title,
            unit=agreement.position.unit.name,
            unit_id=agreement.position.unit_id,
            position_id=agreement.position.pk,
            year=agreement.year,
            task="periksa, lalu setujui atau kembalikan" if agreement.status == S.SUBMITTED else "tanda tangani",
            since=since.get(agreement.pk, today),
            parties=_asked(agreement, people),
        )
        for agreement in found
    ]


def _asked(agreement: Agreement, people: People) -> tuple[int, ...]:
    """Who may take the next step: the holders of the receiving post, or the parties themselves."""
    if agreement.status != S.SUBMITTED:
        awaited = awaited_parties(agreement)
        return tuple(pk for party in awaited for pk in people.users_with_employee(party.position_id, party.employee_id))
    second = agreement.party_of(Side.SECOND)
    own = people.users_holding(agreement.position_id)
    return tuple(pk for pk in people.users_holding(second.position_id) if pk not in own) if second else ()


def _since(agreements: Iterable[Agreement]) -> dict[int, datetime.date]:
    """The day of the last step of each agreement."""
    keys = [str(agreement.pk) for agreement in agreements]
    steps = Event.objects.filter(target_type=Agreement._meta.label_lower, target_id__in=keys, verb__in=LAST_STEP)
    last = steps.order_by().values_list("target_id").annotate(last=Max("at"))
    return {int(key): timezone.localdate(at) for key, at in last}
