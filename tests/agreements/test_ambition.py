"""The PK beside RPJMD and Renstra, and beside what was reached: drafting, telling, explaining, counting."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.ambition.facts import ambitions_of, deviations_of
from agreements.content.facts import content_of
from agreements.copying.actions import draft_from_last_year
from agreements.domain.lines import LineWording
from agreements.drafting.actions import choose_counterpart, draft_agreement
from agreements.lines.actions import edit_line, follow_plan
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from audit.trail import history
from indicators.domain.kinds import Figure, Value
from indicators.models import Indicator, Target
from realisations.enums import ReportStatus
from tests.agreements.stage import TODAY, YEAR, Stage, drafted, in_force, user_in_office
from tests.factories import PositionFactory, plan_targets_for, realise, report_of, target_for
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db

NEXT, NEXT_DAY = YEAR + 1, datetime.date(YEAR + 1, 1, 12)
WHY = "Puskesmas Sukamaju ditutup untuk dibangun kembali."


def figure(text: object) -> Figure:
    return Figure(Decimal(str(text)))


def with_content(agreement: Agreement) -> Agreement:
    return Agreement.objects.with_content().get(pk=agreement.pk)


def reached(indicator: Indicator, value: Value, year: int = YEAR - 1) -> None:
    """The whole of the year came to this."""
    realise(report_of(indicator.objective.position, year=year, quarter=4), indicator, value)


def wording_of(agreement: Agreement, indicator: Indicator, **changes: object) -> LineWording:
    line = next(one for one in content_of(with_content(agreement)).lines if one.indicator_id == indicator.pk)
    same = {
        name: getattr(line, name)
        for name in (
            *("objective_code", "objective_statement", "indicator_statement", "unit_of_measure", "value"),
            *("quarters", "steps", "weaker_reason"),
        )
    }
    return LineWording(**(same | changes))


def write(agreement: Agreement, indicator: Indicator, stage: Stage, **changes: object) -> None:
    edit_line(
        agreement, indicator.pk, by=stage.head_user, edition=None, wording=wording_of(agreement, indicator, **changes)
    )


def test_an_indicator_without_a_target_of_the_year_is_drafted_from_the_medium_term_plan(stage: Stage, client) -> None:
    first, second, _ = stage.indicators
    plan_targets_for(first, {NEXT: figure(86)})
    plan_targets_for(second, {NEXT: figure(91)})
    target_for(second, figure(90), NEXT)
    client.force_login(stage.head_user)
    answer = client.post(reverse("agreements:agreement_draft", args=[stage.head.pk]), {"tahun": NEXT}, follow=True)
    agreement = Agreement.objects.get(year=NEXT)
    assert [(line.indicator, line.figure, line.is_own) for line in agreement.lines.all()] == [
        (first, Decimal(86), True),
        (second, Decimal(90), False),
    ]
    assert f"1 target mengikuti Renstra/RPJMD {NEXT}" in answer.content.decode()
    assert words_of(history(agreement).get()) == [f"2 indikator, 1 dengan target Renstra/RPJMD {NEXT}."]


def test_without_any_plan_of_the_year_nothing_is_drafted(stage: Stage) -> None:
    plan_targets_for(stage.indicators[0], {YEAR: figure(86)})
    with pytest.raises(ValidationError, match="juga tidak pada Renstra/RPJMD"):
        draft_agreement(stage.head, NEXT, by=stage.head_user, today=NEXT_DAY)


def test_a_copied_year_follows_the_medium_term_plan_and_says_so(stage: Stage, client) -> None:
    first, second, _ = stage.indicators
    in_force(stage)
    plan_targets_for(first, {NEXT: figure(86)})
    plan_targets_for(second, {NEXT: figure(80)})
    client.force_login(stage.head_user)
    answer = client.post(reverse("agreements:agreement_copy", args=[stage.head.pk]), {"tahun": NEXT}, follow=True)
    lines = list(Agreement.objects.get(year=NEXT).lines.prefetch_related("quarters"))
    assert [(line.figure, line.is_own) for line in lines] == [(Decimal(86), True), (80, True), (80, True)]
    assert [[row.figure for row in line.quarters.all()] for line in lines] == [[], [Decimal(80)], [Decimal(80)]]
    assert f"2 target mengikuti Renstra/RPJMD {NEXT}" in answer.content.decode()
    assert words_of(history(lines[0].agreement).get())[0].endswith(
        f"3 indikator, 1 di antaranya dengan target tahun lalu, 2 dengan target Renstra/RPJMD {NEXT}."
    )


def test_a_copied_year_takes_in_what_the_medium_term_plan_begins_with(stage: Stage) -> None:
    agreement = in_force(stage)
    out = stage.indicators[2]
    agreement.lines.filter(indicator=out).delete()
    plan_targets_for(out, {NEXT: figure(7)})
    copied = draft_from_last_year(stage.head, NEXT, by=stage.section, today=NEXT_DAY)
    assert [line.figure for line in copied.lines.all()] == [80, 80, 7]
    copied.lines.all().delete()
    copied.delete()
    agreement.left_out.add(out)
    copied = draft_from_last_year(stage.head, NEXT, by=stage.section, today=NEXT_DAY)
    assert out not in [line.indicator for line in copied.lines.all()]


def test_a_reason_of_last_year_is_not_one_of_this_year(stage: Stage) -> None:
    agreement = in_force(stage)
    agreement.lines.update(weaker_reason=WHY)
    copied = draft_from_last_year(stage.head, NEXT, by=stage.section, today=NEXT_DAY)
    assert {line.weaker_reason for line in copied.lines.all()} == {""}


def test_each_target_is_held_against_the_plan_and_the_last_year(stage: Stage) -> None:
    first, second, third = stage.indicators
    plan_targets_for(first, {YEAR: figure(85)})
    plan_targets_for(second, {YEAR: figure(80)})
    reached(third, figure(82))
    found = ambitions_of(with_content(drafted(stage)))
    assert [found[one.pk].against_plan for one in stage.indicators] == ["weaker", "same", None]
    assert [found[one.pk].against_reached for one in stage.indicators] == [None, None, "weaker"]
    assert found[third.pk].history == ((2021, None), (2022, None), (2023, None), (2024, None), (2025, figure(82)))


def test_part_of_the_last_year_is_not_the_year(stage: Stage) -> None:
    indicator = stage.indicators[0]
    realise(report_of(stage.head, year=YEAR - 1, quarter=3), indicator, figure(95))
    target_for(indicator, figure(96), YEAR - 1, quarters={3: figure(95), 4: figure(96)})
    realise(report_of(stage.head, ReportStatus.DRAFT, YEAR - 1, 4), indicator, figure(99))
    assert ambitions_of(with_content(drafted(stage)))[indicator.pk].reached is None


def test_a_target_in_another_unit_cannot_be_told(stage: Stage) -> None:
    plan_targets_for(stage.indicators[0], {YEAR: figure(85)})
    agreement = drafted(stage)
    agreement.lines.update(unit_of_measure="orang")
    assert ambitions_of(with_content(agreement))[stage.indicators[0].pk].against_plan == "other"


def test_a_weaker_target_is_not_sent_before_somebody_says_why(stage: Stage) -> None:
    indicator = stage.indicators[0]
    plan_targets_for(indicator, {YEAR: figure(85)})
    agreement = drafted(stage)
    with pytest.raises(ValidationError) as refusal:
        submit_agreement(agreement, by=stage.head_user, today=TODAY)
    (sentence,) = refusal.value.message_dict[f"reason_{indicator.pk}"]
    assert sentence == (
        "Target 80 lebih lemah daripada Renstra/RPJMD 2026, yaitu 85. Tulis alasannya; atasan membacanya."
    )
    sent = submit_agreement(agreement, by=stage.head_user, today=TODAY, reasons={indicator.pk: f"  {WHY} "})
    assert sent.status == "submitted"
    assert sent.lines.get(indicator=indicator).weaker_reason == WHY
    event = history(sent).get(verb="agreement.weaker_explained")
    assert words_of(event) == [f"Alasan target “{indicator.statement}”: {WHY}"]
    assert WHY in str(history(sent).get(verb="agreement.submitted").data["content"])


def test_a_target_below_what_was_reached_needs_a_reason_too(stage: Stage) -> None:
    reached(stage.indicators[0], figure("82.5"))
    with pytest.raises(ValidationError, match="lebih lemah daripada realisasi 2025, yaitu 82,5"):
        submit_agreement(drafted(stage), by=stage.head_user, today=TODAY)


def test_the_regional_head_explains_too(stage: Stage) -> None:
    own, stage.indicators[0].objective.position = stage.indicators[0], stage.bupati
    own.objective.save()
    plan_targets_for(own, {YEAR: figure(85)})
    agreement = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    with pytest.raises(ValidationError, match="lebih lemah daripada Renstra/RPJMD"):
        approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    agreed = approve_agreement(agreement, by=stage.bupati_user, today=TODAY, reasons={own.pk: WHY})
    assert agreed.status == "approved"


def test_a_reason_alone_lets_a_row_go_on_following_the_plan(stage: Stage) -> None:
    indicator = stage.indicators[0]
    agreement = drafted(stage)
    write(agreement, indicator, stage, weaker_reason=WHY)
    line = agreement.lines.get(indicator=indicator)
    assert (line.weaker_reason, line.is_own) == (WHY, False)
    write(agreement, indicator, stage, value=figure(70))
    assert agreement.lines.get(indicator=indicator).is_own
    follow_plan(agreement, indicator.pk, by=stage.head_user, today=TODAY, edition=None)
    line = agreement.lines.get(indicator=indicator)
    assert (line.figure, line.weaker_reason, line.is_own) == (Decimal(80), WHY, False)


def test_a_reason_does_not_outlive_the_target_that_it_was_about(stage: Stage) -> None:
    indicator = stage.indicators[0]
    plan_targets_for(indicator, {YEAR: figure(85)})
    agreement = drafted(stage)
    write(agreement, indicator, stage, value=figure(82), weaker_reason=WHY)
    assert ambitions_of(with_content(agreement))[indicator.pk].is_unexplained is False
    write(agreement, indicator, stage, value=figure(60))
    held = ambitions_of(with_content(agreement))[indicator.pk]
    assert (held.reason, held.is_outdated, held.is_unexplained) == (WHY, True, True)
    with pytest.raises(ValidationError, match="ditulis sebelum target atau rencananya berubah"):
        submit_agreement(agreement, by=stage.head_user, today=TODAY)
    said = {"plan_note": "Kamusnya menyusul.", "reasons": {indicator.pk: WHY}}
    sent = submit_agreement(agreement, by=stage.head_user, today=TODAY, **said)
    assert sent.status == "submitted"
    assert words_of(history(sent).filter(verb="agreement.weaker_explained").first()) == [
        f"Alasan target “{indicator.statement}” ditegaskan lagi untuk target dan rencana yang sekarang."
    ]


def test_nor_the_plan_that_it_was_about(stage: Stage, client) -> None:
    indicator = stage.indicators[0]
    plan_targets_for(indicator, {YEAR: figure(85)})
    agreement = drafted(stage)
    write(agreement, indicator, stage, weaker_reason=WHY)
    indicator.plan_targets.update(figure=Decimal(99))
    assert ambitions_of(with_content(agreement))[indicator.pk].is_outdated
    client.force_login(stage.head_user)
    page = client.get(reverse("agreements:agreement_submit", args=[agreement.pk])).content.decode()
    assert "Alasan ini ditulis sebelum target atau rencananya berubah." in page
    assert page.count(WHY) >= 1
    indicator.plan_targets.update(figure=Decimal(85))
    assert not ambitions_of(with_content(agreement))[indicator.pk].is_unexplained


def test_the_submit_page_asks_for_each_reason_and_keeps_what_was_typed(stage: Stage, client) -> None:
    first, second, _ = stage.indicators
    for one in (first, second):
        plan_targets_for(one, {YEAR: figure(85)})
    agreement = drafted(stage)
    address = reverse("agreements:agreement_submit", args=[agreement.pk])
    client.force_login(stage.head_user)
    assert "Ada target yang lebih lemah: 2." in client.get(address).content.decode()
    page = client.post(address, {f"reason_{first.pk}": WHY}).content.decode()
    assert WHY in page
    assert "Tulis alasannya; atasan membacanya." in page
    agreement.refresh_from_db()
    assert agreement.status == "draft"
    client.post(address, {f"reason_{first.pk}": WHY, f"reason_{second.pk}": WHY})
    agreement.refresh_from_db()
    assert agreement.status == "submitted"


def test_the_superior_reads_column_and_reason(stage: Stage, client) -> None:
    indicator = stage.indicators[0]
    plan_targets_for(indicator, {YEAR: figure(85)})
    reached(indicator, figure(82))
    agreement = submit_agreement(drafted(stage), by=stage.head_user, today=TODAY, reasons={indicator.pk: WHY})
    client.force_login(stage.bupati_user)
    page = client.get(reverse("agreements:agreement_review", args=[agreement.pk])).content.decode()
    for words in ("Renstra/RPJMD 2026", "lebih lemah", WHY, "lebih lemah daripada realisasi 2025, yaitu 82."):
        assert words in page


def test_a_chosen_counterpart_is_told_the_verdict_without_figures_of_another_office(stage: Stage, client) -> None:
    elsewhere = PositionFactory(title="Kepala Badan Lain", reports_to=stage.bupati)
    user = user_in_office(elsewhere, name="Orang Lain")
    indicator = stage.indicators[0]
    reached(indicator, figure("82.25"))
    agreement = drafted(stage)
    choose_counterpart(agreement, elsewhere, by=stage.head_user, today=TODAY, edition=None)
    submit_agreement(agreement, by=stage.head_user, today=TODAY, reasons={indicator.pk: WHY})
    client.force_login(user)
    page = client.get(agreement.get_absolute_url()).content.decode()
    assert "lebih lemah daripada realisasi 2025." in page
    assert WHY in page
    assert "82,25" not in page


def test_the_row_shows_five_years_in_words_and_warns_when_it_is_saved(stage: Stage, client) -> None:
    indicator = stage.indicators[0]
    plan_targets_for(indicator, {YEAR: figure(85)})
    reached(indicator, figure(82))
    reached(indicator, figure(81), YEAR - 2)
    agreement = drafted(stage)
    line = agreement.lines.get(indicator=indicator)
    address = reverse("agreements:line_edit", args=[agreement.pk, line.pk])
    client.force_login(stage.head_user)
    answer = client.get(address)
    page = answer.content.decode()
    assert "2023: belum ada; 2024: 81; 2025: 82; Renstra/RPJMD 2026: 85" in page
    assert "Alasan bila target lebih lemah" in page
    assert client.get(f"{address}?renstra=1").context["form"]["target"].value() == "85"
    assert agreement.lines.get(pk=line.pk).figure == 80
    assert answer.context["weaker"].startswith("Target 80 lebih lemah daripada Renstra/RPJMD 2026, yaitu 85.")


def test_the_board_counts_what_deviates_and_says_how(stage: Stage, client) -> None:
    first, second, third = stage.indicators
    plan_targets_for(first, {YEAR: figure(85)})
    plan_targets_for(second, {YEAR: figure(75)})
    plan_targets_for(third, {YEAR: figure(80)})
    agreement = drafted(stage)
    client.force_login(stage.section)
    board = client.get(reverse("agreements:season_board"), {"tahun": YEAR, "kurang": "renstra"})
    (row,) = board.context["rows"]
    assert row.missing == ("Menyimpang dari Renstra/RPJMD (1 lebih lemah, 1 lebih kuat)",)
    assert {gap.label: gap.count for gap in board.context["gaps"]}["Menyimpang dari Renstra/RPJMD"] == 1
    assert deviations_of([agreement.pk], YEAR)[stage.head.pk].words == "1 lebih lemah, 1 lebih kuat"
    Target.objects.all().delete()
    agreement.lines.exclude(indicator=third).delete()
    assert deviations_of([agreement.pk], YEAR) == {}


def test_the_tree_marks_a_target_weaker_than_the_plan(stage: Stage, client) -> None:
    plan_targets_for(stage.indicators[0], {YEAR: figure(85)})
    client.force_login(stage.section)
    page = client.get(reverse("agreements:cascade_show"), {"tahun": YEAR}).content.decode()
    assert "Renstra/RPJMD 85 (lebih lemah)" in page
    assert "Target lebih lemah dari Renstra/RPJMD: 1" in page


def test_the_number_of_queries_does_not_grow_with_the_rows(stage: Stage, django_assert_num_queries) -> None:
    for indicator in stage.indicators:
        plan_targets_for(indicator, {YEAR: figure(85)})
    agreement = with_content(drafted(stage))
    with django_assert_num_queries(4):
        ambitions_of(agreement)
