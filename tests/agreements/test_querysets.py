"""The reading vocabulary of agreements."""

import pytest

from agreements.enums import RevisionReason
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.revision.actions import begin_revision, cancel_agreement
from tests.agreements.stage import TODAY, drafted, in_force


def cancelled(agreement, stage):
    return cancel_agreement(agreement, by=stage.section, today=TODAY, reason="Salah susun.")


def begin_revision_and_sign(stage):
    """Revise the agreement in force and bring the revision into force."""
    current = Agreement.objects.in_force().get()
    revision = begin_revision(current, by=stage.section, today=TODAY, reason=RevisionReason.STRATEGY)
    submit_agreement(revision, by=stage.head_user, today=TODAY)
    in_force(stage, approve_agreement(revision, by=stage.bupati_user, today=TODAY))


def test_the_latest_version_is_never_a_cancelled_one_when_another_stands(stage):
    original = in_force(stage)
    revision = begin_revision(original, by=stage.section, today=TODAY, reason=RevisionReason.STRATEGY)
    assert list(Agreement.objects.latest_versions()) == [revision]
    cancelled(revision, stage)
    assert list(Agreement.objects.latest_versions()) == [original]
    assert list(Agreement.objects.not_cancelled()) == [original]


def test_of_cancelled_ones_alone_the_newest_is_shown(stage):
    cancelled(drafted(stage), stage)
    newest = cancelled(drafted(stage), stage)
    assert list(Agreement.objects.latest_versions()) == [newest]
    assert not Agreement.objects.not_cancelled().exists()


def test_only_what_all_have_signed_is_in_force(stage):
    agreement = drafted(stage)
    assert not Agreement.objects.in_force().exists()
    cancelled(agreement, stage)
    agreement = in_force(stage)
    assert list(Agreement.objects.in_force()) == [agreement]


@pytest.mark.parametrize("more", [0, 2])
def test_the_content_comes_with_the_same_number_of_queries_for_one_and_three(stage, django_assert_num_queries, more):
    in_force(stage)
    for _ in range(more):
        begin_revision_and_sign(stage)
    with django_assert_num_queries(10):
        for agreement in Agreement.objects.with_content():
            assert [line.indicator_statement for line in agreement.lines.all()]
            assert [party.signature.recorded_by for party in agreement.parties.all()] == [stage.section] * 2
