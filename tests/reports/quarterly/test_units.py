"""The documents of an OPD hold what its whole unit reported, each rupiah once, as far as the reader may see it."""

import io

import openpyxl
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisation.enums import PositionKind
from organisation.models import Position
from realisations.enums import ReportStatus
from reports.achievement.book import write_achievement
from reports.achievement.facts import achievement_report
from reports.achievement.paper import render_achievement
from reports.e81.facts import renja_form
from tests import factories
from tests.reports.quarterly.test_quarter_documents import EVERYBODY, TODAY, counted, figure, position, spend

__all__ = ["position"]

FIELD = "Kepala Bidang Kesehatan Masyarakat"


def field_head(head, name="Bidang Kesehatan Masyarakat", superior=True) -> Position:
    """The head of a bidang of the dinas."""
    unit = factories.WorkUnitFactory(parent=head.unit, name=name)
    above = head if superior else None
    return factories.PositionFactory(
        unit=unit, kind=PositionKind.ADMINISTRATOR, reports_to=above, title=f"Kepala {name}"
    )


def reported(position, indicator, value=20, status=ReportStatus.VERIFIED, **story):
    report = factories.report_of(position, status)
    factories.realise(report, indicator, figure(value), **story)
    return report


def printed(document) -> str:
    pages = pypdf.PdfReader(io.BytesIO(render_achievement(document))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# --- Works -----------------------------------------------------------------------------------------------------------


def test_an_indicator_of_a_field_head_stands_in_the_form_and_in_the_report_of_the_dinas(position):
    below = field_head(position)
    own, theirs = counted(position), counted(below, "1.02.02.2.01.0002-1")
    spend(below, "1.02.02.2.01.0002", q3=7)
    reported(below, theirs, 30, supporting_factors="Kader aktif")
    report = reported(position, own)
    for whose, indicator, quarter in ((below, theirs, 1), (below, theirs, 2), (position, own, 1), (position, own, 2)):
        factories.realise(factories.report_of(whose, quarter=quarter), indicator, figure(0))
    form = renja_form(report, on=TODAY, visible=EVERYBODY)
    assert [row.place.line.indicator for row in form.rows if row.place.code] == [theirs]
    row = form.rows[-1]
    assert (row.responsible, row.total.performance, row.total.amount) == (FIELD, figure(30), 7)
    assert [remark.text for remark in form.remarks.drivers] == ["Kader aktif"]
    assert form.verified.startswith("2 dari 2 indikator")
    assert form.head.state.endswith(
        "Dari 1 jabatan lain pada unit ini, 1 sudah mengirim laporan triwulan ini, 1 terverifikasi"
    )
    document = achievement_report(report, on=TODAY, visible=EVERYBODY)
    assert [(row.owner, row.realised, row.drivers) for row in document.rows] == [
        ("", figure(20), ""),
        (FIELD, figure(30), "Kader aktif"),
    ]
    assert f"({FIELD})" in printed(document)
    sheet = openpyxl.load_workbook(io.BytesIO(write_achievement(document)))["Capaian"]
    assert FIELD in [cell for row in sheet.values for cell in row]


@pytest.mark.parametrize("superior", [True, False])
def test_a_budget_that_stands_with_the_head_and_below_counts_once(position, superior):
    below = field_head(position, superior=superior)
    spend(position, "1.02.02", q3=200)
    spend(below, "1.02.02.2.01.0002", q3=150)
    spend(below, "1.02.01.2.01.0001", q3=50)
    reported(below, counted(below, "1.02.02.2.01.0002-1"))
    report = reported(position, counted(position, "1.02.02-1"))
    form = renja_form(report, on=TODAY, visible=EVERYBODY)
    spent = {row.place.code: row.total.amount for row in form.rows if row.this_year.amount}
    assert spent == {"1.02.01.2.01.0001": 50, "1.02.02": 200, "1.02.02.2.01.0002": 150}
    assert (form.sum_row.this_year.amount, form.sum_row.total.amount) == (500_000_000, 200)
    document = achievement_report(report, on=TODAY, visible=EVERYBODY)
    assert (document.total.budget, document.total.spent) == (500_000_000, 200)
    lacking = (
        f"Tidak termuat dalam Jumlah, karena programnya tidak ada dalam pagu atasannya: {below.title}: 1.02.01.2.01"
    )
    assert document.money_gap.startswith(lacking)
    assert any(note.startswith(lacking) for note in form.footnotes)


def test_other_offices_and_the_elected_stand_apart(position):
    regent = factories.PositionFactory(unit=position.unit, kind=PositionKind.REGIONAL_HEAD)
    for other in (regent, factories.PositionFactory()):
        reported(other, counted(other, f"IKU-{other.pk}"))
    report = reported(position, counted(position))
    assert len(renja_form(report, on=TODAY, visible=EVERYBODY).rows) == 1


def test_three_positions_cost_the_same_queries_as_one(position):
    report, counts = reported(position, counted(position, "IKU-1")), []
    for more in (1, 2):
        for number in range(more):
            below, code = field_head(position, f"Bidang {more}{number}"), f"1.02.02.2.0{more}.000{number + 1}"
            spend(below, code, q3=5)
            reported(below, counted(below, f"{code}-1"))
        for maker in (renja_form, achievement_report):
            with CaptureQueriesContext(connection) as captured:
                assert len(maker(report, on=TODAY, visible=EVERYBODY).rows) == (2 if more == 1 else 4)
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


# --- Who may not -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [ReportStatus.DRAFT, ReportStatus.RETURNED])
def test_what_a_field_head_has_not_sent_stays_out(position, status):
    below = field_head(position)
    theirs, line = counted(below, "1.02.02.2.01.0002-1"), spend(below, "1.02.02.2.01.0002", q3=7)
    reported(below, theirs, 30, status, supporting_factors="Rahasia")
    report = reported(position, counted(position))
    form = renja_form(report, on=TODAY, visible=EVERYBODY)
    row = form.rows[-1]
    assert (row.quarters[2].performance, row.quarters[2].word, row.total.amount) == (None, "belum lapor", None)
    assert (row.this_year.amount, form.remarks.drivers) == (line.amount, ())
    document = achievement_report(report, on=TODAY, visible=EVERYBODY)
    assert (document.rows[1].realised, document.rows[1].drivers, document.total.spent) == (None, "", None)


def test_a_document_holds_only_what_its_reader_may_see_and_says_so(position):
    below = field_head(position)
    reported(below, counted(below, "1.02.02.2.01.0002-1"))
    report = reported(position, counted(position))
    visible = Position.objects.filter(pk=position.pk)
    form = renja_form(report, on=TODAY, visible=visible)
    gap = "Tidak termasuk angka 1 jabatan pada unit ini, karena di luar lingkup pembuat dokumen."
    assert (len(form.rows), gap in form.footnotes) == (1, True)
    document = achievement_report(report, on=TODAY, visible=visible)
    assert (len(document.rows), document.gap) == (1, gap)
    assert gap in printed(document)


# --- What is refused -------------------------------------------------------------------------------------------------


def test_below_the_head_there_is_a_report_of_achievement_and_no_form(position, client):
    below = field_head(position)
    reported(position, counted(position))
    report = reported(below, counted(below, "1.02.02.2.01.0002-1"))
    assert len(achievement_report(report, on=TODAY, visible=EVERYBODY).rows) == 1
    with pytest.raises(ValidationError, match="dari laporan kepalanya"):
        renja_form(report, on=TODAY, visible=EVERYBODY)
    client.force_login(factories.user_with_role("inspectorate"))
    page = client.get(reverse("realisations:report_detail", args=[report.pk])).content.decode()
    assert reverse("reports:quarter_pdf", args=[report.pk, "e81"]) not in page
    assert reverse("reports:quarter_pdf", args=[report.pk, "capaian"]) in page
    assert client.get(reverse("reports:quarter_pdf", args=[report.pk, "e81"])).status_code == 409
