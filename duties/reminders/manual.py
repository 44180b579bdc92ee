"""Who can be reminded by hand now: what is owed per person and kind, and until when somebody is left alone."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Max

from audit.bulk import Candidate
from duties.enums import Kind
from duties.owed.domain import Duty, WaitingAgreement, WaitingReport
from duties.reminders.domain import Line, Plan
from duties.reminders.facts import owed_on
from messaging.manual_reminders.facts import COOL_DOWN, EVERYTHING, left_alone_until, reminded_of_late
from organisation.models import Employee, User
from organisation.pages.filtering import number_in
from organisation.people.responsibility import holders_by_position

MOST_AT_ONCE = 50
"""So many reminders are reviewed and sent in one go."""

KIND_WORDS = {
    Kind.FILL: "Laporan belum dikirim",
    Kind.VERIFY: "Menunggu verifikasi",
    Kind.SIGN: "Perjanjian kinerja",
    Kind.FOLLOW_UP: "Tindak lanjut",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One person and one kind; `12-fill` in addresses and forms."""

    person: int
    kind: Kind

    @classmethod
    def of(cls, text: str) -> "Choice | None":
        """Read a choice; None for nonsense."""
        number, _, kind = text.partition("-")
        person = number_in(number)
        return cls(person, Kind(kind)) if person is not None and kind in set(Kind) else None

    def __str__(self) -> str:
        return f"{self.person}-{self.kind.value}"

    def occasion(self, today: datetime.date) -> str:
        """Once a day at most, whatever else is asked: the database knows this key."""
        return f"{EVERYTHING}{self.kind.value}:{today:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Debtor:
    """What one person owes of one kind."""

    choice: Choice
    person: User
    lines: tuple[Line, ...]

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return KIND_WORDS[self.choice.kind]

    @property
    def first(self) -> Line:
        """What is most urgent."""
        return self.lines[0]

    @property
    def others(self) -> int:
        """How many more things there are."""
        return len(self.lines) - 1


def owed_by_hand(today: datetime.date) -> dict[Choice, tuple[Line, ...]]:
    """Everything that somebody owes today, per person and kind, in a constant number of queries."""
    return by_choice(owed_on(today))


def by_choice(plan: Plan) -> dict[Choice, tuple[Line, ...]]:
    """The lines of the plan, per person and kind."""
    owed: dict[Choice, list[Line]] = {}
    for line in plan.lines:
        owed.setdefault(Choice(line.person, line.duty.kind), []).append(line)
    return {choice: tuple(lines) for choice, lines in owed.items()}


def narrowed(
    owed: dict[Choice, tuple[Line, ...]],
    *,
    kind: str = "",
    units: Collection[int] = (),
    position: int | None = None,
    person: int | None = None,
) -> dict[Choice, tuple[Line, ...]]:
    """Only this kind, these units, this position and this person; empty means any."""
    found = {}
    for choice, lines in owed.items():
        fitting = tuple(line for line in lines if _fits(line.duty, kind, units, position))
        if fitting and person in (None, choice.person):
            found[choice] = fitting
    return found


def narrowed_duties(
    duties: Iterable[Duty],
    *,
    kind: str = "",
    units: Collection[int] = (),
    position: int | None = None,
    person: int | None = None,
) -> list[Duty]:
    """The same for duties nobody can be asked for: none of them is owed by a person."""
    return [] if person else [duty for duty in duties if _fits(duty, kind, units, position)]


def _fits(duty: Duty, kind: str, units: Collection[int], position: int | None) -> bool:
    of_place = (not units or duty.unit_id in units) and (position is None or duty.position_id == position)
    return of_place and (not kind or duty.kind == kind)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A duty nobody can be asked for, and who is in office without an account that is in use."""

    duty: Duty
    holders: tuple[Employee, ...]

    @property
    def missing(self) -> str:
        """Who is missing, as a sentence."""
        if isinstance(self.duty, WaitingReport):
            return "Atasan yang memverifikasi belum ditugaskan, atau belum mempunyai akun yang aktif."
        if isinstance(self.duty, WaitingAgreement):
            return "Pihak yang mendapat giliran tidak menjabat lagi, atau belum mempunyai akun yang aktif."
        names = ", ".join(str(holder) for holder in self.holders)
        if names:
            return f"{names} belum mempunyai akun yang aktif, dan tidak ada operator."
        return "Jabatan ini kosong, dan tidak ada operator."


def unreachable(duties: Collection[Duty], today: datetime.date) -> list[Unreachable]:
    """These duties with those who hold their positions. One query."""
    holders = holders_by_position({duty.position_id for duty in duties}, today)
    return [
        Unreachable(duty, tuple(held.employee for held in holders.get(duty.position_id, ()) if _owes_itself(duty)))
        for duty in duties
    ]


def _owes_itself(duty: Duty) -> bool:
    """Whether the holders of its position are asked, rather than others for them."""
    return not isinstance(duty, WaitingReport | WaitingAgreement)


def candidates_of(choices: Iterable[Choice], owed: dict[Choice, tuple[Line, ...]]) -> list[Candidate[Debtor]]:
    """The chosen ones that owe something; who was reminded of late is left alone. Two queries."""
    chosen = [choice for choice in choices if choice in owed]
    ids = {choice.person for choice in chosen}
    people = User.objects.filter(is_active=True).select_related("employee").in_bulk(ids)
    free_at = cooling(ids)
    return [
        Candidate(
            Debtor(choice, people[choice.person], owed[choice]),
            str(choice),
            left_alone_until(free_at[choice]) if choice in free_at else "",
        )
        for choice in chosen
        if choice.person in people
    ]


def cooling(person_ids: Collection[int]) -> dict[Choice, datetime.datetime]:
    """Until when each of these people is left alone, by kind; those who are not, are left out."""
    known = {kind.value for kind in Kind}
    last = reminded_of_late(person_ids).order_by().values_list("recipient_id", "kinds").annotate(last=Max("created_at"))
    free_at: dict[Choice, datetime.datetime] = {}
    for person, kinds, sent in last:
        for kind in known.intersection(kinds):
            free_at[Choice(person, Kind(kind))] = sent + COOL_DOWN
    return free_at
