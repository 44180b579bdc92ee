"""What somebody owes, and on which day they are reminded of it: a report, a verdict, an agreement, a follow-up.

Each duty knows its people by id and its days; the rhythm of reminders comes from `indicators.domain.periods`.
`counts` says whether it is a duty on a day within a horizon, `stage_on` gives the reminder of a day (None: none goes
out), `state_on` how it stands on any day. `due` is its last day; where it is None, `since` is the day it waits from.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from duties.enums import Kind, Reason
from indicators.domain.periods import (
    GRACE,
    Quarter,
    ReminderStage,
    countdown_words,
    deadline_words,
    follow_up_reminder,
    reminder_for,
    waiting_reminder,
    waiting_words,
)
from indicators.domain.working_days import DaysOff

People = Iterable[tuple[Reason, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far before and after its days something counts as a duty."""

    report_ahead: timedelta | None
    """So long before its due day a report counts; None: from the day on which its period opens."""

    report_stays: timedelta
    """So long a report that was never sent still counts after its period has closed."""

    promise_ahead: timedelta | None
    """So long before its day a promise counts; None: always."""

    before_season: bool
    """Whether a PK counts before the budget document of its year is there, and a draft that nobody asked for."""

    def has_come(self, opens: date, due: date, today: date) -> bool:
        """Whether a report with these days counts already."""
        return (opens if self.report_ahead is None else due - self.report_ahead) <= today

    def is_kept(self, closes: date, today: date) -> bool:
        """Whether a report of a period that closes on that day still counts."""
        return today <= closes + self.report_stays


SHOWN = Horizon(report_ahead=None, report_stays=timedelta(366), promise_ahead=timedelta(7), before_season=True)
"""What the start page shows: what can be done today, and for a year the reports that closed unsent."""

REMINDED = Horizon(report_ahead=timedelta(31), report_stays=timedelta(), promise_ahead=None, before_season=False)
"""What can be reminded of. The first reminder of a report goes out 14 days ahead, or earlier because of holidays."""


@dataclass(frozen=True, slots=True)
class _OfPosition:
    """What all duties have: the position they belong to."""

    kind: ClassVar[Kind]

    position: str
    unit: str
    unit_id: int = field(default=0, kw_only=True)
    position_id: int = field(default=0, kw_only=True)

    @property
    def asked(self) -> People:
        """Who has to act."""
        raise NotImplementedError

    def people(self, stage: ReminderStage) -> People:
        """Who hears of it at this stage."""
        return self.asked

    def reasons_of(self, person: int) -> frozenset[Reason]:
        """All reasons for which this person has to act; empty for everybody else."""
        return frozenset(reason for reason, persons in self.asked if person in persons)

    def counts(self, today: date, horizon: Horizon) -> bool:
        """Whether it is a duty on this day within the horizon."""
        return True


@dataclass(frozen=True, slots=True)
class _OfQuarter(_OfPosition):
    """A duty about the report of one quarter."""

    quarter: Quarter

    @property
    def label(self) -> str:
        """`TW I 2026 – Kepala Dinas Kesehatan`."""
        return f"{self.quarter.short_label} – {self.position}"


@dataclass(frozen=True, slots=True)
class _Agreement(_OfPosition):
    """A duty about the agreement of one year."""

    kind: ClassVar[Kind] = Kind.SIGN

    year: int

    @property
    def label(self) -> str:
        """`PK 2026 – Kepala Dinas Kesehatan`."""
        return f"PK {self.year} – {self.position}"


@dataclass(frozen=True, slots=True)
class OwedReport(_OfQuarter):
    """A quarterly report that is not sent, with the ids of the users whom it concerns."""

    kind: ClassVar[Kind] = Kind.FILL

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
    grace_called: str = GRACE
    delegates: tuple[int, ...] = ()
    closes: date = date.max
    """The last day on which it can be sent."""
    report_id: int | None = None
    """None while nobody has begun it."""
    is_returned: bool = False

    def counts(self, today: date, horizon: Horizon) -> bool:
        """From the horizon's first day until it closes, or longer."""
        return horizon.has_come(self.opens, self.due, today) and horizon.is_kept(self.closes, today)

    def stage_on(self, today: date, holidays: DaysOff) -> ReminderStage | None:
        """14, 7, 3, 1 and 0 days ahead, then every second working day; superior and Sekda hear of the delay."""
        return reminder_for(self.due, today, holidays, grace=self.grace, called=self.grace_called)

    def state_on(self, today: date, holidays: DaysOff) -> ReminderStage:
        """How many days are left, or gone."""
        return ReminderStage("kini", deadline_words(self.due, today, grace=self.grace, called=self.grace_called))

    @property
    def asked(self) -> People:
        """Who fills it in or sends it."""
        yield Reason.HOLDER, self.holders
        yield Reason.DELEGATE, self.delegates
        yield Reason.OPERATOR, self.operators

    def people(self, stage: ReminderStage) -> People:
        """Also superior and Sekda, on the days on which a delay is passed on to them."""
        yield from self.asked
        yield Reason.SUPERIOR, self.superiors if stage.superior else ()
        yield Reason.SECRETARY, self.secretaries if stage.secretary else ()


@dataclass(frozen=True, slots=True)
class WaitingReport(_OfQuarter):
    """A report that was sent on a day and waits for its verifiers since."""

    kind: ClassVar[Kind] = Kind.VERIFY

    sent: date
    verifiers: tuple[int, ...] = ()
    closes: date = date.max
    """The last day on which it could be sent."""
    report_id: int = 0

    def stage_on(self, today: date, holidays: DaysOff) -> ReminderStage | None:
        """On the third and fifth working day after the sending, then on every second one."""
        return waiting_reminder(self.sent, today, holidays)

    def state_on(self, today: date, holidays: DaysOff) -> ReminderStage:
        """How long it waits."""
        return ReminderStage("kini", waiting_words(self.sent, today, holidays))

    @property
    def asked(self) -> People:
        """Who may judge it."""
        yield Reason.VERIFIER, self.verifiers


@dataclass(frozen=True, slots=True)
class MissingAgreement(_Agreement):
    """An agreement that is not with the superior yet, and the last day of its month."""

    due: date | None
    """None while the budget document of the year is not recorded, and for a PK Perubahan."""
    status: str
    holders: tuple[int, ...] = ()
    operators: tuple[int, ...] = ()
    draft_id: int | None = None
    """The draft that is gone on with; None when there is none."""
    is_returned: bool = False
    is_season: bool = True
    """Whether it is the promised first agreement of a year whose budget document is there."""

    @property
    def task(self) -> str:
        """What to do."""
        return f"susun dan ajukan; keadaan: {self.status}"

    def counts(self, today: date, horizon: Horizon) -> bool:
        """In its season, or before."""
        return self.is_season or horizon.before_season

    def stage_on(self, today: date, holidays: DaysOff) -> ReminderStage | None:
        """Around the last day of the month as around the due day of a report, without telling anybody else."""
        return reminder_for(self.due, today, holidays) if self.due else None

    def state_on(self, today: date, holidays: DaysOff) -> ReminderStage:
        """How many days are left, or gone."""
        return ReminderStage("kini", countdown_words(self.due, today) if self.due else "")

    @property
    def asked(self) -> People:
        """Who draws it up; an operator only once the season has begun."""
        yield Reason.HOLDER, self.holders
        yield Reason.OPERATOR, self.operators if self.is_season else ()


@dataclass(frozen=True, slots=True)
class WaitingAgreement(_Agreement):
    """An agreement that waits since a day for these people to agree or to sign."""

    task: str
    since: date
    parties: tuple[int, ...] = ()
    agreement_id: int = 0
    is_to_judge: bool = False
    """Whether it waits for the superior's decision; otherwise for signatures."""
    first_parties: tuple[int, ...] = ()
    """Those of the parties who sign as the one who promises."""
    limit: date | None = None
    """The last day of the month in which a first agreement is drawn up, if that is recorded."""
    status: str = ""

    def stage_on(self, today: date, holidays: DaysOff) -> ReminderStage | None:
        """On the third and fifth working day, then on every second one."""
        return waiting_reminder(self.since, today, holidays)

    def state_on(self, today: date, holidays: DaysOff) -> ReminderStage:
        """How long it waits."""
        return ReminderStage("kini", waiting_words(self.since, today, holidays))

    @property
    def asked(self) -> People:
        """Whose turn it is."""
        yield Reason.PARTY, self.parties


@dataclass(frozen=True, slots=True)
class OpenFollowUp(_OfQuarter):
    """A follow-up that was promised with a report, and its day."""

    kind: ClassVar[Kind] = Kind.FOLLOW_UP

    indicator: str
    due: date
    holders: tuple[int, ...] = ()
    operators: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """`TW I 2026 – Angka stunting`."""
        return f"{self.quarter.short_label} – {self.indicator}"

    def counts(self, today: date, horizon: Horizon) -> bool:
        """From the horizon's first day until it is done."""
        return horizon.promise_ahead is None or self.due <= today + horizon.promise_ahead

    def stage_on(self, today: date, holidays: DaysOff) -> ReminderStage | None:
        """7, 3 and 0 days ahead, then on every second working day."""
        return follow_up_reminder(self.due, today, holidays)

    def state_on(self, today: date, holidays: DaysOff) -> ReminderStage:
        """How many days are left, or gone."""
        return ReminderStage("kini", countdown_words(self.due, today))

    @property
    def asked(self) -> People:
        """Who promised it."""
        yield Reason.HOLDER, self.holders
        yield Reason.OPERATOR, self.operators


Duty = OwedReport | WaitingReport | MissingAgreement | WaitingAgreement | OpenFollowUp
