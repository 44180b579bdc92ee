"""Who is reminded today of a quarterly report that is not sent: reports and days in, lines per person out.

The stages (14, 7, 3 and 1 days ahead, the due day, every second working day of delay, the superior and the Sekda told)
are those of `indicators.domain.periods.reminder_for`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.domain.periods import Quarter, ReminderStage, reminder_for


class Reason(StrEnum):
    """Why a person hears of a report; the first one that holds is given."""

    HOLDER = "Pemegang jabatan"
    OPERATOR = "Operator"
    SUPERIOR = "Atasan langsung"
    SECRETARY = "Sekda"

    @property
    def is_own_duty(self) -> bool:
        """Whether this person has to fill or send the report, rather than to see that others do."""
        return self in {Reason.HOLDER, Reason.OPERATOR}


@dataclass(frozen=True, slots=True)
class OwedReport:
    """A quarterly report that is not sent, with the ids of the users whom it concerns."""

    position: str
    unit: str
    quarter: Quarter
    opens: date
    due: date
    status: str
    holder_names: str = ""
    holders: tuple[int, ...] = ()
    operators: tuple[int, ...] = ()
    superiors: tuple[int, ...] = ()
    secretaries: tuple[int, ...] = ()
    """Empty when the Sekda does not follow this position."""
    grace: date | None = None
    """Up to this day nobody is called late; None: the due day itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One report in the message to one person."""

    person: int
    reason: Reason
    report: OwedReport
    stage: ReminderStage


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes out on one day: one message for each person, with its lines; and reports nobody can be asked for."""

    by_person: dict[int, tuple[Line, ...]]
    without_user: tuple[OwedReport, ...]

    @property
    def lines(self) -> list[Line]:
        """All lines, person by person."""
        return [line for lines in self.by_person.values() for line in lines]


def plan_reminders(owed: Iterable[OwedReport], *, today: date, holidays: Collection[date]) -> Plan:
    """Everything that goes out `today`; nothing on a day off."""
    by_person: dict[int, list[Line]] = defaultdict(list)
    without_user = []
    for report in owed:
        stage = reminder_for(report.due, today, holidays, grace=report.grace)
        if stage is None:
            continue
        if not (report.holders or report.operators):
            without_user.append(report)
        for person, reason in _people(report, stage).items():
            by_person[person].append(Line(person, reason, report, stage))
    return Plan({person: tuple(lines) for person, lines in by_person.items()}, tuple(without_user))


def _people(report: OwedReport, stage: ReminderStage) -> dict[int, Reason]:
    """Everybody who hears of the report at this stage, each for one reason."""
    people: dict[int, Reason] = {}
    for reason, persons in (
        (Reason.HOLDER, report.holders),
        (Reason.OPERATOR, report.operators),
        (Reason.SUPERIOR, report.superiors if stage.superior else ()),
        (Reason.SECRETARY, report.secretaries if stage.secretary else ()),
    ):
        for person in persons:
            people.setdefault(person, reason)
    return people
