"""The people and the plan that stories about agreements begin with."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from agreements.drafting.actions import draft_agreement
from agreements.enums import Side
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.signing.actions import record_signature
from indicators.domain.kinds import Figure
from indicators.models import Indicator
from organisation.enums import AssignmentKind, PositionKind, Role
from organisation.models import Position, User
from tests.agreements.papers.rows import numbered
from tests.factories import (
    LONG_AGO,
    WHOLE_SHEET,
    AssignmentFactory,
    BudgetLineFactory,
    EmployeeFactory,
    GovernmentFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PositionFactory,
    ProgramFactory,
    UserFactory,
    WorkUnitFactory,
    target_for,
    user_with_role,
)

TODAY = datetime.date(2026, 1, 20)
YEAR = 2026


@dataclass
class Stage:
    """A Bupati, and a head of a dinas with two objectives, three indicators and two programmes in 2026."""

    bupati: Position
    bupati_user: User
    head: Position
    head_user: User
    section: User
    operator: User
    indicators: list[Indicator]


def set_stage() -> Stage:
    """Put everybody and everything in place."""
    GovernmentFactory(seat="Contoh")
    top = WorkUnitFactory(name="Pemerintah Kabupaten Contoh", kind="other")
    dinas = WorkUnitFactory(name="Dinas Kesehatan")
    bupati = PositionFactory(unit=top, title="Bupati Contoh", kind=PositionKind.REGIONAL_HEAD)
    head = PositionFactory(unit=dinas, title="Kepala Dinas Kesehatan", reports_to=bupati)
    bupati_user = user_in_office(bupati, name="Ahmad Contoh", employee_number=None, rank_code="")
    head_user = user_in_office(head, name="Siti Rahma", title_prefix="dr.", title_suffix="M.Kes.", rank_code="IV/c")
    indicators = indicators_of(head, 2) + indicators_of(head, 1)
    for code, amount in (("1.02.01", 1_500_000_000), ("1.02.02", "2750000000.50")):
        program = ProgramFactory(code=code, name=f"Program {code}")
        BudgetLineFactory(position=head, program=program, amount=Decimal(amount))
    section = user_with_role(Role.ORGANISATION_SECTION)
    return Stage(bupati, bupati_user, head, head_user, section, user_with_role(Role.OPERATOR, dinas), indicators)


def user_in_office(
    position: Position,
    *,
    kind: str = AssignmentKind.DEFINITIVE,
    start: datetime.date = LONG_AGO,
    **employee: object,
) -> User:
    """A new person in office in this position, with an account."""
    person = EmployeeFactory(**employee)
    AssignmentFactory(employee=person, position=position, kind=kind, start=start)
    return UserFactory(employee=person)


def indicators_of(position: Position, count: int, target: int = 80) -> list[Indicator]:
    """Indicators of one new objective of the position, each with a whole sheet and targets for the year."""
    objective = ObjectiveFactory(position=position)
    indicators = IndicatorFactory.create_batch(count, objective=objective, **WHOLE_SHEET)
    for indicator in indicators:
        value = Figure(Decimal(target))
        target_for(indicator, value, YEAR, quarters={4: value})
    return indicators


def drafted(stage: Stage) -> Agreement:
    """The head's draft."""
    return draft_agreement(stage.head, YEAR, by=stage.head_user, today=TODAY)


def submitted(stage: Stage) -> Agreement:
    """The head's agreement, sent to the Bupati."""
    return submit_agreement(drafted(stage), by=stage.head_user, today=TODAY)


def approved(stage: Stage) -> Agreement:
    """The head's agreement, agreed by the Bupati."""
    return approve_agreement(submitted(stage), by=stage.bupati_user, today=TODAY)


def in_force(stage: Stage, agreement: Agreement | None = None) -> Agreement:
    """The head's agreement, signed by both."""
    agreement = numbered(agreement or approved(stage))
    record_signature(agreement, Side.FIRST, by=stage.section, signed_on=TODAY, today=TODAY)
    record_signature(agreement, Side.SECOND, by=stage.section, signed_on=TODAY, today=TODAY)
    agreement.refresh_from_db()
    return agreement
