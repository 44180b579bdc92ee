"""A ceremony as its screen shows it: who was invited, who came, who has signed. The number of queries is constant."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from agreements.domain.holders import foremost
from agreements.enums import Attendance, Side
from agreements.models import Agreement, Ceremony, Invitation, Party
from organisation.enums import PositionKind
from organisation.models import Position
from organisation.querysets import PositionQuerySet

STEPS = ((12, "few"), (30, "some"), (48, "many"))
"""Up to how many guests the screen shows in which size of type; more are shown in the smallest."""

LONG_NAME = 34
"""Characters of a name that fit beside each other in three columns."""


@dataclass(frozen=True, slots=True)
class Guest:
    """An invited official: the name and post that stand on the PK, or those of today when there is none."""

    pk: int
    name: str
    post: str
    has_signed: bool
    signed_at: datetime.datetime | None
    attendance: Attendance
    agreement: Agreement | None

    @property
    def is_long(self) -> bool:
        """Whether the name with its titles needs a smaller type to stand on one line of the screen."""
        return len(self.name) > LONG_NAME

    @property
    def is_present(self) -> bool:
        """Whether the guest came."""
        return self.attendance == Attendance.PRESENT

    @property
    def is_absent(self) -> bool:
        """Whether the guest did not come."""
        return self.attendance == Attendance.ABSENT

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What can be recorded instead of what is recorded now, as (value, verb)."""
        return [(value, verb) for value, verb in ATTENDANCE_VERBS if value != self.attendance]


ATTENDANCE_VERBS = (
    (Attendance.PRESENT.value, "Hadir"),
    (Attendance.ABSENT.value, "Tidak hadir"),
    (Attendance.UNKNOWN.value, "Hapus catatan"),
)


@dataclass(frozen=True, slots=True)
class CeremonyFacts:
    """All guests of a ceremony in the order of protocol."""

    guests: tuple[Guest, ...]

    @property
    def signed(self) -> int:
        """How many have signed."""
        return sum(guest.has_signed for guest in self.guests)

    @property
    def present(self) -> int:
        """How many came."""
        return sum(guest.is_present for guest in self.guests)

    @property
    def absent(self) -> int:
        """How many did not come."""
        return sum(guest.is_absent for guest in self.guests)

    @property
    def latest(self) -> Guest | None:
        """The guest whose signature was recorded last."""
        signed = [guest for guest in self.guests if guest.signed_at]
        return max(signed, key=lambda guest: guest.signed_at, default=None)

    @property
    def size(self) -> str:
        """The size of type in which all of them fit on one screen."""
        return next((name for most, name in STEPS if len(self.guests) <= most), "most")


def ceremony_facts_of(ceremony: Ceremony, *, today: datetime.date) -> CeremonyFacts:
    """Everybody who is invited to the ceremony, with what is known on the day `today`."""
    holders = Prefetch("position", queryset=Position.objects.with_holders(today))
    return CeremonyFacts(_guests(list(ceremony.invitations.prefetch_related(holders)), ceremony.year))


def guest_of(invitation: Invitation, *, year: int, today: datetime.date) -> Guest:
    """One guest alone."""
    holders = Prefetch("position", queryset=Position.objects.with_holders(today))
    (found,) = Invitation.objects.filter(pk=invitation.pk).prefetch_related(holders)
    return _guests([found], year)[0]


def _guests(invitations: Iterable[Invitation], year: int) -> tuple[Guest, ...]:
    invitations = list(invitations)
    positions = [invitation.position_id for invitation in invitations]
    agreements = Agreement.objects.not_cancelled().of_year(year).of_positions(positions).latest_versions()
    known = {agreement.position_id: agreement for agreement in agreements.prefetch_related("parties__signature")}
    return tuple(_guest(invitation, known.get(invitation.position_id)) for invitation in invitations)


def _guest(invitation: Invitation, agreement: Agreement | None) -> Guest:
    party: Party | None = agreement.party_of(Side.FIRST) if agreement else None
    holder = foremost(invitation.position.holders)
    signature = getattr(party, "signature", None)
    if party:
        name, post = party.name, party.position_title
    else:
        name = str(holder.employee) if holder else ""
        post = f"{holder.acting_mark} {invitation.position.title}".strip() if holder else invitation.position.title
    return Guest(
        pk=invitation.pk,
        name=name,
        post=post,
        has_signed=signature is not None,
        signed_at=signature.recorded_at if signature else None,
        attendance=Attendance(invitation.attendance),
        agreement=agreement,
    )


def reporting_to_regional_head(positions: PositionQuerySet) -> PositionQuerySet:
    """Those who promise to the regional head: whom a ceremony is usually held for."""
    return positions.filter(reports_to__kind=PositionKind.REGIONAL_HEAD).exclude(kind=PositionKind.DEPUTY_REGIONAL_HEAD)
