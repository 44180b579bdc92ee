"""A figure is shown with the decimals of its indicator, else with as many as were given (at most 4), in every place."""

import io
import re
from collections.abc import Mapping

import openpyxl
import pytest
from django.template import TemplateSyntaxError, engines
from django.urls import reverse
from django.utils import timezone

from agreements.drafting.actions import draft_agreement
from agreements.papers.facts import agreement_document
from documents.drawing import pdf
from evaluations.years.facts import year_of
from indicators.domain.numbers import format_change, format_exact, format_figure
from indicators.models import Indicator
from organisation.enums import Role
from organisation.models import Position
from realisations.models import QuarterReport
from reports.achievement.facts import achievement_report
from reports.achievement.paper import render_achievement
from reports.e81.facts import renja_form
from reports.e81.paper import render_renja
from reports.lkjip.facts import performance_report
from reports.year.facts import head_for
from reports.year.paper import render_position_year
from tests import factories
from tests.exchange import books
from tests.exchange.books import bring_in, messages
from tests.office import TODAY, figure

pytestmark = pytest.mark.django_db

YEAR = 2024
INDICATORS = {
    "G1": ("turun", 3, "0,267", "0,262"),
    "G2": ("naik", 0, "85", "84,6"),
    "G3": ("turun", None, "0,267", "0,262"),
    "G4": ("naik", 1, "3,25", "3,24"),
    "G5": ("naik", None, "12,3456", "12,3444"),
}
"""Direction, number of decimals (None: nobody chose), target and realisation as they are typed."""

SHOWN = {
    "G1": ("0,267", "0,262"),
    "G2": ("85", "85"),
    "G3": ("0,267", "0,262"),
    "G4": ("3,3", "3,2"),
    "G5": ("12,3456", "12,3444"),
}
"""Target and realisation as every page and paper shows them."""

OTHERWISE = re.compile(r"(?<![\d,.])(0,27|0,26|84,6|3,25|3,24|12,35|12,34)(?![\d])")
"""What places with decimals of their own would write."""


def imported(client) -> tuple[Position, QuarterReport]:
    """The small government with five annual ratios, read as a workbook; the client is whoever may see everything."""
    headers = ("Kode", "Kode Sasaran", "Uraian", "Satuan", "Arah", "Akumulasi", "Angka di Belakang Koma")
    outcome = bring_in(
        {
            "Pemda": [books.GOVERNMENT],
            "Unit": books.UNITS,
            "Jabatan": books.POSITIONS,
            "Sasaran": books.OBJECTIVES,
            "Indikator": [
                (code, "S1", f"Desimal {code}", "Rasio", direction, "tahunan", "" if places is None else places)
                for code, (direction, places, _, _) in INDICATORS.items()
            ],
            "Target": [(code, YEAR, target, "", "", "", "") for code, (_, _, target, _) in INDICATORS.items()],
            "Realisasi": [(code, YEAR, 4, reached, "", "", "") for code, (_, _, _, reached) in INDICATORS.items()],
        },
        headers={"Indikator": headers, "Realisasi": books_headers()},
    )
    assert messages(outcome) == []
    position = Position.objects.get(code="KADIS")
    factories.holder_of(position)
    factories.holder_of(Position.objects.get(code="BUPATI"))
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    return position, QuarterReport.objects.get(position=position, period__year=YEAR, period__quarter=4)


def books_headers() -> tuple[str, ...]:
    return ("Kode Indikator", "Tahun", "Triwulan", "Realisasi", "Pembilang", "Penyebut", "Keterangan")


@pytest.fixture
def papers_as_text(monkeypatch):
    """Documents as the HTML they are drawn from."""
    monkeypatch.setattr(pdf, "render", lambda html, **options: html.encode())


def text_of(answer) -> str:
    assert answer.status_code == 200, answer
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def must_show(text: str, *, targets: bool = True, realised: bool = True) -> None:
    """The figures of all five indicators as they are to be shown, and none of them otherwise."""
    for target, reached in SHOWN.values():
        for figure_, is_due in ((target, targets), (reached, realised)):
            assert not is_due or re.search(rf"(?<![\d,.]){figure_}(?![\d])", text), figure_
    assert OTHERWISE.findall(text) == []


def test_dashboard_year_indicator_report_and_plan_show_the_decimals_of_the_indicator(client):
    position, report = imported(client)
    for page in (
        reverse("evaluations:position_show", args=[position.pk]) + f"?tahun={YEAR}",
        reverse("evaluations:position_year", args=[position.pk, YEAR]),
        reverse("realisations:report_detail", args=[report.pk]),
    ):
        must_show(re.sub(r"(?s)<details.*?</details>", "", text_of(client.get(page))))
    listed = text_of(client.get(reverse("indicators:indicator_list") + f"?tahun={YEAR}"))
    must_show(listed, realised=False)
    for indicator in Indicator.objects.all():
        page = text_of(client.get(reverse("realisations:indicator_detail", args=[indicator.pk])))
        for figure_ in SHOWN[indicator.code]:
            assert re.search(rf">\s*{figure_}\s*</", page), figure_


def test_papers_show_the_decimals_of_the_indicator(client, papers_as_text):
    position, report = imported(client)
    everybody = Position.objects.all()
    by = factories.user_with_role(Role.ORGANISATION_SECTION)
    head = head_for("Kepala", "Dinas", YEAR, at=timezone.localtime(), by=by)
    for paper in (
        render_achievement(achievement_report(report, on=TODAY, visible=everybody)),
        render_renja(renja_form(report, on=TODAY, visible=everybody)),
        render_position_year(year_of(position, YEAR, today=TODAY), head),
    ):
        must_show(paper.decode())
    rows = performance_report(position, YEAR, on=TODAY).sections[0].rows
    assert [(row.target, row.realised) for row in rows] == list(SHOWN.values())


@pytest.mark.parametrize("name", ["capaian", "e81", "setahun"])
def test_workbooks_for_people_keep_every_digit_and_show_the_decimals_of_the_indicator(client, name):
    position, report = imported(client)
    address = {
        "capaian": reverse("reports:quarter_workbook", args=[report.pk, "capaian"]),
        "e81": reverse("reports:quarter_workbook", args=[report.pk, "e81"]),
        "setahun": reverse("reports:year_workbook", args=["jabatan", position.pk, YEAR]),
    }[name]
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0] for cell in row]
    formats = {float(cell.value): cell.number_format for cell in cells if isinstance(cell.value, float)}
    expected = {0.262: "#,##0.000", 0.267: "#,##0.000", 84.6: "#,##0", 3.25: "#,##0.0", 3.24: "#,##0.0"}
    for value, form in {**expected, 12.3456: "#,##0.0000", 12.3444: "#,##0.0000"}.items():
        assert formats[value] == form


def test_the_agreement_shows_the_decimals_of_the_indicator_on_page_and_paper(client):
    position, _ = imported(client)
    user = position.assignments.get().employee.user
    agreement = draft_agreement(position, YEAR, by=user, today=TODAY)
    stored = type(agreement).objects.with_content().get(pk=agreement.pk)
    client.force_login(user)
    for page in ("agreements:agreement_detail", "agreements:agreement_edit"):
        must_show(text_of(client.get(reverse(page, args=[agreement.pk]))), realised=False)
    (objective,) = agreement_document(stored).objectives
    assert [row.target for row in objective.indicators] == [target for target, _ in SHOWN.values()]


def test_the_history_of_a_figure_shows_its_decimals_and_every_one_where_both_sides_would_look_alike():
    assert format_change(None, figure("0.2671"), 3) == ("", "0,267")
    assert format_change(figure("84.6"), figure("70.2"), 0) == ("85", "70")
    assert format_change(figure("84.6"), figure("84.64"), 0) == ("84,6", "84,64")
    assert format_change(figure("84.6"), figure("84.6"), 0) == ("85", "85")


def test_chosen_decimals_are_always_all_written_and_a_figure_never_becomes_nothing():
    given: Mapping[tuple[str, int | None], str] = {
        ("85.2", 2): "85,20",
        ("85.2", None): "85,2",
        ("85", 2): "85,00",
        ("1250.5", 1): "1.250,5",
        ("0.123456", None): "0,1235",
        ("0.000012", None): "0,000012",
        ("0.003", 2): "0,003",
        ("0", 2): "0,00",
        ("2.5", 0): "3",
    }
    for (value, decimals), text in given.items():
        assert format_figure(figure(value), decimals) == text
    assert format_exact(figure("0.123456")) == "0,123456"


def test_no_page_can_show_a_figure_without_saying_whose_decimals():
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% load figures %}{{ value|nilai }}")
