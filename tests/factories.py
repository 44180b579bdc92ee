"""Objects for tests: each factory makes the least that is valid, with nothing surprising in it.

Everybody adds the factories of the models they own below the ones that are here.
"""

import datetime
import hashlib
from contextlib import AbstractContextManager

import factory
import pgtrigger
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from factory.django import DjangoModelFactory

from indicators.domain.kinds import Figure, Grade, Value
from indicators.domain.periods import Quarter, default_dates
from indicators.enums import Aggregation, PlanKind, Polarity, ValueState
from indicators.models import (
    BudgetLine,
    Goal,
    Indicator,
    MediumTermPlan,
    Mission,
    Objective,
    Period,
    PlanTarget,
    Program,
    QuarterTarget,
    Target,
)
from messaging.enums import Channel
from messaging.models import Delivery, MessageSettings, Notification
from organisation.enums import AssignmentKind, GovernmentKind, PositionKind, Role, TimeZone, WorkUnitKind
from organisation.models import Assignment, Delegation, Employee, Government, Position, RoleGrant, User, WorkUnit
from realisations.enums import ReportStatus
from realisations.models import BudgetRealisation, Evidence, EvidenceUse, QuarterReport, Realisation

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


class DelegationFactory(DjangoModelFactory):
    """Somebody may send the reports of a position through October 2026."""

    class Meta:
        model = Delegation

    position = factory.SubFactory(PositionFactory)
    delegate = factory.SubFactory(UserFactory)
    start = datetime.date(2026, 10, 1)
    end = datetime.date(2026, 10, 31)
    reason = "Cuti tahunan"


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


class MessageSettingsFactory(DjangoModelFactory):
    """Somebody who may be disturbed at any hour."""

    class Meta:
        model = MessageSettings

    user = factory.SubFactory(UserFactory)
    quiet_from = quiet_until = None


class DeliveryFactory(DjangoModelFactory):
    """A message to somebody without quiet hours, waiting to be sent by e-mail."""

    class Meta:
        model = Delivery
        skip_postgeneration_save = True

    message = factory.SubFactory(NotificationFactory)
    channel = Channel.EMAIL

    @factory.post_generation
    def awake(delivery, create: bool, extracted: bool | None, **_: object) -> None:  # noqa: N805
        """Let the message leave whatever the hour is in which the tests run."""
        if extracted is not False:
            disturb_at_any_hour(delivery.message.recipient)


def disturb_at_any_hour(user: User) -> User:
    """Take away the quiet hours of a user."""
    MessageSettings.objects.update_or_create(user=user, defaults={"quiet_from": None, "quiet_until": None})
    return user


def holder_of(position: Position, **assignment: object) -> User:
    """A user who is in office in this position."""
    employee = EmployeeFactory()
    AssignmentFactory(employee=employee, position=position, **assignment)
    return UserFactory(employee=employee)


def user_with_role(role: Role, unit: WorkUnit | None = None) -> User:
    """A user to whom this role was given long ago."""
    return RoleGrantFactory(role=role, unit=unit).user


class ObjectiveFactory(DjangoModelFactory):
    """An objective of some head of a dinas."""

    class Meta:
        model = Objective

    code = factory.Sequence(lambda n: f"S{n:04}")
    statement = factory.Sequence(lambda n: f"Meningkatnya layanan {n}")
    position = factory.SubFactory(PositionFactory)


class IndicatorFactory(DjangoModelFactory):
    """A percentage that should rise; the last quarter counts."""

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"I{n:04}")
    objective = factory.SubFactory(ObjectiveFactory)
    statement = factory.Sequence(lambda n: f"Persentase layanan {n}")
    unit_of_measure = "%"
    polarity = Polarity.MAXIMIZE
    aggregation = Aggregation.LAST


WHOLE_SHEET = {
    "operational_definition": "Penduduk yang dilayani sesuai standar.",
    "formula_text": "Yang dilayani / yang harus dilayani × 100",
    "data_source": "Laporan bulanan puskesmas",
    "person_in_charge": "Kepala Bidang Pelayanan",
    "collection_frequency": "quarterly",
    "collection_medium": "Formulir laporan bulanan",
    "baseline": "72,5 (2025)",
    "evidence_type": "Rekapitulasi laporan bulanan",
}
"""A reference sheet without a gap, for indicators whose agreement is to be sent without an explanation."""


class TargetFactory(DjangoModelFactory):
    """A target of 80 for 2026, without quarter targets."""

    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2026
    figure = 80


class PeriodFactory(DjangoModelFactory):
    """A quarter with the usual dates; asking twice for the same quarter gives the same row."""

    class Meta:
        model = Period
        django_get_or_create = ("year", "quarter")

    year = 2026
    quarter = 3
    opens = factory.LazyAttribute(lambda period: default_dates(Quarter(period.year, period.quarter)).opens)
    due = factory.LazyAttribute(lambda period: default_dates(Quarter(period.year, period.quarter)).due)
    closes = factory.LazyAttribute(lambda period: default_dates(Quarter(period.year, period.quarter)).closes)


class QuarterReportFactory(DjangoModelFactory):
    """A draft of some head's report for the third quarter of 2026."""

    class Meta:
        model = QuarterReport

    position = factory.SubFactory(PositionFactory)
    period = factory.SubFactory(PeriodFactory)


class RealisationFactory(DjangoModelFactory):
    """A reported 80."""

    class Meta:
        model = Realisation

    report = factory.SubFactory(QuarterReportFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    state = ValueState.REPORTED
    figure = 80

    @classmethod
    def _create(cls, *args, **kwargs):
        with already_there():
            return super()._create(*args, **kwargs)


def already_there() -> AbstractContextManager[None]:
    """Rows that are made or filled inside count as there before their report was verified: afterwards none is."""
    return pgtrigger.ignore(
        "realisations.Realisation:verified_report_is_full",
        "realisations.Realisation:verified_row_stays",
        "realisations.BudgetRealisation:verified_quarter_is_full",
    )


def open_again(reports: QuerySet[QuarterReport]) -> QuerySet[QuarterReport]:
    """These reports, opened again if they were verified: the database lets them go or change from then on."""
    reports.filter(status=ReportStatus.VERIFIED).update(
        status=ReportStatus.RETURNED, verified_at=None, verified_by=None
    )
    return reports


def spend(line: BudgetLine, quarter: int, amount: object) -> BudgetRealisation:
    """Rupiah spent of the line in the quarter, there before its report was verified."""
    with already_there():
        return BudgetRealisation.objects.create(line=line, quarter=quarter, amount=amount)


class ProgramFactory(DjangoModelFactory):
    """A programme of the health affair."""

    class Meta:
        model = Program

    code = factory.Sequence(lambda n: f"1.02.{n % 100:02}")
    name = factory.Sequence(lambda n: f"Program Pemenuhan Upaya Kesehatan {n}")
    level = 1


class BudgetLineFactory(DjangoModelFactory):
    """Half a billion rupiah of 2026 from the APBD."""

    class Meta:
        model = BudgetLine

    position = factory.SubFactory(PositionFactory)
    year = 2026
    program = factory.SubFactory(ProgramFactory)
    amount = 500_000_000
    funding_source = "APBD"


class MediumTermPlanFactory(DjangoModelFactory):
    """The RPJMD of 2025 to 2029; asking twice gives the same row."""

    class Meta:
        model = MediumTermPlan
        django_get_or_create = ("code",)

    code = "RPJMD-2025"
    kind = PlanKind.GOVERNMENT
    title = "RPJMD Kabupaten Contoh 2025–2029"
    first_year, last_year = 2025, 2029
    vision = "Kabupaten Contoh yang sejahtera"


class UnitPlanFactory(DjangoModelFactory):
    """The Renstra of some dinas for the same years."""

    class Meta:
        model = MediumTermPlan

    code = factory.Sequence(lambda n: f"RENSTRA-{n}")
    kind = PlanKind.UNIT
    title = factory.LazyAttribute(lambda plan: f"Renstra {plan.unit.name} 2025–2029")
    unit = factory.SubFactory(WorkUnitFactory)
    parent = factory.SubFactory(MediumTermPlanFactory)
    first_year, last_year = 2025, 2029


class MissionFactory(DjangoModelFactory):
    """A mission of the RPJMD."""

    class Meta:
        model = Mission

    plan = factory.SubFactory(MediumTermPlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    statement = factory.Sequence(lambda n: f"Meningkatkan kesejahteraan {n}")


class GoalFactory(DjangoModelFactory):
    """A goal below a mission of the RPJMD; for a Renstra give `plan` and `mission=None`."""

    class Meta:
        model = Goal

    code = factory.Sequence(lambda n: f"T{n:04}")
    mission = factory.SubFactory(MissionFactory)
    plan = factory.LazyAttribute(lambda goal: goal.mission.plan)
    statement = factory.Sequence(lambda n: f"Terwujudnya masyarakat sehat {n}")


def plan_targets_for(indicator: Indicator, values: dict[int, Value]) -> list[PlanTarget]:
    """Targets of the indicator in its plan, by year."""
    rows = [PlanTarget(indicator=indicator, year=year, **PlanTarget.columns(value)) for year, value in values.items()]
    return PlanTarget.objects.bulk_create(rows)


def target_for(
    indicator: Indicator, value: Value, year: int = 2026, quarters: dict[int, Value] | None = None
) -> Target:
    """A target of the year, with targets of the quarters that are given."""
    target = Target.objects.create(indicator=indicator, year=year, **Target.columns(value))
    for quarter, part in (quarters or {}).items():
        QuarterTarget.objects.create(target=target, quarter=quarter, **QuarterTarget.columns(part))
    return target


def report_of(
    position: Position, status: str = ReportStatus.VERIFIED, year: int = 2026, quarter: int = 3
) -> QuarterReport:
    """A report in this state, with the times that the state needs."""
    at = datetime.datetime(year + (quarter == 4), quarter * 3 % 12 + 1, 5, 9, tzinfo=datetime.UTC)
    sender = UserFactory() if status in {ReportStatus.SUBMITTED, ReportStatus.VERIFIED} else None
    return QuarterReportFactory(
        position=position,
        period=PeriodFactory(year=year, quarter=quarter),
        status=status,
        submitted_by=sender,
        submitted_at=at if sender else None,
        verified_at=at if status == ReportStatus.VERIFIED else None,
    )


def realise(
    report: QuarterReport, indicator: Indicator, value: Figure | Grade | None, **columns: object
) -> Realisation:
    """A row of the report: a value, or with None the state given in `columns`."""
    match value:
        case Figure(value=figure):
            columns = {"state": ValueState.REPORTED, "figure": figure, **columns}
        case Grade(label=grade):
            columns = {"state": ValueState.REPORTED, "grade": grade, "figure": None, **columns}
        case None:
            columns = {"state": ValueState.NOT_REPORTED, "figure": None, **columns}
    return RealisationFactory(report=report, indicator=indicator, **columns)


def evidence_for(report: QuarterReport, indicator: Indicator, content: bytes = b"%PDF-") -> EvidenceUse:
    """A file beside a figure of the report, stored as it is; the same content is the same file."""
    sha256 = hashlib.sha256(content).hexdigest()
    with already_there():
        row, _ = Realisation.objects.get_or_create(report=report, indicator=indicator)
    uploader = {"uploaded_by": UserFactory()}
    known = Evidence.objects.filter(position=report.position, source_sha256=sha256).first()
    if known is None:
        known = Evidence(position=report.position, kind="file", name="bukti.pdf", format="pdf", scan="off", **uploader)
        known.size, known.sha256, known.source_sha256 = len(content), sha256, sha256
        known.file.save("bukti.pdf", ContentFile(content), save=False)
        known.save()
    return EvidenceUse.objects.get_or_create(evidence=known, realisation=row, defaults={"added_by": known.uploaded_by})[
        0
    ]
