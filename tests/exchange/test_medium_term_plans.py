"""Rencana, Misi, Tujuan, Sasaran Tujuan, Indikator Tujuan, Target Rencana: in, again, out, and what is refused."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import call_command
from django.utils import timezone

from audit.trail import history
from exchange.export.facts import export_workbook
from exchange.export.scopes import scope_of_positions
from exchange.sheets.outcome import import_workbook
from exchange.workbook.schema import SHEETS
from exchange.workbook.template import write_template
from indicators.domain.kinds import Figure, Grade, Range
from indicators.models import Goal, MediumTermPlan, Mission, Objective, PlanTarget, Target
from organisation.enums import Role
from organisation.models import Position
from tests.exchange.books import OBJECTIVES, bring_in, messages, only, places, plan, warnings
from tests.factories import user_with_role
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db

RPJMD = ("RPJMD-2025", "RPJMD", "RPJMD Kabupaten Contoh", 2025, 2029, "", "", "Contoh yang maju", "Perda 3/2025")
RENSTRA = ("RENSTRA-1", "Renstra", "Renstra Dinas Kesehatan", 2025, 2029, "DINKES", "RPJMD-2025", "", "")
OWN = [*OBJECTIVES, ("S0", "Meningkatnya usia harapan hidup", "BUPATI", "", "Meningkatkan SDM")]
SHEETS_OF_PLANS = {
    "Rencana": [RENSTRA, RPJMD],
    "Misi": [("RPJMD-2025", 1, "Meningkatkan SDM"), ("RPJMD-2025", 2, "Memajukan ekonomi")],
    "Tujuan": [
        ("T1", "RPJMD-2025", 1, "Terwujudnya SDM unggul"),
        ("T2", "RENSTRA-1", "", "Terlayaninya penduduk"),
    ],
    "Sasaran Tujuan": [("S0", "T1"), ("S1", "T2")],
    "Indikator Tujuan": [("T2", "I1")],
    "Target Rencana": [
        ("I1", 2024, "68,5", "kondisi awal"),
        ("I1", 2025, 69, ""),
        ("I1", 2029, "70,5", "target"),
        ("I3", 2025, "bb", ""),
        ("I4", 2025, "60-85", ""),
    ],
}


@pytest.fixture(autouse=True)
def government():
    plan(Sasaran=OWN)


def changed(**sheets):
    return bring_in({**SHEETS_OF_PLANS, **sheets})


def with_row(name, number, row):
    """The sheets with one row replaced (or added), counted from 0."""
    rows = [*SHEETS_OF_PLANS[name], row]
    return {name: [*rows[:number], row, *rows[number + 1 : -1]] if number < len(rows) - 1 else rows}


# --- Works -----------------------------------------------------------------------------------------------------------


def test_plans_come_in_whatever_the_order_of_their_rows():
    outcome = changed()
    assert (messages(outcome), outcome.new) == ([], 14)
    renstra = MediumTermPlan.objects.get(code="RENSTRA-1")
    assert (renstra.unit.code, renstra.parent.code, renstra.span) == ("DINKES", "RPJMD-2025", "2025–2029")
    assert (renstra.parent.vision, renstra.parent.legal_basis) == ("Contoh yang maju", "Perda 3/2025")
    assert Mission.objects.get(number=1).statement == "Meningkatkan SDM"
    goals = {goal.code: (goal.plan, goal.mission and goal.mission.number) for goal in Goal.objects.all()}
    assert goals == {"T1": (renstra.parent, 1), "T2": (renstra, None)}
    assert dict(Objective.objects.values_list("code", "goal__code")) == {"S0": "T1", "S1": "T2"}
    assert list(Goal.objects.get(code="T2").indicators.values_list("code", flat=True)) == ["I1"]
    assert set(history(renstra).values_list("verb", flat=True)) == {"plan.imported"}


def test_targets_of_the_plan_are_no_agreed_targets():
    bring_in({"Target": [("I1", 2025, 99, "", "", "", "")]})
    changed()
    kept = {
        (row.indicator.code, row.year, row.kind): row.value for row in PlanTarget.objects.select_related("indicator")
    }
    assert kept == {
        ("I1", 2024, "baseline"): Figure(Decimal("68.5")),
        ("I1", 2025, "target"): Figure(Decimal(69)),
        ("I1", 2029, "target"): Figure(Decimal("70.5")),
        ("I3", 2025, "target"): Grade("BB"),
        ("I4", 2025, "target"): Range(Decimal(60), Decimal(85)),
    }
    assert Target.objects.get(indicator__code="I1").value == Figure(Decimal(99))


def test_the_second_import_changes_nothing():
    changed()
    assert changed().summary == "0 baru, 0 berubah, 0 ditolak"


def test_a_dry_run_tells_the_same_and_writes_nothing():
    outcome = bring_in(SHEETS_OF_PLANS, dry_run=True)
    assert (outcome.new, outcome.is_written) == (14, False)
    assert not MediumTermPlan.objects.exists()


def test_changed_cells_are_told_and_written():
    changed()
    outcome = changed(
        **with_row("Rencana", 1, (*RPJMD[:2], "RPJMD baru", *RPJMD[3:])),
        **with_row("Misi", 1, ("RPJMD-2025", 2, "Memajukan usaha")),
        **with_row("Tujuan", 0, ("T1", "RPJMD-2025", 2, "Terwujudnya SDM unggul")),
        **with_row("Target Rencana", 1, ("I1", 2025, "69,1", "")),
    )
    assert outcome.summary == "0 baru, 4 berubah, 0 ditolak"
    assert Goal.objects.get(code="T1").mission.statement == "Memajukan usaha"
    assert PlanTarget.objects.get(indicator__code="I1", year=2025).figure == Decimal("69.1")
    written = [words_of(event) for event in history(MediumTermPlan.objects.get(code="RPJMD-2025"))[:3]]
    assert written[2] == ["2025–2029", "nama: RPJMD Kabupaten Contoh → RPJMD baru"]
    assert written[1] == ["Misi 2: Memajukan usaha", "uraian: Memajukan ekonomi → Memajukan usaha"]
    assert written[0] == [
        "Tujuan T1: Terwujudnya SDM unggul",
        "misi: Misi 1: Meningkatkan SDM → Misi 2: Memajukan usaha",
    ]
    renstra = history(MediumTermPlan.objects.get(code="RENSTRA-1")).first()
    assert words_of(renstra) == ["1 angka 2025", "I1, target 2025: 69 menjadi 69,1"]


def test_an_objective_moves_to_another_goal():
    changed()
    outcome = changed(
        Tujuan=[*SHEETS_OF_PLANS["Tujuan"], ("T3", "RENSTRA-1", "", "Terkendalinya penyakit")],
        **{"Sasaran Tujuan": [("S0", "T1"), ("S1", "T3")]},
    )
    assert outcome.summary == "1 baru, 1 berubah, 0 ditolak"
    assert Objective.objects.get(code="S1").goal.code == "T3"
    written = history(MediumTermPlan.objects.get(code="RENSTRA-1")).first()
    assert words_of(written) == ["1 penempatan", "Sasaran S1: tujuan T3"]


def test_sheets_and_columns_that_are_absent_are_left_alone():
    changed()
    headers = {"Rencana": ("Kode", "Jenis", "Nama", "Tahun Pertama", "Tahun Terakhir")}
    outcome = bring_in({"Rencana": [RENSTRA[:5], RPJMD[:5]]}, headers=headers)
    assert (messages(outcome), outcome.summary) == ([], "0 baru, 0 berubah, 0 ditolak")
    assert MediumTermPlan.objects.get(code="RPJMD-2025").vision == "Contoh yang maju"
    assert PlanTarget.objects.count() == 5


def test_everything_travels_into_an_empty_database(tmp_path, transactional_db):
    plan(Sasaran=OWN)
    changed()
    first, second = tmp_path / "satu.xlsx", tmp_path / "dua.xlsx"
    export_workbook(str(first), year=2025, today=timezone.localdate())
    call_command("flush", interactive=False, verbosity=0)
    with first.open("rb") as file:
        outcome = import_workbook(file, by=None, is_verified=True, today=timezone.localdate())
    assert messages(outcome) == []
    export_workbook(str(second), year=2025, today=timezone.localdate())
    assert _cells(second) == _cells(first)
    assert [len(_cells(first)[name]) for name in SHEETS_OF_PLANS] == [3, 3, 3, 3, 2, 6]


def test_a_part_of_the_government_takes_the_rpjmd_and_its_own_renstra(client, tmp_path):
    changed()
    bring_in({"Unit": [("LAIN", "Dinas Lain", "dinas", "")]})
    bring_in({"Rencana": [("RENSTRA-2", "Renstra", "Renstra Lain", 2025, 2029, "LAIN", "RPJMD-2025", "", "")]})
    scope = scope_of_positions(Position.objects.filter(code="KADIS").values_list("pk", flat=True))
    file = tmp_path / "dinkes.xlsx"
    export_workbook(str(file), year=2025, today=timezone.localdate(), scope=scope)
    cells = _cells(file)
    assert [row[0] for row in cells["Rencana"][1:]] == ["RPJMD-2025", "RENSTRA-1"]
    assert [row[0] for row in cells["Sasaran Tujuan"][1:]] == ["S1"]


def _cells(path):
    book = openpyxl.load_workbook(path, read_only=True)
    return {sheet.title: list(sheet.values) for sheet in book}


def test_the_template_explains_the_new_sheets_and_offers_their_codes():
    target = io.BytesIO()
    write_template(target)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Petunjuk", *(sheet.name for sheet in SHEETS)]
    written = [row[0].value for row in book["Petunjuk"]["A1:A160"]]
    assert set(SHEETS_OF_PLANS) <= set(written)
    rules = {rule.formula1 for rule in book["Tujuan"].data_validations.dataValidation}
    assert "'Rencana'!$A$2:$A$20000" in rules
    assert any("1,2,3" in rule for rule in rules)


# --- Who may not -----------------------------------------------------------------------------------------------------


def test_only_bappeda_changes_plans_and_the_same_rows_again_are_no_change():
    section = user_with_role(Role.ORGANISATION_SECTION)
    outcome = bring_in(SHEETS_OF_PLANS, by=section)
    assert {sheet for sheet, _, _ in places(outcome)} == set(SHEETS_OF_PLANS)
    assert all("hanya dapat diubah oleh Bappeda" in message for message in messages(outcome))
    assert not MediumTermPlan.objects.exists()
    assert bring_in(SHEETS_OF_PLANS, by=user_with_role(Role.PLANNING_AGENCY)).is_written
    assert messages(bring_in(SHEETS_OF_PLANS, by=section)) == []


# --- Refused ---------------------------------------------------------------------------------------------------------

BAD_ROWS = [
    ("Rencana", 2, RPJMD, "Kode", "sudah ada pada baris 3"),
    ("Rencana", 1, (*RPJMD[:3], 2029, 2025, *RPJMD[5:]), "Tahun Terakhir", "tidak boleh sebelum"),
    ("Rencana", 1, (*RPJMD[:3], 2025, 2031, *RPJMD[5:]), "Tahun Terakhir", "paling lama 6 tahun"),
    ("Rencana", 1, (*RPJMD[:5], "DINKES", "", "", ""), "Kode Unit", "Hanya untuk Renstra"),
    ("Rencana", 0, (*RENSTRA[:5], "", "RPJMD-2025", "", ""), "Kode Unit", "Wajib diisi untuk Renstra"),
    ("Rencana", 0, (*RENSTRA[:5], "DINKES", "", "", ""), "Kode RPJMD", "Wajib diisi untuk Renstra"),
    ("Rencana", 0, (*RENSTRA[:5], "XX", "RPJMD-2025", "", ""), "Kode Unit", "tidak ada pada lembar Unit"),
    ("Rencana", 0, (*RENSTRA[:3], 2030, 2034, "DINKES", "RPJMD-2025", "", ""), "Tahun Pertama", "di luar RPJMD"),
    ("Rencana", 0, ("RENSTRA-1", "RKPD", *RENSTRA[2:]), "Jenis", "RPJMD, Renstra"),
    ("Rencana", 2, ("R2", "RPJMD", "RPJMD lain", 2028, 2032, "", "", "", ""), "Tahun Pertama", "bertumpang tindih"),
    ("Rencana", 2, ("R2", *RENSTRA[1:]), "Tahun Pertama", "bertumpang tindih dengan rencana RENSTRA-1"),
    ("Misi", 2, ("RENSTRA-1", 1, "Misi"), "Kode Rencana", "Renstra tidak mempunyai misi"),
    ("Misi", 2, ("RPJMD-2025", 0, "Misi"), "Nomor", "Tulis salah satu"),
    ("Misi", 2, ("RPJMD-2025", 1, "Misi"), "Nomor", "sudah ada pada baris 2"),
    ("Misi", 2, ("RPJMD-9", 1, "Misi"), "Kode Rencana", "tidak ada pada lembar Rencana"),
    ("Tujuan", 0, ("T1", "RPJMD-2025", "", "Tujuan"), "Nomor Misi", "Wajib diisi untuk tujuan RPJMD"),
    ("Tujuan", 0, ("T1", "RPJMD-2025", 7, "Tujuan"), "Nomor Misi", "tidak ada pada lembar Misi"),
    ("Tujuan", 1, ("T2", "RENSTRA-1", 1, "Tujuan"), "Nomor Misi", "Kosongkan sel ini"),
    ("Sasaran Tujuan", 2, ("S9", "T1"), "Kode Sasaran", "tidak ada pada lembar Sasaran"),
    ("Sasaran Tujuan", 2, ("S0", "T2"), "Kode Sasaran", "sudah ada pada baris 2"),
    ("Sasaran Tujuan", 0, ("S0", "T2"), "Kode Sasaran", "Bukan milik kepala Dinas Kesehatan"),
    ("Sasaran Tujuan", 1, ("S1", "T1"), "Kode Sasaran", "Bukan milik kepala daerah"),
    ("Indikator Tujuan", 0, ("T1", "I1"), "Kode Indikator", "Bukan milik kepala daerah"),
    ("Indikator Tujuan", 0, ("T9", "I1"), "Kode Tujuan", "tidak ada pada lembar Tujuan"),
    ("Target Rencana", 5, ("I9", 2025, 70, ""), "Kode Indikator", "tidak ada pada lembar Indikator"),
    ("Target Rencana", 5, ("I2", 2025, "1.234", ""), "Target", "dapat dibaca 1234 atau 1,234"),
    ("Target Rencana", 5, ("I3", 2026, "ZZ", ""), "Target", "Pilih salah satu"),
    ("Target Rencana", 5, ("I1", 25, 70, ""), "Tahun", "empat angka"),
    ("Target Rencana", 5, ("I1", 2025, 70, "target"), "Tahun", "sudah ada pada baris 3"),
    ("Target Rencana", 5, ("I1", 2026, "", ""), "Target", "Wajib diisi"),
    ("Target Rencana", 5, ("I1", 2026, 70, "cita-cita"), "Jenis", "target, kondisi awal"),
]


@pytest.mark.parametrize(("sheet", "number", "row", "column", "words"), BAD_ROWS)
def test_a_row_that_cannot_be_is_named_with_its_cure_and_nothing_is_written(sheet, number, row, column, words):
    outcome = changed(**with_row(sheet, number, row))
    assert (sheet, number + 2, column) in places(outcome), messages(outcome)
    assert any(words in message for message in messages(outcome)), messages(outcome)
    assert not MediumTermPlan.objects.exists()
    assert not PlanTarget.objects.exists()


def test_all_bad_rows_are_named_at_once():
    outcome = changed(
        **with_row("Misi", 2, ("RPJMD-9", 1, "Misi")),
        **with_row("Tujuan", 2, ("T3", "RPJMD-2025", 9, "Tujuan")),
        **with_row("Target Rencana", 5, ("I2", 2025, "banyak", "")),
    )
    assert places(outcome) == [
        ("Misi", 4, "Kode Rencana"), ("Tujuan", 4, "Nomor Misi"), ("Target Rencana", 7, "Target"),
    ]  # fmt: skip


def test_a_plan_keeps_its_kind_and_a_goal_its_plan():
    changed()
    outcome = changed(
        **with_row("Rencana", 0, ("RENSTRA-1", "RPJMD", "Renstra", 2035, 2039, "", "", "", "")),
        **with_row("Tujuan", 1, ("T2", "RPJMD-2025", 1, "Terlayaninya penduduk")),
    )
    assert ("Rencana", 2, "Jenis") in places(outcome)
    assert ("Tujuan", 3, "Kode Rencana") in places(outcome)


def test_a_target_in_no_plan_is_warned_of():
    outcome = changed(**with_row("Target Rencana", 5, ("I1", 2040, 80, "")))
    assert outcome.is_written
    assert "Tidak ada RPJMD atau Renstra yang memuat tahun ini" in only(outcome, warnings(outcome))
