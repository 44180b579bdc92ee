"""Sending, returning, agreeing; and what stays as it was agreed."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from agreements.drafting.actions import draft_agreement
from agreements.enums import AgreementStatus, Side
from agreements.negotiation.actions import approve_agreement, return_agreement, submit_agreement
from audit.trail import history
from indicators.models import BudgetLine, Indicator, Objective, Target
from messaging.models import Notification
from organisation.enums import AssignmentKind
from organisation.models import Assignment, Employee, Position
from tests.agreements.stage import TODAY, YEAR, approved, drafted, in_force, indicators_of, submitted, user_in_office
from tests.factories import AssignmentFactory, EmployeeFactory, PositionFactory
from tests.words import lines_of as words_of


def give_back(agreement, stage, **remarks):
    return return_agreement(agreement, by=stage.bupati_user, today=TODAY, **remarks)


def contents(agreement):
    """Everything that is printed."""
    return (
        list(agreement.lines.order_by("order").values()),
        list(agreement.budget_lines.order_by("order").values()),
        list(agreement.parties.order_by("side").values()),
    )


def test_what_is_sent_waits_for_the_superior_who_is_told_once(stage):
    agreement = submitted(stage)
    assert agreement.status == AgreementStatus.SUBMITTED
    message = Notification.objects.get()
    assert message.recipient == stage.bupati_user
    assert message.subject == "PK 2026 Kepala Dinas Kesehatan menunggu persetujuan Anda"
    assert message.path == f"/pk/{agreement.pk}/"


def test_the_event_keeps_the_promises_of_each_round(stage):
    event = history(submitted(stage)).first()
    assert event.verb == "agreement.submitted"
    line = event.data["content"]["lines"][0]
    written = (line["indicator_statement"], line["unit_of_measure"], line["value"])
    assert written == (stage.indicators[0].statement, "%", {"figure": "80"})


def test_a_return_carries_remarks_on_the_whole_and_on_rows(stage):
    agreement = submitted(stage)
    line = agreement.lines.first()
    give_back(agreement, stage, remark=" Target terlalu rendah. ", row_remarks={line.pk: "Naikkan menjadi 90."})
    agreement.refresh_from_db()
    line.refresh_from_db()
    assert (agreement.status, agreement.remark) == (AgreementStatus.RETURNED, "Target terlalu rendah.")
    assert line.return_remark == "Naikkan menjadi 90."
    event = history(agreement).first()
    assert event.data["remark"] == "Target terlalu rendah."
    assert words_of(event) == [f"“{line.indicator_statement}”: Naikkan menjadi 90."]
    assert Notification.objects.get(recipient=stage.head_user).subject.endswith("dikembalikan")


def test_a_returned_agreement_is_mended_sent_again_and_agreed(stage):
    agreement = submitted(stage)
    line = agreement.lines.first()
    give_back(agreement, stage, row_remarks={line.pk: "Perjelas."})
    submit_agreement(agreement, by=stage.head_user, today=TODAY)
    line.refresh_from_db()
    assert line.return_remark == "Perjelas.", "the superior sees what was asked for"
    approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    agreement.refresh_from_db()
    line.refresh_from_db()
    assert (agreement.status, line.return_remark) == (AgreementStatus.APPROVED, "")
    assert Notification.objects.filter(recipient=stage.bupati_user).count() == 2, "each round tells the superior"
    verbs = [event.verb.removeprefix("agreement.") for event in history(agreement)]
    assert verbs == ["approved", "submitted", "returned", "submitted", "drafted"]


def test_the_remarks_of_a_new_round_replace_those_of_the_last(stage):
    agreement = submitted(stage)
    first, second, _ = agreement.lines.order_by("order")
    give_back(agreement, stage, remark="Satu", row_remarks={first.pk: "Baris satu"})
    submit_agreement(agreement, by=stage.head_user, today=TODAY)
    give_back(agreement, stage, row_remarks={second.pk: "Baris dua"})
    agreement.refresh_from_db()
    remarks = list(agreement.lines.order_by("order").values_list("return_remark", flat=True))
    assert (agreement.remark, remarks) == ("", ["", "Baris dua", ""])


def test_a_return_without_any_remark_is_refused(stage):
    agreement = submitted(stage)
    with pytest.raises(ValidationError, match="sedikitnya satu catatan"):
        give_back(agreement, stage, remark="  ", row_remarks={agreement.lines.first().pk: " "})
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.SUBMITTED


def test_a_remark_on_a_row_of_another_agreement_does_not_count(stage):
    with pytest.raises(ValidationError, match="sedikitnya satu catatan"):
        give_back(submitted(stage), stage, row_remarks={0: "Bukan baris PK ini."})


def test_what_was_agreed_stays_when_everything_behind_it_changes(stage):
    agreement = approved(stage)
    before = contents(agreement)
    Target.objects.update(figure=1)
    Indicator.objects.update(statement="lain", unit_of_measure="lain")
    Objective.objects.update(statement="lain")
    BudgetLine.objects.update(amount=1)
    Employee.objects.update(name="Orang Lain", rank_code="I/a")
    Position.objects.update(title="Jabatan Lain")
    agreement.refresh_from_db()
    assert contents(agreement) == before


def test_agreeing_takes_titles_and_ranks_as_they_are_on_that_day(stage):
    agreement = submitted(stage)
    Employee.objects.filter(pk=stage.head_user.employee_id).update(title_suffix="M.Kes., Ph.D.", rank_code="IV/d")
    approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    party = agreement.parties.get(side=Side.FIRST)
    assert (party.name, party.rank_name) == ("dr. Siti Rahma, M.Kes., Ph.D.", "Pembina Utama Madya")


def test_a_new_holder_of_the_superior_post_becomes_the_second_party(stage):
    agreement = submitted(stage)
    Assignment.objects.filter(position=stage.bupati).update(end=TODAY - datetime.timedelta(days=1))
    acting = user_in_office(stage.bupati, kind=AssignmentKind.INTERIM, name="Wibowo")
    approve_agreement(agreement, by=acting, today=TODAY)
    party = agreement.parties.get(side=Side.SECOND)
    assert (party.name, party.position_title) == ("Wibowo", "Pj. Bupati Contoh")


def test_a_promise_of_somebody_who_left_the_post_is_not_agreed(stage):
    agreement = submitted(stage)
    Assignment.objects.filter(position=stage.head).update(end=TODAY - datetime.timedelta(days=1))
    AssignmentFactory(position=stage.head, employee=EmployeeFactory(), start=TODAY)
    with pytest.raises(ValidationError, match="telah berganti sejak PK ini diajukan"):
        approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.SUBMITTED


def test_without_a_holder_of_the_superior_post_nothing_is_agreed(stage):
    agreement = submitted(stage)
    Assignment.objects.filter(position=stage.bupati).update(end=TODAY - datetime.timedelta(days=1))
    with pytest.raises(ValidationError, match="sedang tidak ada pejabatnya"):
        approve_agreement(agreement, by=stage.bupati_user, today=TODAY)


def test_nobody_agrees_for_a_superior_who_came_in_between(stage):
    agreement = submitted(stage)
    secretary = PositionFactory(title="Sekretaris Daerah", reports_to=stage.bupati)
    user_in_office(secretary)
    Position.objects.filter(pk=stage.head.pk).update(reports_to=secretary)
    with pytest.raises(ValidationError, match=r"telah berubah sejak .* sekarang Sekretaris Daerah"):
        approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    assert give_back(agreement, stage, remark="Ajukan kepada Sekda.").status == AgreementStatus.RETURNED


def test_a_draft_is_not_agreed_before_it_was_sent(stage):
    with pytest.raises(ValidationError, match="belum diajukan"):
        approve_agreement(drafted(stage), by=stage.bupati_user, today=TODAY)


def test_the_regional_head_agrees_with_the_own_draft(stage):
    indicators_of(stage.bupati, 1)
    draft = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    agreement = approve_agreement(draft, by=stage.bupati_user, today=TODAY)
    assert agreement.status == AgreementStatus.APPROVED
    assert not Notification.objects.exists(), "nobody is told of the own act"


def test_the_regional_head_has_nobody_to_send_a_draft_to(stage):
    indicators_of(stage.bupati, 1)
    draft = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    with pytest.raises(ValidationError, match="Setujui langsung"):
        submit_agreement(draft, by=stage.bupati_user, today=TODAY)


def test_an_outdated_draft_of_the_regional_head_is_not_agreed(stage):
    (indicator,) = indicators_of(stage.bupati, 1)
    draft = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    Target.objects.filter(indicator=indicator).update(figure=7)
    with pytest.raises(ValidationError, match="Rencana telah berubah"):
        approve_agreement(draft, by=stage.bupati_user, today=TODAY)


@pytest.mark.parametrize("reach", [drafted, approved, in_force])
def test_only_what_waits_for_a_decision_can_be_returned(stage, reach):
    with pytest.raises(ValidationError, match="jadi tidak dapat menjadi “Dikembalikan”"):
        give_back(reach(stage), stage, remark="Terlambat.")


@pytest.mark.parametrize("reach", [submitted, approved, in_force])
def test_what_was_sent_is_not_sent_again(stage, reach):
    with pytest.raises(ValidationError, match="jadi tidak dapat menjadi “Diajukan”"):
        submit_agreement(reach(stage), by=stage.head_user, today=TODAY)


def test_the_superior_sees_when_the_plan_changed_after_it_was_sent_but_the_promise_stands(stage):
    agreement = submitted(stage)
    Target.objects.filter(indicator=stage.indicators[0]).update(figure=99)
    approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    assert agreement.lines.first().figure == 80
