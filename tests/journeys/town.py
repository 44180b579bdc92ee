"""The small town of the journeys: one dinas, its people and its plan, and a quarter that is being reported today.

Days count from today, so that the journeys need no clock of their own.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from indicators.calendar.actions import ensure_year
from indicators.domain.kinds import Figure, Grade, Value
from indicators.domain.periods import Quarter
from indicators.enums import Aggregation, Polarity
from indicators.models import Indicator, Period
from organisation.domain.nip import group_nip
from organisation.enums import PositionKind, Role, WorkUnitKind
from organisation.models import Position, User, WorkUnit
from tests import factories

SCALE = ["D", "C", "CC", "B", "BB", "A", "AA"]


@dataclass
class Town:
    """Users and positions by the identities of the permission matrix, and what the own OPD's head has to report."""

    today: datetime.date
    quarter: Quarter
    users: dict[str, User]
    positions: dict[str, Position]
    coverage: Indicator
    patients: Indicator
    maturity: Indicator
    mortality: Indicator

    def nip_of(self, identity: str) -> str:
        """The NIP as it stands on paper, with blanks."""
        return group_nip(self.users[identity].employee.employee_number)

    @property
    def own_position(self) -> Position:
        """The head of Dinas Kesehatan."""
        return self.positions["own OPD head"]

    @property
    def indicators(self) -> list[Indicator]:
        """All four of the own OPD's head."""
        return [self.coverage, self.patients, self.maturity, self.mortality]


def build_town() -> Town:
    """Make everybody and everything that exists before the first journey begins."""
    factories.GovernmentFactory(seat="Contoh")
    today = timezone.localdate()
    quarter = Quarter.of(today).previous
    for year in {quarter.year, today.year}:
        ensure_year(year, by=None)
    _report_now(quarter, today)
    positions = _positions()
    users = {identity: factories.holder_of(position) for identity, position in positions.items()}
    users |= _users_with_roles(positions["own OPD head"].unit)
    _name(users)
    indicators = _plan_of_the_dinas(positions["own OPD head"], quarter, today.year)
    for identity in ("other OPD head", "echelon III"):
        indicator = factories.IndicatorFactory(objective__position=positions[identity])
        _promise(indicator, Figure(Decimal(80)), quarter, today.year)
    return Town(today, quarter, users, positions, *indicators)


def _report_now(quarter: Quarter, today: datetime.date) -> None:
    """The quarter that ended last is due in ten days; nothing can be typed for any other."""
    days = datetime.timedelta(days=10)
    Period.objects.update(opens=today + 3 * days, due=today + 4 * days, closes=today + 5 * days)
    Period.objects.filter(year=quarter.year, quarter=quarter.number).update(
        opens=today - days, due=today + days, closes=today + 2 * days
    )


def _positions() -> dict[str, Position]:
    make, unit = factories.PositionFactory, factories.WorkUnitFactory
    top = unit(name="Pemerintah Kabupaten Contoh", kind=WorkUnitKind.OTHER)
    secretariat = unit(name="Sekretariat Daerah", kind=WorkUnitKind.REGIONAL_SECRETARIAT)
    health, schools = unit(name="Dinas Kesehatan"), unit(name="Dinas Pendidikan")
    division = unit(name="Bidang Pelayanan Kesehatan", kind=WorkUnitKind.DIVISION, parent=health)
    head = make(unit=top, kind=PositionKind.REGIONAL_HEAD, title="Bupati Contoh", echelon="")
    sekda = make(unit=secretariat, kind=PositionKind.REGIONAL_SECRETARY, title="Sekretaris Daerah", reports_to=head)
    assistant = make(unit=secretariat, kind=PositionKind.ASSISTANT, title="Asisten Pemerintahan", reports_to=sekda)
    own = make(unit=health, reports_to=head)
    third = make(unit=division, kind=PositionKind.ADMINISTRATOR, reports_to=own)
    staff = make(unit=division, kind=PositionKind.EXECUTING_STAFF, title="Pengolah Data Kesehatan", reports_to=third)
    return {
        "regional head": head,
        "Sekda": sekda,
        "assistant": assistant,
        "own OPD head": own,
        "other OPD head": make(unit=schools, reports_to=head),
        "echelon III": third,
        "staff": staff,
    }


def _users_with_roles(unit: WorkUnit) -> dict[str, User]:
    """The operator has a NIP to log in with; the others only a user name."""
    operator = factories.UserFactory(employee=factories.EmployeeFactory())
    factories.RoleGrantFactory(user=operator, role=Role.OPERATOR, unit=unit)
    return {
        "own operator": operator,
        "Bagian Organisasi": factories.user_with_role(Role.ORGANISATION_SECTION),
        "Bappeda": factories.user_with_role(Role.PLANNING_AGENCY),
        "Inspektorat": factories.user_with_role(Role.INSPECTORATE),
        "administrator": factories.user_with_role(Role.ADMINISTRATOR),
    }


NAMES = {
    "regional head": "Ahmad Contoh",
    "Sekda": "Bambang Contoh",
    "assistant": "Citra Contoh",
    "own OPD head": "Dewi Contoh",
    "other OPD head": "Eko Contoh",
    "own operator": "Fitri Contoh",
    "echelon III": "Gunawan Contoh",
    "staff": "Hesti Contoh",
    "Bagian Organisasi": "Indra Contoh",
    "Bappeda": "Joko Contoh",
    "Inspektorat": "Kartika Contoh",
    "administrator": "Lukman Contoh",
}


def _name(users: dict[str, User]) -> None:
    for identity, user in users.items():
        person = user.employee or user
        person.name = NAMES[identity]
        person.save()
    head = users["own OPD head"].employee
    head.title_prefix, head.title_suffix, head.rank_code = "dr.", "M.Kes.", "IV/c"
    head.save()
    regent = users["regional head"].employee
    regent.employee_number, regent.rank_code = None, ""
    regent.save()


def _plan_of_the_dinas(head: Position, quarter: Quarter, this_year: int) -> list[Indicator]:
    """Four kinds of indicators under two objectives, and two programmes."""
    service = factories.ObjectiveFactory(position=head, statement="Meningkatnya layanan kesehatan")
    health = factories.ObjectiveFactory(position=head, statement="Meningkatnya derajat kesehatan")
    make = factories.IndicatorFactory
    indicators = [
        make(objective=service, statement="Persentase Puskesmas terakreditasi"),
        make(
            objective=service, statement="Jumlah pasien terlayani", unit_of_measure="orang", aggregation=Aggregation.SUM
        ),
        make(
            objective=service,
            statement="Nilai kematangan perangkat daerah",
            unit_of_measure="predikat",
            polarity=Polarity.PREDICATE,
            predicate_scale=SCALE,
        ),
        make(
            objective=health,
            statement="Angka kematian bayi",
            unit_of_measure="per 1.000 kelahiran hidup",
            polarity=Polarity.MINIMIZE,
        ),
    ]
    values: list[Value] = [Figure(Decimal(80)), Figure(Decimal(1000)), Grade("BB"), Figure(Decimal("12.5"))]
    for indicator, value in zip(indicators, values, strict=True):
        _promise(indicator, value, quarter, this_year)
    for number, amount in enumerate((1_500_000_000, 2_750_000_000), start=1):
        program = factories.ProgramFactory(code=f"1.02.{number:02}", name=f"Program Upaya Kesehatan {number}")
        for year in {quarter.year, this_year}:
            factories.BudgetLineFactory(position=head, year=year, program=program, amount=amount)
    return indicators


def _promise(indicator: Indicator, value: Value, quarter: Quarter, this_year: int) -> None:
    """The same target for the quarter that is reported, its year, and the year of the agreement."""
    for year in {quarter.year, this_year}:
        factories.target_for(indicator, value, year, quarters={quarter.number: value})
