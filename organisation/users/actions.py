"""Accounts, roles and passwords."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from audit import trail
from audit.facts import changes_between, field_values, key_of, to_data
from organisation.enums import Role
from organisation.models import Employee, RoleGrant, User, WorkUnit
from organisation.password_links.actions import withdraw_links_of
from organisation.people import rows

ONE_DAY = datetime.timedelta(days=1)
ROLE_FACTS = ("role", "unit", "start", "end")
"""What the trail keeps of a role that is given or taken back."""


@transaction.atomic
def create_user_for(employee: Employee, *, username: str = "", by: User) -> User:
    """Give an employee an account without a password; the user name is the NIP unless another one is given.

    The person sets the password behind a link of `organisation.password_links`, so nobody else ever knows it.
    """
    if User.objects.filter(employee=employee).exists():
        raise ValidationError(f"{employee} sudah mempunyai akun.")
    name = username.strip() or employee.employee_number
    if not name:
        raise ValidationError({"username": "Pegawai ini tidak mempunyai NIP. Isi nama pengguna."})
    user = User(username=name, employee=employee)
    user.set_unusable_password()
    return rows.create(user, "user.created", by)


def note_password_set(user: User) -> None:
    """Keep in the trail that a person has set a new password of their own."""
    trail.record(user, "user.password_set", by=user)


@transaction.atomic
def set_active(user: User, *, active: bool, by: User) -> None:
    """Open or close an account; a closed one is logged out with its next request, and for good.

    The open password links of a closed account end, and those that its owner has asked for or confirmed.
    """
    if user.pk == by.pk:
        raise ValidationError("Anda tidak dapat menonaktifkan akun Anda sendiri. Mintalah administrator lain.")
    user.is_active = active
    if not active:
        user.closings = models.F("closings") + 1
    user.save(update_fields=["is_active", "closings"])
    user.refresh_from_db(fields=["closings"])
    if not active:
        withdraw_links_of(user, by=by)
    trail.record(user, "user.activated" if active else "user.deactivated", by=by)


@transaction.atomic
def grant_role(
    user: User,
    role: str,
    *,
    unit: WorkUnit | None = None,
    start: datetime.date,
    end: datetime.date | None = None,
    by: User,
) -> RoleGrant:
    """Give a role from `start` to `end` (inclusive; None is open). Only the operator's role is bound to a unit."""
    label = Role(role).label
    if role == Role.OPERATOR and unit is None:
        raise ValidationError({"unit": "Pilih unit kerja yang datanya akan diisi oleh operator ini."})
    if role != Role.OPERATOR and unit is not None:
        raise ValidationError({"unit": f"Peran {label} berlaku untuk seluruh pemerintah daerah. Kosongkan unit kerja."})
    User.objects.select_for_update().get(pk=user.pk)
    same = user.role_grants.filter(models.Q(end__isnull=True) | models.Q(end__gte=start), role=role, unit=unit)
    if end is not None:
        same = same.filter(start__lte=end)
    if same.exists():
        raise ValidationError(f"{user} sudah mempunyai peran {label} pada masa itu. Cabut dahulu yang lama.")
    grant = RoleGrant(user=user, role=role, unit=unit, start=start, end=end)
    grant.full_clean()
    grant.save()
    trail.record(user, "role.granted", by=by, data=rows.begun(grant, ROLE_FACTS))
    return grant


@transaction.atomic
def revoke_role(grant: RoleGrant, *, by: User, on: datetime.date) -> None:
    """Take a role back with effect from the day `on`; a grant that has not begun before it disappears."""
    key, label, before = key_of(grant), str(grant), field_values(grant, ROLE_FACTS)
    if grant.start >= on:
        grant.delete()
        after = {}
    else:
        grant.end = on - ONE_DAY
        grant.save(update_fields=["end"])
        after = field_values(grant, ROLE_FACTS)
    changes = changes_between(RoleGrant, before, after, key=key, label=label)
    trail.record(grant.user, "role.revoked", by=by, data={"changes": to_data(changes)})
