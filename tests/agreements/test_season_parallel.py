"""Many people press the button of a bulk action in the same moment: one effect for each position."""

import itertools

import pytest
from django.test import Client
from django.urls import reverse

from agreements.drafting.actions import draft_agreement
from agreements.enums import AgreementStatus, BulkAction
from agreements.models import Agreement, Ceremony, Invitation
from agreements.negotiation.actions import submit_agreement
from agreements.season.actions import carry_out
from agreements.season.bulk import chosen_positions, review_of
from agreements.season.filters import AgreementFilter
from audit.models import Event
from messaging.models import Notification
from tests.agreements.stage import TODAY, YEAR, indicators_of, set_stage, user_in_office
from tests.agreements.test_parallel import PEOPLE, all_at_once
from tests.factories import PositionFactory

pytestmark = pytest.mark.django_db(transaction=True)

HEADS = 3


def all_press(stage, user, action):
    """What became of each position for each of those who looked at the same list and pressed the button together."""
    everything = AgreementFilter(YEAR)
    positions = chosen_positions(everything, user=user, today=TODAY, ids=None).exclude(pk=stage.bupati.pk)
    candidates = review_of(action, positions, year=YEAR, user=user, today=TODAY).able
    assert len(candidates) == HEADS
    outcomes = []
    all_at_once(lambda: outcomes.extend(carry_out(action, candidates, year=YEAR, by=user, today=TODAY)))
    return outcomes


def heads_of(stage):
    more = PositionFactory.create_batch(HEADS - 1, reports_to=stage.bupati)
    for position in more:
        user_in_office(position)
        indicators_of(position, 1)
    return [stage.head, *more]


def test_twenty_bulk_approvals_approve_each_agreement_once():
    stage = set_stage()
    for position in heads_of(stage):
        holder = position.assignments.get().employee.user
        submit_agreement(draft_agreement(position, YEAR, by=holder, today=TODAY), by=holder, today=TODAY)
    outcomes = all_press(stage, stage.bupati_user, BulkAction.APPROVE)
    assert len(outcomes) == PEOPLE * HEADS
    assert sum(not outcome.objection for outcome in outcomes) == HEADS
    assert Agreement.objects.filter(status=AgreementStatus.APPROVED).count() == HEADS
    assert Event.objects.filter(verb="agreement.approved").count() == HEADS


def test_twenty_bulk_drafts_make_one_draft_for_each():
    stage = set_stage()
    heads_of(stage)
    outcomes = all_press(stage, stage.section, BulkAction.DRAFT)
    assert sum(not outcome.objection for outcome in outcomes) == HEADS
    assert Agreement.objects.count() == HEADS


def test_of_twenty_who_take_a_guest_off_or_record_the_guest_nobody_meets_an_error():
    stage = set_stage()
    ceremony = Ceremony.objects.create(year=YEAR, title="Penandatanganan", held_on=TODAY)
    guest = Invitation.objects.create(ceremony=ceremony, position=stage.head)
    visits = itertools.cycle(("attend", "uninvite"))
    answers = []

    def visit():
        client = Client()
        client.force_login(stage.section)
        url = reverse(f"agreements:ceremony_{next(visits)}", args=[ceremony.pk])
        answers.append(client.post(url, {"tamu": guest.pk, "kehadiran": "present"}).status_code)

    all_at_once(visit)
    assert len(answers) == PEOPLE and set(answers) <= {302, 404}
    assert Event.objects.filter(verb="ceremony.uninvited").count() == 1


def test_twenty_reminders_are_one_message_for_each():
    stage = set_stage()
    heads_of(stage)
    outcomes = all_press(stage, stage.section, BulkAction.REMIND)
    assert sum(not outcome.objection for outcome in outcomes) == HEADS
    assert Notification.objects.count() == HEADS
