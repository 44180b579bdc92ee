"""One dinas with people around it, in the week in which the third quarter of 2026 is reported."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
import time_machine

from indicators.calendar.actions import ensure_year
from indicators.domain.kinds import Figure, Grade
from indicators.enums import Aggregation, Polarity
from indicators.models import BudgetLine, Indicator, Period
from organisation.enums import PositionKind, Role, WorkUnitKind
from organisation.models import Position, User, WorkUnit
from realisations.models import QuarterReport
from tests.clocks import database_clock
from tests.factories import (
    BudgetLineFactory,
    GovernmentFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PositionFactory,
    WorkUnitFactory,
    holder_of,
    target_for,
    user_with_role,
)
from tests.scenes import Scene, built_once

TODAY = datetime.date(2026, 10, 8)
"""Two days before the third quarter is due."""

WIB = datetime.timezone(datetime.timedelta(hours=7))


@dataclass
class Office:
    """Dinas Kesehatan: its head, operator, a division below, and those above."""

    position: Position
    head: User
    operator: User
    secretary: User
    section: User
    division: Position
    division_head: User
    unit: WorkUnit
    period: Period
    stunting: Indicator
    clinics: Indicator
    grade: Indicator
    on_time: Indicator
    budget: BudgetLine

    def report(self) -> QuarterReport:
        """The report of the third quarter, begun."""
        return QuarterReport.objects.get_or_create(position=self.position, period=self.period)[0]


@pytest.fixture
def at_office(db: None) -> Iterator[None]:
    """Let the clocks of the process and of the database stand on TODAY, nine in the morning."""
    nine = datetime.datetime(2026, 10, 8, 9, tzinfo=WIB)
    with time_machine.travel(nine, tick=False), database_clock(nine):
        yield


def make_office() -> Office:
    """Build the office; for tests whose threads need it committed."""
    GovernmentFactory()
    ensure_year(2026, by=None)
    setda = WorkUnitFactory(name="Sekretariat Daerah", kind=WorkUnitKind.REGIONAL_SECRETARIAT)
    sekda = PositionFactory(unit=setda, kind=PositionKind.REGIONAL_SECRETARY, title="Sekretaris Daerah")
    unit = WorkUnitFactory(name="Dinas Kesehatan")
    position = PositionFactory(unit=unit, title="Kepala Dinas Kesehatan", reports_to=sekda)
    below = WorkUnitFactory(name="Bidang Kesmas", kind=WorkUnitKind.DIVISION, parent=unit)
    division = PositionFactory(
        unit=below, kind=PositionKind.ADMINISTRATOR, title="Kepala Bidang Kesmas", reports_to=position
    )
    return Office(
        position=position,
        head=holder_of(position),
        operator=user_with_role(Role.OPERATOR, unit),
        secretary=holder_of(sekda),
        section=user_with_role(Role.ORGANISATION_SECTION),
        division=division,
        division_head=holder_of(division),
        unit=unit,
        period=Period.objects.get(year=2026, quarter=3),
        budget=BudgetLineFactory(position=position),
        **_indicators(position),
    )


def figure(text: str) -> Figure:
    """A plain number, from its text."""
    return Figure(Decimal(text))


def _indicators(position: Position) -> dict[str, Indicator]:
    objective = ObjectiveFactory(position=position)
    stunting = IndicatorFactory(code="IKU.1", objective=objective, polarity=Polarity.MINIMIZE, order=1)
    clinics = IndicatorFactory(
        code="IKU.2", objective=objective, unit_of_measure="Unit", aggregation=Aggregation.SUM, order=2
    )
    grade = IndicatorFactory(
        code="IKU.3",
        objective=objective,
        unit_of_measure="Predikat",
        polarity=Polarity.PREDICATE,
        predicate_scale=["D", "C", "CC", "B", "BB", "A", "AA"],
        order=3,
    )
    on_time = IndicatorFactory(
        code="IKU.4", objective=objective, unit_of_measure="Ya/tidak", polarity=Polarity.YES_NO, order=4
    )
    target_for(stunting, figure("14"), quarters={3: figure("15.5"), 4: figure("14")})
    target_for(clinics, figure("12"), quarters={quarter: figure("3") for quarter in (1, 2, 3, 4)})
    target_for(grade, Grade("BB"), quarters={3: Grade("B"), 4: Grade("BB")})
    target_for(on_time, Grade("ya"), quarters={3: Grade("ya"), 4: Grade("ya")})
    return {"stunting": stunting, "clinics": clinics, "grade": grade, "on_time": on_time}


office_of_the_module = built_once(make_office)


@pytest.fixture
def office(office_of_the_module: Scene[Office], db: None) -> Office:
    """A percentage (lower is better), a count, a predicate and a yes/no, all measured in the third quarter."""
    return office_of_the_module.for_a_test()
