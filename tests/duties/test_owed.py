"""Verdicts, agreements and follow-ups: who is asked for them, read from the real rows."""

import datetime

import pytest
import time_machine
from django.core.management import call_command

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.negotiation.actions import return_agreement
from agreements.signing import actions as signing_actions
from duties.owed.domain import MissingAgreement, OpenFollowUp, WaitingAgreement, WaitingReport
from duties.owed.facts import all_duties
from duties.reminders.actions import queue_reminders
from duties.reminders.facts import reminders_on
from indicators.models import Policy
from messaging.enums import MessageKind
from messaging.models import Delivery, MessageSettings, Notification
from organisation.clock import database_today
from organisation.enums import PositionKind, Role
from realisations.models import QuarterReport
from tests.agreements import stage as agreements_stage
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import Stage, set_stage
from tests.factories import (
    IndicatorFactory,
    PositionFactory,
    holder_of,
    realise,
    report_of,
    user_with_role,
)

pytestmark = pytest.mark.django_db

SENT = datetime.date(2026, 10, 5)
THIRD_DAY = datetime.date(2026, 10, 8)


def owed(kind: type, day: datetime.date) -> list:
    """The duties of one kind that can be reminded of on the day."""
    return [duty for duty in all_duties(day) if isinstance(duty, kind)]


@pytest.fixture
def sekda():
    return holder_of(PositionFactory(kind=PositionKind.REGIONAL_SECRETARY))


@pytest.fixture
def section():
    return user_with_role(Role.ORGANISATION_SECTION)


# --- Verdicts ----------------------------------------------------------------------------------------------------


def test_the_report_of_a_head_waits_for_the_sekda_and_bagian_organisasi(sekda, section):
    report_of(PositionFactory(title="Kepala Dinas Kesehatan"), "submitted")

    [waiting] = owed(WaitingReport, THIRD_DAY)
    assert (waiting.position, waiting.sent) == ("Kepala Dinas Kesehatan", SENT)
    assert set(waiting.verifiers) == {sekda.pk, section.pk}


def test_who_sent_a_report_as_delegate_is_not_asked_to_judge_it(sekda, section):
    report = report_of(PositionFactory(), "submitted")
    QuarterReport.objects.filter(pk=report.pk).update(submitted_by=section)
    [waiting] = owed(WaitingReport, THIRD_DAY)
    assert waiting.verifiers == (sekda.pk,)


def test_the_report_of_those_below_waits_for_their_superior_only(sekda, section):
    head = PositionFactory()
    superior = holder_of(head)
    report_of(PositionFactory(kind=PositionKind.ADMINISTRATOR, reports_to=head), "submitted")

    assert owed(WaitingReport, THIRD_DAY)[0].verifiers == (superior.pk,)


def test_nobody_judges_the_own_report(section):
    position = PositionFactory(kind=PositionKind.REGIONAL_SECRETARY)
    holder = holder_of(position)
    report_of(position, "submitted")

    assert holder.pk not in owed(WaitingReport, THIRD_DAY)[0].verifiers


@pytest.mark.parametrize("status", ["draft", "returned", "verified"])
def test_what_is_not_sent_or_already_judged_waits_for_nobody(status):
    report_of(PositionFactory(), status)
    assert owed(WaitingReport, THIRD_DAY) == []


# --- Agreements --------------------------------------------------------------------------------------------------


@pytest.fixture
def stage():
    with time_machine.travel(datetime.datetime(2026, 1, 20, 3, tzinfo=datetime.UTC)):
        yield set_stage()


LATER = datetime.date(2026, 1, 30)


def with_document(day: datetime.date | None) -> None:
    Policy.objects.update_or_create(year=2026, defaults={"budget_document_on": day})


def test_once_the_budget_document_is_there_the_holder_and_operators_owe_an_agreement(stage: Stage):
    with_document(datetime.date(2026, 1, 2))

    [missing] = owed(MissingAgreement, LATER)
    assert (missing.position, missing.status) == ("Kepala Dinas Kesehatan", "belum disusun")
    assert missing.due == datetime.date(2026, 2, 2)
    assert (missing.holders, missing.operators) == ((stage.head_user.pk,), (stage.operator.pk,))


@pytest.mark.parametrize("document_on", [None, datetime.date(2026, 1, 31)])
def test_without_a_budget_document_nobody_is_asked_for_an_agreement(stage: Stage, document_on):
    with_document(document_on)
    assert owed(MissingAgreement, LATER) == []


def test_a_draft_and_a_returned_agreement_are_still_owed_and_a_sent_one_is_not(stage: Stage):
    with_document(datetime.date(2026, 1, 2))
    agreements_stage.drafted(stage)
    assert [missing.status for missing in owed(MissingAgreement, LATER)] == ["masih draf"]
    Agreement.objects.update(status=AgreementStatus.RETURNED)
    assert [missing.status for missing in owed(MissingAgreement, LATER)] == ["dikembalikan"]
    Agreement.objects.update(status=AgreementStatus.SUBMITTED)
    assert owed(MissingAgreement, LATER) == []


def test_a_sent_agreement_waits_for_the_superior_since_that_day(stage: Stage):
    agreements_stage.submitted(stage)

    [waiting] = owed(WaitingAgreement, LATER)
    assert (waiting.since, waiting.parties) == (database_today(), (stage.bupati_user.pk,))
    assert waiting.task == "periksa, lalu setujui atau kembalikan"


def test_an_agreed_one_waits_for_the_signatures_in_their_order(stage: Stage):
    agreement = agreements_stage.approved(stage)
    [first] = owed(WaitingAgreement, LATER)
    assert (first.task, first.parties) == ("tanda tangani", (stage.head_user.pk,))

    signing_actions.record_signature(
        numbered(agreement), "first", by=stage.section, signed_on=agreements_stage.TODAY, today=agreements_stage.TODAY
    )
    assert [waiting.parties for waiting in owed(WaitingAgreement, LATER)] == [(stage.bupati_user.pk,)]


def test_what_is_in_force_or_returned_waits_for_nobody(stage: Stage):
    agreement = agreements_stage.submitted(stage)
    return_agreement(agreement, by=stage.bupati_user, remark="Lengkapi", today=LATER)
    assert owed(WaitingAgreement, LATER) == []


# --- Follow-ups --------------------------------------------------------------------------------------------------


def test_an_open_promise_is_the_matter_of_the_holder_and_the_operators():
    position = PositionFactory()
    holder, operator = holder_of(position), user_with_role(Role.OPERATOR, position.unit)
    report = report_of(position, "verified")
    row = realise(report, IndicatorFactory(objective__position=position), None, follow_up="Menambah posyandu")
    assert owed(OpenFollowUp, THIRD_DAY) == []

    row.follow_up_due = THIRD_DAY
    row.save()
    [promise] = owed(OpenFollowUp, THIRD_DAY)
    assert (promise.holders, promise.operators) == ((holder.pk,), (operator.pk,))


# --- One message with everything ---------------------------------------------------------------------------------


def a_full_day(person_of_section) -> Notification:
    """Somebody of Bagian Organisasi who also has a post, with a report to judge and a promise to keep on one day."""
    own = PositionFactory(title="Kepala Bagian Organisasi", kind=PositionKind.ADMINISTRATOR)
    person = person_of_section
    person.employee = holder_of(own).employee
    type(person).objects.filter(employee=person.employee).update(employee=None)
    person.save()
    type(person.employee).objects.filter(pk=person.employee_id).update(email="kabag@contoh.test")
    report = report_of(own, "verified")
    realise(
        report, IndicatorFactory(objective__position=own), None, follow_up="Menambah posyandu", follow_up_due=THIRD_DAY
    )
    report_of(PositionFactory(title="Camat Contoh"), "submitted")
    queue_reminders(today=THIRD_DAY)
    return Notification.objects.get(recipient=person, occasion__startswith="reminder:")


def test_one_digest_holds_a_section_for_each_kind(section):
    message = a_full_day(section)

    assert message.kinds == [MessageKind.VERIFY, MessageKind.FOLLOW_UP]
    assert message.subject == "1 laporan menunggu verifikasi Anda; 1 tindak lanjut belum selesai"
    assert "menunggu verifikasi Anda:\n\n1. Triwulan III Tahun 2026 – Camat Contoh\n" in message.body
    assert "Dikirim Senin, 5 Oktober 2026 (menunggu 3 hari kerja)." in message.body
    assert "Batas Kamis, 8 Oktober 2026 (hari ini)." in message.body
    assert Delivery.objects.get(message=message).sent_subject == message.subject


def test_a_channel_that_is_wanted_for_one_kind_carries_that_section_only(section):
    MessageSettings.objects.create(user=section, email_kinds=[MessageKind.VERIFY])
    message = a_full_day(section)

    delivery = Delivery.objects.get(message=message)
    assert delivery.sent_subject == "1 laporan menunggu verifikasi Anda"
    assert "Camat Contoh" in delivery.sent_body
    assert "tindak lanjut" not in delivery.sent_body
    assert "tindak lanjut" in message.body


@pytest.mark.parametrize("count", [1, 3])
def test_planning_takes_the_same_number_of_queries_for_one_duty_of_each_kind_and_for_three(
    stage: Stage, sekda, section, django_assert_num_queries, count
):
    with_document(datetime.date(2026, 1, 2))
    for _ in range(count):
        position = PositionFactory(reports_to=stage.bupati)
        holder_of(position)
        report = report_of(position, "submitted")
        agreements_stage.indicators_of(position, 1)
        row = realise(report, IndicatorFactory(objective__position=position), None, follow_up="Rencana")
        row.follow_up_due = THIRD_DAY
        row.save()
    with django_assert_num_queries(23):
        reminders_on(THIRD_DAY)


def test_what_is_done_is_said_no_more(section):
    report_of(PositionFactory(), "submitted")
    assert section.pk in reminders_on(THIRD_DAY).by_person
    QuarterReport.objects.update(status="returned")
    assert reminders_on(THIRD_DAY).by_person.get(section.pk) is None


def test_the_command_shows_every_kind(section, capsys):
    a_full_day(section)
    call_command("send_reminders", "--date", THIRD_DAY.isoformat(), "--dry-run")

    output = capsys.readouterr().out
    assert "TW III 2026 – Camat Contoh" in output
    assert "K+3 (menunggu 3 hari kerja)" in output
    assert "verifikasi 1; PK 0; tindak lanjut 1)." in output
