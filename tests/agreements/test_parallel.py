"""Many people press the same button at once: one effect."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from agreements.drafting.actions import draft_agreement
from agreements.enums import AgreementStatus, RevisionReason, Side
from agreements.models import Agreement, Signature
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.revision.actions import begin_revision
from agreements.signing.actions import record_signature
from audit.trail import history
from messaging.models import Notification
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import TODAY, YEAR, approved, in_force, set_stage, submitted

PEOPLE = 20

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(action: Callable[[], object]) -> list[str]:
    """What became of the deed for each of the people who do it in the same moment."""
    start = threading.Barrier(PEOPLE)

    def one(_: int) -> str:
        try:
            start.wait(timeout=30)
            action()
        except ValidationError as refusal:
            return refusal.messages[0]
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(one, range(PEOPLE)))


def test_twenty_signatures_of_one_party_are_one_signature():
    stage = set_stage()
    agreement = numbered(approved(stage))
    outcome = all_at_once(
        lambda: record_signature(
            Agreement.objects.get(pk=agreement.pk), Side.FIRST, by=stage.section, signed_on=TODAY, today=TODAY
        )
    )
    assert outcome.count("done") == 1
    assert all("sudah dicatat sebelumnya" in said for said in outcome if said != "done")
    assert Signature.objects.count() == 1
    assert history(agreement).filter(verb="agreement.signed").count() == 1
    assert Notification.objects.filter(subject__endswith="tanda tangan Anda").count() == 1


def test_twenty_last_signatures_supersede_the_older_version_once():
    stage = set_stage()
    original = in_force(stage)
    revision = begin_revision(original, by=stage.section, today=TODAY, reason=RevisionReason.STRATEGY)
    submit_agreement(revision, by=stage.head_user, today=TODAY)
    approve_agreement(revision, by=stage.bupati_user, today=TODAY)
    record_signature(numbered(revision), Side.FIRST, by=stage.section, signed_on=TODAY, today=TODAY)
    outcome = all_at_once(
        lambda: record_signature(
            Agreement.objects.get(pk=revision.pk), Side.SECOND, by=stage.section, signed_on=TODAY, today=TODAY
        )
    )
    assert outcome.count("done") == 1
    states = dict(Agreement.objects.values_list("version", "status"))
    assert states == {1: AgreementStatus.SUPERSEDED, 2: AgreementStatus.IN_FORCE}
    assert history(original).filter(verb="agreement.superseded").count() == 1


def test_twenty_drafts_of_one_position_are_one_draft():
    stage = set_stage()
    outcome = all_at_once(lambda: draft_agreement(stage.head, YEAR, by=stage.head_user, today=TODAY))
    assert outcome.count("done") == 1
    assert Agreement.objects.count() == 1


def test_twenty_approvals_are_one_approval():
    stage = set_stage()
    agreement = submitted(stage)
    outcome = all_at_once(lambda: approve_agreement(agreement, by=stage.bupati_user, today=TODAY))
    assert outcome.count("done") == 1
    assert history(agreement).filter(verb="agreement.approved").count() == 1
