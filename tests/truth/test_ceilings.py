"""A ceiling stays above what was spent of it, and a past quarter is held against the ceiling that it had."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agreements.budget.actions import set_budget
from agreements.content.actions import write_content
from agreements.content.facts import content_of
from agreements.domain.plan import AgreementContent
from agreements.enums import Side
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.revision.actions import begin_revision
from agreements.signing.actions import record_signature
from indicators.budgets.actions import fingerprint, set_planned_budget
from indicators.budgets.facts import own_budget_of
from indicators.domain.ceilings import below_spent_sentence, ended_quarters
from indicators.domain.money import MoneyLine, total
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine, EarlierCeiling
from organisation.models import Position
from realisations.enums import ReportStatus
from realisations.spending.facts import spending_of
from reports.achievement.facts import achievement_report
from reports.e81.facts import renja_form
from tests import factories
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import YEAR, Stage, approved, drafted, in_force, set_stage
from tests.exchange.books import bring_in, messages

pytestmark = pytest.mark.django_db

OCTOBER = datetime.date(2026, 10, 20)
FIRST, SECOND = "1.02.01", "1.02.02"


@pytest.fixture
def stage() -> Stage:
    return set_stage()


def line(code: str, amount: str, source: str = "APBD") -> PlannedBudgetLine:
    return PlannedBudgetLine(code, f"Program {code}", source, Decimal(amount))


def planned(stage: Stage, *lines: PlannedBudgetLine, on: datetime.date = OCTOBER) -> None:
    """Bappeda writes these lines into the plan on the day."""
    seen = fingerprint(own_budget_of(stage.head, YEAR))
    set_planned_budget(stage.head, YEAR, by=stage.section, lines=lines, seen=seen, on=on)


def spent(stage: Stage, code: str, amount: int, quarter: int = 1) -> None:
    of = BudgetLine.objects.get(position=stage.head, year=YEAR, program__code=code)
    factories.spend(of, quarter, amount)


def reported(stage: Stage, *quarters: int) -> None:
    for quarter in quarters:
        factories.report_of(stage.head, ReportStatus.VERIFIED, year=YEAR, quarter=quarter)


def absorbed(stage: Stage) -> list[Decimal | None]:
    """Absorption to date of the four quarters, and of the year."""
    spending = spending_of(stage.head.pk, YEAR)
    return [*(quarter.absorbed_to_date for quarter in spending.quarters), spending.absorbed]


# --- A past quarter
def test_a_ceiling_doubled_in_october_leaves_the_absorption_of_three_quarters_as_it_was(stage):
    planned(stage, line(FIRST, "600"), line(SECOND, "400"), on=datetime.date(2026, 1, 20))
    reported(stage, 1, 2, 3, 4)
    for quarter in (1, 2, 3, 4):
        spent(stage, FIRST, 100, quarter)
    assert absorbed(stage) == [10, 20, 30, 40, 40]
    planned(stage, line(FIRST, "1600"), line(SECOND, "400"))
    assert absorbed(stage) == [10, 20, 30, 20, 20]
    spending = spending_of(stage.head.pk, YEAR)
    assert spending.budget == 2000
    assert spending.quarters[0].note_to_date == "TW I: 1 dari 2 pos belum dilaporkan; pagu saat itu Rp1.000"
    assert "pagu saat itu" not in spending.quarters[3].note_to_date


def test_the_papers_of_a_past_quarter_have_its_ceiling(stage):
    planned(stage, line(FIRST, "1000"), on=datetime.date(2026, 1, 20))
    reported(stage, 1, 3, 4)
    spent(stage, FIRST, 100)
    planned(stage, line(FIRST, "4000"))
    for quarter, ceiling in ((1, 1000), (3, 1000), (4, 4000)):
        report = stage.head.quarter_reports.get(period__quarter=quarter)
        document = achievement_report(report, on=OCTOBER, visible=Position.objects.all())
        assert (document.total.budget, document.total.absorbed) == (ceiling, Decimal(10000) / ceiling)
        form = renja_form(report, on=OCTOBER, visible=Position.objects.all())
        assert form.sum_row.this_year.amount == ceiling


def test_a_ceiling_that_changes_twice_is_kept_by_quarter_and_a_new_programme_had_nothing_before(stage):
    planned(stage, line(FIRST, "1000"), on=datetime.date(2026, 1, 20))
    reported(stage, 1, 2, 3)
    spent(stage, FIRST, 100)
    planned(stage, line(FIRST, "2000"), on=datetime.date(2026, 5, 4))
    planned(stage, line(FIRST, "500"), line(SECOND, "4500"), on=datetime.date(2026, 8, 3))
    assert spending_of(stage.head.pk, YEAR).money.ceilings == {1: 1000, 2: 2000, 3: 5000, 4: 5000}


def test_the_first_budget_holds_for_the_whole_year_and_a_year_that_is_over_is_only_corrected(stage):
    BudgetLine.objects.filter(position=stage.head).delete()
    planned(stage, line(FIRST, "1000"))
    assert not EarlierCeiling.objects.exists()
    planned(stage, line(FIRST, "1500"), on=datetime.date(2027, 2, 1))
    assert not EarlierCeiling.objects.exists()


@pytest.mark.parametrize(
    ("day", "is_revision", "ended"),
    [
        ((2026, 1, 20), False, ()),
        ((2026, 3, 31), False, ()),
        ((2026, 4, 1), False, (1,)),
        ((2026, 10, 20), False, (1, 2, 3)),
        ((2025, 12, 1), False, ()),
        ((2027, 1, 5), False, ()),
        ((2027, 1, 5), True, (1, 2, 3)),
    ],
)
def test_which_quarters_keep_their_ceiling(day, is_revision, ended):
    assert ended_quarters(2026, datetime.date(*day), is_revision=is_revision) == ended


def test_a_revised_agreement_leaves_past_quarters_their_ceiling(stage):
    agreement = in_force(stage, approved(stage))
    reported(stage, 1, 2, 3)
    spent(stage, FIRST, 150_000_000)
    before = absorbed(stage)[:3]
    revision = begin_revision(agreement, by=stage.section, today=datetime.date(2026, 9, 1), reason="strategy")
    lines = [line(FIRST, "3000000000"), line(SECOND, "2750000000.50")]
    set_budget(revision, by=stage.head_user, lines=lines, note="DPPA.", spent_note="DPPA.")
    submit_agreement(revision, by=stage.head_user, today=OCTOBER)
    revision = approve_agreement(Agreement.objects.get(pk=revision.pk), by=stage.bupati_user, today=OCTOBER)
    for side in (Side.FIRST, Side.SECOND):
        record_signature(numbered(revision), side, by=stage.section, signed_on=OCTOBER, today=OCTOBER)
    assert spending_of(stage.head.pk, YEAR).budget == Decimal("5750000000.50")
    assert absorbed(stage)[:3] == before


# --- Below what was spent
def test_a_ceiling_below_what_was_spent_is_refused_in_the_plan(stage):
    spent(stage, FIRST, 60)
    for amount in ("59", "0"):
        with pytest.raises(ValidationError, match=f"Rp{amount} lebih kecil daripada yang sudah direalisasikan, Rp60"):
            planned(stage, line(FIRST, amount), line(SECOND, "400"))
    planned(stage, line(FIRST, "60"), line(SECOND, "400"))
    assert own_budget_of(stage.head, YEAR)[0].amount == 60


def test_what_stands_below_already_may_stay_and_rise():
    told = [
        below_spent_sentence("1.02.01", "DAU", Decimal(after), Decimal(60), before=Decimal(40))
        for after in (39, 40, 50)
    ]
    assert [bool(sentence) for sentence in told] == [True, False, False]
    assert below_spent_sentence("1.02.01", "DAU", Decimal(50), Decimal(60), before=None)


def test_an_agreement_with_less_than_was_spent_is_explained_or_refused(stage):
    spent(stage, FIRST, 60)
    agreement = drafted(stage)
    with pytest.raises(ValidationError, match="lebih kecil daripada yang sudah direalisasikan"):
        set_budget(agreement, by=stage.head_user, lines=[line(FIRST, "59")])
    with pytest.raises(ValidationError, match="lebih kecil daripada yang sudah direalisasikan"):
        set_budget(agreement, by=stage.head_user, lines=[line(FIRST, "59")], note="Menunggu DPA perubahan.")
    set_budget(agreement, by=stage.head_user, lines=[line(FIRST, "59")], spent_note="Pergeseran ke 1.02.02.")
    with pytest.raises(ValidationError, match="di bawah pagu jabatan"):
        submit_agreement(agreement, by=stage.head_user, today=OCTOBER)


def test_spending_that_came_after_the_draft_was_written_is_found_before_it_is_agreed(stage):
    agreement = Agreement.objects.with_content().get(pk=drafted(stage).pk)
    content = content_of(agreement)
    write_content(agreement, AgreementContent(content.parties, content.lines, (line(FIRST, "59"),)))
    Agreement.objects.filter(pk=agreement.pk).update(budget_is_own=True)
    spent(stage, FIRST, 60)
    with pytest.raises(ValidationError, match="lebih kecil daripada yang sudah direalisasikan"):
        submit_agreement(Agreement.objects.get(pk=agreement.pk), by=stage.head_user, today=OCTOBER)


def test_a_workbook_cannot_lower_a_ceiling_below_what_was_spent(stage):
    spent(stage, FIRST, 60)
    code = stage.head.code

    def brought(ceiling: int, *quarters: int) -> list[str]:
        return messages(bring_in({"Anggaran": [(code, YEAR, FIRST, ceiling, "APBD", *quarters)]}, today=OCTOBER))

    (sentence,) = brought(59)
    assert "Rp59 lebih kecil daripada yang sudah direalisasikan, Rp60" in sentence
    (sentence,) = brought(70, 60, 20)
    assert "Rp70 lebih kecil daripada yang sudah direalisasikan, Rp80" in sentence
    assert brought(80, 60, 20) == []
    assert EarlierCeiling.objects.filter(line__program__code=FIRST, amount=1_500_000_000).count() == 3


def test_the_total_of_ceilings_is_that_of_each_quarter():
    lines = [MoneyLine(Decimal(10), earlier={1: Decimal(4)}), MoneyLine(Decimal(5))]
    assert total(lines).ceilings == {1: 9, 2: 15, 3: 15, 4: 15}
