"""What somebody owes, and on which day it is said again: a report, a verdict, an agreement, a follow-up.

Each duty knows its people by id and when to speak; the days come from `indicators.domain.periods`. `stage_on` is the
reminder of a day, None on days that say nothing; `standing_on` is how it stands on any day, for reminders by hand.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from indicators.domain.periods import (
    GRACE,
    Quarter,
    ReminderStage,
    countdown_words,
    follow_up_reminder,
    reminder_for,
    standing_words,
    waiting_reminder,
    waiting_words,
)


class Kind(StrEnum):
    """Why somebody is reminded; the same words in the store and in addresses."""

    FILL = "fill"
    VERIFY = "verify"
    SIGN = "sign"
    FOLLOW_UP = "follow_up"


class Reason(StrEnum):
    """Why a person hears of a duty; the first one that holds is given."""

    HOLDER = "Pemegang jabatan"
    DELEGATE = "Delegasi"
    OPERATOR = "Operator"
    VERIFIER = "Verifikator"
    PARTY = "Pihak dalam PK"
    SUPERIOR = "Atasan langsung"
    SECRETARY = "Sekda"

    @property
    def is_own_duty(self) -> bool:
        """Whether this person has to act, rather than to see that others do."""
        return self not in {Reason.SUPERIOR, Reason.SECRETARY}


People = Iterable[tuple[Reason, tuple[int, ...]]]


def _standing(code: str, words: str) -> ReminderStage:
    return ReminderStage(code, words)


@dataclass(frozen=True, slots=True)
class OwedReport:
    """A quarterly report that is not sent, with the ids of the users whom it concerns."""

    kind: ClassVar[Kind] = Kind.FILL

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
    grace_called: str = GRACE
    delegates: tuple[int, ...] = ()
    unit_id: int = 0
    position_id: int = 0

    @property
    def label(self) -> str:
        """`TW I 2026 – Kepala Dinas Kesehatan`."""
        return f"{self.quarter.short_label} – {self.position}"

    def stage_on(self, today: date, holidays: Collection[date]) -> ReminderStage | None:
        """14, 7, 3, 1 and 0 days ahead, then every second working day; superior and Sekda hear of the delay."""
        return reminder_for(self.due, today, holidays, grace=self.grace, called=self.grace_called)

    def standing_on(self, today: date, holidays: Collection[date]) -> ReminderStage:
        """How many days are left, or gone."""
        return _standing("kini", standing_words(self.due, today, grace=self.grace, called=self.grace_called))

    def people(self, stage: ReminderStage) -> People:
        """Who hears of it at this stage."""
        yield Reason.HOLDER, self.holders
        yield Reason.DELEGATE, self.delegates
        yield Reason.OPERATOR, self.operators
        yield Reason.SUPERIOR, self.superiors if stage.superior else ()
        yield Reason.SECRETARY, self.secretaries if stage.secretary else ()


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A report that was sent on a day and waits for its verifiers since."""

    kind: ClassVar[Kind] = Kind.VERIFY

    position: str
    unit: str
    quarter: Quarter
    sent: date
    verifiers: tuple[int, ...] = ()
    unit_id: int = 0
    position_id: int = 0

    @property
    def label(self) -> str:
        """`TW I 2026 – Kepala Dinas Kesehatan`."""
        return f"{self.quarter.short_label} – {self.position}"

    def stage_on(self, today: date, holidays: Collection[date]) -> ReminderStage | None:
        """On the third and fifth working day after the sending, then on every second one."""
        return waiting_reminder(self.sent, today, holidays)

    def standing_on(self, today: date, holidays: Collection[date]) -> ReminderStage:
        """How long it waits."""
        return _standing("kini", waiting_words(self.sent, today, holidays))

    def people(self, stage: ReminderStage) -> People:
        """Who may judge it."""
        yield Reason.VERIFIER, self.verifiers


@dataclass(frozen=True, slots=True)
class MissingAgreement:
    """An agreement that is not with the superior yet, and the last day of its month."""

    kind: ClassVar[Kind] = Kind.SIGN

    position: str
    unit: str
    year: int
    due: date
    status: str
    holders: tuple[int, ...] = ()
    operators: tuple[int, ...] = ()
    unit_id: int = 0
    position_id: int = 0

    @property
    def label(self) -> str:
        """`PK 2026 – Kepala Dinas Kesehatan`."""
        return f"PK {self.year} – {self.position}"

    @property
    def task(self) -> str:
        """What to do."""
        return f"susun dan ajukan; keadaan: {self.status}"

    def stage_on(self, today: date, holidays: Collection[date]) -> ReminderStage | None:
        """Around the last day of the month as around the due day of a report, without telling anybody else."""
        return reminder_for(self.due, today, holidays)

    def standing_on(self, today: date, holidays: Collection[date]) -> ReminderStage:
        """How many days are left, or gone."""
        return _standing("kini", countdown_words(self.due, today))

    def people(self, stage: ReminderStage) -> People:
        """Who draws it up."""
        yield Reason.HOLDER, self.holders
        yield Reason.OPERATOR, self.operators


@dataclass(frozen=True, slots=True)
class WaitingAgreement:
    """An agreement that waits since a day for these people to agree or to sign."""

    kind: ClassVar[Kind] = Kind.SIGN

    position: str
    unit: str
    year: int
    task: str
    since: date
    parties: tuple[int, ...] = ()
    unit_id: int = 0
    position_id: int = 0

    @property
    def label(self) -> str:
        """`PK 2026 – Kepala Dinas Kesehatan`."""
        return f"PK {self.year} – {self.position}"

    def stage_on(self, today: date, holidays: Collection[date]) -> ReminderStage | None:
        """On the third and fifth working day, then on every second one."""
        return waiting_reminder(self.since, today, holidays)

    def standing_on(self, today: date, holidays: Collection[date]) -> ReminderStage:
        """How long it waits."""
        return _standing("kini", waiting_words(self.since, today, holidays))

    def people(self, stage: ReminderStage) -> People:
        """Whose turn it is."""
        yield Reason.PARTY, self.parties


@dataclass(frozen=True, slots=True)
class OpenFollowUp:
    """A follow-up that was promised with a report, and its day."""

    kind: ClassVar[Kind] = Kind.FOLLOW_UP

    position: str
    unit: str
    quarter: Quarter
    indicator: str
    due: date
    holders: tuple[int, ...] = ()
    operators: tuple[int, ...] = ()
    unit_id: int = 0
    position_id: int = 0

    @property
    def label(self) -> str:
        """`TW I 2026 – Angka stunting`."""
        return f"{self.quarter.short_label} – {self.indicator}"

    def stage_on(self, today: date, holidays: Collection[date]) -> ReminderStage | None:
        """7, 3 and 0 days ahead, then on every second working day."""
        return follow_up_reminder(self.due, today, holidays)

    def standing_on(self, today: date, holidays: Collection[date]) -> ReminderStage:
        """How many days are left, or gone."""
        return _standing("kini", countdown_words(self.due, today))

    def people(self, stage: ReminderStage) -> People:
        """Who promised it."""
        yield Reason.HOLDER, self.holders
        yield Reason.OPERATOR, self.operators


Duty = OwedReport | WaitingReport | MissingAgreement | WaitingAgreement | OpenFollowUp
