"""Ceremonies: prepare one, invite, record who came."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.enums import Attendance
from agreements.models import Ceremony, Invitation
from audit.facts import FieldChange, Json, canonical, key_of, to_data
from audit.trail import record
from organisation.models import Position, User
from organisation.people import rows

MOST_INVITED = 500
"""Guests of one ceremony; more do not fit into a hall, nor on its screen."""


@transaction.atomic
def create_ceremony(*, by: User, year: int, title: str, held_on: datetime.date, place: str) -> Ceremony:
    """Prepare a ceremony; nobody is invited yet."""
    return rows.create(Ceremony(year=year, title=title, held_on=held_on, place=place), "ceremony.created", by)


@transaction.atomic
def update_ceremony(
    ceremony: Ceremony, *, by: User, year: int, title: str, held_on: datetime.date, place: str
) -> Ceremony:
    """Change what a ceremony is called, when and where it is held, and whose year it is about."""
    fields = {"year": year, "title": title, "held_on": held_on, "place": place}
    return rows.update(ceremony, fields, "ceremony.updated", by)


@transaction.atomic
def delete_ceremony(ceremony: Ceremony, *, by: User) -> None:
    """Remove a ceremony with its invitations, once; no agreement is touched."""
    ceremony = _locked(ceremony)
    record(ceremony, "ceremony.deleted", by=by, data={"invitations": ceremony.invitations.count()})
    ceremony.delete()


@transaction.atomic
def invite(ceremony: Ceremony, positions: Iterable[Position], *, by: User) -> int:
    """Invite the holders of these positions; give the number of new ones, those invited before stay as they are.

    Raises ValidationError without any position, and when the list becomes longer than a ceremony can be.
    """
    ceremony = _locked(ceremony)
    known = set(ceremony.invitations.values_list("position_id", flat=True))
    wanted = list(positions)
    new = [position for position in wanted if position.pk not in known]
    if not wanted:
        raise ValidationError("Centang sedikitnya satu jabatan yang diundang.", code="nobody")
    if len(known) + len(new) > MOST_INVITED:
        raise ValidationError(
            f"Satu acara paling banyak {MOST_INVITED} undangan; sudah ada {len(known)}. Bagi menjadi beberapa acara.",
            code="too_many",
        )
    made = Invitation.objects.bulk_create(Invitation(ceremony=ceremony, position=position) for position in new)
    if made:
        changes = [_change(row, "position", None, row.position_id) for row in made]
        record(ceremony, "ceremony.invited", by=by, data={"changes": to_data(changes)})
    return len(new)


@transaction.atomic
def uninvite(invitation: Invitation, *, by: User) -> None:
    """Take somebody off the list, once. Raises ValidationError when somebody else has done so meanwhile."""
    invitation = _locked_invitation(invitation)
    changes = [_change(invitation, "position", invitation.position_id, None)]
    record(invitation.ceremony, "ceremony.uninvited", by=by, data={"changes": to_data(changes)})
    invitation.delete()


@transaction.atomic
def record_attendance(invitation: Invitation, attendance: Attendance, *, by: User) -> Invitation:
    """Record that the invited official came, did not come, or that it is not known after all.

    Raises ValidationError when the invitation was taken back meanwhile.
    """
    invitation = _locked_invitation(invitation)
    if invitation.attendance != attendance:
        changes = [_change(invitation, "attendance", invitation.attendance, attendance)]
        invitation.attendance = attendance
        invitation.save(update_fields=["attendance"])
        record(invitation.ceremony, "ceremony.attendance", by=by, data={"changes": to_data(changes)})
    return invitation


def _change(row: Invitation, field: str, before: Json, after: Json) -> FieldChange:
    title = row.position.title
    return FieldChange(row._meta.label_lower, key_of(row), field, canonical(before), canonical(after), title)


def _locked(ceremony: Ceremony) -> Ceremony:
    found = Ceremony.objects.select_for_update().filter(pk=ceremony.pk).first()
    if found is None:
        raise ValidationError("Acara ini sudah dihapus. Buka kembali daftar acara.", code="gone")
    return found


def _locked_invitation(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("ceremony", "position")
    found = locked.filter(pk=invitation.pk).first()
    if found is None:
        raise ValidationError("Undangan ini sudah dibatalkan. Muat ulang daftar undangan.", code="gone")
    return found
