"""The start page asks for an agreement exactly those whom the reminders ask, and nobody else."""

import datetime

import pytest
import time_machine

from agreements.drafting import actions as drafting_actions
from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement
from agreements.negotiation import actions as negotiation_actions
from agreements.negotiation.actions import return_agreement
from agreements.signing.actions import record_signature
from duties.desk.facts import desk_of
from duties.enums import Kind
from duties.reminders.facts import owed_on
from indicators.enums import SigningOrder
from indicators.models import Policy, Target
from organisation.enums import AssignmentKind
from organisation.models import User
from tests.agreements import stage as agreements_stage
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import TODAY, YEAR, Stage, indicators_of, set_stage, user_in_office
from tests.factories import AssignmentFactory, PositionFactory

pytestmark = pytest.mark.django_db

DOCUMENT_ON = datetime.date(2026, 1, 2)
QUERIES_OF_A_HEAD, QUERIES_OF_THE_REGENT = 27, 25


@pytest.fixture
def stage():
    with time_machine.travel(datetime.datetime(2026, 1, 20, 3, tzinfo=datetime.UTC)):
        Policy.objects.update_or_create(year=YEAR, defaults={"budget_document_on": DOCUMENT_ON})
        yield set_stage()


def in_any_order() -> None:
    Policy.objects.update(signing_order=SigningOrder.ANY)


def signed_by(stage: Stage, side: Side, *, order: str = SigningOrder.FIRST_THEN_SECOND) -> None:
    Policy.objects.update(signing_order=order)
    agreement = numbered(agreements_stage.approved(stage))
    record_signature(agreement, side, by=stage.section, signed_on=TODAY, today=TODAY)


def returned(stage: Stage) -> None:
    return_agreement(agreements_stage.submitted(stage), by=stage.bupati_user, remark="Lengkapi", today=TODAY)


def approved_in_any_order(stage: Stage) -> None:
    in_any_order()
    agreements_stage.approved(stage)


def approved_before_the_holder_left(stage: Stage) -> None:
    agreements_stage.approved(stage)
    stage.head.assignments.update(end=TODAY - datetime.timedelta(days=1))
    user_in_office(stage.head, name="Pejabat Baru", start=TODAY)


def submitted_to_oneself(stage: Stage) -> None:
    agreements_stage.submitted(stage)
    AssignmentFactory(position=stage.bupati, employee=stage.head_user.employee, kind=AssignmentKind.ACTING, start=TODAY)


def nothing(stage: Stage) -> None:
    """Nobody has begun."""


STATES = {
    "nothing": nothing,
    "draft": agreements_stage.drafted,
    "cancelled": lambda stage: Agreement.objects.filter(pk=agreements_stage.drafted(stage).pk).update(
        status=AgreementStatus.CANCELLED
    ),
    "submitted": agreements_stage.submitted,
    "submitted to oneself": submitted_to_oneself,
    "returned": returned,
    "approved": agreements_stage.approved,
    "approved, any order": approved_in_any_order,
    "approved, holder left": approved_before_the_holder_left,
    "signed by the first": lambda stage: signed_by(stage, Side.FIRST),
    "signed by the second": lambda stage: signed_by(stage, Side.SECOND, order=SigningOrder.ANY),
    "in force": agreements_stage.in_force,
}


@pytest.mark.parametrize("state", STATES)
def test_whoever_is_reminded_of_an_agreement_finds_it_on_the_start_page_and_nobody_else(stage: Stage, state: str):
    STATES[state](stage)
    reminded = {line.person for line in owed_on(TODAY).lines if line.duty.kind == Kind.SIGN}
    assert {user.pk for user in User.objects.all() if titles(user)} == reminded


def titles(user: User, today: datetime.date = TODAY) -> list[str]:
    """The tasks about agreements; one about an official who was replaced is another matter."""
    tasks = desk_of(User.objects.get(pk=user.pk), today=today).tasks
    return [task.title for task in tasks if " PK " in task.title and "PK Perubahan" not in task.title]


def test_in_any_order_both_sign_and_whoever_signed_is_asked_no_more(stage: Stage):
    approved_in_any_order(stage)
    assert titles(stage.head_user) == ["Tanda tangani PK 2026: Kepala Dinas Kesehatan"]
    assert titles(stage.bupati_user) == ["Tanda tangani sebagai Pihak Kedua PK 2026: Kepala Dinas Kesehatan"]
    record_signature(numbered(Agreement.objects.get()), Side.SECOND, by=stage.section, signed_on=TODAY, today=TODAY)
    assert titles(stage.head_user) == ["Tanda tangani PK 2026: Kepala Dinas Kesehatan"]
    assert titles(stage.bupati_user) == []


def test_an_operator_is_asked_to_prepare_what_the_holder_sends(stage: Stage):
    assert titles(stage.operator) == ["Susun PK 2026: Kepala Dinas Kesehatan"]
    agreements_stage.drafted(stage)
    assert titles(stage.operator) == ["Lengkapi PK 2026: Kepala Dinas Kesehatan"]
    assert titles(stage.head_user) == ["Lengkapi dan ajukan PK 2026: Kepala Dinas Kesehatan"]


def test_before_the_budget_document_only_the_holder_is_asked(stage: Stage):
    Policy.objects.update(budget_document_on=None)
    assert titles(stage.operator) == []
    assert titles(stage.head_user) == ["Susun PK 2026: Kepala Dinas Kesehatan"]


def test_several_that_an_operator_prepares_are_one_row_that_leads_to_the_board(stage: Stage, client):
    indicators_of(PositionFactory(unit=stage.head.unit, title="Sekretaris Dinas", reports_to=stage.head), 1)
    (task,) = [task for task in desk_of(stage.operator, today=TODAY).tasks if " PK " in task.title]
    assert (task.title, task.label) == ("Siapkan 2 PK 2026 untuk diajukan", "Belum diajukan")
    client.force_login(stage.operator)
    board = client.get(task.url)
    assert [row.row.position.title for row in board.context["rows"]] == ["Kepala Dinas Kesehatan", "Sekretaris Dinas"]


def test_the_agreement_of_the_next_year_is_asked_for_once_its_budget_document_is_there(stage: Stage):
    december = datetime.date(YEAR - 1, 12, 20)
    assert titles(stage.head_user, december) == []
    Policy.objects.update(budget_document_on=december)
    assert titles(stage.head_user, december) == ["Susun PK 2026: Kepala Dinas Kesehatan"]
    assert titles(stage.operator, december) == ["Susun PK 2026: Kepala Dinas Kesehatan"]
    agreements_stage.drafted(stage)
    assert titles(stage.head_user, december) == ["Lengkapi dan ajukan PK 2026: Kepala Dinas Kesehatan"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_tasks_cost_the_same_for_one_agreement_of_each_kind_and_for_three(
    stage: Stage, django_assert_num_queries, count
):
    in_any_order()
    Policy.objects.update_or_create(year=YEAR + 1, defaults={"budget_document_on": DOCUMENT_ON})
    Target.objects.all().delete()
    for number in range(count):
        for state in (AgreementStatus.SUBMITTED, AgreementStatus.APPROVED, None):
            position = PositionFactory(title=f"Bidang {state} {number}", reports_to=stage.bupati)
            AssignmentFactory(position=position, employee=stage.head_user.employee, kind=AssignmentKind.ACTING)
            indicators_of(position, 1)
            if state == AgreementStatus.SUBMITTED:
                negotiation_actions.submit_agreement(draft_of(position, stage), by=stage.head_user, today=TODAY)
            elif state == AgreementStatus.APPROVED:
                sent = negotiation_actions.submit_agreement(draft_of(position, stage), by=stage.head_user, today=TODAY)
                negotiation_actions.approve_agreement(sent, by=stage.bupati_user, today=TODAY)
    for user, queries in ((stage.head_user, QUERIES_OF_A_HEAD), (stage.bupati_user, QUERIES_OF_THE_REGENT)):
        person = User.objects.select_related("employee").get(pk=user.pk)
        with django_assert_num_queries(queries):
            assert len(desk_of(person, today=TODAY).tasks) >= count


def draft_of(position, stage: Stage) -> Agreement:
    return drafting_actions.draft_agreement(position, YEAR, by=stage.head_user, today=TODAY)
