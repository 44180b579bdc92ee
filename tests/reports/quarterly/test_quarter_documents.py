"""The documents of a quarter: figures of the pages, nothing of drafts, a reason for what is missing."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from indicators.domain.kinds import Figure
from indicators.enums import Aggregation, ValueState
from indicators.models import Indicator, Policy
from organisation.models import Position
from realisations.enums import ReportStatus
from realisations.measurement.facts import indicator_lines
from reports.achievement.book import TOP, write_achievement
from reports.achievement.facts import achievement_report
from reports.achievement.paper import render_achievement
from reports.e81.book import write_renja
from reports.e81.facts import renja_form
from reports.e81.form import Pair
from reports.e81.paper import render_renja
from tests import factories

TODAY = datetime.date(2026, 10, 5)
EVERYBODY = Position.objects.all()


@pytest.fixture
def position(db):
    """The head of Dinas Kesehatan, in office."""
    factories.GovernmentFactory()
    position = factories.PositionFactory(unit__name="Dinas Kesehatan")
    factories.holder_of(position)
    return position


def figure(value) -> Figure:
    return Figure(Decimal(value))


def counted(position, code="1.02.02.2.01.0001-1", year_target=100, **columns) -> Indicator:
    """An indicator that adds up its quarters, with a target of 25 a quarter."""
    objective = factories.ObjectiveFactory(position=position)
    columns = {"unit_of_measure": "Orang", "aggregation": Aggregation.SUM, **columns}
    indicator = factories.IndicatorFactory(objective=objective, code=code, **columns)
    quarters = {quarter: figure(year_target / 4) for quarter in (1, 2, 3, 4)}
    factories.target_for(indicator, figure(year_target), quarters=quarters)
    return indicator


def spend(position, code="1.02.02.2.01.0001", year=2026, **quarters):
    """A budget of 500 million, with spending by quarter (`q1=...`)."""
    program = factories.ProgramFactory(code=code, level=3, name="Pelayanan ibu hamil")
    line = factories.BudgetLineFactory(position=position, program=program, year=year)
    for quarter, amount in quarters.items():
        factories.spend(line, int(quarter[1:]), amount)
    return line


# --- Works -----------------------------------------------------------------------------------------------------------


def test_the_achievement_report_has_the_figures_of_the_pages(position):
    indicator = counted(position)
    spend(position, q1=100_000_000, q2=50_000_000)
    factories.realise(factories.report_of(position, quarter=1), indicator, figure(20))
    second = factories.report_of(position, quarter=2)
    factories.realise(second, indicator, figure(40), supporting_factors="Kader aktif")
    report = achievement_report(second, on=TODAY, visible=EVERYBODY)
    [row], [line] = report.rows, indicator_lines(Indicator.objects.all(), year=2026, quarter=2)
    assert (row.target_year, row.target_quarter, row.realised) == (figure(100), figure(25), figure(40))
    assert (row.percent_quarter, row.percent) == (Decimal(160), line.shown_percent) == (Decimal(160), Decimal(120))
    assert (row.realised_to_date, row.category, row.drivers) == (line.realised.value, line.category, "Kader aktif")
    assert (report.total.spent, report.total.spent_to_date, report.total.absorbed) == (50_000_000, 150_000_000, 30)
    assert report.head.state.startswith("Terverifikasi pada")
    cells = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(write_achievement(report)))["Capaian"]
    ]
    assert cells[TOP][:2] == ["Sasaran", "Indikator"]
    assert cells[TOP + 1][3:10] == [100, 25, 40, 160, 50, 60, 120]
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_achievement(report))).pages)
    assert "120,00%" in text and "Rp150.000.000" in text and "Kader aktif" in text


def test_form_e81_adds_counts_over_the_years_and_leaves_percentages_alone(position):
    count, percent = counted(position), counted(position, "1.02.02.2.01.0002-1", unit_of_measure="%")
    spend(position, year=2025, q4=70_000_000)
    for indicator in (count, percent):
        factories.target_for(indicator, figure(80), 2025)
    earlier, now = factories.report_of(position, year=2025, quarter=4), factories.report_of(position, quarter=1)
    for report, value in ((earlier, 60), (now, 25)):
        factories.realise(report, count, figure(value))
        factories.realise(report, percent, figure(value))
    rows = {
        row.place.line.indicator.pk: row for row in renja_form(now, on=TODAY, visible=EVERYBODY).rows if row.place.line
    }
    mine, other = rows[count.pk], rows[percent.pk]
    assert (mine.plan_end.performance, mine.before.performance) == (figure(180), figure(60))
    assert (mine.to_date.performance, round(mine.percent, 2)) == (figure(85), Decimal("47.22"))
    assert (other.plan_end.performance, other.to_date.performance, other.percent) == (figure(100), figure(25), 25)


def test_a_sum_over_years_is_unknown_as_long_as_one_of_them_is(position):
    indicator = counted(position)
    spend(position, q3=70_000_000)
    for year in (2024, 2025):
        factories.target_for(indicator, figure(80), year)
    factories.realise(factories.report_of(position, year=2025, quarter=4), indicator, figure(60))
    report = factories.report_of(position)
    factories.realise(report, indicator, figure(25))
    form = renja_form(report, on=TODAY, visible=EVERYBODY)
    [row] = [row for row in form.rows if row.place.line]
    assert row.plan_end.performance == figure(260)
    assert (row.before.performance, row.to_date.performance, row.percent) == (None, None, None)
    assert (row.plan_end.amount, row.before.amount, row.to_date.amount, row.total.amount) == (
        None,
        None,
        None,
        70_000_000,
    )
    assert any("ada tahun yang belum dilaporkan seluruhnya" in note for note in form.footnotes)


def test_column_7_holds_whole_years_only(position):
    indicator, line = counted(position), spend(position, year=2025, q1=10)
    plan = {quarter: figure(20) for quarter in (1, 2, 3, 4)}
    factories.target_for(indicator, figure(80), 2025, quarters=plan)
    this_year = factories.BudgetLineFactory(position=position, program=line.program)
    factories.spend(this_year, 1, 5)
    factories.realise(factories.report_of(position, year=2025, quarter=1), indicator, figure(20))
    now = factories.report_of(position, quarter=1)
    factories.realise(now, indicator, figure(90))
    [row] = renja_form(now, on=TODAY, visible=EVERYBODY).rows
    assert (row.before, row.to_date, row.percent, row.percent_amount) == (Pair(), Pair(), None, None)
    for quarter in (2, 3, 4):
        factories.realise(factories.report_of(position, year=2025, quarter=quarter), indicator, figure(20))
        factories.spend(line, quarter, 10)
    [row] = renja_form(now, on=TODAY, visible=EVERYBODY).rows
    assert (row.before, row.to_date) == (Pair(figure(80), Decimal(40)), Pair(figure(170), Decimal(45)))


def test_the_day_of_verification_is_that_of_the_governments_clock(position):
    report = factories.report_of(position)
    factories.realise(report, counted(position), figure(20))
    report.verified_at = datetime.datetime(2026, 10, 5, 18, tzinfo=datetime.UTC)
    with timezone.override("Asia/Jayapura"):
        assert achievement_report(report, on=TODAY, visible=EVERYBODY).head.state == "Terverifikasi pada 6 Oktober 2026"


def test_both_documents_show_the_same_average_where_single_achievements_are_cut(position):
    Policy.objects.create(year=2026, cap_display=100)
    report = factories.report_of(position, quarter=1)
    factories.realise(report, counted(position), figure(30))
    form = renja_form(report, on=TODAY, visible=EVERYBODY)
    document = achievement_report(report, on=TODAY, visible=EVERYBODY)
    assert (document.rows[0].percent, form.overall.shown_average) == (Decimal(100), Decimal(120))
    assert "rata-rata capaian 120,00%" in document.overall.words


def test_what_waits_for_its_verifier_is_not_called_impossible_to_judge(position):
    report = factories.report_of(position, ReportStatus.SUBMITTED, quarter=1)
    factories.realise(report, counted(position), figure(25))
    document = achievement_report(report, on=TODAY, visible=EVERYBODY)
    assert document.rows[0].percent == 100
    assert document.overall.words.endswith(": 1 indikator. Dari 1 indikator kinerja, belum ada yang terverifikasi.")


def test_provisional_figures_of_form_e81_are_marked_and_its_workbook_ends_like_its_paper(position):
    report = factories.report_of(position, quarter=1)
    factories.realise(report, counted(position), figure(25), is_provisional=True, note="BPS")
    form = renja_form(report, on=TODAY, visible=EVERYBODY)
    assert form.rows[0].note == "TW I angka sementara."
    sheet = openpyxl.load_workbook(io.BytesIO(write_renja(form))).active
    cells = " ".join(str(cell) for row in sheet.values for cell in row if cell)
    paper = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_renja(form))).pages)
    assert "25*" in paper
    assert "Angka sementara, di PDF bertanda *" in " ".join(paper.split())
    assert "TW I angka sementara." in cells
    for text in (
        "Tindak lanjut yang diperlukan dalam Renja berikutnya",
        "Dievaluasi, ",
        "Disusun, ",
        form.head.signer.name,
    ):
        assert text in cells
        assert text in " ".join(paper.split())


def test_money_that_nobody_reported_is_said_in_every_document(position):
    indicator = counted(position)
    spend(position, q2=50_000_000)
    spend(position, code="1.02.02.2.01.0002")
    report = factories.report_of(position, quarter=2)
    factories.realise(report, indicator, figure(40))
    lacking = "TW I belum dilaporkan; TW II: 1 dari 2 pos belum dilaporkan"
    document = achievement_report(report, on=TODAY, visible=EVERYBODY)
    form = renja_form(report, on=TODAY, visible=EVERYBODY)
    assert [money.note for money in document.money] == ["TW I belum dilaporkan", "TW I, II belum dilaporkan"]
    assert (document.total.absorbed, document.total.note) == (5, lacking)
    assert form.sum_row.note == f"Rp: {lacking}."
    assert f"Realisasi Rp 2026 belum lengkap: {lacking}." in form.footnotes
    book = openpyxl.load_workbook(io.BytesIO(write_achievement(document)))
    assert lacking in {cell.value for row in book["Anggaran"] for cell in row}
    paper = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_achievement(document))).pages)
    assert lacking in " ".join(paper.split())


def test_indicators_without_a_programme_code_stand_first_and_money_without_indicator_is_kept(position):
    counted(position, code="IKU-1")
    spend(position, q3=1)
    report = factories.report_of(position)
    first, second = renja_form(report, on=TODAY, visible=EVERYBODY).rows
    assert (first.place.line.indicator.code, first.this_year.amount) == ("IKU-1", None)
    assert (second.place.line, second.this_year.amount, second.total.amount) == (None, 500_000_000, 1)


@pytest.mark.parametrize(("kind", "queries"), [("capaian", 22), ("e81", 34)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_document_takes_as_many_queries_for_three_rows_as_for_one(
    position, rows, kind, queries, django_assert_num_queries
):
    report = factories.report_of(position)
    for number in range(rows):
        code = f"1.02.02.2.01.000{number + 1}"
        factories.realise(report, counted(position, f"{code}-1"), figure(20))
        spend(position, code, q3=5)
    maker = {"capaian": achievement_report, "e81": renja_form}[kind]
    with django_assert_num_queries(queries):
        assert len(maker(report, on=TODAY, visible=EVERYBODY).rows) == rows


# --- Who may not -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [ReportStatus.DRAFT, ReportStatus.RETURNED])
def test_a_report_that_was_not_sent_has_no_documents_and_its_page_no_link(position, client, status):
    report = factories.report_of(position, status)
    factories.realise(report, counted(position), figure(20))
    client.force_login(factories.user_with_role("inspectorate"))
    for kind, route in (("e81", "quarter_pdf"), ("capaian", "quarter_workbook")):
        answer = client.get(reverse(f"reports:{route}", args=[report.pk, kind]))
        assert answer.status_code == 409
        assert "belum dikirim" in answer.content.decode()
    assert (
        "Dokumen triwulan" not in client.get(reverse("realisations:report_detail", args=[report.pk])).content.decode()
    )


def test_quarters_that_are_drafts_stay_out_of_a_later_document(position):
    indicator = counted(position)
    spend(position, q1=9_000_000, q2=1_000_000)
    factories.realise(factories.report_of(position, ReportStatus.DRAFT, quarter=1), indicator, figure(99))
    second = factories.report_of(position, quarter=2)
    factories.realise(second, indicator, figure(40))
    [row] = [row for row in renja_form(second, on=TODAY, visible=EVERYBODY).rows if row.place.line]
    assert (row.quarters[0].performance, row.quarters[0].amount, row.quarters[0].word) == (None, None, "belum lapor")
    assert (row.total.performance, row.total.amount) == (figure(40), 1_000_000)
    assert row.note == "TW I belum lapor. Ada triwulan yang belum dilaporkan. Rp: TW I belum dilaporkan."
    report = achievement_report(second, on=TODAY, visible=EVERYBODY)
    assert (report.rows[0].realised_to_date, report.total.spent_to_date) == (None, 1_000_000)
    assert report.rows[0].note == "Belum lapor TW I. Yang dilaporkan: 40 dari 25 yang diminta pada TW II."


def test_waiting_and_not_applicable_are_said_in_words_and_never_zero(position):
    indicator = counted(position)
    report = factories.report_of(position, quarter=1)
    factories.realise(report, indicator, None, state=ValueState.WAITING, note="BPS, November")
    form = renja_form(report, on=TODAY, visible=EVERYBODY)
    cells = form.rows[0].quarters[0]
    assert (cells.performance, cells.percent, cells.word) == (None, None, "menunggu data")
    assert form.rows[0].total.performance is None
    assert achievement_report(report, on=TODAY, visible=EVERYBODY).rows[0].word == "menunggu data"


# --- What is refused -------------------------------------------------------------------------------------------------


def test_a_report_without_indicators_and_budget_makes_no_document(position):
    report = factories.report_of(position)
    for maker in (achievement_report, renja_form):
        with pytest.raises(ValidationError, match="Belum ada indikator"):
            maker(report, on=TODAY, visible=EVERYBODY)


def test_files_have_ascii_names_and_unknown_kinds_do_not_exist(position, client):
    position.unit.name = "Dinas Pariwisata & Ékonomi"
    position.unit.save()
    report = factories.report_of(position)
    factories.realise(report, counted(position), figure(20))
    client.force_login(factories.user_with_role("inspectorate"))
    answer = client.get(reverse("reports:quarter_workbook", args=[report.pk, "e81"]))
    assert answer["Content-Disposition"] == 'attachment; filename="E81_TW_III_2026_Dinas_Pariwisata__Ekonomi.xlsx"'
    assert client.get(reverse("reports:quarter_pdf", args=[report.pk, "lain"])).status_code == 404
    page = client.get(reverse("realisations:report_detail", args=[report.pk])).content.decode()
    assert reverse("reports:quarter_pdf", args=[report.pk, "e81"]) in page


def test_what_a_user_typed_as_a_formula_stays_text_in_the_workbook(position):
    report = factories.report_of(position)
    indicator = counted(position, statement='=HYPERLINK("http://x")')
    factories.realise(report, indicator, figure(20), inhibiting_factors="=1+1")
    sheet = openpyxl.load_workbook(
        io.BytesIO(write_achievement(achievement_report(report, on=TODAY, visible=EVERYBODY)))
    )["Capaian"]
    kinds = {cell.value: cell.data_type for row in sheet for cell in row if str(cell.value).startswith("=")}
    assert kinds == {'=HYPERLINK("http://x")': "s", "=1+1": "s"}


def test_the_dashboard_leads_to_the_documents_of_reports_that_were_sent_only(position, client):
    indicator = counted(position)
    sent, draft = factories.report_of(position, quarter=1), factories.report_of(position, "draft", quarter=2)
    factories.realise(sent, indicator, figure(20))
    factories.realise(draft, indicator, figure(30))
    client.force_login(factories.user_with_role("inspectorate"))
    page = client.get(
        reverse("evaluations:position_show", args=[position.pk]) + "?tahun=2026&triwulan="
    ).content.decode()
    for kind in ("e81", "capaian"):
        assert reverse("reports:quarter_pdf", args=[sent.pk, kind]) in page
        assert reverse("reports:quarter_pdf", args=[draft.pk, kind]) not in page
