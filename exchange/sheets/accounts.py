"""Accounts and roles of the people in the file.

Everybody who holds a position may log in, but nobody can before an administrator hands out a link: passwords are
unusable. An empty role takes nothing away; roles are revoked on their own page.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from audit.trail import record_many
from exchange.sheets.run import Run, SheetRow
from exchange.sheets.saving import BATCH
from exchange.sheets.terms import person_of
from exchange.sheets.traces import VIA
from exchange.workbook import words
from exchange.workbook.schema import JABATAN
from organisation.enums import APPARATUS_KINDS, Role
from organisation.models import Employee, Position, RoleGrant, User, WorkUnit
from organisation.people.rows import begun
from organisation.users.actions import ROLE_FACTS


def has_role(employee: Employee, word: str, run: Run) -> bool:
    """Whether the person already has the role, for whatever unit and time."""
    return (employee.pk, words.ROLES[word]) in run.role_holders


def give_accounts(lines: list[SheetRow], people: Mapping[Any, Employee], run: Run) -> None:
    """Make the accounts that are missing, then the role grants that are missing."""
    records = [employee for employee in people.values() if employee.pk]
    stored = User.objects.filter(employee__in=records).select_related("employee")
    owned = {user.employee_id: user for user in stored}
    taken = set(User.objects.values_list("username", flat=True))
    new = []
    for employee in records:
        if employee.pk not in owned:
            username = _username(employee, taken)
            taken.add(username)
            new.append(User(username=username, employee=employee, email=employee.email, password=make_password(None)))
    for user in User.objects.bulk_create(new, batch_size=BATCH):
        owned[user.employee_id] = user
    record_many(((user, VIA) for user in new), "user.created", by=run.by)
    _grant_roles(lines, people, owned, run)


def _username(employee: Employee, taken: set[str]) -> str:
    wanted = employee.employee_number or slugify(employee.name) or "pengguna"
    username, serial = wanted, 2
    while username in taken:
        username, serial = f"{wanted}-{serial}", serial + 1
    return username


def _grant_roles(lines: list[SheetRow], people: Mapping[Any, Employee], owned: Mapping[int, User], run: Run) -> None:
    apparatus = _Apparatus()
    new = []
    for row in lines:
        employee = people[person_of(row)]
        if not row["Peran"] or has_role(employee, row["Peran"], run):
            continue
        role = words.ROLES[row["Peran"]]
        unit = apparatus.of_position(run.pk_of(JABATAN, row["Kode Jabatan"])) if role == Role.OPERATOR else None
        run.role_holders.add((employee.pk, role))
        new.append(RoleGrant(user=owned[employee.pk], role=role, unit_id=unit, start=row["Mulai"], end=row["Selesai"]))
    grants = RoleGrant.objects.bulk_create(new, batch_size=BATCH)
    record_many(((grant.user, VIA | begun(grant, ROLE_FACTS)) for grant in grants), "role.granted", by=run.by)


class _Apparatus:
    """The perangkat daerah that a position belongs to: an operator works for the whole of it."""

    def __init__(self) -> None:
        self._units = {
            pk: (kind, parent) for pk, kind, parent in WorkUnit.objects.values_list("pk", "kind", "parent_id")
        }
        self._unit_of = dict(Position.objects.values_list("pk", "unit_id"))

    def of_position(self, position: int | None) -> int | None:
        """The nearest unit upwards that is a perangkat daerah, else the position's own unit."""
        own = unit = self._unit_of.get(position) if position else None
        while unit is not None:
            kind, parent = self._units[unit]
            if kind in APPARATUS_KINDS:
                return unit
            unit = parent
        return own
