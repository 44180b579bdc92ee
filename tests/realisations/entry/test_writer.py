"""The one writer: many reports in few statements, all or nothing, and never over what its caller has not seen."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.editing import ConflictError
from audit.trail import history
from indicators.domain.kinds import Figure
from indicators.enums import ValueState
from indicators.models import Indicator
from organisation.models import User
from realisations.entry.actions import EntryRefusedError, ReportEntries, write_entries
from realisations.entry.domain import Entry
from realisations.enums import EntryRoute, ReportStatus
from realisations.models import QuarterReport, Realisation
from tests.factories import (
    BudgetLineFactory,
    GovernmentFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PositionFactory,
    UserFactory,
    report_of,
    target_for,
)
from tests.office import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]


@pytest.fixture
def typist(db: None) -> User:
    GovernmentFactory()
    return UserFactory()


def said_of(figure: str, status: str = ReportStatus.DRAFT) -> tuple[ReportEntries, Indicator]:
    """A report of its own with one indicator, one budget line, and what is said of them."""
    position = PositionFactory()
    indicator = IndicatorFactory(objective=ObjectiveFactory(position=position))
    target_for(indicator, Figure(Decimal(80)), quarters={3: Figure(Decimal(75))})
    line = BudgetLineFactory(position=position)
    entry = Entry(state=ValueState.REPORTED, figure=Decimal(figure))
    return ReportEntries(report_of(position, status), {indicator.pk: entry}, {line.pk: Decimal(9)}), indicator


@pytest.mark.parametrize("reports", [2, 12])
def test_the_number_of_statements_does_not_grow_with_the_reports(typist: User, reports: int) -> None:
    said = [said_of(str(number))[0] for number in range(1, reports + 1)]
    with CaptureQueriesContext(connection) as asked:
        saved = write_entries(said, by=typist, route=EntryRoute.WORKBOOK, today=TODAY)
    statements = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) == 9, statements
    assert [report.version for report in saved] == [1] * reports
    assert Realisation.objects.count() == reports
    for one in said:
        event = history(one.report).get(verb="report.imported")
        assert (len(event.data["changes"]), event.data["via"]) == (3, "workbook")


def test_one_report_that_is_locked_keeps_all_others_from_being_written(typist: User) -> None:
    (good, _), (sent, _) = said_of("5"), said_of("6", ReportStatus.SUBMITTED)
    with pytest.raises(EntryRefusedError) as refused:
        write_entries([good, sent], by=typist, route=EntryRoute.PAGE, today=TODAY)
    [refusal] = refused.value.refusals
    assert (refusal.report, refusal.key, refusal.fault.code) == (sent.report, None, "step")
    assert (Realisation.objects.exists(), QuarterReport.objects.filter(version__gt=0).exists()) == (False, False)


def test_everything_that_is_wrong_is_said_at_once(typist: User) -> None:
    said, indicator = said_of("5")
    wrong = Entry(state=ValueState.REPORTED, figure=Decimal("0.1234567"), note="a" * 81)
    [line] = said.spending
    one = ReportEntries(said.report, {indicator.pk: wrong}, {line: Decimal(-1)})
    with pytest.raises(EntryRefusedError) as refused:
        write_entries([one], by=typist, route=EntryRoute.PAGE, today=TODAY)
    codes = [(refusal.key, refusal.fault.field, refusal.fault.code) for refusal in refused.value.refusals]
    assert codes == [(indicator.pk, "figure", "places"), (indicator.pk, "note", "run"), (line, "amount", "negative")]


def test_what_the_caller_has_not_seen_is_not_overwritten(typist: User) -> None:
    said, indicator = said_of("5")
    write_entries([said], by=typist, route=EntryRoute.PAGE, today=TODAY)
    again = {indicator.pk: Entry(state=ValueState.REPORTED, figure=Decimal(7))}
    for seen in ({(indicator.pk, "figure"): [None, Decimal(4)]}, {(indicator.pk, "figure"): []}):
        with pytest.raises(ConflictError) as conflict:
            write_entries([ReportEntries(said.report, again, seen=seen)], by=typist, route=EntryRoute.BOX, today=TODAY)
        assert (conflict.value.stored["figure"], conflict.value.fields) == (Decimal(5), ("figure",))
    seen = {(indicator.pk, "figure"): [None, Decimal("5.0")]}
    write_entries([ReportEntries(said.report, again, seen=seen)], by=typist, route=EntryRoute.BOX, today=TODAY)
    assert Realisation.objects.get().figure == 7


def test_what_stands_like_that_already_changes_no_version_and_tells_nothing(typist: User) -> None:
    said, _ = said_of("5")
    for _ in range(2):
        [saved] = write_entries([said], by=typist, route=EntryRoute.PAGE, today=TODAY)
    assert (saved.version, history(said.report).filter(verb="report.saved").count()) == (1, 1)


def test_a_trial_judges_and_writes_nothing(typist: User) -> None:
    said, indicator = said_of("5")
    write_entries([said], by=typist, route=EntryRoute.WORKBOOK, today=TODAY, is_trial=True)
    assert not Realisation.objects.exists()
    foreign = ReportEntries(said_of("1")[0].report, {indicator.pk: Entry(note="x")})
    with pytest.raises(ValidationError, match="bukan milik jabatan ini"):
        write_entries([foreign], by=typist, route=EntryRoute.WORKBOOK, today=TODAY, is_trial=True)
