"""What the plans in an agreement lack: seen by who drafts and who decides, explained when it goes on all the same."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.drafting.actions import choose_counterpart, draft_agreement
from agreements.enums import AgreementStatus
from agreements.models import Agreement, LineQuarterTarget
from agreements.negotiation.actions import approve_agreement, return_agreement, submit_agreement
from agreements.reading.completeness import completeness_of
from agreements.revision.actions import cancel_agreement
from audit.sentences import worded
from audit.trail import history
from indicators.domain.kinds import Figure
from indicators.models import Indicator, QuarterTarget
from organisation.models import User
from tests.agreements.stage import TODAY, YEAR, Stage, drafted, indicators_of, submitted, user_in_office
from tests.factories import IndicatorFactory, PositionFactory, target_for

WHY = "Kondisi awal menunggu rilis BPS bulan Februari."


def with_content(agreement: Agreement) -> Agreement:
    return Agreement.objects.with_content().get(pk=agreement.pk)


def gaps(agreement: Agreement) -> list[str]:
    found = completeness_of(with_content(agreement))
    return [finding.sentence for item in found.incomplete for finding in item.assessment.findings]


def without_baseline(stage: Stage) -> Agreement:
    """A draft of which one indicator has no baseline."""
    Indicator.objects.filter(pk=stage.indicators[0].pk).update(baseline="")
    return drafted(stage)


def open_page(client, user, name, agreement):
    client.force_login(User.objects.get(pk=user.pk))
    return client.get(reverse(f"agreements:agreement_{name}", args=[agreement.pk]))


def send(client, user, name, agreement, **data):
    client.force_login(User.objects.get(pk=user.pk))
    return client.post(reverse(f"agreements:agreement_{name}", args=[agreement.pk]), data, follow=True)


def state(agreement: Agreement) -> tuple[str, str]:
    return Agreement.objects.values_list("status", "plan_note").get(pk=agreement.pk)


def test_a_whole_plan_scores_full_and_is_sent_without_a_word(stage):
    agreement = drafted(stage)
    found = completeness_of(with_content(agreement))
    assert (found.score.words, found.incomplete) == ("33 dari 33", ())
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Tidak diperlukan.")
    assert state(agreement) == (AgreementStatus.SUBMITTED, "")
    assert "gaps" not in history(agreement).first().data


def test_each_line_is_assessed_with_its_own_quarter_targets_and_wording(stage):
    agreement = without_baseline(stage)
    LineQuarterTarget.objects.filter(line__agreement=agreement, line__indicator=stage.indicators[1]).update(figure=75)
    agreement.lines.filter(indicator=stage.indicators[2]).update(unit_of_measure=" - ")
    assert gaps(agreement) == [
        "Kondisi awal belum diisi.",
        "Target triwulan IV 75, sedangkan target setahun 80.",
        "Satuan belum diisi.",
    ]


def test_a_line_without_quarter_targets_is_assessed_with_those_of_the_plan(stage):
    agreement = drafted(stage)
    LineQuarterTarget.objects.all().delete()
    assert gaps(agreement) == []
    QuarterTarget.objects.filter(target__indicator=stage.indicators[0]).update(figure=60)
    QuarterTarget.objects.filter(target__indicator=stage.indicators[1]).delete()
    assert gaps(agreement) == ["Target triwulan IV 60, sedangkan target setahun 80.", "Target triwulan belum diisi."]


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_depend_on_the_number_of_lines(stage, django_assert_num_queries, more):
    if more:
        indicators_of(stage.head, more)
    agreement = drafted(stage)
    LineQuarterTarget.objects.all().delete()
    agreement = with_content(agreement)
    with django_assert_num_queries(5):
        completeness_of(agreement)


def test_with_gaps_the_reason_goes_along_and_stays_in_the_trail(stage):
    agreement = without_baseline(stage)
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note=f"  {WHY} ")
    assert state(agreement) == (AgreementStatus.SUBMITTED, WHY)
    event = history(agreement).first()
    data = event.data
    assert (data["remark"], worded([event])[0].detail) == (WHY, "Kelengkapan rencana 32 dari 33.")
    assert data["gaps"] == {str(stage.indicators[0].pk): ["baseline"]}


@pytest.mark.parametrize(
    ("note", "sentence"), [("", "tulis penjelasan"), (" \n ", "tulis penjelasan"), ("x" * 2001, "paling banyak 2000")]
)
def test_with_gaps_and_without_a_reason_nothing_is_sent(stage, note, sentence):
    agreement = without_baseline(stage)
    with pytest.raises(ValidationError, match=sentence):
        submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note=note)
    assert state(agreement) == (AgreementStatus.DRAFT, "")


def test_each_round_explains_anew_and_a_plan_that_was_completed_no_longer_does(stage):
    agreement = without_baseline(stage)
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note=WHY)
    return_agreement(agreement, by=stage.bupati_user, today=TODAY, remark="Lengkapi.")
    with pytest.raises(ValidationError, match="tulis penjelasan"):
        submit_agreement(agreement, by=stage.head_user, today=TODAY)
    Indicator.objects.filter(pk=stage.indicators[0].pk).update(baseline="72,5 (2025)")
    submit_agreement(agreement, by=stage.head_user, today=TODAY)
    assert state(agreement) == (AgreementStatus.SUBMITTED, "")


def alone_with_gaps(stage: Stage) -> Agreement:
    """The regional head's draft, of which nothing but the target is told."""
    target_for(IndicatorFactory(objective__position=stage.bupati), Figure(Decimal(80)), YEAR)
    return draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)


def test_the_regional_head_explains_too(stage):
    agreement = alone_with_gaps(stage)
    with pytest.raises(ValidationError, match="tulis penjelasan"):
        approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    approve_agreement(agreement, by=stage.bupati_user, today=TODAY, plan_note=WHY)
    assert state(agreement) == (AgreementStatus.APPROVED, WHY)
    assert history(agreement).first().data["remark"] == WHY


def test_the_superior_agrees_without_explaining_the_gaps_of_another(stage):
    agreement = without_baseline(stage)
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note=WHY)
    approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    assert state(agreement) == (AgreementStatus.APPROVED, WHY)


def test_who_drafts_sees_each_gap_with_the_way_to_close_it(stage, client):
    agreement = without_baseline(stage)
    LineQuarterTarget.objects.filter(line__agreement=agreement, line__indicator=stage.indicators[1]).update(figure=75)
    sheet = reverse("indicators:indicator_sheet", args=[stage.indicators[0].pk])
    for name in ("detail", "edit"):
        page = open_page(client, stage.operator, name, agreement).content.decode()
        assert "Kelengkapan rencana (SMART)" in page
        assert "31 dari 33" in page
        assert "2 dari 3 indikator belum lengkap" in page
        assert "Kondisi awal belum diisi." in page
        assert f'href="{sheet}#id_baseline"' in page
        assert "Target triwulan IV 75, sedangkan target setahun 80." in page
        assert page.count("Ubah target<") == 1


def test_who_may_not_complete_it_reads_without_buttons(stage, client):
    page = open_page(client, stage.bupati_user, "detail", without_baseline(stage)).content.decode()
    assert "Kondisi awal belum diisi." in page
    assert "Lengkapi kamus" not in page
    assert "Ubah target" not in page


def test_the_superior_sees_gaps_and_reason_where_it_is_decided(stage, client):
    agreement = without_baseline(stage)
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note=WHY)
    page = open_page(client, stage.bupati_user, "review", agreement).content.decode()
    for words in (WHY, "Kondisi awal belum diisi.", "32 dari 33"):
        assert words in page


def test_a_counterpart_chosen_outside_the_scope_meets_no_link_that_does_not_open(stage, client):
    other = PositionFactory(title="Kepala Dinas Lain", reports_to=stage.bupati)
    receiver = user_in_office(other)
    cancel_agreement(without_baseline(stage), by=stage.section, today=TODAY, reason="Keliru.")
    agreement = drafted(stage)
    choose_counterpart(agreement, other, by=stage.section, today=TODAY, edition=agreement.edition)
    page = open_page(client, receiver, "detail", agreement)
    assert page.context["versions"] == []
    assert [row["read_url"] for row in page.context["completeness"]["rows"]] == [""]
    assert stage.indicators[0].statement in page.content.decode()
    page = open_page(client, stage.head_user, "detail", agreement)
    assert len(page.context["versions"]) == 1
    assert client.get(page.context["completeness"]["rows"][0]["read_url"]).status_code == 200


def test_sending_with_gaps_asks_why_on_a_page_of_its_own(stage, client):
    agreement = without_baseline(stage)
    address = reverse("agreements:agreement_submit", args=[agreement.pk])
    detail = open_page(client, stage.head_user, "detail", agreement).content.decode()
    assert f'href="{address}"' in detail
    assert f'formaction="{address}"' not in detail
    page = open_page(client, stage.head_user, "submit", agreement).content.decode()
    assert "Ajukan PK ini?" in page
    assert "Kondisi awal belum diisi." in page
    assert state(agreement) == (AgreementStatus.DRAFT, ""), "reading sends nothing"
    answer = send(client, stage.head_user, "submit", agreement, plan_note=WHY)
    assert "PK sudah diajukan." in answer.content.decode()
    assert state(agreement) == (AgreementStatus.SUBMITTED, WHY)


def test_a_whole_plan_is_sent_with_one_press(stage, client):
    agreement = drafted(stage)
    address = reverse("agreements:agreement_submit", args=[agreement.pk])
    page = open_page(client, stage.head_user, "detail", agreement).content.decode()
    assert f'formaction="{address}"' in page
    assert "Rencana semua indikator lengkap." in page
    send(client, stage.head_user, "submit", agreement)
    assert state(agreement)[0] == AgreementStatus.SUBMITTED


@pytest.mark.parametrize(("note", "sentence"), [("", "tulis penjelasan"), ("x" * 2001, "2000 karakter")])
def test_what_was_typed_stays_when_sending_is_refused(stage, client, note, sentence):
    agreement = without_baseline(stage)
    answer = send(client, stage.head_user, "submit", agreement, plan_note=note)
    page = answer.content.decode()
    assert sentence in page
    assert "Ada yang perlu diperbaiki" in page
    assert answer.context["form"]["plan_note"].value() == note
    assert state(agreement) == (AgreementStatus.DRAFT, "")


def test_a_plan_that_changed_meanwhile_is_told_and_the_reason_stays(stage, client):
    agreement = without_baseline(stage)
    stage.indicators[0].targets.update(figure=99)
    answer = send(client, stage.head_user, "submit", agreement, plan_note=WHY)
    assert "Rencana telah berubah" in answer.content.decode()
    assert answer.context["form"]["plan_note"].value() == WHY


def test_a_returned_agreement_offers_the_reason_of_the_last_round(stage, client):
    agreement = without_baseline(stage)
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note=WHY)
    return_agreement(agreement, by=stage.bupati_user, today=TODAY, remark="Lengkapi.")
    assert open_page(client, stage.head_user, "submit", agreement).context["form"]["plan_note"].value() == WHY


def test_the_regional_head_agrees_from_the_page_that_asks_why(stage, client):
    agreement = alone_with_gaps(stage)
    page = open_page(client, stage.bupati_user, "submit", agreement).content.decode()
    assert "Setujui PK ini?" in page
    assert reverse("agreements:agreement_approve", args=[agreement.pk]) in page
    assert "tulis penjelasan" in send(client, stage.bupati_user, "approve", agreement).content.decode()
    send(client, stage.bupati_user, "approve", agreement, plan_note=WHY)
    assert state(agreement) == (AgreementStatus.APPROVED, WHY)


def test_only_the_holder_opens_the_page_and_only_while_it_can_be_sent(stage, client):
    agreement = without_baseline(stage)
    assert open_page(client, stage.operator, "submit", agreement).status_code == 403
    assert open_page(client, stage.section, "submit", agreement).status_code == 403
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note=WHY)
    assert open_page(client, stage.head_user, "submit", agreement).status_code == 302


def test_the_reason_is_shown_as_text(stage, client):
    agreement = without_baseline(stage)
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="<b>BPS</b>")
    page = open_page(client, stage.bupati_user, "review", agreement).content.decode()
    assert "&lt;b&gt;BPS&lt;/b&gt;" in page
    assert "<b>BPS" not in page


def test_many_incomplete_indicators_stay_folded(stage, client):
    Indicator.objects.all().update(baseline="")
    indicators_of(stage.head, 1)
    Indicator.objects.all().update(baseline="")
    page = open_page(client, stage.bupati_user, "detail", submitted_with_gaps(stage)).content.decode()
    assert "4 dari 4 indikator belum lengkap" in page
    assert '<details class="disclosure">' in page


def submitted_with_gaps(stage: Stage) -> Agreement:
    return submit_agreement(drafted(stage), by=stage.head_user, today=TODAY, plan_note=WHY)


def test_sending_without_gaps_still_works_from_the_stage(stage):
    assert submitted(stage).status == AgreementStatus.SUBMITTED
