"""Who hears of an owed report on which day; no database. The golden table is the calendar of TW I 2026."""

import datetime

import pytest

from duties.enums import Reason
from duties.owed.domain import OwedReport
from duties.reminders.domain import plan_reminders
from indicators.domain.periods import Quarter
from indicators.domain.working_days import DaysOff

HOLDER, OPERATOR, SUPERIOR, SECRETARY = 1, 2, 3, 4
GOOD_FRIDAY = DaysOff(frozenset({datetime.date(2026, 4, 3)}))

GOLDEN = [
    ("2026-03-26", None, []),
    ("2026-03-27", "H-14", [HOLDER, OPERATOR]),
    ("2026-04-02", "H-7", [HOLDER, OPERATOR]),  # the 3rd is Good Friday
    ("2026-04-03", None, []),
    ("2026-04-06", None, []),
    ("2026-04-07", "H-3", [HOLDER, OPERATOR]),
    ("2026-04-08", None, []),
    ("2026-04-09", "H-1", [HOLDER, OPERATOR]),
    ("2026-04-10", "H-0", [HOLDER, OPERATOR]),
    ("2026-04-11", None, []),  # Saturday
    ("2026-04-13", "H+3", [HOLDER, OPERATOR, SUPERIOR]),
    ("2026-04-14", "H+4", [HOLDER, OPERATOR]),  # second working day of delay
    ("2026-04-15", None, []),
    ("2026-04-16", "H+6", [HOLDER, OPERATOR]),  # fourth
    ("2026-04-17", "H+7", [HOLDER, OPERATOR, SECRETARY]),
    ("2026-04-18", None, []),
    ("2026-04-20", "H+10", [HOLDER, OPERATOR]),  # sixth
    ("2026-04-21", None, []),
    ("2026-04-22", "H+12", [HOLDER, OPERATOR]),  # eighth
]


def owed(position: str = "Kepala Dinas Kesehatan", **changes: object) -> OwedReport:
    facts = {
        "position": position,
        "unit": "Dinas Kesehatan",
        "quarter": Quarter(2026, 1),
        "opens": datetime.date(2026, 4, 1),
        "due": datetime.date(2026, 4, 10),
        "status": "belum diisi",
        "holders": (HOLDER,),
        "operators": (OPERATOR,),
        "superiors": (SUPERIOR,),
        "secretaries": (SECRETARY,),
    }
    return OwedReport(**{**facts, **changes})


def plan_on(day: str, *reports: OwedReport):
    return plan_reminders(reports, today=datetime.date.fromisoformat(day), holidays=GOOD_FRIDAY)


@pytest.mark.parametrize(("day", "stage", "people"), GOLDEN, ids=[day for day, *_ in GOLDEN])
def test_the_first_quarter_is_reminded_of_as_the_calendar_says(day, stage, people):
    plan = plan_on(day, owed())

    assert sorted(plan.by_person) == people
    assert {line.stage.code for line in plan.lines} == ({stage} if stage else set())


def test_one_person_gets_all_lines_in_one_digest():
    plan = plan_on("2026-04-07", owed("Camat A"), owed("Camat B", holders=(9,)), owed("Camat C", operators=()))

    assert [line.duty.position for line in plan.by_person[HOLDER]] == ["Camat A", "Camat C"]
    assert [line.duty.position for line in plan.by_person[OPERATOR]] == ["Camat A", "Camat B"]
    assert [line.duty.position for line in plan.by_person[9]] == ["Camat B"]


def test_the_superior_and_the_sekda_hear_as_such_who_is_late():
    assert plan_on("2026-04-13", owed()).by_person[SUPERIOR][0].reason == Reason.SUPERIOR
    assert plan_on("2026-04-17", owed()).by_person[SECRETARY][0].reason == Reason.SECRETARY
    assert not Reason.SECRETARY.is_own_duty


def test_who_is_holder_and_superior_at_once_gets_the_report_once_as_an_own_duty():
    plan = plan_on("2026-04-13", owed(superiors=(HOLDER,), operators=(HOLDER,)))

    assert [line.reason for line in plan.by_person[HOLDER]] == [Reason.HOLDER]


def test_acting_and_definitive_holders_are_both_reminded():
    assert sorted(plan_on("2026-04-07", owed(holders=(1, 8), operators=())).by_person) == [1, 8]


def test_a_report_without_holder_and_operator_is_told_and_still_escalates():
    nobody = owed(holders=(), operators=())

    assert plan_on("2026-04-07", nobody).without_user == (nobody,)
    assert plan_on("2026-04-07", nobody).by_person == {}
    assert list(plan_on("2026-04-13", nobody).by_person) == [SUPERIOR]


def test_a_position_the_sekda_does_not_follow_is_not_passed_on_to_the_sekda():
    assert SECRETARY not in plan_on("2026-04-17", owed(secretaries=())).by_person


def test_nothing_owed_means_nothing_said():
    plan = plan_on("2026-04-07")

    assert (plan.by_person, plan.without_user, plan.lines) == ({}, (), [])
