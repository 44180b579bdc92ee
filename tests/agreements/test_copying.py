"""This year's PK begins with last year's: what is copied, what the plan says better, what is refused."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.content.actions import write_content
from agreements.content.facts import content_of
from agreements.copying.actions import draft_from_last_year
from agreements.domain.plan import AgreementContent, PlannedStep
from agreements.drafting.actions import draft_agreement
from agreements.models import Agreement, Party
from agreements.revision.actions import begin_revision, cancel_agreement
from audit.trail import history
from indicators.domain.kinds import Figure
from indicators.models import BudgetLine, Indicator, Target
from organisation.models import User
from tests.agreements.stage import TODAY, YEAR, Stage, in_force, indicators_of
from tests.factories import PositionFactory, report_of, target_for
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db

NEXT, NEXT_DAY = YEAR + 1, datetime.date(YEAR + 1, 1, 12)


def copied(stage: Stage) -> Agreement:
    """Next year's draft, from the PK of this year, with its content."""
    agreement = draft_from_last_year(stage.head, NEXT, by=stage.section, today=NEXT_DAY)
    return Agreement.objects.with_content().get(pk=agreement.pk)


def with_course(agreement: Agreement) -> None:
    """Give the first line quarter targets and an action, as if they had been written in the draft."""
    content = content_of(Agreement.objects.with_content().get(pk=agreement.pk))
    first = replace(
        content.lines[0],
        quarters=((1, Figure(Decimal(20))), (2, Figure(Decimal(40)))),
        steps=(PlannedStep("Melatih kader", "Kepala Bidang", (1, 2)),),
    )
    write_content(agreement, AgreementContent(content.parties, (first, *content.lines[1:]), content.budget))


def test_lines_quarters_actions_and_budget_are_copied_as_the_drafts_own(stage: Stage) -> None:
    before = in_force(stage)
    with_course(before)
    agreement = copied(stage)
    old, new = content_of(Agreement.objects.with_content().get(pk=before.pk)), content_of(agreement)
    assert (agreement.year, agreement.version, agreement.status) == (NEXT, 1, "draft")
    assert new.lines == old.lines
    assert new.budget == old.budget
    assert all(line.is_own for line in new.lines)
    assert agreement.budget_is_own


def test_the_plan_of_the_year_wins_where_it_has_figures_and_keeps_the_actions(stage: Stage) -> None:
    with_course(in_force(stage))
    target_for(stage.indicators[0], Figure(Decimal(85)), NEXT)
    line = BudgetLine.objects.filter(position=stage.head).first()
    BudgetLine.objects.create(
        position=stage.head, year=NEXT, program=line.program, amount=Decimal(9), funding_source="DAK"
    )
    agreement = copied(stage)
    first, second, _ = content_of(agreement).lines
    assert (first.value, first.is_own, first.steps[0].statement) == (Figure(Decimal(85)), False, "Melatih kader")
    assert (second.value, second.is_own) == (Figure(Decimal(80)), True)
    assert [(row.funding_source, row.amount) for row in agreement.budget_lines.all()] == [("DAK", Decimal(9))]
    assert not agreement.budget_is_own


def test_a_quarter_verified_before_the_copy_is_made_is_not_promised(stage: Stage) -> None:
    with_course(in_force(stage))
    report_of(stage.head, year=NEXT, quarter=1)
    assert content_of(copied(stage)).lines[0].quarters == ((2, Figure(Decimal(40))),)


def test_an_indicator_that_is_new_this_year_stands_after_the_copied_ones(stage: Stage) -> None:
    in_force(stage)
    (new,) = indicators_of(stage.head, 1)
    Target.objects.filter(indicator=new).update(year=NEXT)
    assert [line.indicator for line in copied(stage).lines.all()] == [*stage.indicators, new]


def test_the_wording_is_that_of_today_and_the_people_are_those_in_office(stage: Stage) -> None:
    in_force(stage)
    Indicator.objects.filter(pk=stage.indicators[0].pk).update(statement="Bunyi yang baru")
    stage.head_user.employee.name = "Rina Baru"
    stage.head_user.employee.save()
    agreement = copied(stage)
    assert agreement.lines.first().indicator_statement == "Bunyi yang baru"
    assert "Rina Baru" in agreement.party_of("first").name


def test_left_outs_counterpart_and_wording_of_posts_are_copied(stage: Stage) -> None:
    before = in_force(stage)
    sekda = PositionFactory(title="Sekretaris Daerah", reports_to=stage.bupati)
    left_out = stage.indicators[2]
    before.left_out.add(left_out)
    before.lines.filter(indicator=left_out).delete()
    Party.objects.filter(agreement=before, side="first").update(
        title_override="Kepala Dinas", position_title="Kepala Dinas"
    )
    Agreement.objects.filter(pk=before.pk).update(counterpart=stage.bupati)
    target_for(left_out, Figure(Decimal(1)), NEXT)
    agreement = copied(stage)
    assert list(agreement.left_out.all()) == [left_out]
    assert left_out not in [line.indicator for line in agreement.lines.all()]
    assert agreement.counterpart == stage.bupati != sekda
    assert agreement.party_of("first").position_title == "Kepala Dinas"


def test_the_newest_version_that_came_into_force_is_the_source(stage: Stage) -> None:
    revision = begin_revision(in_force(stage), by=stage.section, today=TODAY, reason="strategy")
    revision.lines.update(figure=Decimal(1))
    assert copied(stage).lines.first().figure == Decimal(80)


def test_without_a_pk_last_years_targets_are_copied(stage: Stage) -> None:
    agreement = copied(stage)
    assert [line.figure for line in agreement.lines.all()] == [Decimal(80)] * 3
    assert agreement.budget_is_own


def test_the_event_tells_what_was_copied(stage: Stage) -> None:
    before = in_force(stage)
    event = history(copied(stage)).get()
    assert (event.verb, event.data["source"], event.data["lines"]) == ("agreement.copied", before.pk, 3)
    assert "versi 1: 3 indikator, 3 di antaranya" in words_of(event)[0]


def test_the_regional_heads_budget_is_never_copied(stage: Stage) -> None:
    indicators_of(stage.bupati, 1)
    agreement = draft_from_last_year(stage.bupati, NEXT, by=stage.section, today=NEXT_DAY)
    assert not agreement.budget_is_own
    assert not agreement.budget_lines.exists()


def test_an_indicator_that_belongs_to_another_office_now_is_not_copied(stage: Stage) -> None:
    in_force(stage)
    stage.indicators[2].objective.position = stage.bupati
    stage.indicators[2].objective.save()
    assert [line.indicator for line in copied(stage).lines.all()] == stage.indicators[:2]


def test_with_nothing_last_year_there_is_nothing_to_copy(stage: Stage) -> None:
    with pytest.raises(ValidationError, match="Tidak ada PK maupun target 2025"):
        draft_from_last_year(stage.head, YEAR, by=stage.section, today=TODAY)
    assert not Agreement.objects.exists()


def test_a_second_pk_of_the_year_is_refused_until_the_first_is_cancelled(stage: Stage) -> None:
    first = copied(stage)
    with pytest.raises(ValidationError, match="sudah ada dengan status “Draf”"):
        copied(stage)
    with pytest.raises(ValidationError, match="sudah ada dengan status “Draf”"):
        draft_agreement(stage.head, NEXT, by=stage.section, today=NEXT_DAY)
    cancel_agreement(first, by=stage.section, today=NEXT_DAY, reason="Keliru")
    assert copied(stage).pk != first.pk


def test_without_a_holder_nothing_is_left_behind(stage: Stage) -> None:
    in_force(stage)
    stage.head.assignments.all().update(end=TODAY)
    with pytest.raises(ValidationError, match="belum ada pejabatnya"):
        copied(stage)
    assert not Agreement.objects.filter(year=NEXT).exists()


def send(client, user: User, stage: Stage, year: object):
    client.force_login(user)
    return client.post(reverse("agreements:agreement_copy", args=[stage.head.pk]), {"tahun": year}, follow=True)


def test_the_button_leads_to_the_draft(stage: Stage, client) -> None:
    in_force(stage)
    answer = send(client, stage.head_user, stage, NEXT)
    agreement = Agreement.objects.get(year=NEXT)
    assert answer.redirect_chain[-1][0] == agreement.get_absolute_url()
    assert "sudah disalin dari tahun 2026" in answer.content.decode()


@pytest.mark.parametrize("year", ["", "abc", "1999", "9" * 400, "<b>", "2026\x00"])
def test_a_year_that_cannot_be_is_refused(year: str, stage: Stage, client) -> None:
    assert send(client, stage.head_user, stage, year).status_code == 400


def test_a_refusal_is_told_on_the_list(stage: Stage, client) -> None:
    answer = send(client, stage.head_user, stage, YEAR)
    assert "Tidak ada PK maupun target 2025" in answer.content.decode()
