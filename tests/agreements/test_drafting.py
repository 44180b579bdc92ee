"""Drafting a PK: what it takes from the plan, what it refuses, and how it is arranged."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agreements.drafting.actions import draft_agreement, refresh_draft, update_draft
from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement
from agreements.negotiation.actions import submit_agreement
from agreements.revision.actions import cancel_agreement
from audit.trail import history
from indicators.domain.kinds import Figure, Range
from indicators.models import BudgetLine, Target
from organisation.enums import AssignmentKind, PositionKind
from organisation.models import Assignment, Employee
from tests.agreements.stage import TODAY, YEAR, drafted, indicators_of, submitted, user_in_office
from tests.factories import (
    AssignmentFactory,
    BudgetLineFactory,
    EmployeeFactory,
    IndicatorFactory,
    PositionFactory,
    WorkUnitFactory,
    target_for,
)
from tests.words import lines_of as words_of


def lines_of(agreement):
    return [line.indicator for line in agreement.lines.order_by("order")]


def arrange(agreement, stage, **changed):
    """Save the draft as it is, except for what is `changed`."""
    given = {
        "signed_place": "Contoh",
        "signed_on": None,
        "indicator_ids": [line.indicator_id for line in agreement.lines.order_by("order")],
        "titles": {},
        **changed,
    }
    return update_draft(agreement, by=stage.head_user, today=TODAY, **given)


def test_a_draft_takes_targets_in_order_budget_and_the_people_in_office(stage):
    agreement = drafted(stage)
    assert (agreement.status, agreement.version, agreement.signed_place) == (AgreementStatus.DRAFT, 1, "Contoh")
    assert lines_of(agreement) == stage.indicators
    line = agreement.lines.first()
    assert line.value == Figure(Decimal(80))
    assert line.indicator_statement == stage.indicators[0].statement
    assert line.objective_statement == stage.indicators[0].objective.statement
    assert [(b.program_code, b.amount) for b in agreement.budget_lines.all()] == [
        ("1.02.01", Decimal("1500000000.00")),
        ("1.02.02", Decimal("2750000000.50")),
    ]
    first, second = agreement.parties.order_by("side")
    assert (first.name, first.position_title, first.rank_name) == (
        "dr. Siti Rahma, M.Kes.",
        "Kepala Dinas Kesehatan",
        "Pembina Utama Muda",
    )
    assert first.employee_number == stage.head_user.employee.employee_number
    assert (second.name, second.position_title, second.rank_name, second.employee_number) == (
        "Ahmad Contoh",
        "Bupati Contoh",
        "",
        "",
    )
    assert [event.verb for event in history(agreement)] == ["agreement.drafted"]


def test_targets_of_another_year_and_indicators_of_others_stay_outside(stage):
    target_for(IndicatorFactory(objective=stage.indicators[0].objective), Figure(Decimal(1)), YEAR + 1)
    indicators_of(stage.bupati, 1)
    assert lines_of(drafted(stage)) == stage.indicators


def test_a_range_target_is_copied_as_a_range(stage):
    Target.objects.filter(indicator=stage.indicators[0]).update(figure=None, lower=10, upper=20)
    assert drafted(stage).lines.first().value == Range(Decimal(10), Decimal(20))


def test_an_acting_holder_is_printed_with_plt_before_the_post(stage):
    Assignment.objects.filter(position=stage.head).delete()
    AssignmentFactory(position=stage.head, kind=AssignmentKind.ACTING, employee=EmployeeFactory(name="Budi"))
    party = drafted(stage).party_of(Side.FIRST)
    assert (party.name, party.position_title) == ("Budi", "Plt. Kepala Dinas Kesehatan")
    assert party.assignment_kind == AssignmentKind.ACTING


def test_a_definitive_holder_comes_before_a_plh(stage):
    AssignmentFactory(position=stage.head, kind=AssignmentKind.DAILY_ACTING)
    assert drafted(stage).party_of(Side.FIRST).employee == stage.head_user.employee


def test_a_person_with_a_definitive_and_a_plt_post_has_two_agreements(stage):
    other = PositionFactory(title="Kepala Dinas Sosial", reports_to=stage.bupati)
    indicators_of(other, 1)
    AssignmentFactory(position=other, employee=stage.head_user.employee, kind=AssignmentKind.ACTING)
    both = [drafted(stage), draft_agreement(other, YEAR, by=stage.head_user, today=TODAY)]
    assert [a.party_of(Side.FIRST).employee for a in both] == [stage.head_user.employee] * 2
    assert [a.party_of(Side.FIRST).position_title for a in both] == [
        "Kepala Dinas Kesehatan",
        "Plt. Kepala Dinas Sosial",
    ]


def test_the_regional_head_promises_with_the_budget_of_all_offices(stage):
    indicators_of(stage.bupati, 1)
    other = PositionFactory(unit=WorkUnitFactory(name="Dinas Pendidikan"), reports_to=stage.bupati)
    staff = PositionFactory(unit=other.unit, reports_to=other, kind="executing_staff")
    shared = stage.head.budget_lines.order_by("program__code").first().program
    BudgetLineFactory(position=other, program=shared, amount=Decimal(500_000_000))
    BudgetLineFactory(position=staff, program=shared, amount=Decimal(100_000_000))
    agreement = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    assert [(line.program_code, line.amount) for line in agreement.budget_lines.all()] == [
        ("1.02.01", Decimal("2000000000.00")),
        ("1.02.02", Decimal("2750000000.50")),
    ]


def test_the_regional_head_has_one_party_without_rank_and_nip(stage):
    Employee.objects.filter(pk=stage.bupati_user.employee_id).update(
        employee_number="198001012005011999", rank_code="IV/d"
    )
    indicators_of(stage.bupati, 1)
    agreement = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    party = agreement.parties.get()
    assert (party.side, party.rank_name, party.employee_number) == (Side.FIRST, "", "")


def test_nobody_promises_to_oneself_the_next_superior_receives_the_promise(stage):
    below = PositionFactory(title="Sekretaris Dinas", kind=PositionKind.ADMINISTRATOR, reports_to=stage.head)
    indicators_of(below, 1)
    AssignmentFactory(position=below, employee=stage.head_user.employee, kind=AssignmentKind.ACTING)
    second = draft_agreement(below, YEAR, by=stage.head_user, today=TODAY).party_of(Side.SECOND)
    assert (second.position, second.employee) == (stage.bupati, stage.bupati_user.employee)


def test_a_position_without_holder_superior_and_targets_names_each_obstacle(stage):
    lonely = PositionFactory(title="Camat Contoh", kind=PositionKind.DISTRICT_HEAD)
    with pytest.raises(ValidationError) as refused:
        draft_agreement(lonely, YEAR, by=stage.section, today=TODAY)
    holder, superior, targets = refused.value.messages
    assert "Camat Contoh belum ada pejabatnya" in holder
    assert "belum mempunyai atasan langsung" in superior
    assert "Belum ada target tahun 2026" in targets
    assert not Agreement.objects.exists()


def test_a_superior_post_without_holder_is_named(stage):
    Assignment.objects.filter(position=stage.bupati).delete()
    with pytest.raises(ValidationError, match="Jabatan atasan, Bupati Contoh, belum ada pejabatnya"):
        drafted(stage)


def test_a_holder_whose_assignment_ended_yesterday_does_not_count(stage):
    yesterday = TODAY - datetime.timedelta(days=1)
    Assignment.objects.filter(position=stage.head).update(end=yesterday)
    with pytest.raises(ValidationError, match="belum ada pejabatnya"):
        drafted(stage)


def test_one_person_in_every_superior_post_cannot_be_both_parties(stage):
    Assignment.objects.filter(position=stage.bupati).delete()
    AssignmentFactory(
        position=stage.bupati, employee=stage.head_user.employee, kind=AssignmentKind.DAILY_ACTING, start=TODAY
    )
    with pytest.raises(ValidationError, match="sekaligus semua jabatan di atasnya"):
        drafted(stage)


def test_a_second_draft_for_the_same_year_is_refused(stage):
    drafted(stage)
    with pytest.raises(ValidationError, match="sudah ada dengan status “Draf”"):
        drafted(stage)


def test_after_a_cancellation_the_position_is_drafted_anew_as_version_one(stage):
    cancel_agreement(drafted(stage), by=stage.head_user, today=TODAY, reason="Salah tahun.")
    assert drafted(stage).version == 1


def test_refreshing_takes_the_plan_again_and_tells_every_difference(stage):
    agreement = drafted(stage)
    kept, gone, changed = stage.indicators
    Target.objects.filter(indicator=changed).update(figure=90)
    Target.objects.filter(indicator=gone).delete()
    BudgetLine.objects.filter(position=stage.head, program__code="1.02.01").update(amount=1)
    new = indicators_of(stage.head, 1)
    changes = refresh_draft(agreement, by=stage.head_user, today=TODAY)
    assert changes == [
        f"Target “{changed.statement}”: 80 % menjadi 90 %.",
        f"Indikator ditambahkan: “{new[0].statement}”.",
        f"Indikator dihapus: “{gone.statement}”.",
        "Anggaran Program 1.02.01 (APBD): Rp1.500.000.000 menjadi Rp1.",
    ]
    assert lines_of(agreement) == [kept, changed, *new]
    assert words_of(history(agreement).first()) == changes


def test_refreshing_an_unchanged_draft_changes_and_records_nothing(stage):
    agreement = drafted(stage)
    assert refresh_draft(agreement, by=stage.head_user, today=TODAY) == []
    assert history(agreement).count() == 1


def test_refreshing_takes_the_holder_of_today(stage):
    agreement = drafted(stage)
    Assignment.objects.filter(position=stage.head).update(end=TODAY - datetime.timedelta(days=1))
    user_in_office(stage.head, start=TODAY, name="Budi")
    changes = refresh_draft(agreement, by=stage.section, today=TODAY)
    assert changes == [
        "Pihak Pertama: dr. Siti Rahma, M.Kes. (Kepala Dinas Kesehatan) menjadi Budi (Kepala Dinas Kesehatan)."
    ]
    assert agreement.parties.get(side=Side.FIRST).name == "Budi"


def test_refreshing_keeps_what_was_left_out_and_the_order(stage):
    agreement = drafted(stage)
    _, b, c = stage.indicators
    arrange(agreement, stage, indicator_ids=[c.pk, b.pk])
    Target.objects.filter(indicator=c).update(figure=95)
    assert refresh_draft(agreement, by=stage.head_user, today=TODAY) == [f"Target “{c.statement}”: 80 % menjadi 95 %."]
    assert lines_of(agreement) == [c, b]


def test_a_left_out_indicator_comes_back_when_it_is_chosen_again(stage):
    agreement = drafted(stage)
    a, b, c = stage.indicators
    arrange(agreement, stage, indicator_ids=[b.pk])
    assert set(agreement.left_out.all()) == {a, c}
    arrange(agreement, stage, indicator_ids=[b.pk, a.pk, c.pk])
    assert lines_of(agreement) == [b, a, c]
    assert not agreement.left_out.exists()


def test_indicators_of_one_objective_are_kept_together(stage):
    a, b, c = stage.indicators
    agreement = drafted(stage)
    arrange(agreement, stage, indicator_ids=[b.pk, c.pk, a.pk])
    assert lines_of(agreement) == [b, a, c]


def test_place_date_and_wording_of_a_post_are_stored_and_survive_a_refresh(stage):
    agreement = drafted(stage)
    day = datetime.date(2026, 2, 2)
    arrange(
        agreement, stage, signed_place="Arga Makmur", signed_on=day, titles={"first": "Kepala Dinas Kesehatan dan KB"}
    )
    Target.objects.filter(indicator=stage.indicators[0]).update(figure=81)
    refresh_draft(agreement, by=stage.head_user, today=TODAY)
    agreement.refresh_from_db()
    assert (agreement.signed_place, agreement.signed_on) == ("Arga Makmur", day)
    assert agreement.parties.get(side=Side.FIRST).position_title == "Kepala Dinas Kesehatan dan KB"
    arrange(agreement, stage, titles={"first": ""})
    assert agreement.parties.get(side=Side.FIRST).position_title == "Kepala Dinas Kesehatan"


def test_another_holder_does_not_inherit_the_wording_of_the_post(stage):
    agreement = drafted(stage)
    arrange(agreement, stage, titles={"first": "Pejabat Lama"})
    Assignment.objects.filter(position=stage.head).update(end=TODAY - datetime.timedelta(days=1))
    user_in_office(stage.head, kind=AssignmentKind.ACTING)
    refresh_draft(agreement, by=stage.section, today=TODAY)
    party = agreement.parties.get(side=Side.FIRST)
    assert (party.position_title, party.title_override) == ("Plt. Kepala Dinas Kesehatan", "")


def test_a_draft_without_any_indicator_is_refused(stage):
    agreement = drafted(stage)
    with pytest.raises(ValidationError, match="sedikitnya satu indikator"):
        arrange(agreement, stage, indicator_ids=[])
    assert agreement.lines.count() == 3


def test_an_indicator_of_another_position_is_not_taken_in(stage):
    agreement = drafted(stage)
    foreign = indicators_of(stage.bupati, 1)[0]
    arrange(agreement, stage, indicator_ids=[foreign.pk, stage.indicators[0].pk])
    assert lines_of(agreement) == [stage.indicators[0]]


def test_a_date_outside_the_year_is_refused_at_its_field(stage):
    with pytest.raises(ValidationError) as refused:
        arrange(drafted(stage), stage, signed_on=datetime.date(2062, 1, 5))
    assert "signed_on" in refused.value.error_dict


@pytest.mark.parametrize("change", [refresh_draft, lambda agreement, **who: arrange_as(agreement, **who)])
def test_what_was_submitted_can_no_longer_be_edited(stage, change):
    with pytest.raises(ValidationError, match="berstatus “Diajukan”, jadi isinya tidak dapat diubah"):
        change(submitted(stage), by=stage.head_user, today=TODAY)


def arrange_as(agreement, *, by, today):
    update_draft(agreement, by=by, today=today, signed_place="X", signed_on=None, indicator_ids=[1], titles={})


def test_a_draft_that_no_longer_matches_the_plan_is_not_sent(stage):
    agreement = drafted(stage)
    Target.objects.filter(indicator=stage.indicators[0]).update(figure=99)
    with pytest.raises(ValidationError) as refused:
        submit_agreement(agreement, by=stage.head_user, today=TODAY)
    assert refused.value.messages == [
        "Rencana telah berubah sejak PK ini disusun. Ambil ulang dari rencana, periksa, lalu lanjutkan.",
        f"Target “{stage.indicators[0].statement}”: 80 % menjadi 99 %.",
    ]
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.DRAFT
