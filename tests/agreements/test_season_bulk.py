"""One thing with many positions: looked at first, done one by one, and every refusal told."""

import datetime
import uuid

import pytest
from django.db.models import F
from django.urls import reverse

from agreements.drafting.actions import draft_agreement
from agreements.enums import AgreementStatus, BulkAction
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, return_agreement, submit_agreement
from agreements.season.actions import carry_out
from agreements.season.bulk import MOST_AT_ONCE
from agreements.season.views import MOST_REFUSED_SHOWN
from audit.trail import history
from documents.models import PrintJob
from messaging.enums import MessageKind
from messaging.models import Delivery, MessageSettings, Notification
from organisation.enums import Role
from organisation.models import Position
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import TODAY, approved, drafted, indicators_of, submitted, user_in_office
from tests.factories import AssignmentFactory, PositionFactory, user_with_role

REVIEW, PERFORM = reverse("agreements:season_review"), reverse("agreements:season_perform")


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to(datetime.datetime.combine(TODAY, datetime.time(9), datetime.UTC))


@pytest.fixture
def heads(stage):
    """Three more heads of offices under the Bupati, with plans."""
    made = []
    for number in range(3):
        position = PositionFactory(title=f"Kepala Dinas {number}", reports_to=stage.bupati)
        user_in_office(position)
        indicators_of(position, 1)
        made.append(position)
    return made


def sent(position: Position) -> Agreement:
    """The PK of this position, waiting for the Bupati."""
    holder = position.assignments.get().employee.user
    return submit_agreement(draft_agreement(position, 2026, by=holder, today=TODAY), by=holder, today=TODAY)


def review(client, user, action, *positions, **more):
    client.force_login(user)
    chosen = {"tahun": 2026, "tindakan": action, "jabatan": [position.pk for position in positions], **more}
    return client.get(REVIEW, chosen)


def perform(client, page, *, only=None):
    """Press the button of the review page, with all its boxes or `only` some."""
    seen = [
        candidate.seen
        for candidate in page.context["review"].able
        if only is None or candidate.subject.position in only
    ]
    action = page.context["action"]
    return client.post(PERFORM, {"tahun": 2026, "tindakan": action.value, "jabatan": seen})


def reasons_on(page, key="left_out"):
    return {left.subject.title: left.objection for left in page.context[key]}


def test_drafts_are_made_for_those_who_have_none_and_the_others_are_named(stage, heads, client):
    drafted(stage)
    page = review(client, stage.section, "susun", stage.head, stage.bupati, *heads)
    assert [candidate.subject.position for candidate in page.context["review"].able] == heads
    assert reasons_on(page) == {
        "Bupati Contoh": "Belum ada target tahun ini. Lengkapi target, atau pakai “Salin dari tahun lalu”.",
        "Kepala Dinas Kesehatan": "Sudah mempunyai PK dengan status “Draf”.",
    }
    assert Agreement.objects.count() == 1
    result = perform(client, page, only=heads[:2])
    assert result.context["summary"] == "2 draf PK sudah disusun."
    assert Agreement.objects.count() == 3


def test_last_years_agreements_are_copied(stage, heads, client):
    indicator = indicators_of(stage.bupati, 1)[0]
    indicator.targets.update(year=2025)
    page = review(client, stage.section, "salin", stage.bupati)
    assert perform(client, page).context["summary"] == "1 draf PK sudah disalin dari tahun lalu."
    assert Agreement.objects.get().position == stage.bupati


def test_a_superior_agrees_with_many_at_once(stage, heads, client):
    waiting = [sent(position) for position in heads]
    drafted(stage)
    page = review(client, stage.bupati_user, "setujui", semua="1", lingkup="saya")
    assert [candidate.subject.agreement for candidate in page.context["review"].able] == waiting
    assert "Baca isi PK" in page.content.decode()
    assert perform(client, page).context["summary"].startswith("3 PK sudah disetujui.")
    assert set(Agreement.objects.filter(pk__in=[a.pk for a in waiting]).values_list("status", flat=True)) == {
        AgreementStatus.APPROVED
    }


def test_what_does_not_wait_or_is_not_ones_own_to_decide_is_left_out(stage, heads, client):
    sent(heads[0])
    page = review(client, stage.head_user, "setujui", *heads, stage.head)
    assert reasons_on(page) == {"Kepala Dinas Kesehatan": "Berstatus “Belum disusun”, jadi tidak menunggu persetujuan."}
    page = review(client, user_with_other_post(stage), "setujui", heads[0])
    assert page.context["review"].able == ()


def user_with_other_post(stage):
    """The Sekda, who sees everything and receives this promise from nobody."""
    return user_in_office(PositionFactory(title="Sekda", kind="regional_secretary", reports_to=stage.bupati))


def test_what_changed_since_it_was_looked_at_is_not_agreed(stage, heads, client):
    agreement = sent(heads[0])
    page = review(client, stage.bupati_user, "setujui", heads[0])
    holder = heads[0].assignments.get().employee.user
    return_agreement(agreement, by=stage.bupati_user, today=TODAY, remark="Perbaiki.")
    Agreement.objects.filter(pk=agreement.pk).update(edition=9)
    submit_agreement(Agreement.objects.get(), by=holder, today=TODAY)
    result = perform(client, page)
    assert "berubah sejak Anda memeriksanya" in reasons_on(result)["Kepala Dinas 0"]
    assert Agreement.objects.get().status == AgreementStatus.SUBMITTED


def test_what_changes_while_the_others_are_worked_off_is_not_agreed(stage, heads, client):
    agreement = sent(heads[0])
    candidates = review(client, stage.bupati_user, "setujui", heads[0]).context["review"].able
    Agreement.objects.filter(pk=agreement.pk).update(edition=9)
    (outcome,) = carry_out(BulkAction.APPROVE, candidates, year=2026, by=stage.bupati_user, today=TODAY)
    assert "berubah sejak Anda membacanya" in outcome.objection
    assert Agreement.objects.get().status == AgreementStatus.SUBMITTED


def test_one_refusal_holds_back_nobody_else(stage, heads, client):
    agreements = [sent(position) for position in heads]
    page = review(client, stage.bupati_user, "setujui", *heads)
    heads[1].assignments.update(end=TODAY - datetime.timedelta(days=1))
    user_in_office(heads[1], name="Pejabat Baru", start=TODAY)
    result = perform(client, page)
    assert result.context["summary"].startswith("2 PK sudah disetujui.")
    assert "telah berganti" in reasons_on(result)["Kepala Dinas 1"]
    states = [Agreement.objects.get(pk=agreement.pk).status for agreement in agreements]
    assert states == [AgreementStatus.APPROVED, AgreementStatus.SUBMITTED, AgreementStatus.APPROVED]


def test_pressing_the_button_twice_has_one_effect(stage, heads, client):
    agreement = sent(heads[0])
    page = review(client, stage.bupati_user, "setujui", heads[0])
    perform(client, page)
    assert "tidak menunggu persetujuan" in reasons_on(perform(client, page))["Kepala Dinas 0"]
    assert history(agreement).filter(verb="agreement.approved").count() == 1


def test_holders_are_reminded_at_most_once_in_24_hours(stage, heads, client, time_machine):
    submitted(stage)
    page = review(client, stage.section, "ingatkan", stage.head, *heads)
    assert reasons_on(page) == {"Kepala Dinas Kesehatan": "Sudah diajukan; sekarang berstatus “Diajukan”."}
    assert perform(client, page).context["summary"] == "3 jabatan sudah diingatkan."
    again = perform(client, page)
    assert all(
        reason.startswith("Baru saja diingatkan; dapat diingatkan lagi ") for reason in reasons_on(again).values()
    )
    reminders = Notification.objects.filter(subject="PK 2026 Kepala Dinas 0 belum diajukan")
    assert list(reminders.values_list("kinds", flat=True)) == [[MessageKind.SIGN]]
    a_day_passes(time_machine)
    perform(client, review(client, stage.section, "ingatkan", *heads))
    assert reminders.count() == 2
    assert history(heads[0]).filter(verb="agreement.reminded").count() == 2


def a_day_passes(time_machine) -> None:
    """For the process and, as far as the cool-down of a reminder goes, for the database."""
    day = datetime.timedelta(days=1)
    time_machine.move_to(datetime.datetime.combine(TODAY, datetime.time(9), datetime.UTC) + day)
    Notification.objects.update(created_at=F("created_at") - day)


def test_who_wants_no_mail_about_agreements_gets_none_from_the_board(stage, heads, client):
    MessageSettings.objects.create(user=heads[0].assignments.get().employee.user, email_kinds=[MessageKind.OTHER])
    perform(client, review(client, stage.section, "ingatkan", heads[0]))
    assert Notification.objects.filter(subject="PK 2026 Kepala Dinas 0 belum diajukan").count() == 1
    assert not Delivery.objects.exists()


def test_the_holder_of_two_posts_is_reminded_of_both(stage, heads, client):
    holder = heads[0].assignments.get().employee
    heads[1].assignments.update(end=TODAY - datetime.timedelta(days=1))
    AssignmentFactory(position=heads[1], employee=holder, kind="acting", start=TODAY)
    result = perform(client, review(client, stage.section, "ingatkan", *heads[:2]))
    assert result.context["summary"] == "2 jabatan sudah diingatkan."
    assert Notification.objects.filter(recipient=holder.user, kinds=[MessageKind.SIGN]).count() == 2


def test_who_cannot_be_told_is_named(stage, client):
    vacant = PositionFactory(title="Camat", reports_to=stage.bupati)
    mute = PositionFactory(title="Kepala Badan", reports_to=stage.bupati)
    user_in_office(mute).delete()
    page = review(client, stage.bupati_user, "ingatkan", vacant, mute, stage.bupati)
    assert reasons_on(page) == {
        "Bupati Contoh": "Diingatkan oleh Bagian Organisasi, Sekda, atau pejabat pada jabatan atasannya.",
        "Camat": "Tanpa pejabat, jadi tidak ada yang menerima pengingat.",
        "Kepala Badan": "Tanpa pengguna, jadi tidak ada yang menerima pengingat.",
    }


def test_more_than_fit_in_one_go_wait_for_the_next(stage, client):
    for position in PositionFactory.create_batch(MOST_AT_ONCE + 2, reports_to=stage.bupati):
        user_in_office(position)
    page = review(client, stage.section, "ingatkan", semua="1", jenjang="apparatus_head")
    assert len(page.context["review"].able) == MOST_AT_ONCE
    assert f"Sekali jalan paling banyak {MOST_AT_ONCE} jabatan; 3 jabatan lain" in page.content.decode()


def test_a_long_list_of_refusals_is_cut_and_says_so(stage, client):
    PositionFactory.create_batch(MOST_REFUSED_SHOWN + 2, unit=stage.head.unit, reports_to=stage.bupati)
    page = review(client, stage.section, "ingatkan", semua="1", unit=stage.head.unit.pk)
    assert [candidate.subject.position for candidate in page.context["review"].able] == [stage.head]
    assert "Begitu pula 2 jabatan lain" in page.content.decode()


def test_a_position_outside_the_scope_is_never_touched(stage, heads, client):
    agreement = sent(heads[0])
    client.force_login(stage.head_user)
    seen = f"{heads[0].pk}-{agreement.pk}-{agreement.edition}"
    answer = client.post(PERFORM, {"tahun": 2026, "tindakan": "setujui", "jabatan": [seen, "x", "²-1-1"]})
    assert answer.context["done"] == []
    assert answer.context["left_out"] == []


@pytest.mark.parametrize("role", [Role.INSPECTORATE, Role.PLANNING_AGENCY, Role.ADMINISTRATOR])
def test_readers_of_the_board_do_nothing_in_bulk(stage, heads, client, role):
    reader = user_with_role(role)
    for action in ("susun", "salin", "setujui", "ingatkan"):
        assert review(client, reader, action, *heads).status_code == 403
        assert client.post(PERFORM, {"tahun": 2026, "tindakan": action}).status_code == 403


def test_bagian_organisasi_agrees_for_nobody(stage, heads, client):
    sent(heads[0])
    assert review(client, stage.section, "setujui", heads[0]).status_code == 403


def test_an_unknown_action_is_no_page(stage, client):
    assert review(client, stage.section, "hapus", stage.head).status_code == 404


def test_without_any_choice_the_page_says_what_to_do(stage, client):
    assert "Belum ada jabatan yang dipilih" in review(client, stage.section, "ingatkan").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_review_costs_the_same_for_one_and_for_three(stage, heads, client, django_assert_num_queries, count):
    for position in heads:
        sent(position)
    client.force_login(stage.bupati_user)
    chosen = {"tahun": 2026, "tindakan": "setujui", "jabatan": [position.pk for position in heads[:count]]}
    with django_assert_num_queries(13):
        page = client.get(REVIEW, chosen)
    assert len(page.context["review"].able) == count


def test_many_are_issued_with_one_day_and_printed_by_one_job(stage, client):
    """The day is asked, a job numbers and prints; the same form twice gives the same job."""
    agreement = approved(stage)
    client.force_login(stage.section)
    looked_at = client.get(REVIEW, {"tahun": 2026, "tindakan": "terbitkan", "jabatan": stage.head.pk})
    page = looked_at.content.decode()
    assert "Akan diterbitkan: 1 jabatan" in page and "Tanggal yang tercetak" in page
    (candidate,) = looked_at.context["review"].able
    form = {"tahun": 2026, "tindakan": "terbitkan", "jabatan": candidate.seen, "kunci": str(uuid.uuid4())}
    assert "Pilih tanggal yang tercetak" in client.post(PERFORM, form).content.decode()
    assert not PrintJob.objects.exists()
    for _ in range(2):
        answer = client.post(PERFORM, {**form, "on_paper": "tanggal", "day": "26 Januari 2026"})
    job = PrintJob.objects.get()
    assert job.get_absolute_url() in answer.content.decode()
    assert list(job.items.values_list("subject_id", flat=True)) == [agreement.pk]
    agreement.refresh_from_db()
    assert agreement.signed_on == datetime.date(2026, 1, 26)


def test_what_is_not_agreed_or_has_a_number_is_not_issued_in_bulk(stage, client):
    agreement = submitted(stage)
    client.force_login(stage.section)
    chosen = {"tahun": 2026, "tindakan": "terbitkan", "jabatan": stage.head.pk}
    assert "PK diterbitkan setelah disepakati kedua pihak." in client.get(REVIEW, chosen).content.decode()
    numbered(approve_agreement(agreement, by=stage.bupati_user, today=TODAY))
    assert "Sudah terbit" in client.get(REVIEW, chosen).content.decode()
    client.force_login(stage.head_user)
    assert client.get(REVIEW, chosen).status_code == 403
