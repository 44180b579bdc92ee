"""An official was replaced: who has to sign anew, from when, and which targets stay."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from agreements.drafting.actions import refresh_draft
from agreements.enums import RevisionReason
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.reading.transfers import transfers
from agreements.revision.actions import begin_revision, cancel_agreement
from indicators.models import QuarterTarget, Target
from organisation.enums import AssignmentKind
from organisation.models import Position, User
from tests.agreements.stage import TODAY, YEAR, Stage, approved, drafted, in_force, indicators_of, user_in_office
from tests.factories import PositionFactory, report_of

pytestmark = pytest.mark.django_db

MOVED = datetime.date(YEAR, 7, 1)
LATER = datetime.date(YEAR, 7, 20)


def replace_holder(position: Position, **assignment: object) -> User:
    """The holder leaves at the end of June; somebody new comes on the first of July."""
    position.assignments.all().update(end=MOVED - datetime.timedelta(days=1))
    return user_in_office(position, start=MOVED, **({"name": "Rina Baru"} | assignment))


def found(user: User, *, year: int = YEAR) -> list[tuple[Position, str, str | None, bool]]:
    user = User.objects.get(pk=user.pk)
    rows = transfers(user, year, LATER)
    return [
        (row.agreement.position, row.former.name, str(row.holder.employee) if row.holder else None, row.may_begin)
        for row in rows
    ]


def quarters_planned(stage: Stage, **figures: int) -> Target:
    """Targets of the quarters in the plan of the first indicator: `q1=20`."""
    target = Target.objects.get(indicator=stage.indicators[0], year=YEAR)
    target.quarters.all().delete()
    for name, figure in figures.items():
        QuarterTarget.objects.create(target=target, quarter=int(name[1]), figure=figure)
    return target


def promised(agreement: Agreement) -> tuple[Decimal, dict[int, Decimal]]:
    line = Agreement.objects.with_content().get(pk=agreement.pk).lines.all()[0]
    return line.figure, {row.quarter: row.figure for row in line.quarters.all()}


def test_a_new_holder_is_proposed_to_the_section_and_to_the_holder(stage: Stage) -> None:
    in_force(stage)
    new = replace_holder(stage.head)
    expected = [(stage.head, "dr. Siti Rahma, M.Kes.", "Rina Baru", True)]
    assert found(stage.section) == expected
    assert found(new) == expected


def test_while_the_one_who_promised_holds_the_post_there_is_nothing_to_do(stage: Stage) -> None:
    in_force(stage)
    user_in_office(stage.head, kind=AssignmentKind.DAILY_ACTING, start=MOVED)
    assert found(stage.section) == []


def test_a_definitive_holder_follows_a_plt_who_is_still_recorded(stage: Stage) -> None:
    stage.head.assignments.all().update(kind=AssignmentKind.ACTING)
    in_force(stage)
    user_in_office(stage.head, name="Rina Baru", start=MOVED)
    assert [row[2] for row in found(stage.section)] == ["Rina Baru"]


def test_an_empty_post_is_told_but_nothing_can_be_begun(stage: Stage) -> None:
    in_force(stage)
    stage.head.assignments.all().update(end=MOVED)
    assert found(stage.section) == [(stage.head, "dr. Siti Rahma, M.Kes.", None, False)]


def test_only_agreements_in_force_of_the_year_in_scope_count(stage: Stage) -> None:
    approved(stage)
    replace_holder(stage.head)
    assert found(stage.section) == []
    stranger = user_in_office(PositionFactory())
    Agreement.objects.update(status="in_force", signed_on=TODAY)
    assert found(stage.section, year=YEAR - 1) == []
    assert found(stranger) == []
    assert len(found(stage.section)) == 1


def test_who_only_watches_sees_it_without_the_button(stage: Stage) -> None:
    in_force(stage)
    replace_holder(stage.head)
    assert found(stage.bupati_user) == [(stage.head, "dr. Siti Rahma, M.Kes.", "Rina Baru", False)]


def test_once_the_revision_is_on_its_way_it_is_not_proposed_again(stage: Stage) -> None:
    agreement = in_force(stage)
    replace_holder(stage.head)
    revision = begin_revision(agreement, by=stage.section, today=LATER, reason="transfer")
    assert found(stage.section) == []
    cancel_agreement(revision, by=stage.section, today=LATER, reason="Keliru")
    assert len(found(stage.section)) == 1


def test_when_only_the_superior_changes_nobody_signs_anew(stage: Stage) -> None:
    in_force(stage)
    replace_holder(stage.bupati)
    assert found(stage.section) == []


def test_the_revision_names_the_new_holder_and_keeps_verified_targets(stage: Stage) -> None:
    target = quarters_planned(stage, q1=20, q2=40, q3=60, q4=80)
    agreement = in_force(stage)
    report_of(stage.head, quarter=1)
    QuarterTarget.objects.filter(target=target).update(figure=99)
    Target.objects.filter(pk=target.pk).update(figure=99)
    replace_holder(stage.head)
    revision = begin_revision(agreement, by=stage.section, today=LATER, reason=RevisionReason.TRANSFER)
    assert revision.party_of("first").name == "Rina Baru"
    assert promised(revision) == (99, {1: 20, 2: 99, 3: 99, 4: 99})


def test_a_quarter_verified_later_comes_back_when_the_plan_is_taken_again(stage: Stage) -> None:
    target = quarters_planned(stage, q1=20, q2=40, q3=60, q4=80)
    revision = begin_revision(in_force(stage), by=stage.section, today=TODAY, reason="strategy")
    QuarterTarget.objects.filter(target=target).update(figure=99)
    refresh_draft(revision, by=stage.section, today=TODAY)
    assert promised(revision)[1] == {1: 99, 2: 99, 3: 99, 4: 99}
    report_of(stage.head, quarter=1)
    assert refresh_draft(revision, by=stage.section, today=TODAY)
    assert promised(revision)[1] == {1: 20, 2: 99, 3: 99, 4: 99}


def test_a_second_revision_keeps_the_targets_of_the_first_one(stage: Stage) -> None:
    target = quarters_planned(stage, q1=20, q2=40, q3=60, q4=80)
    first = begin_revision(in_force(stage), by=stage.section, today=TODAY, reason="strategy")
    QuarterTarget.objects.filter(target=target).update(figure=50)
    refresh_draft(first, by=stage.section, today=TODAY)
    submit_agreement(first, by=stage.head_user, today=TODAY, plan_note="Asumsi berubah.")
    in_force(stage, approve_agreement(first, by=stage.bupati_user, today=TODAY))
    report_of(stage.head, quarter=1)
    second = begin_revision(first, by=stage.section, today=TODAY, reason="strategy")
    assert promised(second)[1] == {1: 50, 2: 50, 3: 50, 4: 50}


def test_with_all_quarters_verified_the_years_target_stays_too(stage: Stage) -> None:
    target = quarters_planned(stage, q1=20, q2=40, q3=60, q4=80)
    agreement = in_force(stage)
    for quarter in (1, 2, 3, 4):
        report_of(stage.head, quarter=quarter)
    Target.objects.filter(pk=target.pk).update(figure=5)
    revision = begin_revision(agreement, by=stage.section, today=LATER, reason="priority")
    assert promised(revision) == (80, {1: 20, 2: 40, 3: 60, 4: 80})


def test_publishing_does_not_touch_the_years_target_once_all_quarters_are_verified(stage: Stage) -> None:
    quarters_planned(stage, q1=20, q2=40, q3=60, q4=80)
    revision = begin_revision(in_force(stage), by=stage.section, today=TODAY, reason="strategy")
    revision.lines.filter(indicator=stage.indicators[0]).update(is_own=True, figure=5)
    submit_agreement(revision, by=stage.head_user, today=TODAY, plan_note="Asumsi berubah.")
    approve_agreement(revision, by=stage.bupati_user, today=TODAY)
    for quarter in (1, 2, 3, 4):
        report_of(stage.head, quarter=quarter)
    in_force(stage, revision)
    assert Target.objects.get(indicator=stage.indicators[0], year=YEAR).figure == 80


@pytest.mark.parametrize("made", [drafted, approved])
def test_a_pk_that_is_not_in_force_is_not_revised(made, stage: Stage) -> None:
    with pytest.raises(ValidationError, match="Hanya PK yang berlaku dapat diubah"):
        begin_revision(made(stage), by=stage.section, today=TODAY, reason="transfer")


def visit(client: Client, user: User) -> Client:
    client.force_login(User.objects.get(pk=user.pk))
    return client


def test_the_page_of_the_pk_and_the_list_lead_the_new_holder_to_the_draft(stage: Stage, client: Client) -> None:
    agreement = in_force(stage)
    report_of(stage.head, quarter=1)
    new = replace_holder(stage.head)
    visit(client, new)
    for url in (agreement.get_absolute_url(), f"{reverse('agreements:transfer_list')}?tahun={YEAR}"):
        text = client.get(url).content.decode()
        assert "Sekarang dipegang" in text
        assert "Rina Baru" in text
        assert "1 Juli 2026" in text
        assert "Target triwulan I tetap" in text
    answer = client.post(reverse("agreements:agreement_transfer", args=[agreement.pk]), follow=True)
    revision = Agreement.objects.get(version=2)
    assert answer.redirect_chain[-1][0] == revision.get_absolute_url()
    assert "Pergantian atau mutasi pejabat" in answer.content.decode()


def test_the_old_version_says_by_what_and_from_when_it_was_replaced(stage: Stage, client: Client) -> None:
    agreement = in_force(stage)
    revision = begin_revision(agreement, by=stage.section, today=TODAY, reason="strategy")
    submit_agreement(revision, by=stage.head_user, today=TODAY)
    approve_agreement(revision, by=stage.bupati_user, today=TODAY)
    in_force(stage, revision)
    text = visit(client, stage.head_user).get(agreement.get_absolute_url()).content.decode()
    assert "Diganti PK Perubahan versi 2 yang berlaku sejak 20 Januari 2026" in " ".join(text.split())
    assert "Berlaku sejak 20 Januari 2026" in client.get(revision.get_absolute_url()).content.decode()


def test_the_start_page_leads_to_it(stage: Stage, client: Client) -> None:
    agreement = in_force(stage)
    new = replace_holder(stage.head)
    with time_machine.travel(LATER):
        mine = visit(client, new).get("/").content.decode()
        assert "Susun PK Perubahan 2026: Kepala Dinas Kesehatan" in mine
        assert f'href="{agreement.get_absolute_url()}"' in mine
        assert "1 PK Perubahan belum disusun" in visit(client, stage.section).get("/").content.decode()
        assert "Susun PK Perubahan" not in visit(client, stage.bupati_user).get("/").content.decode()


def test_a_transfer_of_a_pk_that_is_not_in_force_is_refused_on_the_page(stage: Stage, client: Client) -> None:
    agreement = approved(stage)
    answer = visit(client, stage.section).post(
        reverse("agreements:agreement_transfer", args=[agreement.pk]), follow=True
    )
    assert "Hanya PK yang berlaku dapat diubah" in answer.content.decode()
    assert client.post(reverse("agreements:agreement_transfer", args=[10**9])).status_code == 404


@pytest.mark.parametrize("year", ["abc", "-1", "9" * 50, "<b>", ""])
def test_a_year_that_cannot_be_falls_back_to_this_one(year: str, stage: Stage, client: Client) -> None:
    answer = visit(client, stage.section).get(reverse("agreements:transfer_list"), {"tahun": year})
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_transfers(
    count: int, stage: Stage, client: Client, django_assert_num_queries
) -> None:
    for _ in range(count):
        position = PositionFactory(reports_to=stage.bupati)
        former = user_in_office(position)
        indicators_of(position, 1)
        agreement = Agreement.objects.create(position=position, year=YEAR, status="in_force", signed_on=TODAY)
        agreement.parties.create(
            side="first", position=position, employee=former.employee, assignment_kind="definitive", name="A"
        )
        replace_holder(position)
    user = User.objects.get(pk=stage.section.pk)
    assert len(transfers(user, YEAR, LATER)) == count
    user = User.objects.get(pk=stage.section.pk)
    with django_assert_num_queries(6):
        transfers(user, YEAR, LATER)
