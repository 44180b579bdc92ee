"""Where a figure comes from: its working in one click, and who changed it, when, why, by which road."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from audit.trail import record
from indicators.domain.kinds import Figure
from indicators.enums import ValueState
from indicators.models import Policy
from indicators.policies.actions import change_policy
from indicators.targets.actions import AGREEMENT, TargetChange, record_targets, target_values
from organisation.models import User
from realisations.entry.domain import Entry
from realisations.enums import EntryRoute, ReportStatus
from realisations.evidence.actions import add_link, remove_evidence
from realisations.models import QuarterReport
from realisations.reports.actions import return_report, submit_report, verify_report
from realisations.verification.reopening import reopen_report
from tests.entries import figure_fact, save_report
from tests.factories import realise, report_of, target_for
from tests.office import TODAY, Office, figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]


def get(user: User, name: str, *args: int, part: bool = False, status: int = 200, **query: object) -> str:
    client = Client()
    client.force_login(user)
    headers = {"HX-Request": "true"} if part else {}
    response = client.get(reverse(f"realisations:figure_{name}", args=args), query, headers=headers)
    assert response.status_code == status
    return response.content.decode()


def save(office: Office, text: str, note: str = "") -> QuarterReport:
    report = office.report()
    entry = Entry(state=ValueState.REPORTED, figure=Decimal(text), note=note)
    return save_report(report, {office.stunting.pk: entry}, by=office.operator, version=report.version, today=TODAY)


def sent(office: Office, text: str = "16.9") -> QuarterReport:
    """A report with every row answered, sent by the head."""
    report = save(office, text)
    rest = {
        office.clinics.pk: Entry(state=ValueState.REPORTED, figure=Decimal(3)),
        office.grade.pk: Entry(state=ValueState.REPORTED, grade="BB"),
        office.on_time.pk: Entry(state=ValueState.REPORTED, grade="ya"),
    }
    report = save_report(report, rest, by=office.operator, version=report.version, today=TODAY)
    return submit_report(report, by=office.head, today=TODAY)


# --- the working -----------------------------------------------------------------------------------------------------


def test_the_working_of_a_quarter_and_of_the_year_stand_on_one_address_each(office: Office) -> None:
    realise(report_of(office.position), office.stunting, figure("16.9"))
    quarter = get(office.secretary, "working", office.stunting.pk, 2026, triwulan=3)
    running = get(office.secretary, "working", office.stunting.pk, 2026)
    realise(report_of(office.position, quarter=4), office.stunting, figure("16.9"))
    year = get(office.secretary, "working", office.stunting.pk, 2026)
    for text in ("(2 × 15,5 − 16,9) / 15,5 × 100%", "90,9677419355…%", "90,97%", "Target TW III", "Terverifikasi"):
        assert text in quarter
        assert text in running, "a running year is that of its newest verified quarter"
    assert "(2 × 14 − 16,9) / 14 × 100%" in year
    assert "Target tahun 2026" in year


def test_the_working_shows_numerator_and_denominator_in_the_indicators_unit(office: Office) -> None:
    realise(report_of(office.position), office.stunting, figure("16"), numerator=Decimal(80), denominator=Decimal(500))
    assert "16 = 80 / 500 × 100" in get(office.secretary, "working", office.stunting.pk, 2026, triwulan=3)


def test_a_part_is_answered_to_a_page_that_asks_for_it(office: Office) -> None:
    realise(report_of(office.position), office.stunting, figure("16.9"))
    part = get(office.secretary, "working", office.stunting.pk, 2026, part=True, triwulan=3)
    assert "<html" not in part
    assert "90,9677419355…%" in part


def test_a_figure_that_does_not_count_yet_says_so(office: Office) -> None:
    realise(report_of(office.position, ReportStatus.SUBMITTED), office.stunting, figure("16.9"))
    assert "belum ikut dirata-ratakan" in get(office.secretary, "working", office.stunting.pk, 2026, triwulan=3)


def test_a_draft_enters_only_the_working_of_its_author_who_asks_for_it(office: Office) -> None:
    save(office, "16.25")
    asked = {"triwulan": 3, "draf": 1}
    assert "16,25" in get(office.operator, "working", office.stunting.pk, 2026, **asked)
    assert "16,25" not in get(office.operator, "working", office.stunting.pk, 2026, triwulan=3)
    assert "16,25" not in get(office.secretary, "working", office.stunting.pk, 2026, **asked)


def test_without_target_and_realisation_there_is_nothing_to_compute(office: Office) -> None:
    get(office.secretary, "working", office.stunting.pk, 2019, status=404)


# --- the history -----------------------------------------------------------------------------------------------------


def test_every_change_tells_who_when_from_what_to_what_why_and_by_which_road(office: Office) -> None:
    save(office, "16.25")
    save(office, "17.75", note="menurut e-PPGBM")
    page = get(office.head, "history", office.stunting.pk, tahun=2026, triwulan=3)
    for text in (
        str(office.operator),
        "16,25",
        "17,75",
        "menurut e-PPGBM",
        "TW III 2026",
        "Formulir isian",
        "<time",
    ):
        assert text in page


def test_a_reason_typed_into_its_own_box_is_told_as_well(office: Office) -> None:
    for field, text, was in (("value", "17,75", ""), ("note", "menurut e-PPGBM", ""), ("note", "", "menurut e-PPGBM")):
        save_box(office, field, text, was)
    page = " ".join(get(office.head, "history", office.stunting.pk, tahun=2026, triwulan=3).split())
    assert "<ins>17,75</ins>" in page
    assert '<strong>Keterangan</strong>: <span class="unknown">kosong</span> → <ins>menurut e-PPGBM</ins>' in page
    assert '<del>menurut e-PPGBM</del> → <span class="unknown">kosong</span>' in page
    assert page.count(str(EntryRoute.BOX.label)) == 3
    assert "menurut e-PPGBM" not in get(office.secretary, "history", office.stunting.pk)


def test_evidence_is_part_of_the_history_of_a_figure(office: Office) -> None:
    report = sent(office)
    return_report(report, by=office.section, today=TODAY, remark="Tambah bukti.")
    use = add_link(office.report(), office.stunting, "https://contoh.go.id/a", "e-PPGBM", by=office.operator)
    remove_evidence(office.report(), office.stunting, use.pk, by=office.operator)
    page = get(office.head, "history", office.stunting.pk, tahun=2026, triwulan=3)
    assert "Bukti ditambahkan: e-PPGBM (https://contoh.go.id/a)" in page
    assert "Bukti dilepas: e-PPGBM (https://contoh.go.id/a)" in page
    assert "e-PPGBM" not in get(office.head, "history", office.clinics.pk)
    assert "e-PPGBM" not in get(office.secretary, "history", office.stunting.pk), "not before it is sent again"


def save_box(office: Office, field: str, text: str, was: str) -> None:
    """Leave a box of the entry page: it is saved by itself."""
    client = Client()
    client.force_login(office.operator)
    typed = {"name": f"r{office.stunting.pk}-{field}", "text": text, "was": was}
    address = reverse("realisations:cell_save", args=[office.report().pk])
    assert client.post(address, typed).status_code == 200


@pytest.mark.parametrize(("via", "words"), EntryRoute.choices)
def test_the_road_of_a_change_is_told(office: Office, via: str, words: str) -> None:
    change = figure_fact(office.report(), office.stunting, None, "9")
    record(office.report(), "report.saved", by=office.operator, data={"version": 1, "via": via, "changes": [change]})
    assert words in get(office.head, "history", office.stunting.pk)


def test_an_import_tells_its_values(office: Office) -> None:
    report = report_of(office.position)
    change = figure_fact(report, office.stunting, "8", "9.5")
    record(report, "report.imported", by=None, data={"version": 1, "via": "workbook", "changes": [change]})
    page = get(office.secretary, "history", office.stunting.pk)
    assert page.count("Impor buku kerja") == 1
    assert "9,5" in page
    assert "Impor buku kerja" not in get(office.secretary, "history", office.grade.pk)


def test_return_and_reopening_tell_their_reasons_and_what_had_been_verified(office: Office) -> None:
    report = sent(office)
    return_report(
        report, by=office.section, today=TODAY, remark="Periksa lagi.", row_remarks={office.stunting.pk: "Salah tahun."}
    )
    report = submit_report(office.report(), by=office.head, today=TODAY)
    verify_report(report, by=office.section, today=TODAY)
    reopen_report(report, by=office.section, today=TODAY, reason="Angka e-PPGBM diralat.")
    page = get(office.head, "history", office.stunting.pk)
    for text in (
        "Periksa lagi.",
        "Salah tahun.",
        "Angka e-PPGBM diralat.",
        "Laporan disetujui",
        "Laporan dibuka kembali",
    ):
        assert text in page
    assert "<del>16,9</del>" in page
    assert "Salah tahun." not in get(office.head, "history", office.grade.pk)


def test_changed_targets_and_formulas_are_part_of_the_history_of_a_figure(office: Office) -> None:
    before = target_values(office.stunting.pk, 2026)
    after = before | {0: Figure(Decimal("13.5")), 3: Figure(Decimal(15))}
    change = TargetChange(office.stunting.pk, 2026, before, after, "PK Perubahan Kepala Dinas Kesehatan")
    record_targets([change], by=office.section, via=AGREEMENT)
    change_policy(Policy.objects.get(year=2026), {"cap_display": Decimal(120), "due_day": 12}, by=office.section)
    page = get(office.secretary, "history", office.stunting.pk, tahun=2026, triwulan=3)
    for text in ("<ins>13,5</ins>", "<ins>15</ins>", "PK Perubahan", "Perjanjian Kinerja", "<ins>120</ins>"):
        assert text in page
    assert "tanggal batas lapor" not in page, "what does not change a figure is no part of its history"
    assert "<ins>15</ins>" not in get(office.secretary, "history", office.stunting.pk, tahun=2026, triwulan=1)
    assert "<ins>13,5</ins>" not in get(office.secretary, "history", office.stunting.pk, tahun=2025)


def test_the_same_targets_again_are_no_change(office: Office) -> None:
    values = target_values(office.stunting.pk, 2026)
    record_targets([TargetChange(office.stunting.pk, 2026, values, values)], by=None, via=AGREEMENT)
    assert "Target" not in get(office.secretary, "history", office.stunting.pk, part=True)


# --- who may not -----------------------------------------------------------------------------------------------------


def test_a_draft_is_nobody_elses_business(office: Office) -> None:
    save(office, "16.25")
    assert "16,25" in get(office.operator, "history", office.stunting.pk)
    assert "16,25" not in get(office.secretary, "history", office.stunting.pk)


def test_what_is_typed_after_a_return_is_nobody_elses_business_until_it_is_sent(office: Office) -> None:
    report = sent(office, "16.9")
    return_report(report, by=office.section, today=TODAY, remark="Periksa lagi.")
    save(office, "12.5")
    reader = get(office.secretary, "history", office.stunting.pk)
    assert "16,9" in reader
    assert "12,5" not in reader
    assert "12,5" in get(office.head, "history", office.stunting.pk)
    submit_report(office.report(), by=office.head, today=TODAY)
    assert "12,5" in get(office.secretary, "history", office.stunting.pk)


def test_an_indicator_outside_the_scope_is_not_found(office: Office) -> None:
    get(office.division_head, "history", office.stunting.pk, status=404)
    get(office.division_head, "working", office.stunting.pk, 2026, status=404)


@pytest.mark.parametrize("years", [1, 3])
def test_the_number_of_queries_does_not_grow_with_what_happened(
    office: Office, years: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2027, 2027 + years):
        target_for(office.stunting, figure("10"), year=year)
        report = report_of(office.position, year=year, quarter=1)
        change = figure_fact(report, office.stunting, None, "9")
        record(report, "report.imported", by=None, data={"via": "workbook", "changes": [change]})
    client = Client()
    client.force_login(office.head)
    with django_assert_num_queries(9):
        client.get(reverse("realisations:figure_history", args=[office.stunting.pk]), headers={"HX-Request": "true"})
