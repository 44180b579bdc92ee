"""Objects for tests: each factory makes the least that is valid, with nothing surprising in it.

Everybody adds the factories of the models they own below the ones that are here.
"""

import datetime

import factory
from factory.django import DjangoModelFactory

from organisation.enums import AssignmentKind, GovernmentKind, PositionKind, Role, TimeZone, WorkUnitKind
from organisation.models import Assignment, Employee, Government, Notification, Position, RoleGrant, User, WorkUnit

PASSWORD = "rahasia-yang-panjang"
LONG_AGO = datetime.date(2020, 1, 1)


class GovernmentFactory(DjangoModelFactory):
    """The one government; asking twice gives the same row."""

    class Meta:
        model = Government
        django_get_or_create = ("id",)

    id = Government.SINGLETON
    name = "Kabupaten Contoh"
    kind = GovernmentKind.REGENCY
    region_code = "99.01"
    head_title = "Bupati Contoh"
    seat = "Contoh"
    time_zone = TimeZone.WIB


class WorkUnitFactory(DjangoModelFactory):
    """A dinas without a parent."""

    class Meta:
        model = WorkUnit

    code = factory.Sequence(lambda n: f"1.02.{n:04}")
    name = factory.Sequence(lambda n: f"Dinas Contoh {n}")
    kind = WorkUnitKind.SERVICE_OFFICE
    protocol_order = factory.Sequence(lambda n: n)


class PositionFactory(DjangoModelFactory):
    """The head of a dinas, without a superior and without a holder."""

    class Meta:
        model = Position

    code = factory.Sequence(lambda n: f"J{n:04}")
    title = factory.LazyAttribute(lambda position: f"Kepala {position.unit.name}")
    unit = factory.SubFactory(WorkUnitFactory)
    kind = PositionKind.APPARATUS_HEAD
    echelon = "II.b"
    protocol_order = factory.Sequence(lambda n: n)


class EmployeeFactory(DjangoModelFactory):
    """A civil servant with a well-formed NIP of nobody (born 1980, appointed 2005)."""

    class Meta:
        model = Employee

    employee_number = factory.Sequence(lambda n: f"19800101200501{1 + n // 999:01}{1 + n % 999:03}")
    name = factory.Sequence(lambda n: f"Pegawai {n}")
    rank_code = "III/d"


class AssignmentFactory(DjangoModelFactory):
    """A definitive holder since long ago, still in office."""

    class Meta:
        model = Assignment

    employee = factory.SubFactory(EmployeeFactory)
    position = factory.SubFactory(PositionFactory)
    kind = AssignmentKind.DEFINITIVE
    start = LONG_AGO


class UserFactory(DjangoModelFactory):
    """Someone who can log in with PASSWORD; without an employee, role or position."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"pengguna{n}")
    password = factory.django.Password(PASSWORD)


class RoleGrantFactory(DjangoModelFactory):
    """A role valid since long ago; an operator needs a `unit`."""

    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = Role.ORGANISATION_SECTION
    start = LONG_AGO


class NotificationFactory(DjangoModelFactory):
    """An unread message waiting for delivery."""

    class Meta:
        model = Notification

    recipient = factory.SubFactory(UserFactory)
    occasion = factory.Sequence(lambda n: f"test/{n}")
    subject = "Laporan triwulan belum dikirim"
    body = "Segera kirim laporan Anda."


def holder_of(position: Position, **assignment: object) -> User:
    """A user who is in office in this position."""
    employee = EmployeeFactory()
    AssignmentFactory(employee=employee, position=position, **assignment)
    return UserFactory(employee=employee)


def user_with_role(role: Role, unit: WorkUnit | None = None) -> User:
    """A user to whom this role was given long ago."""
    return RoleGrantFactory(role=role, unit=unit).user
