"""Who is reminded today of what is owed: duties and days in, lines per person out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from duties.enums import Reason
from duties.owed.domain import Duty
from indicators.domain.periods import ReminderStage
from indicators.domain.working_days import DaysOff

REMIND_FROM, REMIND_UNTIL = time(7), time(17)
"""The hours in which the reminders of a day are written; later the day is over and the next one speaks."""


@dataclass(frozen=True, slots=True)
class Line:
    """One duty in the message to one person."""

    person: int
    reason: Reason
    duty: Duty
    stage: ReminderStage


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes out on one day: one message for each person, with its lines; and duties nobody can be asked for."""

    by_person: dict[int, tuple[Line, ...]]
    without_user: tuple[Duty, ...]

    @property
    def lines(self) -> list[Line]:
        """All lines, person by person."""
        return [line for lines in self.by_person.values() for line in lines]


def is_time_to_remind(now: time) -> bool:
    """Whether the reminders of the day may be written at this time of day."""
    return REMIND_FROM <= now < REMIND_UNTIL


def plan_reminders(owed: Iterable[Duty], *, today: date, holidays: DaysOff) -> Plan:
    """Everything that goes out `today`; nothing on a day off."""
    said = ((duty, duty.stage_on(today, holidays)) for duty in owed)
    return _plan((duty, stage) for duty, stage in said if stage is not None)


def plan_by_hand(owed: Iterable[Duty], *, today: date, holidays: DaysOff) -> Plan:
    """Everything that is owed as it stands today, for those who are reminded by hand; nobody is told of others."""
    return _plan((duty, duty.state_on(today, holidays)) for duty in owed)


def _plan(said: Iterable[tuple[Duty, ReminderStage]]) -> Plan:
    by_person: dict[int, list[Line]] = defaultdict(list)
    without_user = []
    for duty, stage in said:
        people = _people(duty, stage)
        if not any(reason.is_own_duty for reason in people.values()):
            without_user.append(duty)
        for person, reason in people.items():
            by_person[person].append(Line(person, reason, duty, stage))
    return Plan({person: tuple(lines) for person, lines in by_person.items()}, tuple(without_user))


def _people(duty: Duty, stage: ReminderStage) -> dict[int, Reason]:
    """Everybody who hears of the duty at this stage, each for one reason."""
    people: dict[int, Reason] = {}
    for reason, persons in duty.people(stage):
        for person in persons:
            people.setdefault(person, reason)
    return people
