"""The start page and the reminders name the same duties to the same people; only their horizons differ."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
import time_machine

from agreements.drafting.actions import draft_agreement
from agreements.negotiation.actions import submit_agreement
from duties.desk.facts import desk_of
from duties.owed.domain import REMINDED, SHOWN, Duty, MissingAgreement, OwedReport
from duties.owed.facts import all_duties
from duties.reminders.facts import owed_on, reminders_on
from indicators.domain.kinds import Figure
from indicators.models import Policy, Target
from organisation.enums import AssignmentKind, PositionKind
from organisation.models import Position, User
from tests.agreements.stage import TODAY, Stage, indicators_of, set_stage, user_in_office
from tests.clocks import database_clock
from tests.factories import (
    AssignmentFactory,
    DelegationFactory,
    IndicatorFactory,
    PeriodFactory,
    PositionFactory,
    WorkUnitFactory,
    realise,
    report_of,
    target_for,
)

pytestmark = pytest.mark.django_db

DOCUMENT_ON = datetime.date(2026, 1, 2)
BEFORE_THE_DOCUMENT, AFTER_THE_CLOSING = datetime.date(2026, 1, 1), datetime.date(2026, 2, 2)
BEFORE_THE_OPENING = datetime.date(2026, 3, 27)
DAYS = [BEFORE_THE_DOCUMENT, TODAY, datetime.date(2026, 1, 30), AFTER_THE_CLOSING, BEFORE_THE_OPENING]


@pytest.fixture
def government() -> Stage:
    """In January 2026 the reports of the last quarter are due, and the PK of the year are drawn up."""
    with at_noon_of(TODAY):
        for year in (2025, 2026):
            document_on = DOCUMENT_ON.replace(year=year)
            Policy.objects.update_or_create(year=year, defaults={"budget_document_on": document_on})
        stage = set_stage()
        for year, quarter in ((2025, 3), (2025, 4), (2026, 1)):
            PeriodFactory(year=year, quarter=quarter)
        put_other_offices(stage)
        put_people_below(stage)
    return stage


@contextmanager
def at_noon_of(day: datetime.date) -> Iterator[None]:
    """The day in the process and in the database."""
    noon = datetime.datetime.combine(day, datetime.time(5), tzinfo=datetime.UTC)
    with time_machine.travel(noon, tick=False), database_clock(noon):
        yield


def put_other_offices(stage: Stage) -> None:
    """Two more offices: one has sent its report and its PK, the other's report came back; one person leads both."""
    secretary = PositionFactory(
        title="Sekretaris Daerah", kind=PositionKind.REGIONAL_SECRETARY, reports_to=stage.bupati
    )
    user_in_office(secretary, name="Bambang Contoh")
    sent = PositionFactory(title="Kepala Dinas Pendidikan", reports_to=stage.bupati)
    returned = PositionFactory(title="Camat Contoh", kind=PositionKind.DISTRICT_HEAD, reports_to=secretary)
    head = user_in_office(sent, name="Dewi Contoh")
    AssignmentFactory(position=returned, employee=head.employee, kind=AssignmentKind.ACTING)
    for position in (stage.head, sent, returned):
        promise_for_last_year(position)
    indicators_of(sent, 1)
    submit_agreement(draft_agreement(sent, 2026, by=head, today=TODAY), by=head, today=TODAY)
    report_of(sent, "submitted", 2025, 4)
    report_of(returned, "returned", 2025, 4)


def put_people_below(stage: Stage) -> None:
    """A division with two promises and a report without a target; a delegate of the head, and one who has left."""
    unit = WorkUnitFactory(name="Bidang Contoh", parent=stage.head.unit, kind="division")
    division = PositionFactory(
        unit=unit, title="Kepala Bidang Contoh", kind=PositionKind.ADMINISTRATOR, reports_to=stage.head
    )
    user_in_office(division, name="Eko Contoh")
    report = report_of(division, "submitted", 2025, 3)
    for promise, days in (("Menambah posyandu", 3), ("Melatih kader", 40)):
        due = TODAY + datetime.timedelta(days=days)
        indicator = IndicatorFactory(objective__position=division, statement=promise)
        realise(report, indicator, None, follow_up=promise, follow_up_due=due)
    report_of(division, "draft", 2025, 4)
    for name, given, own in (("Fitri", stage.head, unit), ("Gilang", division, WorkUnitFactory(name="Dinas Arsip"))):
        staff = PositionFactory(unit=own, title="Pengolah Data", kind=PositionKind.EXECUTING_STAFF)
        delegate = user_in_office(staff, name=f"{name} Contoh")
        DelegationFactory(position=given, delegate=delegate, start=DOCUMENT_ON, end=datetime.date(2026, 4, 1))


def promise_for_last_year(position: Position) -> None:
    target_for(IndicatorFactory(objective__position=position), Figure(Decimal(80)), 2025)


def person(name: str) -> User:
    return User.objects.get(employee__name=f"{name} Contoh")


@pytest.mark.parametrize("day", DAYS)
def test_everybody_finds_on_the_start_page_what_they_are_reminded_of_and_nothing_else(government: Stage, day):
    with at_noon_of(day):
        reminded = owed_on(day).by_person
        for user in User.objects.all():
            shown = [duty for duty in desk_of(user, today=day).owed if duty.counts(day, REMINDED)]
            owed = [line.duty for line in reminded.get(user.pk, ()) if line.duty.counts(day, SHOWN)]
            assert shown == owed, user


@pytest.mark.parametrize("day", DAYS)
def test_a_digest_asks_nobody_for_what_is_neither_shown_nor_about_to_open(government: Stage, day):
    with at_noon_of(day):
        for pk, lines in reminders_on(day).by_person.items():
            shown = desk_of(User.objects.get(pk=pk), today=day).owed
            asked = [line.duty for line in lines if line.reason.is_own_duty]
            missing = [duty for duty in asked if duty not in shown]
            assert [duty for duty in missing if not isinstance(duty, OwedReport) or duty.opens <= day] == []


def test_the_government_of_these_tests_owes_something_of_every_kind(government: Stage):
    with at_noon_of(TODAY):
        kinds = {type(duty).__name__ for user in User.objects.all() for duty in desk_of(user, today=TODAY).owed}
    assert kinds == {"OwedReport", "WaitingReport", "MissingAgreement", "WaitingAgreement", "OpenFollowUp"}


def test_every_duty_is_named_by_a_row_of_the_start_page(government: Stage):
    with at_noon_of(TODAY):
        for user in User.objects.all():
            desk = desk_of(user, today=TODAY)
            titles = [task.title for task in desk.tasks]
            for duty in desk.owed:
                assert any(title.endswith(f": {duty.position}") or is_together(title, duty) for title in titles), duty


def is_together(title: str, duty: Duty) -> bool:
    """Whether a row for several duties speaks of this one."""
    if isinstance(duty, MissingAgreement):
        return title.startswith("Siapkan ") and title.endswith(f" PK {duty.year} untuk diajukan")
    return title.endswith(f" laporan {duty.quarter.short_label} belum dikirim")


HEADS = ("Kepala Dinas Kesehatan", "Kepala Dinas Pendidikan", "Camat Contoh")
CLOSED_BEFORE = {f"TW III 2025 – {title}" for title in HEADS}
CLOSED_UNSENT = {f"TW IV 2025 – {title}" for title in (HEADS[0], HEADS[2], "Kepala Bidang Contoh")}
PROMISES = {"TW III 2025 – Menambah posyandu", "TW III 2025 – Melatih kader"}


@pytest.mark.parametrize(
    ("day", "shown_only", "reminded_only"),
    [
        (BEFORE_THE_DOCUMENT, {*CLOSED_BEFORE, "PK 2026 – Kepala Dinas Kesehatan"}, PROMISES),
        (TODAY, CLOSED_BEFORE, {"TW III 2025 – Melatih kader"}),
        (AFTER_THE_CLOSING, CLOSED_BEFORE | CLOSED_UNSENT, {"TW III 2025 – Melatih kader"}),
        (BEFORE_THE_OPENING, CLOSED_BEFORE | CLOSED_UNSENT, {f"TW I 2026 – {title}" for title in HEADS[:2]}),
    ],
)
def test_what_only_one_of_them_names_lies_outside_the_horizon_of_the_other(
    government: Stage, day, shown_only, reminded_only
):
    with at_noon_of(day):
        shown = {duty.label for duty in all_duties(day, horizon=SHOWN) if not duty.counts(day, REMINDED)}
        reminded = {duty.label for duty in all_duties(day, horizon=REMINDED) if not duty.counts(day, SHOWN)}
    assert (shown, reminded) == (shown_only, reminded_only)


def test_a_delegate_who_has_left_the_unit_is_neither_shown_the_report_nor_reminded_of_it(government: Stage):
    stayed, left = person("Fitri"), person("Gilang")
    with at_noon_of(TODAY):
        delegates = {duty.position: duty.delegates for duty in all_duties(TODAY) if isinstance(duty, OwedReport)}
        assert delegates["Kepala Dinas Kesehatan"] == (stayed.pk,)
        assert delegates["Kepala Bidang Contoh"] == ()
        assert desk_of(left, today=TODAY).owed == []


def test_a_report_that_was_begun_without_a_target_is_shown_as_it_is_reminded_of(government: Stage):
    assert not Target.objects.filter(indicator__objective__position__title="Kepala Bidang Contoh").exists()
    with at_noon_of(TODAY):
        titles = [task.title for task in desk_of(person("Eko"), today=TODAY).tasks]
    assert "Kirim laporan TW IV 2025: Kepala Bidang Contoh" in titles
