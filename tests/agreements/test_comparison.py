"""A draft beside last year's PK: marks on its rows, what is gone, the money, and constant queries."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.copying.actions import draft_from_last_year
from agreements.models import Agreement, AgreementBudgetLine
from agreements.negotiation.actions import submit_agreement
from agreements.reading.comparison import against_earlier
from agreements.revision.actions import begin_revision
from organisation.models import User
from tests.agreements.stage import TODAY, YEAR, Stage, drafted, in_force, indicators_of

pytestmark = pytest.mark.django_db

NEXT, NEXT_DAY = YEAR + 1, datetime.date(YEAR + 1, 1, 12)


def next_years(stage: Stage) -> Agreement:
    """Next year's draft, copied from the PK in force, with its content."""
    in_force(stage)
    agreement = draft_from_last_year(stage.head, NEXT, by=stage.section, today=NEXT_DAY)
    return stored(agreement)


def stored(agreement: Agreement) -> Agreement:
    return Agreement.objects.with_content().get(pk=agreement.pk)


def page(client, user: User, name: str, agreement: Agreement) -> str:
    client.force_login(User.objects.get(pk=user.pk))
    return client.get(reverse(f"agreements:agreement_{name}", args=[agreement.pk])).content.decode()


def test_rows_are_marked_against_last_years_pk(stage: Stage) -> None:
    agreement = next_years(stage)
    agreement.lines.filter(indicator=stage.indicators[0]).update(figure=85)
    agreement.lines.filter(indicator=stage.indicators[1]).update(indicator_statement="Bunyi lain")
    agreement.lines.filter(indicator=stage.indicators[2]).update(indicator=indicators_of(stage.head, 1)[0])
    against = against_earlier(stored(agreement))
    assert (against.called, against.earlier.year) == ("2026", YEAR)
    assert [mark.words for mark in against.comparison.marks.values()] == ["target 80 → 85", "bunyi diubah", "baru"]
    assert [line.indicator_id for line in against.comparison.gone] == [stage.indicators[2].pk]


def test_a_revision_is_compared_with_the_version_it_revises(stage: Stage) -> None:
    revision = begin_revision(in_force(stage), by=stage.section, today=TODAY, reason="strategy")
    against = against_earlier(stored(revision))
    assert (against.called, against.earlier.version) == ("versi 1", 1)


def test_without_a_pk_last_year_there_is_nothing_to_compare_with(stage: Stage) -> None:
    assert against_earlier(stored(drafted(stage))) is None


def test_the_draft_and_the_superiors_page_show_the_marks_and_link_last_years_pk(stage: Stage, client) -> None:
    agreement = next_years(stage)
    before = Agreement.objects.get(year=YEAR)
    agreement.lines.filter(indicator=stage.indicators[0]).update(figure=85)
    AgreementBudgetLine.objects.filter(agreement=agreement, program_code="1.02.01").update(
        amount=Decimal(1_800_000_000)
    )
    submit_agreement(agreement, by=stage.head_user, today=NEXT_DAY, plan_note="Kamus menyusul.")
    for user, name in ((stage.head_user, "detail"), (stage.bupati_user, "review")):
        text = page(client, user, name, agreement)
        assert "target 80 → 85" in text
        assert "sama dengan 2026" in text
        assert f'href="{before.get_absolute_url()}"' in text
        assert "+Rp300.000.000" in text
        assert "+20,00%" in text


def test_an_agreement_in_force_is_not_compared_any_more(stage: Stage, client) -> None:
    assert "Dibandingkan dengan" not in page(client, stage.head_user, "detail", in_force(stage))


def test_wording_is_shown_as_text(stage: Stage, client) -> None:
    agreement = next_years(stage)
    agreement.lines.first().delete()
    Agreement.objects.get(year=YEAR).lines.update(indicator_statement="<b>tebal</b>")
    text = page(client, stage.head_user, "detail", agreement)
    assert "<b>tebal" not in text
    assert "&lt;b&gt;tebal" in text


def test_the_number_of_queries_does_not_grow_with_the_rows(stage: Stage, django_assert_num_queries) -> None:
    agreement = stored(next_years(stage))
    with django_assert_num_queries(10):
        against_earlier(agreement)
    small = stored(agreement)
    before = Agreement.objects.get(year=YEAR)
    for kept in (before, small):
        kept.lines.exclude(pk=kept.lines.first().pk).delete()
        kept.budget_lines.exclude(pk=kept.budget_lines.first().pk).delete()
    small = stored(agreement)
    with django_assert_num_queries(10):
        against_earlier(small)
