"""Agreements as rows, ready to be printed."""

import datetime
from decimal import Decimal

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, AgreementBudgetLine, AgreementLine, Party
from agreements.querysets import DOCUMENT
from documents.enums import Paper
from documents.models import IssuedDocument
from organisation.domain.ranks import rank_name
from organisation.enums import AssignmentKind, PositionKind
from organisation.models import Position
from tests import factories

SIGNED_ON = datetime.date(2026, 1, 5)


def regional_head() -> Position:
    """The post of the regent, with its holder."""
    unit = factories.WorkUnitFactory(name="Sekretariat Daerah", kind="regional_secretariat")
    post = factories.PositionFactory(title="Bupati Contoh", unit=unit, kind=PositionKind.REGIONAL_HEAD, echelon="")
    factories.holder_of(post)
    return post


def agreement_of(
    position: Position, superior: Position | None, status: str = AgreementStatus.APPROVED, **columns: object
) -> Agreement:
    """An agreement between the holders of two posts: two indicators of one objective, two programmes."""
    signed = status in {AgreementStatus.PARTLY_SIGNED, AgreementStatus.IN_FORCE, AgreementStatus.SUPERSEDED}
    columns = {"year": 2026, "status": status, "signed_on": SIGNED_ON if signed else None, **columns}
    agreement = Agreement.objects.create(position=position, **columns)
    for side, post in ((Side.FIRST, position), (Side.SECOND, superior)):
        if post is not None:
            _party(agreement, side, post)
    objective = factories.ObjectiveFactory(position=position)
    for order, figure in enumerate((Decimal("85.5"), Decimal("0.125")), start=1):
        indicator = factories.IndicatorFactory(objective=objective)
        AgreementLine.objects.create(
            agreement=agreement,
            indicator=indicator,
            order=order,
            objective_code=objective.code,
            objective_statement=objective.statement,
            indicator_statement=indicator.statement,
            unit_of_measure=indicator.unit_of_measure,
            figure=figure,
        )
    for order, amount in enumerate((1_250_000_000, 750_000_000), start=1):
        AgreementBudgetLine.objects.create(
            agreement=agreement,
            order=order,
            program_code=f"1.02.0{order}",
            program_name=f"Program Pemenuhan Upaya Kesehatan {order}",
            amount=amount,
            funding_source="APBD",
        )
    return agreement


def _party(agreement: Agreement, side: str, post: Position) -> Party:
    employee = post.assignments.get().employee
    return Party.objects.create(
        agreement=agreement,
        side=side,
        position=post,
        employee=employee,
        assignment_kind=AssignmentKind.DEFINITIVE,
        name=employee.full_name,
        position_title=post.title,
        rank_name=rank_name(employee.rank_code),
        employee_number=employee.employee_number,
    )


def numbered(agreement: Agreement) -> Agreement:
    """The agreement with the row of a numbered paper: what a pen can sign, without a file being drawn for it."""
    if not IssuedDocument.objects.filter(kind=DOCUMENT, subject_id=agreement.pk).exists():
        sequence = IssuedDocument.objects.filter(kind=DOCUMENT, year=agreement.year).count() + 1
        IssuedDocument.objects.create(
            kind=DOCUMENT,
            subject_id=agreement.pk,
            year=agreement.year,
            sequence=sequence,
            number=f"800/{sequence}/PK/{agreement.year}",
            title=str(agreement),
            paper=Paper.F4,
            sha256="0" * 64,
            token=f"kertas-{agreement.pk}",
            issued_by=factories.UserFactory(),
        )
    return agreement
