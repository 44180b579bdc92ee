"""Signing on paper: order, dates, the moment it comes into force."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.drafting.actions import draft_agreement
from agreements.enums import AgreementStatus, RevisionReason, Side
from agreements.models import Agreement, Signature
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.reading.facts import next_step
from agreements.revision.actions import begin_revision
from agreements.signing.actions import record_signature
from audit.trail import history
from indicators.enums import SigningOrder
from indicators.models import Policy, Target
from messaging.models import Notification
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import TODAY, YEAR, approved, drafted, in_force, indicators_of, submitted
from tests.words import lines_of as words_of

EARLIER = TODAY - datetime.timedelta(days=10)


def sign(agreement, side, stage, day=TODAY):
    return record_signature(numbered(agreement), side, by=stage.section, signed_on=day, today=TODAY)


def revision_ready_to_sign(stage, original):
    revision = begin_revision(original, by=stage.section, today=TODAY, reason=RevisionReason.STRATEGY)
    submit_agreement(revision, by=stage.head_user, today=TODAY, plan_note="Kamusnya menyusul.")
    return approve_agreement(revision, by=stage.bupati_user, today=TODAY)


def test_with_the_first_signature_the_second_party_is_told_and_awaited(stage):
    agreement = sign(approved(stage), Side.FIRST, stage)
    assert agreement.status == AgreementStatus.PARTLY_SIGNED
    assert agreement.signed_on == TODAY
    assert Notification.objects.filter(recipient=stage.bupati_user).first().subject.endswith("tanda tangan Anda")


def test_with_the_last_signature_it_is_in_force_and_both_are_told(stage):
    agreement = in_force(stage)
    assert agreement.status == AgreementStatus.IN_FORCE
    written = Notification.objects.filter(subject__endswith="berlaku").values_list("recipient", flat=True)
    assert set(written) == {stage.head_user.pk, stage.bupati_user.pk}
    verbs = [event.verb for event in history(agreement)[:3]]
    assert verbs == ["agreement.in_force", "agreement.signed", "agreement.signed"]


def test_the_regional_head_signs_alone(stage):
    indicators_of(stage.bupati, 1)
    draft = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    agreement = approve_agreement(draft, by=stage.bupati_user, today=TODAY)
    assert sign(agreement, Side.FIRST, stage).status == AgreementStatus.IN_FORCE
    with pytest.raises(ValidationError, match="tidak mempunyai Pihak Kedua"):
        sign(agreement, Side.SECOND, stage)


def test_a_back_dated_signature_keeps_its_date_and_the_moment_of_recording(stage):
    sign(approved(stage), Side.FIRST, stage, EARLIER)
    signature = Signature.objects.get()
    assert signature.signed_on == EARLIER
    assert timezone.localdate(signature.recorded_at) == timezone.localdate()
    assert signature.recorded_by == stage.section
    assert words_of(history(signature.party.agreement).first()) == [
        "Pihak Pertama: dr. Siti Rahma, M.Kes., 10 Januari 2026"
    ]


@pytest.fixture
def in_any_order(db):
    """The government lets anyone sign first this year."""
    Policy.objects.update_or_create(year=YEAR, defaults={"signing_order": SigningOrder.ANY})


def test_where_the_order_is_free_the_second_party_may_sign_first_and_the_first_is_told(stage, in_any_order):
    agreement = approved(stage)
    both = "dr. Siti Rahma, M.Kes. (Kepala Dinas Kesehatan) dan Ahmad Contoh (Bupati Contoh)"
    assert f"{both}; siapa pun boleh lebih dahulu" in next_step(agreement)
    agreement = sign(agreement, Side.SECOND, stage)
    assert agreement.status == AgreementStatus.PARTLY_SIGNED
    written = Notification.objects.filter(recipient=stage.head_user, subject__endswith="tanda tangan Anda").get()
    assert written.body.startswith("Pihak lain sudah menandatangani")
    assert sign(agreement, Side.FIRST, stage, EARLIER).status == AgreementStatus.IN_FORCE


def test_where_the_order_is_free_the_first_may_still_sign_first_but_nobody_twice(stage, in_any_order):
    agreement = sign(approved(stage), Side.FIRST, stage)
    with pytest.raises(ValidationError, match="sudah dicatat sebelumnya"):
        sign(agreement, Side.FIRST, stage)
    assert sign(agreement, Side.SECOND, stage).status == AgreementStatus.IN_FORCE


def test_a_free_order_of_another_year_changes_nothing_and_a_year_without_policy_has_the_usual_one(stage, in_any_order):
    Policy.objects.filter(year=YEAR).update(year=YEAR + 1)
    assert not Policy.objects.filter(year=YEAR).exists()
    with pytest.raises(ValidationError, match="Pihak Pertama menandatangani lebih dahulu"):
        sign(approved(stage), Side.SECOND, stage)


def test_the_order_comes_with_the_agreements_in_no_query_more(stage, in_any_order, django_assert_num_queries):
    pk = approved(stage).pk
    agreement = Agreement.objects.with_content().get(pk=pk)
    with django_assert_num_queries(0):
        assert agreement.signing_order == SigningOrder.ANY
    with django_assert_num_queries(2):
        assert Agreement.objects.get(pk=pk).signing_order == SigningOrder.ANY


def test_the_printed_date_stays_when_it_was_set_before(stage):
    agreement = approved(stage)
    Agreement.objects.filter(pk=agreement.pk).update(signed_on=EARLIER)
    assert sign(agreement, Side.FIRST, stage).signed_on == EARLIER


def test_the_second_party_cannot_sign_before_the_first(stage):
    agreement = approved(stage)
    with pytest.raises(ValidationError, match="Pihak Pertama menandatangani lebih dahulu"):
        sign(agreement, Side.SECOND, stage)
    assert not Signature.objects.exists()


def test_a_signature_is_recorded_once(stage):
    agreement = sign(approved(stage), Side.FIRST, stage)
    with pytest.raises(ValidationError, match="sudah dicatat sebelumnya"):
        sign(agreement, Side.FIRST, stage)


@pytest.mark.parametrize("reach", [drafted, submitted])
def test_what_is_not_agreed_cannot_be_signed(stage, reach):
    with pytest.raises(ValidationError, match="baru dapat dicatat setelah PK disetujui"):
        sign(reach(stage), Side.FIRST, stage)


def test_a_date_in_the_future_is_refused(stage):
    with pytest.raises(ValidationError, match="tidak boleh setelah hari ini"):
        sign(approved(stage), Side.FIRST, stage, TODAY + datetime.timedelta(days=1))


def test_the_second_party_does_not_sign_on_an_earlier_day_than_the_first(stage):
    agreement = sign(approved(stage), Side.FIRST, stage)
    with pytest.raises(ValidationError, match="tanggal tanda tangan Pihak Pertama, yaitu 20 Januari 2026"):
        sign(agreement, Side.SECOND, stage, EARLIER)


def test_a_revision_in_force_supersedes_the_agreement_it_revises(stage):
    original = in_force(stage)
    Target.objects.filter(indicator=stage.indicators[0]).update(figure=70)
    revision = revision_ready_to_sign(stage, original)
    sign(revision, Side.FIRST, stage)
    original.refresh_from_db()
    assert original.status == AgreementStatus.IN_FORCE, "it binds until all have signed the revision"
    sign(revision, Side.SECOND, stage)
    original.refresh_from_db()
    revision.refresh_from_db()
    assert (original.status, revision.status) == (AgreementStatus.SUPERSEDED, AgreementStatus.IN_FORCE)
    assert (original.lines.first().figure, revision.lines.first().figure) == (80, 70)
    assert history(original).first().data["superseded_by"] == revision.pk


def test_a_revision_is_not_signed_before_the_date_of_what_it_revises(stage):
    revision = revision_ready_to_sign(stage, in_force(stage))
    with pytest.raises(ValidationError, match="tanggal PK yang diubah, yaitu 20 Januari 2026"):
        sign(revision, Side.FIRST, stage, EARLIER)


def test_when_superseding_fails_the_last_signature_is_not_recorded_either(stage):
    original = in_force(stage)
    revision = revision_ready_to_sign(stage, original)
    sign(revision, Side.FIRST, stage)
    Agreement.objects.filter(pk=original.pk).update(status=AgreementStatus.CANCELLED)
    with pytest.raises(ValidationError, match="jadi tidak dapat menjadi “Diubah”"):
        sign(revision, Side.SECOND, stage)
    revision.refresh_from_db()
    assert revision.status == AgreementStatus.PARTLY_SIGNED
    assert Signature.objects.filter(party__agreement=revision).count() == 1
