"""Achievements for other systems: the columns in their order, plain figures, nothing that a spreadsheet would run."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from django.core.management import call_command

from exchange.achievements.table import COLUMNS, achievement_rows, write_csv
from indicators.models import Indicator
from realisations.models import QuarterReport
from tests.exchange.books import bring_in, plan
from tests.factories import open_again

pytestmark = pytest.mark.django_db

HEADER = (
    "kode_indikator,indikator,kode_jabatan,jabatan,kode_unit,unit,satuan,arah,akumulasi,tahun,triwulan,target,realisasi,"
    "capaian_persen,kategori,status_target,keterangan,status_laporan"
)


@pytest.fixture(autouse=True)
def government(db):
    plan(
        Target=[
            ("I1", 2025, "70,5", 69, 69, 70, "70,5"),
            ("I2", 2025, 9, 2, 2, 2, 3),
            ("I3", 2025, "BB", "", "", "", "BB"),
            ("I4", 2025, "60,5-85", "60-80", "", "", ""),
            ("I5", 2025, "ya", "", "", "", "ya"),
        ],
        Realisasi=[
            ("I1", 2025, 1, "68,25", "", "", "", "", "", ""),
            ("I2", 2025, 1, 3, "", "", "", "", "", ""),
            ("I2", 2025, 2, 5, "", "", "", "", "", ""),
            ("I3", 2025, 4, "menunggu", "", "", "", "", "", "Menunggu LHE"),
            ("I4", 2025, 1, "n/a", "", "", "", "", "", "Belum beroperasi"),
            ("I5", 2025, 4, "tidak", "", "", "", "", "", ""),
        ],
    )


def run(capsys, *words) -> str:
    capsys.readouterr()
    call_command("export_achievements", *words)
    return capsys.readouterr().out


def rows(capsys, *words) -> dict[str, dict]:
    return {row["kode_indikator"]: row for row in json.loads(run(capsys, "--format", "json", *words))}


def test_the_columns_are_public_and_in_order(capsys):
    assert ",".join(COLUMNS) == HEADER
    assert run(capsys, "--tahun", "2025", "--format", "csv").splitlines()[0] == HEADER
    assert list(rows(capsys, "--tahun", "2025")["I1"]) == HEADER.split(",")


def test_a_running_year_is_told_at_its_newest_verified_quarter(capsys):
    row = rows(capsys, "--tahun", "2025")["I2"]
    assert (row["triwulan"], row["target"], row["realisasi"], row["capaian_persen"]) == (2, "4", "8", "200.000000")
    assert (row["kategori"], row["status_laporan"]) == ("Sangat Tinggi", "terverifikasi")


def test_a_whole_year_is_accumulated_against_the_annual_target(capsys):
    bring_in({"Realisasi": [("I2", 2025, quarter, 0, *[""] * 6) for quarter in (3, 4)]})
    row = rows(capsys, "--tahun", "2025")["I2"]
    assert (row["target"], row["realisasi"], row["triwulan"]) == ("9", "8", None)
    assert Decimal(row["capaian_persen"]).quantize(Decimal("0.000001")) == Decimal("88.888889")
    assert (row["kategori"], row["status_target"]) == ("Tinggi", "belum")


def test_a_year_with_a_quarter_that_nobody_reported_has_not_reported(capsys):
    bring_in({"Realisasi": [("I2", 2025, 4, 0, *[""] * 6)]})
    row = rows(capsys, "--tahun", "2025")["I2"]
    assert (row["status_laporan"], row["realisasi"], row["capaian_persen"]) == ("belum lapor", "", "")
    assert row["keterangan"] == "Belum lapor TW III. Yang dilaporkan: 8 dari 7 yang diminta pada TW I, II, IV."
    bring_in({"Realisasi": [("I2", 2025, 3, 0, *[""] * 6)]})
    assert rows(capsys, "--tahun", "2025")["I2"]["status_laporan"] == "terverifikasi"


def test_a_year_that_is_measured_by_its_end_rests_on_the_last_quarter(capsys):
    assert rows(capsys, "--tahun", "2025")["I5"]["status_laporan"] == "terverifikasi"
    assert rows(capsys, "--tahun", "2025")["I1"]["triwulan"] == 1


def test_a_quarter_is_accumulated_against_its_own_target(capsys):
    row = rows(capsys, "--tahun", "2025", "--triwulan", "2")["I2"]
    assert (row["triwulan"], row["realisasi"], row["target"]) == (2, "8", "4")
    assert (row["capaian_persen"], row["status_target"]) == ("200.000000", "melampaui")


def test_figures_are_plain_decimals_with_a_point(capsys):
    found = rows(capsys, "--tahun", "2025", "--triwulan", "1")
    assert (found["I1"]["target"], found["I1"]["realisasi"]) == ("69", "68.25")
    assert len(found["I1"]["capaian_persen"].partition(".")[2]) >= 6
    assert rows(capsys, "--tahun", "2025")["I4"]["target"] == "60.5-85"
    assert found["I1"]["tahun"] == 2025


def test_what_cannot_be_told_is_empty_and_says_why(capsys):
    found = rows(capsys, "--tahun", "2025")
    for code, words in (("I3", "Menunggu data"), ("I4", "tidak berlaku")):
        row = found[code]
        assert (row["capaian_persen"], row["kategori"], row["status_target"], row["realisasi"]) == ("", "", "", "")
        assert words in row["keterangan"]


def test_an_answer_is_a_word(capsys):
    row = rows(capsys, "--tahun", "2025")["I5"]
    assert (row["target"], row["realisasi"], row["capaian_persen"]) == ("ya", "tidak", "0.000000")


def test_a_position_without_a_report_has_not_reported(capsys):
    found = rows(capsys, "--tahun", "2025", "--triwulan", "3")
    assert {code: row["status_laporan"] for code, row in found.items()} == {
        "I1": "belum lapor",
        "I2": "belum lapor",
        "I3": "tidak diukur",
        "I4": "tidak diukur",
        "I5": "tidak diukur",
    }


def test_a_draft_is_called_a_draft(capsys, time_machine):
    while_open = dt.date(2025, 10, 5)
    time_machine.move_to(while_open)
    bring_in({"Realisasi": [("I1", 2025, 3, 70, *[""] * 6)]}, is_verified=False, today=while_open)
    third = rows(capsys, "--tahun", "2025", "--triwulan", "3")["I1"]
    assert (third["status_laporan"], third["realisasi"], third["capaian_persen"]) == ("draf", "", "")
    running = rows(capsys, "--tahun", "2025")["I1"]
    assert (running["status_laporan"], running["triwulan"], running["realisasi"]) == ("terverifikasi", 1, "68.25")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", ";", "|", "\uff1d", "\uff0b", "\uff20"])
def test_texts_that_look_like_formulas_get_an_apostrophe_in_csv(start):
    open_again(QuarterReport.objects.all()).delete()  # the unit of verified figures stays
    Indicator.objects.filter(code="I1").update(statement=f"{start}1+1", unit_of_measure=f"{start}cmd")
    target = io.StringIO(newline="")
    write_csv(achievement_rows(Indicator.objects.filter(code="I1"), year=2025, quarter=None), target)
    [row] = csv.DictReader(io.StringIO(target.getvalue(), newline=""))
    assert row["indikator"].startswith("'")
    assert row["satuan"].startswith("'")


def test_a_negative_figure_stays_a_figure_in_csv():
    bring_in({"Realisasi": [("I1", 2025, 4, "-2,5", *[""] * 6)]})
    target = io.StringIO(newline="")
    write_csv(achievement_rows(Indicator.objects.filter(code="I1"), year=2025, quarter=None), target)
    [row] = csv.DictReader(io.StringIO(target.getvalue(), newline=""))
    assert row["realisasi"] == "-2.5"


def test_a_file_is_written_on_demand(tmp_path, capsys):
    path = tmp_path / "capaian.json"
    call_command("export_achievements", "--tahun", "2025", "--format", "json", "--output", str(path))
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 5


def test_a_year_without_targets_is_an_empty_list(capsys):
    assert rows(capsys, "--tahun", "2019") == {}
    assert run(capsys, "--tahun", "2019", "--format", "csv").splitlines() == [HEADER]


def test_the_number_of_statements_does_not_grow_with_the_rows(django_assert_num_queries):
    for codes in (["I1"], ["I1", "I2", "I3"]):
        with django_assert_num_queries(10):
            list(achievement_rows(Indicator.objects.filter(code__in=codes), year=2025, quarter=None))
