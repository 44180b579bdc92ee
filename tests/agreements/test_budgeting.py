"""The money of a draft: writing it, keeping to the ceiling, following the plan again."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agreements.budget.actions import follow_planned_budget, set_budget
from agreements.content.facts import content_of
from agreements.drafting.actions import draft_agreement, refresh_draft
from agreements.models import Agreement
from agreements.negotiation.actions import submit_agreement
from agreements.reading.budget import ceiling_of
from agreements.revision.actions import cancel_agreement
from audit.editing import ConflictError
from audit.facts import changes_of
from audit.trail import history
from indicators.budgets.facts import known_programs, known_sources
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine
from tests.agreements.stage import TODAY, YEAR, Stage, approved, drafted, in_force, indicators_of, submitted
from tests.factories import BudgetLineFactory, PositionFactory, ProgramFactory, spend
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db

CEILING = Decimal("4250000000.50")


def stored(agreement: Agreement) -> Agreement:
    return Agreement.objects.with_content().get(pk=agreement.pk)


def budget(agreement: Agreement) -> list[PlannedBudgetLine]:
    return list(content_of(stored(agreement)).budget)


def line(code: str, amount: str, source: str = "APBD", objective: str = "") -> PlannedBudgetLine:
    return PlannedBudgetLine(code, f"Program {code}", source, Decimal(amount), objective)


def write(stage: Stage, agreement: Agreement, *lines: PlannedBudgetLine, **given: object) -> list[str]:
    return set_budget(agreement, by=stage.head_user, lines=lines, **given)


def test_own_lines_are_kept_in_their_order_and_do_not_follow_the_plan(stage: Stage) -> None:
    agreement = drafted(stage)
    objective = agreement.lines.first().objective_code
    changes = write(stage, agreement, line("1.02.02", "7", "DAK"), line("1.02.01", "5", objective=objective))
    assert budget(agreement) == [line("1.02.02", "7", "DAK"), line("1.02.01", "5", objective=objective)]
    assert stored(agreement).budget_is_own
    assert refresh_draft(agreement, by=stage.head_user, today=TODAY) == []
    event = history(agreement).first()
    assert (event.verb, changes_of(event)) == ("agreement.budget_edited", changes)
    assert "Anggaran ditambahkan: Program 1.02.02 (DAK) Rp7." in words_of(event)
    assert event.data["edition"] == stored(agreement).edition


def test_lines_that_say_the_same_as_the_plan_go_on_following_it(stage: Stage) -> None:
    agreement = drafted(stage)
    objective = agreement.lines.first().objective_code
    serving = [replace(row, objective_code=objective) for row in budget(agreement)]
    write(stage, agreement, *serving)
    assert not stored(agreement).budget_is_own
    BudgetLine.objects.filter(position=stage.head).update(amount=1)
    refresh_draft(agreement, by=stage.head_user, today=TODAY)
    assert [(row.amount, row.objective_code) for row in budget(agreement)] == [(1, objective)] * 2


def test_every_saving_reaches_the_next_edition_and_leaves_the_lines_alone(stage: Stage) -> None:
    agreement = drafted(stage)
    before = content_of(stored(agreement)).lines
    write(stage, agreement, line("1.02.01", "5"), edition=agreement.edition)
    assert stored(agreement).edition == agreement.edition + 1
    assert content_of(stored(agreement)).lines == before


def test_who_edits_an_older_edition_changes_nothing(stage: Stage) -> None:
    agreement = drafted(stage)
    write(stage, agreement, line("1.02.01", "5"), edition=agreement.edition)
    with pytest.raises(ConflictError):
        write(stage, agreement, line("1.02.01", "6"), edition=agreement.edition)
    assert budget(agreement)[0].amount == 5


def test_following_the_plan_again_keeps_the_objectives(stage: Stage) -> None:
    agreement = drafted(stage)
    objective = agreement.lines.first().objective_code
    write(stage, agreement, line("1.02.01", "5", objective=objective))
    follow_planned_budget(agreement, by=stage.head_user)
    assert [(row.program_code, row.objective_code) for row in budget(agreement)] == [
        ("1.02.01", objective),
        ("1.02.02", ""),
    ]
    assert not stored(agreement).budget_is_own
    event = history(agreement).first()
    assert (event.verb, event.data["edition"]) == ("agreement.budget_followed", stored(agreement).edition)


def test_the_ceiling_is_the_plan_of_the_position_and_the_year(stage: Stage) -> None:
    BudgetLineFactory(position=stage.head, year=YEAR + 1, amount=1)
    BudgetLineFactory(position=PositionFactory(), year=YEAR, amount=1)
    assert ceiling_of(stage.head.pk, YEAR) == CEILING
    assert ceiling_of(stage.bupati.pk, YEAR) is None


def test_a_budget_off_the_ceiling_is_not_sent_without_an_explanation(stage: Stage) -> None:
    agreement = drafted(stage)
    write(stage, agreement, line("1.02.01", "5000000000"))
    with pytest.raises(ValidationError, match=r"Rp750\.000\.000 di atas pagu jabatan Rp4\.250\.000\.001"):
        submit_agreement(agreement, by=stage.head_user, today=TODAY)
    write(stage, agreement, line("1.02.01", "5"))
    with pytest.raises(ValidationError, match="di bawah pagu"):
        submit_agreement(agreement, by=stage.head_user, today=TODAY)
    write(stage, agreement, line("1.02.01", "5"), note="  Menunggu DPA perubahan. ")
    assert submit_agreement(agreement, by=stage.head_user, today=TODAY).budget_note == "Menunggu DPA perubahan."


def test_spaces_are_no_explanation(stage: Stage) -> None:
    agreement = drafted(stage)
    write(stage, agreement, line("1.02.01", "5"), note=" \n ")
    with pytest.raises(ValidationError, match="di bawah pagu"):
        submit_agreement(agreement, by=stage.head_user, today=TODAY)


def test_the_same_sum_divided_otherwise_needs_no_explanation(stage: Stage) -> None:
    agreement = drafted(stage)
    write(stage, agreement, line("1.02.01", str(CEILING)))
    assert submit_agreement(agreement, by=stage.head_user, today=TODAY).status == "submitted"


def test_without_a_ceiling_nothing_has_to_be_explained(stage: Stage) -> None:
    BudgetLine.objects.filter(position=stage.head).delete()
    agreement = drafted(stage)
    write(stage, agreement, line("1.02.01", "5"))
    assert submit_agreement(agreement, by=stage.head_user, today=TODAY).status == "submitted"


def test_a_line_with_spending_cannot_be_dropped_and_less_than_was_spent_is_explained(stage: Stage) -> None:
    spent = BudgetLine.objects.get(position=stage.head, program__code="1.02.01")
    spend(spent, 1, Decimal(1_000_000))
    agreement = drafted(stage)
    with pytest.raises(ValidationError, match=r"Sudah ada realisasi anggaran pada 1\.02\.01 \(APBD\) Rp1\.000\.000"):
        write(stage, agreement, line("1.02.02", "5"))
    with pytest.raises(ValidationError, match=r"Rp0 lebih kecil daripada yang sudah direalisasikan, Rp1\.000\.000"):
        write(stage, agreement, line("1.02.02", "5"), line("1.02.01", "0"))
    write(stage, agreement, line("1.02.02", "5"), line("1.02.01", "0"), spent_note="Realisasi dipindahkan ke 1.02.02.")
    assert len(budget(agreement)) == 2


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([line("9.99.99", "5")], "9.99.99 tidak ada pada katalog"),
        ([line("1.02.01", "-1")], "tidak boleh negatif"),
        ([line("1.02.01", "1"), line("1.02.01", "2")], "hanya ditulis sekali"),
    ],
)
def test_lines_that_contradict_are_refused(lines: list[PlannedBudgetLine], words: str, stage: Stage) -> None:
    agreement = drafted(stage)
    before = budget(agreement)
    with pytest.raises(ValidationError, match=words):
        write(stage, agreement, *lines)
    assert budget(agreement) == before
    assert not stored(agreement).budget_is_own


def test_the_regional_heads_budget_is_that_of_all_opd(stage: Stage) -> None:
    indicators_of(stage.bupati, 1)
    agreement = draft_agreement(stage.bupati, YEAR, by=stage.section, today=TODAY)
    for step in (lambda: write(stage, agreement, line("1.02.01", "5")), lambda: follow(agreement, stage)):
        with pytest.raises(ValidationError, match="jumlah anggaran semua perangkat daerah"):
            step()


def follow(agreement: Agreement, stage: Stage) -> None:
    follow_planned_budget(agreement, by=stage.head_user)


@pytest.mark.parametrize("made", [submitted, approved, in_force])
def test_a_frozen_budget_is_not_changed(made, stage: Stage) -> None:
    agreement = made(stage)
    for step in (lambda: write(stage, agreement, line("1.02.01", "5")), lambda: follow(agreement, stage)):
        with pytest.raises(ValidationError, match="isinya tidak dapat diubah"):
            step()
    assert sum(row.amount for row in budget(agreement)) == CEILING


def test_a_cancelled_draft_is_not_changed(stage: Stage) -> None:
    agreement = cancel_agreement(drafted(stage), by=stage.section, today=TODAY, reason="Keliru")
    with pytest.raises(ValidationError, match="tidak dapat diubah"):
        follow(agreement, stage)


def test_programmes_and_sources_in_use_are_offered(stage: Stage) -> None:
    BudgetLineFactory(position=stage.head, year=YEAR - 1, program=ProgramFactory(code="1.02.03"), funding_source="DAK")
    ProgramFactory(code="1.02.09")
    assert [program.code for program in known_programs(stage.head.pk, YEAR)] == ["1.02.01", "1.02.02", "1.02.03"]
    assert known_sources(YEAR) == ["APBD", "DAK"]
