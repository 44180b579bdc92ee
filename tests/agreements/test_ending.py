"""Cancelling, and revising."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.drafting.actions import update_draft
from agreements.enums import AgreementStatus, RevisionReason, Side
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.revision.actions import begin_revision, cancel_agreement
from agreements.signing.actions import record_signature
from audit.trail import history
from indicators.models import Target
from messaging.models import Notification
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import TODAY, approved, drafted, in_force, indicators_of, submitted


def cancel(agreement, stage, reason="Salah susun."):
    return cancel_agreement(agreement, by=stage.section, today=TODAY, reason=reason)


def revise(agreement, stage, reason=RevisionReason.STRATEGY):
    return begin_revision(agreement, by=stage.section, today=TODAY, reason=reason)


def partly_signed(stage):
    agreement = numbered(approved(stage))
    return record_signature(agreement, Side.FIRST, by=stage.section, signed_on=TODAY, today=TODAY)


@pytest.mark.parametrize("reach", [drafted, submitted, approved, partly_signed, in_force])
def test_a_cancelled_agreement_keeps_its_reason_in_the_history(stage, reach):
    agreement = cancel(reach(stage), stage)
    assert agreement.status == AgreementStatus.CANCELLED
    assert history(agreement).first().data["remark"] == "Salah susun."


def test_the_parties_are_told_of_a_cancellation_but_not_of_a_draft_given_up(stage):
    cancel(drafted(stage), stage)
    assert not Notification.objects.exists()
    cancel(approved(stage), stage)
    assert Notification.objects.filter(subject__endswith="dibatalkan").count() == 2


def test_a_revision_is_a_new_version_from_the_plan_of_today(stage):
    original = in_force(stage)
    Target.objects.filter(indicator=stage.indicators[0]).update(figure=70)
    added = indicators_of(stage.head, 1)
    revision = revise(original, stage)
    assert (revision.version, revision.supersedes, revision.reason) == (2, original, RevisionReason.STRATEGY)
    assert (revision.status, revision.is_revision) == (AgreementStatus.DRAFT, True)
    assert revision.title == "Perjanjian Kinerja Perubahan Tahun 2026"
    lines = list(revision.lines.order_by("order"))
    assert [line.indicator for line in lines] == [*stage.indicators, *added]
    assert lines[0].figure == 70
    original.refresh_from_db()
    assert original.status == AgreementStatus.IN_FORCE
    assert original.lines.first().figure == 80


def test_a_revision_keeps_what_was_left_out_and_how_the_posts_are_worded(stage):
    draft = drafted(stage)
    update_draft(
        draft,
        by=stage.head_user,
        today=TODAY,
        signed_place="Contoh",
        signed_on=None,
        indicator_ids=[stage.indicators[1].pk],
        titles={"first": "Kepala Dinas Kesehatan dan KB"},
    )
    submit_agreement(draft, by=stage.head_user, today=TODAY)
    approve_agreement(draft, by=stage.bupati_user, today=TODAY)
    revision = revise(in_force(stage, draft), stage)
    assert [line.indicator for line in revision.lines.all()] == [stage.indicators[1]]
    assert revision.parties.get(side=Side.FIRST).position_title == "Kepala Dinas Kesehatan dan KB"
    assert revision.parties.get(side=Side.FIRST).title_override == "Kepala Dinas Kesehatan dan KB"


def test_a_cancelled_revision_lets_another_one_begin(stage):
    original = in_force(stage)
    cancel(revise(original, stage), stage)
    again = revise(Agreement.objects.get(pk=original.pk), stage, RevisionReason.TRANSFER)
    assert (again.version, again.supersedes_id) == (2, original.pk)


@pytest.mark.parametrize("reach", [drafted, submitted, approved])
def test_only_what_is_in_force_can_be_revised(stage, reach):
    with pytest.raises(ValidationError, match="Hanya PK yang berlaku dapat diubah"):
        revise(reach(stage), stage)


def test_a_second_revision_at_once_is_refused(stage):
    original = in_force(stage)
    revise(original, stage)
    with pytest.raises(ValidationError, match="sudah disusun"):
        revise(original, stage)


def test_a_revision_needs_one_of_the_reasons_of_the_regulation(stage):
    with pytest.raises(ValidationError, match="Pilih alasan perubahan"):
        revise(in_force(stage), stage, reason="bosan")


def test_a_revision_needs_targets_like_every_draft(stage):
    original = in_force(stage)
    Target.objects.all().delete()
    with pytest.raises(ValidationError, match="Belum ada target"):
        revise(original, stage)


def test_a_cancellation_needs_a_reason(stage):
    with pytest.raises(ValidationError, match="Tulis alasan"):
        cancel(drafted(stage), stage, reason=" ")


def test_what_was_sent_is_withdrawn_by_bagian_organisasi_and_both_parties_are_told(stage, client):
    agreement = submitted(stage)
    Notification.objects.all().delete()
    page, url = agreement.get_absolute_url(), reverse("agreements:agreement_cancel", args=[agreement.pk])
    client.force_login(stage.section)
    assert url in client.get(page).content.decode()
    client.post(url, {"reason": "Salah tahun."})
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.CANCELLED
    assert set(Notification.objects.values_list("recipient", flat=True)) == {stage.head_user.pk, stage.bupati_user.pk}


def test_what_was_sent_is_not_withdrawn_by_the_parties_or_the_operator(stage, client):
    agreement = submitted(stage)
    url = reverse("agreements:agreement_cancel", args=[agreement.pk])
    for user in (stage.head_user, stage.bupati_user, stage.operator):
        client.force_login(user)
        assert url not in client.get(agreement.get_absolute_url()).content.decode()
        assert client.post(url, {"reason": "Salah tahun."}).status_code == 403
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.SUBMITTED


@pytest.mark.parametrize("reason", ["cancelled_already", "being_revised"])
def test_what_cannot_be_cancelled_any_more_says_so_before_it_asks(stage, client, reason):
    if reason == "being_revised":
        agreement = in_force(stage)
        revise(agreement, stage)
    else:
        agreement = cancel(drafted(stage), stage)
    client.force_login(stage.section)
    page = client.get(reverse("agreements:agreement_cancel", args=[agreement.pk]), follow=True)
    assert "tidak dapat dibatalkan" in page.content.decode()


def test_an_agreement_that_is_being_revised_is_not_cancelled(stage):
    original = in_force(stage)
    revise(original, stage)
    with pytest.raises(ValidationError, match="Batalkan dahulu PK Perubahan"):
        cancel(original, stage)


def test_a_revision_in_force_is_not_cancelled(stage):
    revision = revise(in_force(stage), stage)
    submit_agreement(revision, by=stage.head_user, today=TODAY)
    approve_agreement(revision, by=stage.bupati_user, today=TODAY)
    with pytest.raises(ValidationError, match="sudah tidak berlaku"):
        cancel(in_force(stage, revision), stage)
