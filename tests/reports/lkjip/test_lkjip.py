"""The performance report: the figures of the dashboard, in chapters."""

import datetime
import io
import re
from dataclasses import replace
from decimal import Decimal

import pypdf
import pytest
from django.core.exceptions import ValidationError

from agreements.enums import AgreementStatus
from agreements.papers.actions import issue_agreement
from indicators.domain.kinds import Figure
from indicators.models import Indicator
from indicators.policies.facts import policy_of
from organisation.enums import PositionKind
from realisations.enums import ReportStatus
from realisations.measurement.facts import indicator_lines, summary_of
from reports.lkjip.facts import performance_report, render_report
from tests import factories
from tests.agreements.papers.rows import agreement_of, regional_head
from tests.prepared import fetch

TODAY = datetime.date(2027, 2, 20)


@pytest.fixture
def position(db):
    """The head of Dinas Kesehatan."""
    factories.GovernmentFactory()
    position = factories.PositionFactory(unit__name="Dinas Kesehatan")
    factories.holder_of(position)
    return position


def measure(position, *realised: str | None, status=ReportStatus.VERIFIED, year=2026, **stories) -> list[Indicator]:
    """One objective with an indicator per realisation, each against a target of 80; None is not reported."""
    report = factories.report_of(position, status, year=year, quarter=4)
    objective = factories.ObjectiveFactory(position=position)
    indicators = []
    for value in realised:
        indicator = factories.IndicatorFactory(objective=objective)
        factories.target_for(indicator, Figure(Decimal(80)), year)
        factories.realise(report, indicator, None if value is None else Figure(Decimal(value)), **stories)
        indicators.append(indicator)
    return indicators


def pages_of(report) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(render_report(report)))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


# --- Works -----------------------------------------------------------------------------------------------------------


def test_the_report_has_its_chapters_in_order_and_the_contents_name_their_pages(position):
    measure(position, "80")
    pages = pages_of(performance_report(position, 2026, on=TODAY))
    assert pages[0].startswith("LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN 2026 DINAS KESEHATAN Pemerintah Kabupaten")
    assert "Halaman" not in pages[0]
    chapters = ["BAB I PENDAHULUAN", "BAB II PERENCANAAN", "BAB III AKUNTABILITAS", "BAB IV PENUTUP", "LAMPIRAN"]
    found = [next(n for n, text in enumerate(pages[2:], start=3) if chapter in text) for chapter in chapters]
    assert found == sorted(found)
    contents = re.sub(r"[.\s]+", " ", pages[1])
    for title, page in zip(["Pendahuluan", "Perencanaan Kinerja", "Akuntabilitas Kinerja"], found, strict=False):
        assert f"{title} {page}" in contents
    assert f"Halaman {len(pages)} dari {len(pages)}" in pages[-1]


def test_the_summary_and_the_chart_tell_the_counts_of_the_dashboard(position):
    measure(position, "90", "85", "80", "40", None)
    report = performance_report(position, 2026, on=TODAY)
    lines = indicator_lines(Indicator.objects.of_positions([position.pk]), year=2026)
    summary = summary_of(lines, policy_of(2026))
    assert [bar.count for bar in report.bars] == [summary.exceeded, summary.met, summary.below, summary.unknown]
    assert [bar.count for bar in report.bars] == [2, 1, 1, 1]
    assert [bar.share for bar in report.bars] == ["40,0%", "20,0%", "20,0%", "20,0%"]
    text = " ".join(pages_of(report))
    assert "Dari 5 indikator kinerja, 2 melampaui, 1 sesuai, 1 belum mencapai target; rata-rata capaian" in text
    assert "Melampaui target 2 (40,0%)" in text


def test_every_indicator_stands_with_target_result_achievement_category_and_last_year(position):
    (indicator,) = measure(position, "90")
    factories.target_for(indicator, Figure(Decimal(50)), 2025)
    factories.realise(factories.report_of(position, year=2025, quarter=4), indicator, Figure(Decimal(40)))
    (section,) = performance_report(position, 2026, on=TODAY).sections
    (row,) = section.rows
    assert (row.target, row.realised, row.percent, row.category) == ("80", "90", "112,50%", "Sangat Tinggi")
    assert row.previous == "80,00%"
    text = " ".join(pages_of(performance_report(position, 2026, on=TODAY)))
    assert f"{indicator.statement} % 80 90 112,50% Sangat Tinggi 80,00%" in text


def test_what_is_missing_is_told_and_never_zero(position):
    measure(position, None)
    report = performance_report(position, 2026, on=TODAY)
    row = report.sections[0].rows[0]
    assert (row.realised, row.percent, row.category, row.previous) == ("–", "–", "–", "–")
    assert row.note == "Realisasi belum dilaporkan"
    assert report.summary.endswith(
        "Kepala Dinas Kesehatan: 1 indikator. Dari 1 indikator kinerja, belum ada yang terverifikasi."
    )


def test_figures_that_were_sent_but_not_verified_are_marked_and_not_counted(position):
    measure(position, "90", status=ReportStatus.SUBMITTED)
    report = performance_report(position, 2026, on=TODAY)
    assert report.sections[0].rows[0].note == "belum diverifikasi"
    assert report.coverage == "0 dari 1 indikator terverifikasi; data per 20 Februari 2027."
    assert [bar.count for bar in report.bars] == [0, 0, 0, 1]


def test_drafts_tell_nothing_yet(position):
    measure(position, "90", status=ReportStatus.DRAFT, supporting_factors="Rahasia dapur")
    report = performance_report(position, 2026, on=TODAY)
    assert report.sections[0].rows[0].realised == "–"
    assert report.sections[0].measured == ()


def test_the_narrative_of_the_quarterly_reports_is_told_with_its_quarter(position):
    measure(
        position,
        "40",
        supporting_factors="Dukungan puskesmas",
        inhibiting_factors="Obat terlambat datang",
        follow_up="Mempercepat pengadaan <obat>",
    )
    report = performance_report(position, 2026, on=TODAY)
    text = " ".join(pages_of(report))
    assert "Triwulan IV – faktor pendorong Dukungan puskesmas" in text
    assert "Triwulan IV – tindak lanjut Mempercepat pengadaan <obat>" in text
    assert [remark.text for remark in report.problems] == ["Obat terlambat datang"]
    assert [remark.text for remark in report.next_steps] == ["Mempercepat pengadaan <obat>"]


def test_only_indicators_below_their_target_are_problems_the_weakest_first(position):
    weak, reached, weakest = measure(position, "60", "80", "20", inhibiting_factors="Sebab")
    report = performance_report(position, 2026, on=TODAY)
    assert [remark.statement for remark in report.problems] == [weakest.statement, weak.statement]
    assert reached.statement not in [remark.statement for remark in report.problems]


def test_the_budget_is_told_with_what_was_spent_and_what_nobody_reported(position):
    measure(position, "80")
    spent = factories.BudgetLineFactory(position=position, program__name="Program A", amount=548_000_000)
    factories.spend(spent, 4, 499_471_900)
    factories.BudgetLineFactory(position=position, program__name="Program B", amount=100)
    report = performance_report(position, 2026, on=TODAY)
    assert [(row.name, row.spent, row.absorbed) for row in report.budget] == [
        ("Program A", "Rp499.471.900", "91,14%"),
        ("Program B", "belum dilaporkan", "–"),
    ]
    assert report.budget_total.amount == "Rp548.000.100"


def test_the_government_without_programmes_of_its_own_adds_up_those_of_its_opd(position):
    head = regional_head()
    measure(head, "80")
    division = factories.PositionFactory(unit=position.unit, kind=PositionKind.ADMINISTRATOR, reports_to=position)
    for holder, amount in ((position, 300), (position, 200), (division, 100)):
        factories.BudgetLineFactory(position=holder, amount=amount)
    report = performance_report(head, 2026, on=TODAY)
    assert (report.owner_name, report.budget_title) == ("Kabupaten Contoh", "Perangkat Daerah")
    assert [(row.name, row.amount) for row in report.budget] == [("Dinas Kesehatan", "Rp500")]
    assert report.introduction.startswith("Pemerintah Kabupaten Contoh dipimpin oleh Bupati Contoh")
    assert report.signer.nip == ""


def test_the_agreement_in_force_is_annexed_with_its_number(position, officer):
    measure(position, "80")
    superior = regional_head()
    agreement = agreement_of(position, superior, AgreementStatus.IN_FORCE)
    number = issue_agreement(agreement, by=officer).number
    agreement_of(position, superior, AgreementStatus.APPROVED, version=2, supersedes=agreement, reason="strategy")
    report = performance_report(position, 2026, on=TODAY)
    assert report.agreement_sentence.startswith(
        f"Perjanjian Kinerja Tahun 2026 nomor {number} ditandatangani pada 5 Januari 2026."
    )
    annex = pages_of(report)[-1]
    assert "LAMPIRAN PERJANJIAN KINERJA TAHUN 2026" in annex
    assert "Program Pemenuhan Upaya Kesehatan 2 Rp750.000.000 APBD" in annex
    assert "DRAF" not in annex


def test_a_year_without_an_agreement_says_so(position):
    measure(position, "80")
    assert "belum disepakati" in pages_of(performance_report(position, 2026, on=TODAY))[-1]


def test_the_head_signs_at_the_end(position):
    measure(position, "80")
    report = performance_report(position, 2026, on=TODAY)
    assert report.signer.position == "Kepala Dinas Kesehatan"
    assert f"NIP. {report.signer.nip}" in " ".join(pages_of(report))
    assert "NIP" not in " ".join(pages_of(replace(report, signer=None)))


@pytest.mark.usefixtures("drawn_cold")
def test_the_same_data_give_the_same_bytes(position):
    measure(position, "80")
    first, second = (render_report(performance_report(position, 2026, on=TODAY)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("indicators", [1, 3])
def test_a_report_takes_the_same_queries_however_much_there_is_to_tell(position, django_assert_num_queries, indicators):
    measure(position, *["80"] * indicators, supporting_factors="Dukungan")
    for _ in range(indicators):
        factories.BudgetLineFactory(position=position)
    with django_assert_num_queries(19):
        performance_report(position, 2026, on=TODAY)


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_head_opens_the_report_of_the_own_opd_from_the_list(client, position):
    measure(position, "80")
    client.force_login(position.assignments.get().employee.user)
    page = client.get("/lkjip/").content.decode()
    assert f'href="/lkjip/2026/{position.pk}/"' in page, "whole rupiah unless another unit is chosen"
    larger = client.get("/lkjip/", {"rupiah": "juta"}).content.decode()
    assert f'href="/lkjip/2026/{position.pk}/?rupiah=juta"' in larger
    assert "?rupiah=" not in client.get("/lkjip/", {"rupiah": "lain"}).content.decode()
    response = fetch(client, f"/lkjip/2026/{position.pk}/")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="LKjIP_2026_Dinas_Kesehatan.pdf"'
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_one_row_and_for_three(client, officer, django_assert_num_queries, rows):
    factories.GovernmentFactory()
    for _ in range(rows):
        factories.target_for(
            factories.IndicatorFactory(objective__position=factories.PositionFactory()), Figure(Decimal(1))
        )
    client.force_login(officer)
    with django_assert_num_queries(8):
        client.get("/lkjip/")


def test_an_empty_list_says_what_has_to_happen_first(client, officer, position):
    client.force_login(officer)
    assert "Belum ada laporan kinerja" in client.get("/lkjip/").content.decode()


def test_nobody_opens_the_report_of_another_opd(client, position):
    measure(position, "80")
    client.force_login(factories.holder_of(factories.PositionFactory()))
    assert client.get(f"/lkjip/2026/{position.pk}/").status_code == 404
    assert str(position.unit) not in client.get("/lkjip/").content.decode()


def test_a_year_or_a_position_without_anything_to_account_for_has_no_report(client, officer, position):
    (indicator,) = measure(position, "80")
    staff = factories.PositionFactory(unit=position.unit, kind=PositionKind.EXECUTING_STAFF)
    indicator.objective.__class__.objects.create(code="X", statement="X", position=staff)
    client.force_login(officer)
    assert client.get(f"/lkjip/2024/{position.pk}/").status_code == 404
    assert client.get(f"/lkjip/2026/{staff.pk}/").status_code == 404


def test_a_position_without_targets_cannot_be_accounted_for(position):
    with pytest.raises(ValidationError, match="Belum ada indikator bertarget tahun 2026"):
        performance_report(position, 2026, on=TODAY)


def test_a_running_year_is_a_draft_that_tells_the_newest_verified_quarter(position):
    report = factories.report_of(position, year=2026, quarter=1)
    indicator = factories.IndicatorFactory(objective__position=position, aggregation="sum", is_key=True)
    parts = dict.fromkeys(range(1, 5), Figure(Decimal(25)))
    factories.target_for(indicator, Figure(Decimal(100)), quarters=parts)
    factories.realise(report, indicator, Figure(Decimal(24)))
    found = performance_report(position, 2026, on=datetime.date(2026, 5, 4))
    row = found.sections[0].rows[0]
    assert (row.promised, row.target, row.realised, row.percent) == ("100", "25", "24", "96,00%")
    assert row.note == "s.d. TW I"
    assert found.running == "Rancangan: angka 2026 s.d. TW I, belum setahun"
    assert found.summary.startswith(
        "Ringkasan 2026 s.d. TW I. Kepala Dinas Kesehatan: 1 IKU. Dari 1 indikator kinerja,"
    )
    assert found.running in pages_of(found)[0]
