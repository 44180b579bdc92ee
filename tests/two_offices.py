"""Two offices in the middle of a year: PK in force, two verified quarters, and a reorganisation on 1 July."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from agreements.drafting.actions import draft_agreement
from agreements.enums import Side
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.papers.actions import issue_agreement
from agreements.signing.actions import record_signature
from indicators.domain.kinds import Figure
from indicators.enums import Aggregation
from organisation.enums import PositionKind, Role, WorkUnitKind
from organisation.models import Position, User, WorkUnit
from organisation.reorganisation.plan import NewUnit, Reorganisation
from realisations.models import QuarterReport
from tests import factories
from tests.agreements.stage import user_in_office

JANUARY, JULY, JUNE = datetime.date(2026, 1, 20), datetime.date(2026, 7, 1), datetime.date(2026, 6, 30)
YEAR, DECREE = 2026, "Perda 3/2026"


@dataclass
class OfficeOfTwo:
    """One of the offices."""

    unit: WorkUnit
    head: Position
    user: User
    division: Position
    agreement: Agreement
    reports: list[QuarterReport]


@dataclass
class TwoOffices:
    """Both, the regent, and Bagian Organisasi."""

    bupati: Position
    bupati_user: User
    section: User
    first: OfficeOfTwo
    second: OfficeOfTwo

    def merger(self) -> Reorganisation:
        """Both become Dinas Kesehatan dan Sosial on 1 July; the head of the first leads it."""
        new = NewUnit(
            "9.01",
            "Dinas Kesehatan dan Sosial",
            WorkUnitKind.SERVICE_OFFICE,
            "J-BARU",
            "Kepala Dinas Kesehatan dan Sosial",
            self.first.user.employee,
        )
        return Reorganisation(JULY, DECREE, (self.first.unit, self.second.unit), new=(new,))


def two_offices() -> TwoOffices:
    """Dinas Kesehatan and Dinas Sosial, each with a division, a PK in force, and TW I and II verified."""
    factories.GovernmentFactory()
    for quarter in (1, 2, 3, 4):
        factories.PeriodFactory(year=YEAR, quarter=quarter)
    top = factories.WorkUnitFactory(name="Pemerintah Kabupaten Contoh", kind=WorkUnitKind.OTHER)
    bupati = factories.PositionFactory(unit=top, title="Bupati Contoh", kind=PositionKind.REGIONAL_HEAD)
    bupati_user = user_in_office(bupati, name="Ahmad Contoh", employee_number=None, rank_code="")
    section = factories.user_with_role(Role.ORGANISATION_SECTION)
    both = [_office(name, bupati, bupati_user, section) for name in ("Kesehatan", "Sosial")]
    return TwoOffices(bupati, bupati_user, section, *both)


def _office(name: str, bupati: Position, bupati_user: User, section: User) -> OfficeOfTwo:
    unit = factories.WorkUnitFactory(name=f"Dinas {name}")
    head = factories.PositionFactory(unit=unit, title=f"Kepala Dinas {name}", reports_to=bupati)
    division = factories.PositionFactory(
        unit=unit, title=f"Kepala Bidang {name}", kind=PositionKind.ADMINISTRATOR, reports_to=head
    )
    user = user_in_office(head, name=f"Kepala {name}", rank_code="IV/c")
    user_in_office(division, name=f"Kabid {name}")
    indicators = [_indicator(position, name) for position in (head, division)]
    agreement = draft_agreement(head, YEAR, by=user, today=JANUARY)
    agreement.plan_note = "Rencana aksi menyusul."
    agreement.save()
    agreement = approve_agreement(submit_agreement(agreement, by=user, today=JANUARY), by=bupati_user, today=JANUARY)
    issue_agreement(agreement, by=section)
    for side in (Side.FIRST, Side.SECOND):
        record_signature(agreement, side, by=section, signed_on=JANUARY, today=JANUARY)
    reports = []
    for quarter in (1, 2):
        for indicator in indicators:
            report = factories.report_of(indicator.objective.position, quarter=quarter)
            factories.realise(report, indicator, Figure(Decimal(20 + quarter)))
            if indicator.objective.position == head:
                reports.append(report)
    return OfficeOfTwo(unit, head, user, division, agreement, reports)


def _indicator(position: Position, name: str):
    objective = factories.ObjectiveFactory(position=position, statement=f"Meningkatnya layanan {name}")
    indicator = factories.IndicatorFactory(
        objective=objective,
        unit_of_measure="Orang",
        aggregation=Aggregation.SUM,
        statement=f"Jumlah orang yang dilayani {position}",
        **factories.WHOLE_SHEET,
    )
    quarters = {quarter: Figure(Decimal(25)) for quarter in (1, 2, 3, 4)}
    factories.target_for(indicator, Figure(Decimal(100)), YEAR, quarters)
    return indicator
