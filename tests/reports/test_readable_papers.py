"""Papers with many figures and long texts: readable with eyes and ears, whole figures, a head on every page."""

import dataclasses
import datetime
import io
from decimal import Decimal

import pypdf
import pytest

from documents.drawing import widths
from documents.enums import Paper
from evaluations.years.facts import unit_year_of, year_of
from indicators.domain.kinds import Figure
from indicators.domain.money_units import MILLIONS
from organisation.enums import Role
from organisation.models import Position
from realisations.models import QuarterReport
from realisations.reports.receipts import Receipt
from reports.achievement.facts import achievement_report
from reports.achievement.paper import render_achievement, render_receipt
from reports.e81.facts import renja_form
from reports.e81.form import Pair, RenjaForm, RenjaRow
from reports.e81.layout import MARGINS, NUMBER, UNITS, WORDS, column_of_responsible, column_of_units, layout_of
from reports.e81.paper import render_renja
from reports.lkjip.facts import performance_report, render_report
from reports.year.facts import head_for
from reports.year.paper import render_position_year, render_unit_year
from tests import factories
from tests.documents.drawing.readable import assert_readable

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = datetime.date(2026, 10, 5)
EVERYBODY = Position.objects.all()


def office(story: int = 60) -> Position:
    """The head of Dinas Kesehatan with three indicators, two years, money of thirteen digits, and obstacles told in
    `story` characters."""
    told = ("Kader kurang, jarak jauh. " * (story // 26 + 1))[:story].strip()
    factories.GovernmentFactory()
    position = factories.PositionFactory(unit__name="Dinas Kesehatan")
    factories.holder_of(position)
    objective = factories.ObjectiveFactory(position=position)
    program = factories.ProgramFactory(code="1.02.02.2.01.0001", level=3, name="Penyelenggaraan pelayanan ibu hamil")
    for year in (2025, 2026):
        factories.BudgetLineFactory(position=position, program=program, year=year, amount=Decimal(1_234_567_890_000))
    reports = {year: factories.report_of(position, year=year, quarter=3) for year in (2025, 2026)}
    for number in range(3):
        indicator = factories.IndicatorFactory(objective=objective, code=f"1.02.02.2.01.0001-{number}")
        for year in (2025, 2026):
            factories.target_for(indicator, Figure(Decimal("12345.67")), year, quarters={3: Figure(Decimal("9876.5"))})
            factories.realise(reports[year], indicator, Figure(Decimal("9753.21")), inhibiting_factors=told)
    return position


@pytest.fixture
def position():
    return office()


@pytest.fixture
def report(position):
    return QuarterReport.objects.get(position=position, period__year=2026)


def filled(form: RenjaForm, paper: Paper, amount: Decimal = Decimal("1234567890000")) -> RenjaForm:
    """The form with a figure in every cell."""

    def row(old: RenjaRow) -> RenjaRow:
        pair = Pair(Figure(Decimal("12345.67")), amount)
        quarters = tuple(
            dataclasses.replace(
                cells, performance=Figure(Decimal("1234.56")), percent=Decimal("101.25"), amount=amount / 10, word=""
            )
            for cells in old.quarters
        )
        pairs = dict.fromkeys(("plan_end", "before", "this_year", "total", "to_date"), pair)
        percents = {"percent": Decimal("101.25"), "percent_amount": Decimal("99.99")}
        return dataclasses.replace(old, quarters=quarters, **pairs, **percents)

    rows = tuple(map(row, form.rows))
    head = dataclasses.replace(form.head, paper=paper)
    return dataclasses.replace(form, rows=rows, sum_row=row(form.sum_row), head=head)


@pytest.mark.parametrize("paper", list(Paper))
def test_form_e81_with_every_column_filled_leaves_room_for_its_words(report, paper):
    form = filled(renja_form(report, on=TODAY, visible=EVERYBODY), paper)
    content = render_renja(form)
    assert_readable(content)
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    length = float(page.mediabox.width) / 72 * 25.4
    figures = sum(int(name.removeprefix("w-")) / widths.STEPS for name in layout_of(form).columns)
    words = length - MARGINS - NUMBER - column_of_units(form) - column_of_responsible(form) - figures
    assert words >= 2 * WORDS
    assert "Rupiah dalam" in page.extract_text(), "the unit of rupiah is named"


def test_rupiah_stay_whole_where_they_have_room(report):
    form = renja_form(report, on=TODAY, visible=EVERYBODY)
    assert layout_of(form).unit is UNITS[0]
    content = render_renja(form)
    assert_readable(content)
    assert "1.234.567.890.000" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_an_amount_too_small_for_its_unit_is_no_zero(report):
    form = filled(renja_form(report, on=TODAY, visible=EVERYBODY), Paper.A4)
    small = dataclasses.replace(form.sum_row, total=Pair(None, Decimal(400)))
    layout = layout_of(dataclasses.replace(form, sum_row=small))
    assert layout.unit.size > 1
    assert Decimal(layout.cells[-1][15].text.replace(",", ".")) * layout.unit.size == 400


@pytest.mark.parametrize("length", [60, 1800, 4000])
def test_every_page_of_the_achievement_report_has_the_head_of_its_table(length):
    report = QuarterReport.objects.get(position=office(length), period__year=2026)
    content = render_achievement(achievement_report(report, on=TODAY, visible=EVERYBODY))
    assert_readable(content)
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    for text in pages:
        if "Kader kurang" in text:
            assert "Faktor pendorong Faktor penghambat Tindak lanjut" in text


def test_the_year_and_its_charts_are_drawn_in_our_letters(position):
    now = datetime.datetime(2026, 10, 5, 9, tzinfo=datetime.UTC)
    head = head_for(position.title, position.unit.name, 2026, at=now, by=factories.user_with_role(Role.INSPECTORATE))
    assert_readable(render_position_year(year_of(position, 2026, today=TODAY), head))
    assert_readable(render_unit_year(unit_year_of(position.unit, 2026, visible=EVERYBODY, today=TODAY), head))


def test_the_performance_report_is_readable(position):
    assert_readable(render_report(performance_report(position, 2026, on=TODAY)))
    bare = factories.PositionFactory(unit__name="Dinas Tanpa Data")
    factories.target_for(factories.IndicatorFactory(objective__position=bare), Figure(Decimal(1)), 2026)
    assert_readable(render_report(performance_report(bare, 2026, on=TODAY)))


def test_a_chosen_unit_of_money_is_named_in_the_head_of_every_document(position, report):
    now = datetime.datetime(2026, 10, 5, 9, tzinfo=datetime.UTC)
    head = head_for(position.title, position.unit.name, 2026, at=now, by=factories.user_with_role(Role.INSPECTORATE))
    contents = (
        render_achievement(achievement_report(report, on=TODAY, visible=EVERYBODY), MILLIONS),
        render_renja(renja_form(report, on=TODAY, visible=EVERYBODY), MILLIONS),
        render_position_year(year_of(position, 2026, today=TODAY), head, MILLIONS),
        render_unit_year(unit_year_of(position.unit, 2026, visible=EVERYBODY, today=TODAY), head, MILLIONS),
        render_report(performance_report(position, 2026, on=TODAY, unit=MILLIONS)),
    )
    for content in contents:
        assert_readable(content)
        text = " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)
        assert "Rp juta" in text
        assert "1.234.568" in text
        assert "1.234.567.890.000" not in text
        assert "Rupiah dalam jutaan" in text


def test_the_receipt_is_readable(report):
    sent = datetime.datetime(2026, 10, 5, 9, tzinfo=datetime.UTC)
    receipt = Receipt(
        number=1, code="TT-2026-3-1", position=report.position.title, unit=report.position.unit.name,
        period="Triwulan III 2026", sent_at=sent, sender="dr. Siti Rahmawati", version=1, counts="3 indikator",
        fingerprint="0123456789abcdef" * 4, fate="Laporan menunggu verifikasi.", is_latest=True, same=True,
    )  # fmt: skip
    assert_readable(render_receipt(report, receipt, at=sent))
