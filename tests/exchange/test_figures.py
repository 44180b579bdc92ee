"""Target, Realisasi, Anggaran: four states that are never merged, and numbers that are never guessed."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from audit.models import Event
from indicators.domain.kinds import Figure, Grade, Range
from indicators.enums import ValueState
from indicators.models import BudgetLine, Indicator, Period, Policy, Program, QuarterTarget, Target
from organisation.enums import Role
from realisations.enums import ReportStatus
from realisations.models import QuarterReport, Realisation
from tests.entries import lines_of
from tests.exchange.books import bring_in, messages, only, places, plan, warnings
from tests.factories import user_with_role

pytestmark = pytest.mark.django_db

OPEN = dt.date(2025, 4, 8)
"""The first quarter of 2025 may be reported on this day."""


@pytest.fixture(autouse=True)
def in_november_2026():
    with time_machine.travel(dt.datetime(2026, 11, 2, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture(autouse=True)
def government(in_november_2026):
    plan()


def targets(*rows, **options):
    return bring_in({"Target": [(*row, *[""] * (7 - len(row))) for row in rows]}, **options)


def reached(*rows, **options):
    return bring_in({"Realisasi": [(*row, *[""] * (10 - len(row))) for row in rows]}, **options)


def stored(code="I1") -> Realisation:
    return Realisation.objects.get(indicator__code=code)


def test_targets_of_every_kind_are_stored():
    outcome = targets(
        ("I1", 2026, "70,5", 70, "70,1", "", 70.5),
        ("I2", 2026, 10, 2, 2, 3, 3),
        ("I3", 2026, "bb", "", "", "", "BB"),
        ("I4", 2026, "60-85"),
        ("I5", 2026, "Ya"),
    )
    assert messages(outcome) == []
    values = {target.indicator.code: target.value for target in Target.objects.select_related("indicator")}
    assert values == {
        "I1": Figure(Decimal("70.5")),
        "I2": Figure(Decimal(10)),
        "I3": Grade("BB"),
        "I4": Range(Decimal(60), Decimal(85)),
        "I5": Grade("ya"),
    }
    quarters = QuarterTarget.objects.filter(target__indicator__code="I1").values_list("quarter", "figure")
    assert list(quarters) == [(1, Decimal(70)), (2, Decimal("70.1")), (4, Decimal("70.5"))]


def test_a_year_gets_its_policy_and_periods():
    targets(("I1", 2026, 70))
    assert Policy.objects.filter(year=2026).exists()
    assert Period.objects.of_year(2026).count() == 4


def test_an_empty_quarter_keeps_its_target():
    targets(("I1", 2026, 70, 60, 65, 68, 70))
    outcome = targets(("I1", 2026, 72, "", "", "", ""))
    assert outcome.summary == "0 baru, 1 berubah, 0 ditolak"
    assert list(QuarterTarget.objects.order_by("quarter").values_list("figure", flat=True)) == [60, 65, 68, 70]
    assert any("Tulis hapus untuk menghapusnya" in warning for warning in warnings(outcome))


def test_an_erased_quarter_is_no_longer_measured():
    targets(("I1", 2026, 70, 60, 65, 68, 70))
    outcome = targets(("I1", 2026, 70, 60, "hapus", 68, 70))
    assert outcome.summary == "0 baru, 1 berubah, 0 ditolak"
    assert set(QuarterTarget.objects.values_list("quarter", flat=True)) == {1, 3, 4}


def test_the_second_import_changes_nothing():
    rows = (("I1", 2026, "70,5", 70, "", "", 70.5), ("I4", 2026, "60 – 85"), ("I5", 2026, "YA"))
    targets(*rows)
    assert targets(*rows).summary == "0 baru, 0 berubah, 0 ditolak"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("I1", 2026, "1.234"), "Target", "dapat dibaca 1234 atau 1,234"),
        (("I1", 2026, "banyak"), "Target", "bukan angka"),
        (("I1", 2026, 70, "1.234"), "TW I", "dapat dibaca"),
        (("I3", 2026, "ZZ"), "Target", "Pilih salah satu: D, C, CC, B, BB, A, AA"),
        (("I3", 2026, "BB", "", "", "", "X"), "TW IV", "tidak ada dalam skala"),
        (("I4", 2026, "85-60"), "Target", "tukar urutannya"),
        (("I5", 2026, "mungkin"), "Target", "ya atau tidak"),
        (("I9", 2026, 70), "Kode Indikator", "tidak ada pada lembar Indikator"),
        (("I1", 26, 70), "Tahun", "empat angka"),
        (("I1", 2026, ""), "Target", "Wajib diisi"),
    ],
)
def test_a_target_that_cannot_be_is_refused(row, column, words):
    outcome = targets(row)
    assert places(outcome) == [("Target", 2, column)]
    assert words in messages(outcome)[0]


def test_a_target_twice_in_the_file_is_refused():
    assert places(targets(("I1", 2026, 70), ("I1", 2026, 71))) == [("Target", 3, "Tahun")]


def test_quarters_that_do_not_add_up_are_warned_of():
    outcome = targets(("I2", 2026, 10, 2, 2, 3, 4), ("I1", 2026, 70, 60, 61, 62, 63))
    assert outcome.is_written
    assert "Jumlah target TW I–IV adalah 11" in only(outcome, warnings(outcome))


def test_the_four_states_are_kept_apart():
    outcome = reached(
        ("I1", 2025, 1, 0),
        ("I2", 2025, 1, "n/a"),
        ("I3", 2025, 1, "menunggu", "", "", "", "", "", "Menunggu LHE"),
        ("I4", 2025, 1, "", "", "", "Cuaca baik"),
    )
    assert messages(outcome) == []
    assert {r.indicator.code: r.state for r in Realisation.objects.select_related("indicator")} == {
        "I1": ValueState.REPORTED,
        "I2": ValueState.NOT_APPLICABLE,
        "I3": ValueState.WAITING,
        "I4": ValueState.NOT_REPORTED,
    }
    assert stored("I1").figure == 0
    assert stored("I4").figure is None


def test_a_row_with_nothing_in_it_begins_no_report():
    outcome = reached(("I1", 2025, 1))
    assert outcome.summary == "0 baru, 0 berubah, 0 ditolak"
    assert not QuarterReport.objects.exists()


def test_a_realisation_carries_its_story_and_its_parts():
    reached(("I4", 2025, 2, "72,5", 29, 40, "Pendorong", "Penghambat", "Tindak lanjut", "Keterangan"))
    row = stored("I4")
    assert (row.figure, row.numerator, row.denominator) == (Decimal("72.5"), 29, 40)
    assert (row.supporting_factors, row.inhibiting_factors, row.follow_up, row.note) == (
        "Pendorong",
        "Penghambat",
        "Tindak lanjut",
        "Keterangan",
    )


def test_the_commands_import_verified_reports_and_each_report_has_its_event():
    reached(("I1", 2025, 1, 70), ("I2", 2025, 1, 3), ("I1", 2025, 2, 71))
    assert list(QuarterReport.objects.values_list("status", flat=True)) == [ReportStatus.VERIFIED] * 2
    assert QuarterReport.objects.filter(verified_at=None).count() == 0
    written = [lines_of(event) for event in Event.objects.filter(verb="report.imported").order_by("target_label")]
    state, value = ("keadaan", "Belum dilaporkan", "Dilaporkan"), "realisasi"
    assert written == [
        [
            (f"I1 – {state[0]}", *state[1:]),
            (f"I1 – {value}", "–", "70"),
            (f"I2 – {state[0]}", *state[1:]),
            (f"I2 – {value}", "–", "3"),
        ],
        [(f"I1 – {state[0]}", *state[1:]), (f"I1 – {value}", "–", "71")],
    ]


def test_bappeda_imports_drafts():
    outcome = reached(("I1", 2025, 1, 70), by=user_with_role(Role.PLANNING_AGENCY), is_verified=False, today=OPEN)
    assert outcome.is_written
    assert QuarterReport.objects.get().status == ReportStatus.DRAFT


def test_a_report_that_was_begun_empty_becomes_verified_when_bagian_organisasi_imports_it():
    reached(("I1", 2025, 1, ""), is_verified=False, today=OPEN)
    reached(("I1", 2025, 1, 71), by=user_with_role(Role.ORGANISATION_SECTION))
    assert (QuarterReport.objects.get().status, stored().figure) == (ReportStatus.VERIFIED, 71)


def test_a_draft_cannot_overwrite_what_was_verified():
    reached(("I1", 2025, 1, 70))
    outcome = reached(("I1", 2025, 1, 75), by=user_with_role(Role.PLANNING_AGENCY), is_verified=False, today=OPEN)
    assert "sudah terverifikasi" in only(outcome, messages(outcome))
    assert stored().figure == 70


@pytest.fixture
def judged():
    targets(("I1", 2025, 80, 70, 75))
    reached(("I1", 2025, 1, 70))


def test_a_target_that_a_verified_quarter_was_judged_by_is_not_changed_by_bappeda(judged):
    planner = {"by": user_with_role(Role.PLANNING_AGENCY), "is_verified": False}
    outcome = targets(("I1", 2025, 80, 60, 75), **planner)
    assert places(outcome) == [("Target", 2, "TW I")]
    assert "sudah diverifikasi" in only(outcome, messages(outcome))
    assert QuarterTarget.objects.get(quarter=1).figure == 70
    assert messages(targets(("I1", 2025, 85, 70, 78), **planner)) == [], "what nobody has judged yet may change"


def test_bagian_organisasi_does_not_change_it_either(judged):
    assert messages(targets(("I1", 2025, 80, 70, 75))) == [], "the same file changes nothing"
    outcome = targets(("I1", 2025, 80, 60, 75))
    assert "membuka kembali laporannya" in only(outcome, messages(outcome))
    assert QuarterTarget.objects.get(quarter=1).figure == 70


@pytest.mark.parametrize("is_verified", [True, False])
def test_the_target_of_an_agreed_year_is_not_changed_beside_its_agreement(is_verified):
    targets(("I1", 2025, 80))
    head = Indicator.objects.get(code="I1").objective.position
    Agreement.objects.create(position=head, year=2025, status=AgreementStatus.APPROVED)
    outcome = targets(("I1", 2025, 85), is_verified=is_verified)
    assert "PK tahun ini sudah disepakati" in only(outcome, messages(outcome))
    outcome = targets(("I2", 2025, 85), is_verified=is_verified)
    assert "disepakati tanpa target ini" in only(outcome, messages(outcome))


def test_an_empty_cell_never_erases_what_was_reported():
    draft = {"is_verified": False, "today": OPEN}
    reached(("I4", 2025, 1, 70, 28, 40), **draft)
    outcome = reached(("I4", 2025, 1, "", "", "", "Baru ditulis"), **draft)
    assert (stored("I4").figure, stored("I4").numerator) == (70, 28)
    assert stored("I4").supporting_factors == "Baru ditulis"
    assert sum("tidak menghapus" in warning for warning in warnings(outcome)) == 3


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("I1", 2025, 5, 70), "Triwulan", "1, 2, 3, 4"),
        (("I1", 2027, 1, 70), "Triwulan", "Triwulan I Tahun 2027 baru dibuka pada Kamis, 1 April 2027"),
        (("I1", 2025, 1, "1.234"), "Realisasi", "dapat dibaca 1234 atau 1,234"),
        (("I1", 2025, 1, "baik"), "Realisasi", "adalah predikat"),
        (("I3", 2025, 1, "ZZ"), "Realisasi", "tidak ada dalam skala"),
        (("I4", 2025, 1, "60-85"), "Realisasi", "bukan angka"),
        (("I3", 2025, 1, "menunggu"), "Keterangan", "Wajib diisi bila realisasi menunggu"),
        (("I4", 2025, 1, 70, 28, 0), "Penyebut", "tidak boleh 0"),
        (("I4", 2025, 1, 70, "1.234"), "Pembilang", "dapat dibaca"),
        (("I9", 2025, 1, 70), "Kode Indikator", "tidak ada pada lembar Indikator"),
    ],
)
def test_a_realisation_that_cannot_be_is_refused(row, column, words):
    outcome = reached(row)
    assert places(outcome) == [("Realisasi", 2, column)]
    assert words in messages(outcome)[0]
    assert not QuarterReport.objects.exists()


def test_a_quarter_twice_in_the_file_is_refused():
    assert places(reached(("I1", 2025, 1, 70), ("I1", 2025, 1, 71))) == [("Realisasi", 3, "Triwulan")]


def test_what_has_no_target_or_comes_too_early_is_warned_of():
    outcome = reached(("I3", 2025, 1, "BB"))
    assert outcome.is_written
    assert [("belum mempunyai target" in w, "triwulan IV" in w) for w in warnings(outcome)] == [
        (True, False),
        (False, True),
    ]


PROGRAM, ACTIVITY, SUB_ACTIVITY = "1.02.02", "1.02.02.2.02", "1.02.02.2.02.0001"


def budget(*rows, **options):
    programs = [(code, "Upaya Kesehatan") for code in (PROGRAM, ACTIVITY, SUB_ACTIVITY, "1.02.03")]
    return bring_in({"Program": programs, "Anggaran": [(*row, *[""] * (9 - len(row))) for row in rows]}, **options)


def test_money_that_was_verified_or_promised_is_not_changed_by_a_workbook():
    draft = {"by": user_with_role(Role.PLANNING_AGENCY), "is_verified": False}
    budget(("KADIS", 2025, "1.02.02", 100, "DAU", 10))
    reached(("I1", 2025, 1, 70))
    Agreement.objects.create(
        position=Indicator.objects.get(code="I1").objective.position, year=2025, status=AgreementStatus.APPROVED
    )
    outcome = budget(("KADIS", 2025, "1.02.02", 120, "DAU", 90), **draft)
    assert places(outcome) == [("Anggaran", 2, "Pagu"), ("Anggaran", 2, "Realisasi TW I")]
    assert messages(budget(("KADIS", 2025, "1.02.02", 100, "DAU", 10, 20), **draft)) == [], "nobody judged it yet"
    outcome = budget(("KADIS", 2025, "1.02.02", 100, "DAU", 90, 20))
    assert "sudah diverifikasi dengan realisasi anggaran yang lama" in only(outcome, messages(outcome))
    outcome = budget(("KADIS", 2025, "1.02.02", 100, "DAK"))
    assert "disepakati tanpa anggaran ini" in only(outcome, messages(outcome))


def test_a_budget_line_comes_with_what_was_spent():
    outcome = budget(("KADIS", 2026, "1.02.02", "Rp1.500.000", "DAU", 100000, "250.000"))
    assert messages(outcome) == []
    line = BudgetLine.objects.get()
    assert line.amount == 1_500_000
    assert list(line.realisations.values_list("quarter", "amount")) == [(1, 100_000), (2, 250_000)]


def test_a_budget_line_is_known_by_position_year_programme_and_source():
    budget(("KADIS", 2026, "1.02.02", 100, "DAU", 10), ("KADIS", 2026, "1.02.02", 50, "DAK"))
    outcome = budget(("KADIS", 2026, "1.02.02", 120, "DAU", "", 20))
    assert outcome.summary == "0 baru, 1 berubah, 0 ditolak"
    line = BudgetLine.objects.get(funding_source="DAU")
    assert (line.amount, line.realisations.count()) == (120, 2)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("KADIS", 2026, "9.99.99", 100, "DAU"), "Kode Program"),
        (("SIAPA", 2026, "1.02.02", 100, "DAU"), "Kode Jabatan"),
        (("KADIS", 2026, "1.02.02", -100, "DAU"), "Pagu"),
        (("KADIS", 2026, "1.02.02", "seratus", "DAU"), "Pagu"),
        (("KADIS", 2026, "1.02.02", 100, ""), "Sumber Dana"),
    ],
)
def test_a_budget_line_that_cannot_be_is_refused(row, column):
    assert places(budget(row)) == [("Anggaran", 2, column)]


def test_a_budget_line_twice_in_the_file_is_refused():
    row = ("KADIS", 2026, "1.02.02", 100, "DAU")
    assert places(budget(row, row)) == [("Anggaran", 3, "Kode Program")]


def test_money_at_two_levels_is_refused_at_every_upper_row_wherever_its_parts_stand():
    outcome = budget(
        ("KADIS", 2026, SUB_ACTIVITY, 1000, "DAU"),
        ("KADIS", 2026, ACTIVITY, 1000, "DAU"),
        ("KADIS", 2026, PROGRAM, 1000, "DAU"),
        ("KADIS", 2026, PROGRAM, 500, "DAK"),
        ("KADIS", 2025, PROGRAM, 1000, "DAU"),
        ("KADIS", 2026, "1.02.03", 1000, "DAU"),
    )
    assert places(outcome) == [("Anggaran", row, "Kode Program") for row in (3, 4, 5)]
    assert (
        f"{PROGRAM} dan bagiannya {ACTIVITY} (baris 3) sama-sama dianggarkan, jadi uangnya terhitung dua kali. Tulis "
        "pagu hanya pada tingkat yang paling rinci" in messages(outcome)[1]
    )
    assert not BudgetLine.objects.exists()


def test_money_is_held_against_what_is_stored_of_the_position_and_year_and_a_heading_without_money_is_no_matter():
    assert budget(("KADIS", 2026, PROGRAM, 1000, "DAU")).is_written
    part = ("KADIS", 2026, SUB_ACTIVITY, 1000, "DAU")
    outcome = budget(part)
    assert places(outcome) == [("Anggaran", 2, "Kode Program")]
    assert f"{PROGRAM} (sudah ada di aplikasi) dan bagiannya {SUB_ACTIVITY} sama-sama" in only(
        outcome, messages(outcome)
    )
    assert budget(part, ("KADIS", 2026, PROGRAM, 0, "DAU")).is_written
    outcome = budget(("KADIS", 2026, ACTIVITY, 5, "DAU"))
    assert f"bagiannya {SUB_ACTIVITY} (sudah ada di aplikasi)" in only(outcome, messages(outcome))


def test_money_that_stood_at_two_levels_already_is_only_named():
    assert budget(("KADIS", 2026, PROGRAM, 1000, "DAU")).is_written
    part = Program.objects.get(code=SUB_ACTIVITY)
    line = BudgetLine.objects.get()
    BudgetLine.objects.create(position=line.position, year=2026, program=part, amount=1000, funding_source="DAU")
    outcome = budget(("KADIS", 2026, PROGRAM, 1000, "DAU", 10), ("KADIS", 2026, SUB_ACTIVITY, 1000, "DAU"))
    assert outcome.is_written
    assert "terhitung dua kali" in only(outcome, warnings(outcome))


def test_levels_are_told_together_with_the_other_faults_of_a_row():
    outcome = budget(("KADIS", 2026, PROGRAM, 100, "DAU", "x"), ("KADIS", 2026, SUB_ACTIVITY, 100, "DAU"))
    assert places(outcome) == [("Anggaran", 2, "Realisasi TW I"), ("Anggaran", 2, "Kode Program")]


def test_an_empty_narrative_cell_keeps_what_was_written():
    draft = {"is_verified": False, "today": OPEN}
    reached(("I4", 2025, 1, 70, "", "", "Pendorong", "Penghambat", "Tindak lanjut", "Keterangan"), **draft)
    outcome = reached(("I4", 2025, 1, 71, "", "", "", "", "Yang lain", ""), **draft)
    row = stored("I4")
    assert (row.figure, row.follow_up) == (71, "Yang lain")
    assert (row.supporting_factors, row.inhibiting_factors, row.note) == ("Pendorong", "Penghambat", "Keterangan")
    assert sum("tidak menghapus" in warning for warning in warnings(outcome)) == 3
