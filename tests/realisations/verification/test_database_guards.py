"""The database keeps what was verified, on roads that no action knows: nothing changes, goes, moves or is added."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from indicators.domain.kinds import Figure
from realisations.enums import ReportStatus
from realisations.models import BudgetRealisation, QuarterReport, Realisation
from tests.factories import BudgetLineFactory, IndicatorFactory, realise, report_of

pytestmark = pytest.mark.django_db


class Verified:
    """A verified report with a reported and an empty row, and spending of its quarter."""

    def __init__(self) -> None:
        self.indicator = IndicatorFactory()
        position = self.indicator.objective.position
        self.line = BudgetLineFactory(position=position, year=2026)
        self.report = report_of(position, ReportStatus.SUBMITTED)
        self.other = report_of(position, ReportStatus.DRAFT, quarter=2)
        self.row = realise(self.report, self.indicator, Figure(Decimal(72)))
        self.empty = realise(self.report, IndicatorFactory(objective=self.indicator.objective), None)
        self.free = realise(self.other, self.indicator, Figure(Decimal(70)))
        self.amount = BudgetRealisation.objects.create(line=self.line, quarter=3, amount=Decimal(100))
        BudgetRealisation.objects.create(line=self.line, quarter=2, amount=Decimal(50))
        self.second = BudgetLineFactory(position=position, year=2026)
        QuarterReport.objects.filter(pk=self.report.pk).update(
            status=ReportStatus.VERIFIED, verified_at=self.report.submitted_at, verified_by=self.report.submitted_by
        )

    def reports(self):
        return QuarterReport.objects.filter(pk=self.report.pk)

    def rows(self):
        return Realisation.objects.filter(report=self.report)

    def amounts(self):
        return BudgetRealisation.objects.filter(quarter=3)

    def add_row(self) -> None:
        Realisation.objects.create(report=self.report, indicator=IndicatorFactory(objective=self.indicator.objective))


ROADS: dict[str, Callable[[Verified], object]] = {
    "a figure changes": lambda it: it.rows().filter(pk=it.row.pk).update(figure=99),
    "an empty row is filled": lambda it: it.rows().filter(pk=it.empty.pk).update(state="reported", figure=1),
    "a row goes": lambda it: it.rows().filter(pk=it.row.pk).delete(),
    "an empty row goes": lambda it: it.rows().filter(pk=it.empty.pk).delete(),
    "a row is added": Verified.add_row,
    "a row moves away": lambda it: it.rows().filter(pk=it.empty.pk).update(report=it.other),
    "a row moves to another indicator": lambda it: it.rows().filter(pk=it.row.pk).update(indicator=IndicatorFactory()),
    "an amount changes": lambda it: it.amounts().update(amount=1),
    "an amount goes": lambda it: it.amounts().delete(),
    "an amount is added": lambda it: BudgetRealisation.objects.create(line=it.second, quarter=3, amount=Decimal(1)),
    "an amount moves to another quarter": lambda it: it.amounts().update(quarter=4),
    "an amount moves in": lambda it: (
        BudgetRealisation.objects.create(line=it.second, quarter=4, amount=Decimal(1)),
        BudgetRealisation.objects.filter(line=it.second).update(quarter=3),
    ),
    "the budget line goes": lambda it: it.line.delete(),
    "the report goes": lambda it: it.reports().delete(),
    "the report becomes a draft": lambda it: it.reports().update(status="draft", verified_at=None, verified_by=None),
    "the report names another verifier": lambda it: it.reports().update(verified_by=None),
    "the report moves": lambda it: it.reports().update(position=IndicatorFactory().objective.position),
}


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_the_database_refuses_what_changes_a_verified_report(road: Callable[[Verified], object]) -> None:
    it = Verified()
    with pytest.raises(IntegrityError, match="opened again"), transaction.atomic():
        road(it)


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_the_same_is_possible_once_the_report_was_opened_again(road: Callable[[Verified], object]) -> None:
    it = Verified()
    it.reports().update(status=ReportStatus.RETURNED, verified_at=None, verified_by=None, remark="Salah ketik.")
    road(it)


def test_a_row_does_not_move_into_a_verified_report() -> None:
    it = Verified()
    third = realise(it.other, IndicatorFactory(objective=it.indicator.objective), Figure(Decimal(1)))
    with pytest.raises(IntegrityError, match="nothing is added"), transaction.atomic():
        Realisation.objects.filter(pk=third.pk).update(report=it.report)


def test_an_import_of_history_may_add_what_its_own_report_does_not_say() -> None:
    it = Verified()
    it.reports().update(status=ReportStatus.RETURNED, verified_at=None, verified_by=None)
    it.reports().update(
        status=ReportStatus.VERIFIED, verified_at=it.report.submitted_at, submitted_at=None, submitted_by=None
    )
    it.add_row()
    BudgetRealisation.objects.create(line=it.second, quarter=3, amount=Decimal(1))
    for road in ("a row goes", "an amount goes", "an amount changes", "the report goes"):
        with pytest.raises(IntegrityError, match="opened again"), transaction.atomic():
            ROADS[road](it)
