"""Pemda, Unit, Jabatan, Sasaran, Indikator, Program: codes are keys, all or nothing, every bad row told."""

import pytest

from audit.models import Event
from exchange.export import rows
from indicators.models import Indicator, Objective, Program
from organisation.models import Government, Position, User, WorkUnit
from tests.exchange.books import (
    GOVERNMENT,
    INDICATOR_HEADERS,
    INDICATORS,
    UNITS,
    bring_in,
    messages,
    places,
    plan,
    warnings,
)
from tests.factories import GovernmentFactory

pytestmark = pytest.mark.django_db


def test_a_government_is_set_up_from_its_workbook():
    outcome = plan()
    assert outcome.summary == "11 baru, 0 berubah, 0 ditolak"
    assert Government.objects.current().seat == "Contoh"
    assert WorkUnit.objects.get(code="DINKES-1").parent.code == "DINKES"
    assert Position.objects.get(code="KADIS").reports_to.code == "BUPATI"
    assert Objective.objects.get().position.code == "KADIS"
    assert list(Indicator.objects.get(code="I3").predicate_scale) == ["D", "C", "CC", "B", "BB", "A", "AA"]


def test_rows_may_name_parents_that_come_later():
    bring_in(
        {"Pemda": [GOVERNMENT], "Unit": [("C", "C", "seksi", "B"), ("B", "B", "bidang", "A"), ("A", "A", "dinas", "")]}
    )
    assert WorkUnit.objects.get(code="C").parent.parent.code == "A"


def test_rows_keep_their_order_as_the_order_of_protocol():
    bring_in({"Pemda": [GOVERNMENT], "Unit": [("Z", "Z", "dinas", ""), ("A", "A", "dinas", "")]})
    bring_in({"Unit": [("M", "M", "dinas", "")]})
    assert list(WorkUnit.objects.values_list("code", flat=True)) == ["Z", "A", "M"]


def test_importing_twice_changes_nothing():
    plan()
    outcome = plan()
    assert outcome.summary == "0 baru, 0 berubah, 0 ditolak"


def test_a_known_code_updates_its_row_and_tells_what_changed():
    plan()
    outcome = bring_in({"Unit": [("DINKES", "Dinas Kesehatan Daerah", "badan", "")]})
    assert outcome.summary == "0 baru, 1 berubah, 0 ditolak"
    assert WorkUnit.objects.get(code="DINKES").name == "Dinas Kesehatan Daerah"
    [change] = outcome.sheets[0].changes
    assert [(d.header, d.before, d.after) for d in change.differences] == [
        ("Nama", "Dinas Kesehatan", "Dinas Kesehatan Daerah"),
        ("Jenis", "dinas", "badan"),
    ]


def test_absent_sheets_and_columns_are_left_alone():
    plan()
    bring_in(
        {"Jabatan": [("KADIS", "Kepala Dinas", "DINKES", "kepala opd")]},
        headers={"Jabatan": ("Kode", "Nama", "Kode Unit", "Jenis")},
    )
    position = Position.objects.get(code="KADIS")
    assert (position.title, position.echelon, position.reports_to.code) == ("Kepala Dinas", "II.b", "BUPATI")
    assert Indicator.objects.count() == 5


@pytest.mark.parametrize(("cell", "kept"), [("", ("II.b", "BUPATI")), ("hapus", ("", None))])
def test_an_empty_cell_keeps_the_field_and_hapus_empties_it(cell, kept):
    plan()
    bring_in({"Jabatan": [("KADIS", "Kepala Dinas Kesehatan", "DINKES", "kepala opd", cell, cell)]})
    position = Position.objects.get(code="KADIS")
    assert (position.echelon, position.reports_to and position.reports_to.code) == kept


def test_codes_keep_their_leading_zeros():
    bring_in({"Pemda": [GOVERNMENT], "Unit": [("0012", "Dinas A", "dinas", "")]})
    assert WorkUnit.objects.get().code == "0012"


def test_one_event_tells_of_the_whole_import():
    plan()
    event = Event.objects.get(verb="workbook.imported")
    assert event.actor_label == "Sistem"
    assert event.data["sheets"]["Unit"] == {"baru": 2, "berubah": 0, "tetap": 0}


def test_a_trial_run_tells_the_same_and_writes_nothing():
    outcome = bring_in({"Pemda": [GOVERNMENT], "Unit": UNITS}, dry_run=True)
    assert (outcome.summary, outcome.is_written) == ("3 baru, 0 berubah, 0 ditolak", False)
    assert not WorkUnit.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("count", [10, 200])
def test_the_number_of_statements_does_not_grow_with_the_rows(count, django_assert_num_queries):
    plan(Target=[("I1", 2026, 90, "", "", "", "")])
    number = range(count)
    with django_assert_num_queries(66):
        bring_in(
            {
                "Unit": [(f"U{n}", f"Unit {n}", "bidang", "DINKES") for n in number],
                "Jabatan": [(f"J{n}", f"Jabatan {n}", f"U{n}", "pelaksana", "", "KADIS") for n in number],
                "Sasaran": [(f"T{n}", f"Sasaran {n}", f"J{n}", "S1", "") for n in number],
                "Indikator": [(f"N{n}", f"T{n}", f"Indikator {n}", "Persen", "naik", "akhir", "") for n in number],
                "Target": [(f"N{n}", 2026, 90, 80, 85, 88, 90) for n in number],
                "Realisasi": [(f"N{n}", 2026, 1, 80, "", "", "", "", "", "") for n in number],
            },
            headers={"Indikator": INDICATOR_HEADERS},
        )


def test_with_one_bad_row_nothing_is_written():
    outcome = bring_in({"Pemda": [GOVERNMENT], "Unit": [*UNITS, ("X", "Kantor", "kantor", "")]})
    assert outcome.is_refused
    assert not WorkUnit.objects.exists()
    assert not Government.objects.exists()
    assert not User.objects.exists()


def test_all_bad_rows_are_told_at_once_with_their_places():
    outcome = bring_in(
        {
            "Pemda": [("Kabupaten", "kabupaten", "9901", "Bupati", "Contoh", "WIB")],
            "Unit": [("A", "", "dinas", ""), ("B", "Dinas B", "kantor", "TIDAK ADA")],
            "Jabatan": [("J", "Kepala", "C", "kepala opd", "", "K")],
            "Sasaran": [("S", "Sasaran", "Z", "", "")],
            "Indikator": [("I", "S", "Indikator", "Nilai", "naik sekali", "jumlah", "")],
            "Program": [("1.2.3", "Program")],
        },
        headers={"Indikator": INDICATOR_HEADERS},
    )
    assert places(outcome) == [
        ("Pemda", 2, "Kode Wilayah"),
        ("Unit", 2, "Nama"),
        ("Unit", 3, "Jenis"),
        ("Unit", 3, "Kode Induk"),
        ("Jabatan", 2, "Kode Unit"),
        ("Jabatan", 2, "Kode Atasan"),
        ("Sasaran", 2, "Kode Jabatan"),
        ("Indikator", 2, "Arah"),
        ("Program", 2, "Kode"),
    ]
    assert outcome.summary == "0 baru, 0 berubah, 7 ditolak"


def test_a_bad_row_is_not_told_again_where_its_code_is_used():
    outcome = bring_in(
        {
            "Pemda": [GOVERNMENT],
            "Unit": [("A", "", "dinas", "")],
            "Jabatan": [("J", "Kepala", "A", "kepala opd", "", "")],
        }
    )
    assert places(outcome) == [("Unit", 2, "Nama")]


@pytest.mark.parametrize(
    ("sheet", "rows", "words"),
    [
        ("Unit", [("A", "A", "dinas", "B"), ("B", "B", "dinas", "C"), ("C", "C", "dinas", "A")], "A → B → C → A"),
        (
            "Jabatan",
            [("P", "P", "DINKES", "pelaksana", "", "Q"), ("Q", "Q", "DINKES", "pelaksana", "", "P")],
            "P → Q → P",
        ),
        ("Jabatan", [("P", "P", "DINKES", "pelaksana", "", "P")], "P → P"),
        ("Sasaran", [("T", "T", "KADIS", "V", ""), ("V", "V", "KADIS", "T", "")], "T → V → T"),
    ],
)
def test_a_circle_is_refused_with_its_way(sheet, rows, words):
    plan()
    outcome = bring_in({sheet: rows})
    [sentence] = messages(outcome)
    assert "membentuk lingkaran" in sentence
    assert words in sentence


def test_a_circle_through_what_is_stored_is_refused():
    plan()
    outcome = bring_in({"Unit": [("DINKES", "Dinas Kesehatan", "dinas", "DINKES-1")]})
    assert "DINKES → DINKES-1 → DINKES" in messages(outcome)[0]
    assert places(outcome) == [("Unit", 2, "Kode Induk")]


def test_a_code_that_is_there_twice_is_refused_with_the_other_row():
    outcome = bring_in({"Pemda": [GOVERNMENT], "Unit": [*UNITS, ("DINKES", "Dinas Lain", "dinas", "")]})
    assert messages(outcome) == [
        "Lembar Unit, baris 4, kolom Kode (isi: “DINKES”): Kode ini sudah dipakai pada baris 2. Hapus salah satu baris."
    ]


def test_a_second_government_is_refused():
    outcome = bring_in({"Pemda": [GOVERNMENT, GOVERNMENT]})
    assert places(outcome) == [("Pemda", 3, "Nama")]


def test_the_first_import_needs_the_government():
    outcome = bring_in({"Unit": UNITS})
    assert "Tambahkan lembar Pemda" in messages(outcome)[0]


def test_a_predicate_needs_its_scale():
    rows = [
        ("I9", "S1", "Predikat", "Predikat", "predikat", "akhir", ""),
        ("I8", "S1", "P", "P", "predikat", "akhir", "A"),
    ]
    plan()
    outcome = bring_in({"Indikator": rows}, headers={"Indikator": INDICATOR_HEADERS})
    assert [column for _, _, column in places(outcome)] == ["Skala Predikat", "Skala Predikat"]


def test_predicates_that_are_to_be_added_up_are_warned_of():
    plan()
    row = ("I3", "S1", "Predikat AKIP", "Predikat", "predikat", "jumlah", "D<C<CC<B<BB<A<AA")
    outcome = bring_in({"Indikator": [row]}, headers={"Indikator": INDICATOR_HEADERS})
    assert "tidak dapat dijumlahkan" in warnings(outcome)[0]


def test_an_indicator_with_realisations_cannot_go_to_another_position():
    plan(Realisasi=[("I1", 2025, 1, 70, "", "", "", "", "", "")])
    outcome = bring_in(
        {
            "Jabatan": [("SEKDIS", "Sekretaris", "DINKES", "administrator", "III.a", "KADIS")],
            "Sasaran": [("S2", "Sasaran lain", "SEKDIS", "", "")],
        }
    )
    assert outcome.is_written
    outcome = bring_in({"Indikator": [("I1", "S2", *INDICATORS[0][2:])]}, headers={"Indikator": INDICATOR_HEADERS})
    assert "tidak dapat dipindahkan" in messages(outcome)[0]
    outcome = bring_in({"Sasaran": [("S1", "Meningkatnya derajat kesehatan", "SEKDIS", "", "")]})
    assert "tidak dapat dipindahkan" in messages(outcome)[0]


def test_programmes_of_every_level_are_told_by_their_codes():
    GovernmentFactory()
    bring_in(
        {"Program": [("1.02.02", "P"), ("1.02.02.2.01", "K"), ("1.02.02.2.01.0001", "S"), ("X.XX.01", "Penunjang")]}
    )
    assert list(Program.objects.values_list("code", "level")) == [
        ("1.02.02", 1),
        ("1.02.02.2.01", 2),
        ("1.02.02.2.01.0001", 3),
        ("X.XX.01", 1),
    ]


CONTOH_PROVINCE = ("Provinsi Contoh", "provinsi", "99", "Gubernur", "Contoh", "WIB")


def test_a_code_of_another_form_is_refused_with_the_words_of_the_page():
    GovernmentFactory()
    outcome = bring_in(
        {"Program": [("1.02.02", "P"), ("1.02.02.1.01", "K"), ("1.02.02.2.01.001", "S"), ("1.2.3", "P")]}
    )
    assert places(outcome) == [("Program", row, "Kode") for row in (3, 4, 5)]
    written = messages(outcome)
    assert "Angka keempat kode kegiatan kabupaten/kota adalah 2, bukan 1." in written[0]
    assert "berakhir dengan empat angka (sejak 2023)" in written[1]
    assert "Kode ditulis seperti" in written[2]


@pytest.mark.parametrize(("government", "is_written"), [(CONTOH_PROVINCE, True), (GOVERNMENT, False)])
def test_the_government_of_the_same_file_tells_which_codes_are_right(government, is_written):
    programs = [("1.02.02", "P"), ("1.02.02.1.01", "K")]
    assert bring_in({"Pemda": [government], "Program": programs}).is_written == is_written


def test_while_the_government_is_not_known_its_codes_are_not_told_as_wrong():
    province = ("Provinsi Contoh", "provinsi", "9901", "Gubernur", "Contoh", "WIB")
    outcome = bring_in({"Pemda": [province], "Program": [("1.02.02", "P"), ("1.02.02.1.01", "K")]})
    assert places(outcome) == [("Pemda", 2, "Kode Wilayah")]


def test_what_stands_above_a_code_may_come_later_in_the_file_or_be_stored():
    GovernmentFactory()
    assert bring_in({"Program": [("1.02.02.2.01", "K"), ("1.02.02", "P")]}).is_written
    assert bring_in({"Program": [("1.02.02.2.01.0001", "S")]}).is_written


def test_every_code_whose_parents_are_nowhere_is_refused():
    GovernmentFactory()
    outcome = bring_in({"Program": [("1.02.02.2.01.0001", "S"), ("1.02.03.2.01", "K"), ("1.02.03", "P")]})
    assert places(outcome) == [("Program", 2, "Kode")]
    assert (
        "Buat dahulu program 1.02.02, lalu kegiatan 1.02.02.2.01; setelah itu sub kegiatan ini. Barisnya boleh "
        "ditambahkan pada lembar ini." in messages(outcome)[0]
    )


def test_an_entry_that_is_stored_may_be_renamed_whatever_its_code():
    GovernmentFactory()
    Program.objects.create(code="1.02.02.1.01", name="Lama", level=2)
    assert bring_in({"Program": [("1.02.02.1.01", "Baru")]}).summary == "0 baru, 1 berubah, 0 ditolak"


MEASURED_OTHERWISE = ("I1", "S1", "Usia Harapan Hidup", "Indeks", "turun", "jumlah", "")


def test_an_indicator_with_verified_figures_keeps_direction_accumulation_and_unit():
    plan(Realisasi=[("I1", 2025, 1, 70, "", "", "", "", "", "")])
    outcome = bring_in({"Indikator": [MEASURED_OTHERWISE]}, headers={"Indikator": INDICATOR_HEADERS})
    assert places(outcome) == [("Indikator", 2, column) for column in ("Satuan", "Arah", "Akumulasi")]
    assert all("sudah mempunyai angka terverifikasi" in message for message in messages(outcome))
    assert Indicator.objects.get(code="I1").polarity == "maximize"


def test_an_indicator_without_verified_figures_may_be_measured_otherwise():
    plan()
    outcome = bring_in({"Indikator": [MEASURED_OTHERWISE]}, headers={"Indikator": INDICATOR_HEADERS})
    assert outcome.is_written
    assert Indicator.objects.get(code="I1").polarity == "minimize"


WHOLE_SHEET_HEADERS = (
    *INDICATOR_HEADERS, "Kondisi Awal", "Jenis Bukti", "Alasan Pemilihan", "Definisi Pembilang", "Definisi Penyebut",
    "Angka di Belakang Koma", "Produsen Data", "Pembanding Nasional", "Bulan Rilis",
)  # fmt: skip
WHOLE_SHEET = ("72,5 (2025)", "Rekapitulasi", "Penting", "Yang dilayani", "Sasaran", 2, "BPS", "73,1 (2024)", "juli")


def test_the_whole_reference_sheet_comes_in_and_stays_when_its_columns_are_missing():
    plan()
    outcome = bring_in({"Indikator": [(*INDICATORS[0], *WHOLE_SHEET)]}, headers={"Indikator": WHOLE_SHEET_HEADERS})
    assert messages(outcome) == []
    stored = Indicator.objects.get(code="I1")
    assert (stored.baseline, stored.evidence_type, stored.rationale) == ("72,5 (2025)", "Rekapitulasi", "Penting")
    assert (stored.numerator_definition, stored.denominator_definition) == ("Yang dilayani", "Sasaran")
    assert (stored.decimals, stored.release_month) == (2, 7)
    assert (stored.data_producer, stored.national_benchmark) == ("BPS", "73,1 (2024)")
    again = bring_in({"Indikator": [(*INDICATORS[0], *WHOLE_SHEET)]}, headers={"Indikator": WHOLE_SHEET_HEADERS})
    assert again.summary == "0 baru, 0 berubah, 0 ditolak"
    assert plan().summary == "0 baru, 0 berubah, 0 ditolak"
    assert Indicator.objects.get(code="I1").decimals == 2


VERSION_HEADERS = (*INDICATOR_HEADERS, "Menggantikan", "Tahun Pertama", "Tahun Terakhir")


def versions(*chain):
    """Bring in indicators given as code, what it replaces, first and last year."""
    more = [(code, *INDICATORS[0][1:], *cells) for code, *cells in chain]
    return bring_in({"Indikator": more}, headers={"Indikator": VERSION_HEADERS})


def test_a_chain_of_versions_comes_in_whatever_the_order_of_its_rows_and_comes_out_again():
    plan()
    chain = [("I9-V3", "I9-V2", 2027, ""), ("I9", "", "", 2024), ("I9-V2", "I9", 2025, 2026)]
    outcome = versions(*chain)
    assert messages(outcome) == []
    last = Indicator.objects.get(code="I9-V3")
    assert (last.first_year, last.last_year, last.replaces.code, last.replaces.replaces.code) == (
        2027, None, "I9-V2", "I9",
    )  # fmt: skip
    assert versions(*chain).summary == "0 baru, 0 berubah, 0 ditolak"
    assert versions(("I9-V2", "", "", "")).summary == "0 baru, 0 berubah, 0 ditolak", "an empty cell takes nothing away"
    cells = {obj.code: rows.indicator_cells(obj) for obj in rows.indicators()}
    assert [cells["I9-V2"][header] for header in VERSION_HEADERS[-3:]] == ["I9", 2025, 2026]


@pytest.mark.parametrize(
    ("chain", "place"),
    [
        ([("A", "", "", ""), ("B", "A", 2025, "")], (3, "Tahun Pertama")),
        ([("A", "", "", 2025), ("B", "A", 2025, "")], (3, "Tahun Pertama")),
        ([("A", "", "", 2024), ("B", "A", "", "")], (3, "Tahun Pertama")),
        ([("A", "", 2025, 2024)], (2, "Tahun Terakhir")),
        ([("B", "TIDAK-ADA", 2025, "")], (2, "Menggantikan")),
        ([("A", "", "", 2024), ("B", "A", 2025, ""), ("C", "A", 2025, "")], (4, "Menggantikan")),
        ([("I1", "I2", 2025, "")], (2, "Menggantikan")),
    ],
)
def test_versions_that_are_not_in_turn_are_refused(chain, place):
    plan()
    outcome = versions(*chain)
    assert ("Indikator", *place) in places(outcome)
    assert not Indicator.objects.filter(replaces__isnull=False).exists()


def test_a_target_outside_the_years_of_its_version_is_refused():
    plan()
    chain = [("A", *INDICATORS[0][1:], "", "", 2024), ("B", *INDICATORS[0][1:], "A", 2025, "")]
    targets = [("A", 2025, 70, "", "", "", ""), ("B", 2025, 70, "", "", "", "")]
    outcome = bring_in({"Indikator": chain, "Target": targets}, headers={"Indikator": VERSION_HEADERS})
    assert places(outcome) == [("Target", 2, "Tahun")]


@pytest.mark.parametrize(("place", "value"), [("Angka di Belakang Koma", 9), ("Bulan Rilis", "juni-juli")])
def test_a_sheet_takes_months_and_decimals_that_exist(place, value):
    plan()
    cells = dict(zip(WHOLE_SHEET_HEADERS, (*INDICATORS[0], *WHOLE_SHEET), strict=True)) | {place: value}
    outcome = bring_in({"Indikator": [tuple(cells.values())]}, headers={"Indikator": WHOLE_SHEET_HEADERS})
    assert places(outcome) == [("Indikator", 2, place)]
