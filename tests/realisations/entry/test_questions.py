"""Odd values of a report: found on its rows, shown to who sends and to who verifies, never in the way of sending."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from indicators.domain.kinds import Figure, Grade
from indicators.enums import Aggregation, Polarity
from indicators.models import Indicator
from organisation.models import User
from realisations.enums import ReportStatus
from realisations.models import QuarterReport, Realisation
from realisations.report_sheet.facts import ReportRow, report_sheet_of
from tests.factories import IndicatorFactory, PeriodFactory, realise, report_of, target_for
from tests.office import Office, figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]


def row_of(office: Office, indicator: Indicator) -> ReportRow:
    sheet = report_sheet_of(office.report())
    return next(row for row in sheet.rows if row.indicator.pk == indicator.pk)


def asked(office: Office, indicator: Indicator) -> list[str]:
    return [str(one.question) for one in row_of(office, indicator).questions]


def past(office: Office, indicator: Indicator, figures: dict[tuple[int, int], str], status: str = "verified") -> None:
    for (year, quarter), text in figures.items():
        existing = QuarterReport.objects.filter(
            position=office.position, period__year=year, period__quarter=quarter
        ).first()
        realise(existing or report_of(office.position, status, year, quarter), indicator, figure(text))


YEAR = {(2025, 3): "3", (2025, 4): "5", (2026, 1): "3", (2026, 2): "4"}


def test_a_count_is_compared_with_the_quarters_before_and_not_with_the_year_to_date(office: Office) -> None:
    past(office, office.clinics, YEAR)
    realise(office.report(), office.clinics, figure("4"))
    assert asked(office, office.clinics) == [], "3 + 4 + 4 to date is no jump"
    Realisation.objects.filter(report=office.report()).update(figure=Decimal(9))
    assert asked(office, office.clinics) == ["band", "change", "achievement"]


def test_reports_that_were_not_verified_make_no_band(office: Office) -> None:
    past(office, office.clinics, YEAR, status=ReportStatus.SUBMITTED)
    realise(office.report(), office.clinics, figure("2.5"))
    assert asked(office, office.clinics) == []


def test_figures_of_long_ago_make_no_band(office: Office) -> None:
    old = {(2022, quarter): "3" for quarter in (1, 2, 3, 4)}
    past(office, office.clinics, old)
    realise(office.report(), office.clinics, figure("2"))
    assert asked(office, office.clinics) == []


def test_the_achievement_is_that_of_the_page_uncapped(office: Office) -> None:
    realise(office.report(), office.stunting, figure("7"))
    (question,) = row_of(office, office.stunting).questions
    assert question.sentence == "Capaian 154,84% melebihi 150%.", "(2 x 15,5 - 7) / 15,5"


def test_grades_and_what_was_not_reported_raise_no_question(office: Office) -> None:
    realise(report_of(office.position, quarter=2), office.grade, Grade("D"))
    realise(office.report(), office.grade, Grade("AA"))
    realise(office.report(), office.on_time, Grade("ya"))
    assert [row.questions for row in report_sheet_of(office.report()).rows] == [(), (), (), ()]


def test_an_annual_figure_is_compared_with_the_year_before_and_only_when_it_counts(office: Office) -> None:
    index = IndicatorFactory(objective=office.stunting.objective, aggregation=Aggregation.ANNUAL, order=9)
    target_for(index, figure("50"))
    past(office, index, {(2025, 4): "50", (2026, 2): "10"})
    realise(office.report(), index, figure("100"))
    assert asked(office, index) == [], "the third quarter does not count"
    last = QuarterReport.objects.create(position=office.position, period=PeriodFactory(quarter=4))
    realise(last, index, figure("80"))
    row = next(row for row in report_sheet_of(last).rows if row.indicator.pk == index.pk)
    assert "naik 60,00% dari tahun lalu (50 menjadi 80)" in " ".join(one.sentence for one in row.questions)


@pytest.mark.parametrize("indicators", [1, 3])
def test_the_number_of_queries_does_not_grow(office: Office, indicators: int, django_assert_num_queries) -> None:
    for _ in range(indicators):
        one = IndicatorFactory(objective=office.stunting.objective, polarity=Polarity.MAXIMIZE)
        target_for(one, figure("10"), quarters={3: figure("10")})
        past(office, one, YEAR)
        realise(office.report(), one, figure("90"))
    report = QuarterReport.objects.select_related("period").get(pk=office.report().pk)
    with django_assert_num_queries(12):
        assert len(report_sheet_of(report).unexplained) == indicators


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User, name: str, report: QuarterReport) -> str:
    return as_user(user).get(reverse(f"realisations:{name}", args=[report.pk])).content.decode()


def filled(office: Office, note: str = "") -> QuarterReport:
    """A whole report whose percentage has halved and whose count has not."""
    realise(report_of(office.position, quarter=2), office.stunting, figure("30"))
    report = office.report()
    values = {office.stunting: figure("14"), office.clinics: figure("3"), office.grade: Grade("B")}
    for indicator, value in {**values, office.on_time: Grade("ya")}.items():
        realise(report, indicator, value, note=note if indicator == office.stunting else "")
    return report


def test_who_checks_sees_what_wants_a_sentence_and_may_send_without(office: Office) -> None:
    report = filled(office)
    page = page_of(office.head, "report_check", report)
    listed = page[page.index("Perlu penjelasan (1)") : page.index("<table")]
    edit = reverse("realisations:report_edit", args=[report.pk])
    assert f'href="{edit}?kembali=indikator-{office.stunting.pk}#indikator-{office.stunting.pk}"' in listed
    assert "Realisasi turun 53,33% dari triwulan lalu (30 menjadi 14)." in listed
    assert "Bobot sedang." in listed
    assert office.clinics.statement not in listed
    assert "Laporan tetap dapat dikirim." in listed
    assert "Kirim laporan" in page
    assert as_user(office.head).post(reverse("realisations:report_submit", args=[report.pk])).status_code == 302
    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED


def test_a_sentence_takes_the_figure_off_the_list_and_stands_beside_it(office: Office) -> None:
    report = filled(office, note="Data <b>PPKS</b> berganti sumber.")
    page = page_of(office.head, "report_check", report)
    assert "Perlu penjelasan" not in page
    written = page[page.index("Nilai tidak lazim yang sudah dijelaskan (1)") : page.index("<table")]
    assert "Realisasi turun 53,33%" in written
    assert "Data &lt;b&gt;PPKS&lt;/b&gt; berganti sumber." in written


def test_the_verifier_sees_both(office: Office) -> None:
    report = filled(office)
    QuarterReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.SUBMITTED, submitted_at="2026-10-08T02:00Z", submitted_by=office.head
    )
    page = page_of(office.section, "report_review", report)
    listed = page[page.index("Perlu penjelasan (1)") : page.index("<table")]
    assert f'href="#indikator-{office.stunting.pk}"' in listed
    assert f'id="indikator-{office.stunting.pk}"' in page
    assert "belum diberi keterangan oleh pelapor" in listed
    Realisation.objects.filter(report=report, indicator=office.stunting).update(note="Metode survei berubah.")
    page = page_of(office.section, "report_review", report)
    assert "Perlu penjelasan" not in page
    assert "Metode survei berubah." in page[: page.index("<table")]


def test_a_report_without_odd_values_says_nothing_of_them(office: Office) -> None:
    realise(office.report(), office.stunting, Figure(Decimal("15.5")))
    page = page_of(office.operator, "report_check", office.report())
    assert "Perlu penjelasan" not in page
    assert "tidak lazim" not in page
