"""After a reorganisation everything of before says what it said, and the new unit owes the rest."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.models import Agreement
from agreements.papers.facts import agreement_document
from agreements.reading.transfers import transfers
from agreements.season.filters import AgreementFilter
from agreements.season.listing import positions_in
from agreements.transfers.actions import take_over
from duties.owed.domain import OwedReport, WaitingReport
from duties.owed.facts import all_duties
from evaluations.dashboard.facts import build_rows, subordinates_of
from evaluations.years.facts import unit_year_of
from organisation.models import Position, User, WorkUnit
from organisation.reorganisation.actions import rename_unit, reorganise
from organisation.reorganisation.facts import outlook_of, sentences_of
from realisations.models import QuarterReport
from realisations.reports.facts import items_of, slots_of
from realisations.verification.facts import facts_of
from reports.achievement.facts import achievement_report
from reports.e81.facts import renja_form
from reports.lkjip.facts import performance_report
from tests import factories
from tests.two_offices import DECREE, JULY, YEAR, two_offices

pytestmark = pytest.mark.django_db

NOVEMBER = datetime.date(2026, 11, 30)


@pytest.fixture
def offices():
    """Two offices with two verified quarters."""
    return two_offices()


def told(offices) -> list[object]:
    """What every paper of both offices and their first two quarters says."""
    found: list[object] = []
    for office in (offices.first, offices.second):
        for pk in [report.pk for report in office.reports]:
            report = QuarterReport.objects.select_related("position__unit", "period").get(pk=pk)
            everybody = Position.objects.all()
            found.append(renja_form(report, on=NOVEMBER, visible=everybody))
            found.append(achievement_report(report, on=NOVEMBER, visible=everybody))
        found.append(agreement_document(Agreement.objects.with_content().get(pk=office.agreement.pk)))
    return found


def dashboard(quarter: int) -> list[tuple[str, str]]:
    heads = Position.objects.filter(kind__in=["apparatus_head"])
    board = build_rows(heads, year=YEAR, quarter=quarter, today=NOVEMBER)
    return sorted((row.position.unit.name, str(row.overall.shown_average)) for row in board.rows)


def test_papers_of_before_say_the_same_after_a_merger(offices):
    before, board = told(offices), dashboard(2)
    reorganise(offices.merger(), by=offices.section)
    assert told(offices) == before
    assert dashboard(2) == board
    form = before[0]
    assert (form.head.owner, form.head.position) == ("Dinas Kesehatan", "Kepala Dinas Kesehatan")
    assert form.head.signer.name == "Kepala Kesehatan"
    assert len(form.rows) == 2, "the division belonged to the unit then"


def test_papers_of_before_say_the_same_after_a_new_name(offices):
    unit, head = offices.first.unit, offices.first.head
    before = told(offices)
    rename_unit(
        unit, name="Dinas Sehat", titles={head.pk: "Kepala Dinas Sehat"}, day=JULY, decree=DECREE, by=offices.section
    )
    assert told(offices) == before
    assert before[4].unit_name == "Dinas Kesehatan"


def test_the_preview_tells_quarters_reports_and_agreements(offices):
    second = QuarterReport.objects.filter(pk=offices.second.reports[1].pk)
    factories.open_again(second).update(status="draft", submitted_at=None, submitted_by=None)
    found = sentences_of(outlook_of(offices.merger()))
    assert "TW I–II 2026 tetap milik Dinas Kesehatan dan Dinas Sosial." in found
    assert "TW III 2026 dan sesudahnya milik Dinas Kesehatan dan Sosial." in found
    assert (
        "1 laporan yang belum dikirim diselesaikan Kepala Dinas Kesehatan dan Sosial: TW II Kepala Dinas Sosial."
    ) in found
    assert (
        "2 PK diusulkan dialihkan ke Kepala Dinas Kesehatan dan Sosial: PK Kepala Dinas Kesehatan, PK Kepala Dinas "
        "Sosial."
    ) in found


def test_whoever_reported_to_a_head_then_stands_below_it_then(offices):
    reorganise(offices.merger(), by=offices.section)
    visible, old, new = Position.objects.all(), offices.second.head, Position.objects.get(code="J-BARU")
    assert list(subordinates_of(old, visible, year=YEAR, quarter=2)) == [offices.second.division]
    assert list(subordinates_of(old, visible, year=YEAR, quarter=3)) == []
    assert offices.second.division in subordinates_of(new, visible, year=YEAR, quarter=3)


def test_old_heads_owe_what_was_before_and_nothing_after(offices):
    reorganise(offices.merger(), by=offices.section)
    periods = [factories.PeriodFactory(year=YEAR, quarter=quarter) for quarter in (2, 3)]
    slots = slots_of(Position.objects.filter(pk__in=[offices.second.head.pk, offices.second.division.pk]), periods)
    third = {slot.position_id for slot in slots if slot.period_id == periods[1].pk}
    assert third == {offices.second.division.pk}
    items = {(item.position.pk, item.period.quarter): item for item in items_of(slots, periods, today=NOVEMBER)}
    assert items[offices.second.division.pk, 2].position.unit.name == "Dinas Sosial"
    assert items[offices.second.division.pk, 3].position.unit.name == "Dinas Kesehatan dan Sosial"


def test_the_third_quarter_belongs_to_the_new_unit(offices):
    [unit] = reorganise(offices.merger(), by=offices.section)
    report = factories.report_of(offices.second.division, quarter=3)
    head = Position.objects.get(code="J-BARU")
    indicator = factories.IndicatorFactory(objective=factories.ObjectiveFactory(position=head))
    factories.TargetFactory(indicator=indicator)
    own = QuarterReport.objects.select_related("position__unit", "period").get(
        pk=factories.report_of(head, quarter=3).pk
    )
    form = renja_form(own, on=NOVEMBER, visible=Position.objects.all())
    assert form.head.owner == "Dinas Kesehatan dan Sosial"
    assert {row.place.line.indicator.objective.position_id for row in form.rows if row.place.line} == {
        head.pk,
        offices.first.division.pk,
        offices.second.division.pk,
    }
    assert report.position.unit_id != unit.pk, "the object of before was not touched"


def test_what_was_left_open_passes_to_the_new_head(offices):
    second = QuarterReport.objects.filter(pk=offices.second.reports[1].pk)
    factories.open_again(second).update(status="draft", submitted_at=None, submitted_by=None)
    reorganise(offices.merger(), by=offices.section)
    owed = [duty for duty in all_duties(datetime.date(2026, 7, 20)) if isinstance(duty, OwedReport)]
    [duty] = [one for one in owed if one.position == "Kepala Dinas Sosial"]
    assert (duty.quarter.number, duty.holders) == (2, (offices.first.user.pk,))
    assert duty.unit == "Dinas Sosial"


def test_the_year_of_a_closed_unit_is_that_of_its_days(offices):
    reorganise(offices.merger(), by=offices.section)
    unit = WorkUnit.objects.get(pk=offices.first.unit.pk)
    year = unit_year_of(unit, YEAR, visible=Position.objects.all(), today=NOVEMBER)
    assert {row.position.title for row in year.rows} == {"Kepala Dinas Kesehatan", "Kepala Bidang Kesehatan"}


def test_lists_of_a_past_year_show_what_was_there(offices):
    section = offices.section
    chosen = AgreementFilter(2022)
    before = set(positions_in(chosen, user=section, today=NOVEMBER))
    reorganise(offices.merger(), by=section)
    factories.PositionFactory(title="Jabatan pagi ini", valid_from=NOVEMBER)
    assert set(positions_in(chosen, user=section, today=NOVEMBER)) == before
    titles = {position.title for position in positions_in(AgreementFilter(2026), user=section, today=NOVEMBER)}
    assert {"Jabatan pagi ini", "Kepala Dinas Sosial", "Kepala Dinas Kesehatan dan Sosial"} <= titles


def test_lkjip_of_a_renamed_office_bears_the_name_of_its_year(offices):
    head = offices.first.head
    rename_unit(offices.first.unit, name="Dinas Sehat", titles={}, day=JULY, decree=DECREE, by=offices.section)
    factories.TargetFactory(indicator=head.objectives.get().indicators.get(), year=2025)
    position = Position.objects.select_related("unit").get(pk=head.pk)
    assert performance_report(position, 2025, on=NOVEMBER).owner_name == "Dinas Kesehatan"
    assert performance_report(position, YEAR, on=NOVEMBER).owner_name == "Dinas Sehat"


def test_lists_and_duties_of_a_past_quarter_call_everybody_as_they_were_called(offices, client):
    """The list of the verifier, duties, follow-ups, documents that were issued, by the names of then."""
    head = offices.first.head
    second, other = offices.first.reports[1], offices.second.reports[1]
    factories.open_again(QuarterReport.objects.filter(pk=second.pk)).update(status="submitted")
    factories.open_again(QuarterReport.objects.filter(pk=other.pk)).update(
        status="draft", submitted_at=None, submitted_by=None, verified_at=None
    )
    titles = {head.pk: "Kepala Dinas Sehat"}
    rename_unit(offices.first.unit, name="Dinas Sehat", titles=titles, day=JULY, decree=DECREE, by=offices.section)
    rename_unit(offices.second.unit, name="Dinas Sejahtera", titles={}, day=JULY, decree=DECREE, by=offices.section)
    [sent] = facts_of([QuarterReport.objects.select_related("position__unit", "period").get(pk=second.pk)])
    assert (sent.title, sent.position.unit.name) == ("Kepala Dinas Kesehatan", "Dinas Kesehatan")
    assert sent.report.position.title == "Kepala Dinas Sehat", "who may judge it is a question of today"
    duties = {(type(duty), duty.position, duty.unit) for duty in all_duties(datetime.date(2026, 7, 20))}
    assert (WaitingReport, "Kepala Dinas Kesehatan", "Dinas Kesehatan") in duties
    assert (OwedReport, "Kepala Dinas Sosial", "Dinas Sosial") in duties
    client.force_login(offices.section)
    page = client.get(reverse("documents:document_list"), {"tahun": YEAR})
    called = {(owner, detail) for _, owner, detail, *_ in page.context["rows"]}
    assert ("Kepala Dinas Kesehatan", "Dinas Kesehatan") in called
    assert not any("Sehat" in owner for owner, _ in called)


def test_nothing_is_dated_before_what_was_verified(offices):
    factories.report_of(offices.first.division, quarter=3)
    with pytest.raises(ValidationError, match="TW III 2026 Kepala Bidang Kesehatan sudah terverifikasi"):
        reorganise(offices.merger(), by=offices.section)


def test_nothing_is_dated_before_an_agreement(offices):
    with pytest.raises(ValidationError, match="sudah disepakati pada 20 Januari 2026"):
        rename_unit(
            offices.first.unit,
            name="Dinas Sehat",
            titles={},
            day=datetime.date(2026, 1, 2),
            decree=DECREE,
            by=offices.section,
        )


def test_both_agreements_go_into_the_draft_of_the_new_head(offices):
    reorganise(offices.merger(), by=offices.section)
    before = told(offices)
    user = type(offices.section).objects.get(pk=offices.first.user.pk)
    found = transfers(user, YEAR, NOVEMBER)
    assert [(one.former.name, str(one.successor), one.may_begin) for one in found] == [
        ("Kepala Kesehatan", "Kepala Dinas Kesehatan dan Sosial", True),
        ("Kepala Sosial", "Kepala Dinas Kesehatan dan Sosial", True),
    ]
    drafts = {take_over(one.agreement, by=user, today=NOVEMBER) for one in found}
    [draft] = drafts
    assert draft.position.code == "J-BARU"
    lines = [(line.indicator_statement, line.value.value) for line in draft.lines.all()]
    assert lines == [(f"Jumlah orang yang dilayani Kepala Dinas {name}", 50) for name in ("Kesehatan", "Sosial")]
    assert {row.quarter for row in draft.lines.first().quarters.all()} == {3, 4}
    assert transfers(user, YEAR, NOVEMBER) == []
    assert told(offices) == before
    with pytest.raises(ValidationError, match="sudah dialihkan"):
        take_over(found[0].agreement, by=user, today=NOVEMBER)


def test_the_page_of_transfers_proposes_and_performs(client, offices):
    reorganise(offices.merger(), by=offices.section)
    client.force_login(offices.section)
    page = " ".join(client.get(f"/pk/mutasi/?tahun={YEAR}").content.decode().split())
    assert "Diusulkan dialihkan ke Kepala Dinas Kesehatan dan Sosial" in page
    answer = client.post(f"/pk/{offices.second.agreement.pk}/mutasi/")
    assert answer.url == Agreement.objects.get(position__code="J-BARU").get_absolute_url()


def test_the_renstra_of_a_unit_that_ends_goes_on_with_whoever_answers_for_it(offices):
    plan = factories.UnitPlanFactory(unit=offices.second.unit, first_year=2025, last_year=2029, title="Renstra Sosial")
    factories.UnitPlanFactory(unit=offices.second.unit, first_year=2020, last_year=2024)
    found = [one for one in sentences_of(outlook_of(offices.merger())) if "Renstra" in one]
    assert found == [
        "Renstra Sosial 2025–2029 tetap atas nama Dinas Sosial dan diteruskan Kepala Dinas Kesehatan dan Sosial sampai "
        "Renstra yang baru disusun."
    ]
    reorganise(offices.merger(), by=offices.section)
    assert User.objects.get(pk=offices.first.user.pk).has_perm("indicators.edit_plan", plan)
