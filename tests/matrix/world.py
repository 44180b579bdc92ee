"""A small government with one person for every identity of the permission matrix."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from agreements.drafting.actions import draft_agreement
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from indicators.calendar.actions import ensure_year
from indicators.domain.kinds import Figure
from indicators.models import Indicator
from organisation.enums import PositionKind, Role, WorkUnitKind
from organisation.models import Position, User, WorkUnit
from realisations.models import QuarterReport
from tests import factories

TODAY = datetime.date(2026, 10, 5)
YEAR = 2026
ANONYMOUS = "anonymous"
IDENTITIES = (
    ANONYMOUS,
    "regional head",
    "Sekda",
    "assistant",
    "own OPD head",
    "other OPD head",
    "own operator",
    "echelon III",
    "staff",
    "Bagian Organisasi",
    "Bappeda",
    "Inspektorat",
    "administrator",
)


@dataclass
class World:
    """The people by identity, and the objects of the own OPD that addresses point at."""

    users: dict[str, User]
    unit: WorkUnit
    positions: dict[str, Position]
    indicator: Indicator

    def agreement(self, status: str = AgreementStatus.DRAFT) -> Agreement:
        """The PK of the own OPD's head, brought to this state by the ordinary steps."""
        head, regent = self.users["own OPD head"], self.users["regional head"]
        found = Agreement.objects.filter(position=self.positions["own OPD head"]).first()
        if found is None:
            found = draft_agreement(self.positions["own OPD head"], YEAR, by=head, today=TODAY)
        if status != AgreementStatus.DRAFT and found.status == AgreementStatus.DRAFT:
            submit_agreement(found, by=head, today=TODAY)
            found.refresh_from_db()
        if status == AgreementStatus.APPROVED and found.status == AgreementStatus.SUBMITTED:
            approve_agreement(found, by=regent, today=TODAY)
        return found

    def report(self, status: str = "draft") -> QuarterReport:
        """The report of the own OPD's head for the third quarter."""
        position = self.positions["own OPD head"]
        found = QuarterReport.objects.filter(position=position).first()
        if found is None:
            found = factories.report_of(position, status, year=YEAR)
            factories.realise(found, self.indicator, Figure(Decimal(72)))
        return found


def build_world() -> World:
    """Make the government, its line of positions and a user for every identity."""
    factories.GovernmentFactory()
    secretariat = factories.WorkUnitFactory(kind=WorkUnitKind.REGIONAL_SECRETARIAT, code="SETDA")
    own = factories.WorkUnitFactory(code="OWN", name="Dinas Kesehatan")
    division = factories.WorkUnitFactory(code="OWN-1", kind=WorkUnitKind.DIVISION, parent=own)
    other = factories.WorkUnitFactory(code="OTHER", name="Dinas Pendidikan")
    positions = _positions(secretariat, own, division, other)
    users = {identity: factories.holder_of(position) for identity, position in positions.items()}
    users |= {
        "own operator": factories.user_with_role(Role.OPERATOR, own),
        "Bagian Organisasi": factories.user_with_role(Role.ORGANISATION_SECTION),
        "Bappeda": factories.user_with_role(Role.PLANNING_AGENCY),
        "Inspektorat": factories.user_with_role(Role.INSPECTORATE),
        "administrator": factories.user_with_role(Role.ADMINISTRATOR),
    }
    return World(users, own, positions, _indicator_of(positions["own OPD head"]))


def _indicator_of(position: Position) -> Indicator:
    indicator = factories.IndicatorFactory(objective__position=position, **factories.WHOLE_SHEET)
    value = Figure(Decimal(80))
    factories.target_for(indicator, value, year=YEAR, quarters=dict.fromkeys(range(1, 5), value))
    ensure_year(YEAR, by=None)
    return indicator


def _positions(secretariat: WorkUnit, own: WorkUnit, division: WorkUnit, other: WorkUnit) -> dict[str, Position]:
    make = factories.PositionFactory
    head = make(code="BUPATI", unit=secretariat, kind=PositionKind.REGIONAL_HEAD, title="Bupati Contoh")
    sekda = make(code="SEKDA", unit=secretariat, kind=PositionKind.REGIONAL_SECRETARY, reports_to=head)
    assistant = make(code="ASISTEN", unit=secretariat, kind=PositionKind.ASSISTANT, reports_to=sekda)
    own_head = make(code="KADIS", unit=own, reports_to=head)
    other_head = make(code="KADIS2", unit=other, reports_to=head)
    echelon = make(code="KABID", unit=division, kind=PositionKind.ADMINISTRATOR, reports_to=own_head)
    staff = make(code="STAF", unit=division, kind=PositionKind.EXECUTING_STAFF, reports_to=echelon)
    return {
        "regional head": head,
        "Sekda": sekda,
        "assistant": assistant,
        "own OPD head": own_head,
        "other OPD head": other_head,
        "echelon III": echelon,
        "staff": staff,
    }
