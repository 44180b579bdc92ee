"""What was written in the agreement becomes the plan, once it is agreed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agreements.content.actions import lock_draft, write_content
from agreements.content.facts import content_of
from agreements.domain.plan import AgreementContent, PlannedStep
from agreements.drafting.actions import refresh_draft
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, return_agreement, submit_agreement
from agreements.revision.actions import begin_revision
from audit.editing import ConflictError
from audit.trail import history
from indicators.domain.kinds import Figure
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine, Objective, QuarterTarget, Target
from tests.agreements.stage import TODAY, YEAR, Stage, approved, drafted, in_force
from tests.factories import realise, report_of, spend
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db


def figures(*values: int) -> tuple[tuple[int, Figure], ...]:
    """Targets of the first quarters."""
    return tuple((quarter, Figure(Decimal(value))) for quarter, value in enumerate(values, start=1))


def rewritten(agreement: Agreement, **line: object) -> Agreement:
    """The draft with its first line written anew in the agreement."""
    agreement = Agreement.objects.with_content().get(pk=agreement.pk)
    content = content_of(agreement)
    own = replace(content.lines[0], is_own=True, **line)
    write_content(agreement, AgreementContent(content.parties, (own, *content.lines[1:]), content.budget))
    return Agreement.objects.with_content().get(pk=agreement.pk)


def agreed(agreement: Agreement, stage: Stage) -> Agreement:
    """Sent and agreed."""
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Kamusnya menyusul.")
    return approve_agreement(agreement, by=stage.bupati_user, today=TODAY)


def planned(agreement: Agreement) -> tuple[Decimal | None, dict[int, Decimal | None]]:
    """Target of the year and of the quarters that stand in the plan for the first line."""
    target = Target.objects.get(indicator=agreement.lines.first().indicator, year=YEAR)
    return target.figure, {row.quarter: row.figure for row in QuarterTarget.objects.filter(target=target)}


def test_an_own_line_survives_taking_the_plan_again(stage: Stage) -> None:
    step = PlannedStep("Melatih kader", "Kepala Bidang", (1, 2))
    agreement = rewritten(drafted(stage), value=Figure(Decimal(91)), quarters=figures(20, 40), steps=(step,))
    assert refresh_draft(agreement, by=stage.head_user, today=TODAY) == []
    line = content_of(Agreement.objects.with_content().get(pk=agreement.pk)).lines[0]
    assert (line.value, line.quarters, line.steps) == (Figure(Decimal(91)), figures(20, 40), (step,))


def test_an_agreed_own_line_becomes_the_target_of_the_year_and_its_quarters(stage: Stage) -> None:
    agreement = rewritten(drafted(stage), value=Figure(Decimal(91)), quarters=figures(20, 40, 60, 91))
    assert planned(agreement) == (80, {4: 80})
    agreed(agreement, stage)
    assert planned(agreement) == (91, {1: 20, 2: 40, 3: 60, 4: 91})
    assert not agreement.lines.filter(is_own=True).exists()


def test_a_quarter_verified_after_sending_is_not_agreed_with_another_target(stage: Stage) -> None:
    target = Target.objects.get(indicator=stage.indicators[0], year=YEAR)
    QuarterTarget.objects.create(target=target, quarter=1, figure=25)
    agreement = rewritten(drafted(stage), quarters=figures(10, 40))
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Kamusnya menyusul.")
    report_of(stage.head, quarter=1)
    with pytest.raises(ValidationError, match="Triwulan I sudah diverifikasi sejak PK ini diajukan"):
        approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    return_agreement(agreement, by=stage.bupati_user, today=TODAY, remark="Ikuti yang sudah diverifikasi.")
    assert refresh_draft(Agreement.objects.get(), by=stage.head_user, today=TODAY)
    agreed(agreement, stage)
    assert planned(agreement)[1] == {1: 25, 2: 40}
    assert content_of(Agreement.objects.with_content().get()).lines[0].quarters == figures(25, 40)


def test_a_quarter_verified_after_agreeing_to_a_revision_stays_and_the_history_says_so(stage: Stage) -> None:
    revision = begin_revision(in_force(stage), by=stage.section, today=TODAY, reason="strategy")
    agreed(rewritten(revision, quarters=figures(10, 40)), stage)
    report_of(stage.head, quarter=1)
    in_force(stage, revision)
    assert planned(revision)[1] == {2: 40}
    written = words_of(history(revision).get(verb="agreement.plan_published"))[0]
    assert written.startswith(
        f"Target triwulan I “{stage.indicators[0].statement}” tetap seperti yang sudah diverifikasi."
    )
    assert "PK ini mencetak target lain" in written


def test_another_unit_than_that_of_a_realisation_is_not_agreed(stage: Stage) -> None:
    agreement = rewritten(drafted(stage), unit_of_measure="orang")
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Kamusnya menyusul.")
    unit = stage.indicators[0].unit_of_measure
    realise(report_of(stage.head, "submitted", year=YEAR - 1), stage.indicators[0], Figure(Decimal(3)))
    with pytest.raises(ValidationError, match=f"sudah mempunyai realisasi dalam satuan “{unit}”"):
        approve_agreement(agreement, by=stage.bupati_user, today=TODAY)


def test_a_realisation_after_agreeing_to_a_revision_keeps_its_unit(stage: Stage) -> None:
    revision = begin_revision(in_force(stage), by=stage.section, today=TODAY, reason="strategy")
    agreed(rewritten(revision, unit_of_measure="orang"), stage)
    unit = stage.indicators[0].unit_of_measure
    realise(report_of(stage.head, "submitted", quarter=1), stage.indicators[0], Figure(Decimal(3)))
    in_force(stage, revision)
    stage.indicators[0].refresh_from_db()
    assert stage.indicators[0].unit_of_measure == unit


def test_what_went_to_another_position_meanwhile_is_not_planned_from_here(stage: Stage) -> None:
    agreement = rewritten(drafted(stage), value=Figure(Decimal(91)))
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Kamusnya menyusul.")
    objective = stage.indicators[0].objective
    Objective.objects.filter(pk=objective.pk).update(position=stage.bupati, statement="Sasaran bupati")
    with pytest.raises(ValidationError, match="sekarang milik jabatan lain"):
        approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    objective.refresh_from_db()
    assert (objective.statement, planned(agreement)[0]) == ("Sasaran bupati", 80)
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.SUBMITTED


def test_a_revision_becomes_the_plan_only_when_it_is_in_force(stage: Stage) -> None:
    first = in_force(stage)
    revision = begin_revision(first, by=stage.section, today=TODAY, reason="strategy")
    revision = rewritten(revision, value=Figure(Decimal(70)))
    agreed(revision, stage)
    assert planned(revision)[0] == 80
    in_force(stage, revision)
    assert planned(revision)[0] == 70


def test_an_own_budget_becomes_the_budget_and_keeps_what_was_already_spent(stage: Stage) -> None:
    spent = BudgetLine.objects.get(position=stage.head, program__code="1.02.01")
    spend(spent, 1, 5)
    agreement = Agreement.objects.with_content().get(pk=drafted(stage).pk)
    content = content_of(agreement)
    own = (PlannedBudgetLine("1.02.02", "Program 1.02.02", "DAK", Decimal(7)),)
    write_content(agreement, AgreementContent(content.parties, content.lines, own))
    Agreement.objects.filter(pk=agreement.pk).update(budget_is_own=True, budget_note="DPPA.", spent_note="DPPA.")
    agreed(agreement, stage)
    amounts = BudgetLine.objects.filter(position=stage.head, year=YEAR).values_list(
        "program__code", "funding_source", "amount"
    )
    assert set(amounts) == {("1.02.01", "APBD", Decimal(0)), ("1.02.02", "DAK", Decimal(7))}


def test_an_agreement_that_follows_the_plan_changes_nothing_in_it(stage: Stage) -> None:
    agreement = approved(stage)
    assert planned(agreement) == (80, {4: 80})


def test_whoever_edits_an_older_edition_is_told_so(stage: Stage) -> None:
    agreement = drafted(stage)
    seen = agreement.edition
    rewritten(agreement, value=Figure(Decimal(91)))
    with pytest.raises(ConflictError, match="sudah diubah orang lain"):
        lock_draft(agreement, edition=seen)
