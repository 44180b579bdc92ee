"""Cells as an office keeps them: percent formats, dashes, money in words, and cells that were left empty."""

import datetime as dt
import io
from decimal import Decimal

import pytest
import time_machine
import xlsxwriter

from exchange.sheets.outcome import import_workbook
from exchange.workbook.percents import PercentCell, is_percent_format
from exchange.workbook.schema import BY_NAME
from indicators.enums import ValueState
from indicators.models import BudgetLine, Indicator, Objective, Policy, Program, QuarterTarget, Target
from realisations.models import Realisation
from tests.exchange.books import INDICATOR_HEADERS, bring_in, messages, only, places, plan, warnings

DAY = dt.date(2026, 11, 2)
SHARES = [
    ("P1", "S1", "Cakupan imunisasi", "Persen", "naik", "akhir", ""),
    ("P2", "S1", "Rasio akseptor", "Rasio", "naik", "akhir", ""),
    ("P3", "S1", "Nilai SAKIP", "Nilai", "naik", "akhir", ""),
]


@pytest.fixture(autouse=True)
def in_november_2026():
    with time_machine.travel(dt.datetime(2026, 11, 2, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def government(db):
    plan()
    assert bring_in({"Indikator": SHARES}, headers={"Indikator": INDICATOR_HEADERS}).is_written


def formatted(sheets, *, dry_run=False):
    """Import rows of cells; a pair of number and number format becomes a formatted cell."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    formats = {}
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        page.write_row(0, 0, BY_NAME[name.casefold()].headers)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                value, code = cell if isinstance(cell, tuple) else (cell, None)
                if code is not None and code not in formats:
                    formats[code] = book.add_format({"num_format": code})
                page.write(line, column, value, *([formats[code]] if code else []))
    book.close()
    target.seek(0)
    return import_workbook(target, by=None, is_verified=True, today=DAY, dry_run=dry_run)


def told(outcome):
    return [notice.message for notice in outcome.findings.notices]


@pytest.mark.parametrize(
    ("code", "is_percent"),
    [
        ("0%", True),
        ("0.00%", True),
        ("#,##0.0 %;[Red]-#,##0.0 %", True),
        ("General", False),
        ('0" %"', False),
        (r"0\%", False),
        ("[$%-421]0", False),
    ],
)
def test_a_percent_sign_counts_where_it_is_no_mere_text(code, is_percent):
    assert is_percent_format(code) is is_percent


def test_a_percent_cell_is_what_a_person_sees():
    assert str(PercentCell(0.7125)) == "71,25%"
    assert PercentCell(0.57).shown == 57


@pytest.mark.parametrize("code", ["0%", "0.00%", "0.0##%"])
def test_a_percent_cell_of_an_indicator_in_percent_is_the_figure_that_it_shows(government, code):
    outcome = formatted({"Target": [("P1", 2026, (0.7125, code), (0.6, code))]})

    assert outcome.is_written
    target = Target.objects.get()
    assert target.figure == Decimal("71.25")
    assert target.quarters.get().figure == 60
    assert told(outcome) == ["Sel yang menampilkan 71,25% dibaca 71,25.", "Sel yang menampilkan 60% dibaca 60."]


def test_a_percent_cell_of_a_ratio_stays_a_fraction(government):
    assert formatted({"Target": [("P2", 2026, (0.85, "0%"))]}).is_written
    assert Target.objects.get().figure == Decimal("0.85")


def test_a_percent_cell_of_another_unit_is_asked(government):
    outcome = formatted({"Target": [("P3", 2026, (0.85, "0%"))]})

    assert "Tulis 85 atau 0,85 sebagai angka biasa" in only(outcome, messages(outcome))


def test_a_hundred_percent_and_more_and_a_plain_cell_beside_them(government):
    outcome = formatted({"Realisasi": [("P1", 2025, 1, (1.04, "0%")), ("P1", 2025, 2, 93)]})

    assert outcome.is_written
    assert list(Realisation.objects.order_by("report__period__quarter").values_list("figure", flat=True)) == [104, 93]


def test_a_percent_cell_is_no_money(government):
    formatted({"Program": [("1.02.02", "Upaya kesehatan")]})
    outcome = formatted({"Anggaran": [("KADIS", 2026, "1.02.02", (0.5, "0%"), "DAU")]})

    assert "menampilkan 50%" in only(outcome, messages(outcome))


def test_a_weight_may_be_shown_as_a_percentage(government):
    outcome = formatted({"Sasaran": [("S1", "Meningkatnya derajat kesehatan", "KADIS", "", "", (0.4, "0%"))]})

    assert outcome.is_written
    assert Objective.objects.get().weight == 40


@pytest.mark.usefixtures("government")
class TestMoney:
    def test_nothing_is_nothing_and_words_are_multiplied(self):
        bring_in({"Program": [("1.02.02", "Upaya kesehatan")]})
        outcome = bring_in(
            {"Anggaran": [("KADIS", 2026, "1.02.02", "Rp2,5 M", "DAU", "Rp 350 juta", "-", "nihil", "")]}
        )

        assert messages(outcome) == []
        line = BudgetLine.objects.get()
        assert line.amount == 2_500_000_000
        spent = dict(line.realisations.values_list("quarter", "amount"))
        assert spent == {1: 350_000_000, 2: 0, 3: 0}
        assert "“-” dibaca 0 rupiah." in told(outcome)

    def test_an_amount_is_erased_by_its_word(self):
        bring_in({"Program": [("1.02.02", "Upaya kesehatan")]})
        bring_in({"Anggaran": [("KADIS", 2026, "1.02.02", 900, "DAU", 300, 200, "", "")]})
        assert bring_in({"Anggaran": [("KADIS", 2026, "1.02.02", 900, "DAU", "", "hapus", "", "")]}).is_written
        assert dict(BudgetLine.objects.get().realisations.values_list("quarter", "amount")) == {1: 300}


def realised(*rows):
    return bring_in({"Realisasi": [(*row, *[""] * (11 - len(row))) for row in rows]})


@pytest.mark.usefixtures("government")
class TestRealisations:
    def test_a_dash_is_asked(self):
        outcome = realised(("P1", 2025, 1, "-"))
        assert "Tulis 0 bila hasilnya nol, n/a bila tidak berlaku, atau kosongkan" in only(outcome, messages(outcome))

    def test_a_star_means_provisional(self):
        assert realised(("P1", 2025, 1, "81,5*")).is_written
        row = Realisation.objects.get()
        assert (row.figure, row.is_provisional) == (Decimal("81.5"), True)

    def test_the_column_of_provisional_figures_is_read_under_both_headers(self):
        for quarter, header in enumerate(("Sementara", "Angka Sementara"), start=1):
            headers = {"Realisasi": ("Kode Indikator", "Tahun", "Triwulan", "Realisasi", header)}
            assert bring_in({"Realisasi": [("P1", 2025, quarter, 80, "ya")]}, headers=headers).is_written
        assert set(Realisation.objects.values_list("is_provisional", flat=True)) == {True}

    def test_numerator_and_denominator_give_the_figure(self):
        outcome = realised(("P1", 2025, 1, "", 7, 8))
        assert Realisation.objects.get().figure == Decimal("87.5")
        assert told(outcome) == ["Dihitung dari pembilang dan penyebut: 87,5."]

    def test_new_parts_give_a_new_figure_in_a_draft(self):
        draft = {"is_verified": False, "today": dt.date(2025, 4, 8)}
        bring_in({"Realisasi": [("P1", 2025, 1, "", 7, 8, "", "", "", "", "")]}, **draft)
        bring_in({"Realisasi": [("P1", 2025, 1, "", 6, 8, "", "", "", "", "")]}, **draft)
        assert Realisation.objects.get().figure == 75

    def test_a_figure_beside_other_parts_is_named(self):
        outcome = realised(("P1", 2025, 1, 90, 5, 10), ("P1", 2025, 2, "33,3", 1, 3))
        doubts = [one for one in warnings(outcome) if "Pembilang dan penyebut" in one]
        assert "memberi 50, sedangkan realisasi 90." in only(outcome, doubts)

    def test_a_figure_is_erased_by_its_word(self):
        draft = {"is_verified": False, "today": dt.date(2025, 4, 8)}
        bring_in({"Realisasi": [("P3", 2025, 1, 70, "", "", "Sebab", "", "", "", "")]}, **draft)
        assert bring_in({"Realisasi": [("P3", 2025, 1, "hapus", "", "", "hapus", "", "", "", "")]}, **draft).is_written
        row = Realisation.objects.get()
        assert (row.state, row.figure, row.supporting_factors) == (ValueState.NOT_REPORTED, None, "")


@pytest.mark.usefixtures("government")
class TestEmptyCells:
    def test_the_dictionary_keeps_what_it_has(self):
        headers = (*INDICATOR_HEADERS, "Angka di Belakang Koma", "IKU", "Formula", "Bulan Rilis", "Tahun Terakhir")
        full = ("P1", "S1", "Cakupan imunisasi", "Persen", "naik", "akhir", "", 3, "ya", "a/b", "juli", "")
        bring_in({"Indikator": [full]}, headers={"Indikator": headers})
        empty = (*full[:7], "", "", "", "", "")
        outcome = bring_in({"Indikator": [empty]}, headers={"Indikator": headers})
        assert outcome.summary == "0 baru, 0 berubah, 0 ditolak"
        erased = (*full[:7], "hapus", "", "hapus", "hapus", "")
        bring_in({"Indikator": [erased]}, headers={"Indikator": headers})
        row = Indicator.objects.get(code="P1")
        assert (row.decimals, row.is_key, row.formula_text, row.release_month) == (None, True, "", None)

    def test_a_required_cell_cannot_be_erased(self):
        outcome = bring_in({"Sasaran": [("S1", "hapus", "KADIS", "", "")]})
        assert places(outcome) == [("Sasaran", 2, "Uraian")]


@pytest.mark.usefixtures("government")
def test_one_bad_target_makes_no_warnings_of_the_other_rows():
    rows = [("P1", 2025, quarter, 80, *[""] * 7) for quarter in (1, 2, 3)]
    outcome = bring_in({"Target": [("P1", 2025, 80, *[""] * 4), ("P3", 2025, "WTP", *[""] * 4)], "Realisasi": rows})

    assert places(outcome) == [("Target", 3, "Target")]
    assert warnings(outcome) == []


@pytest.mark.usefixtures("government")
def test_a_new_year_says_whose_policy_it_copies():
    bring_in({"Target": [("P1", 2025, 80, *[""] * 4)]})
    outcome = bring_in({"Target": [("P1", 2026, 80, *[""] * 4)]}, dry_run=True)

    assert "disalin dari tahun 2025" in only(outcome, warnings(outcome))
    assert not Policy.objects.filter(year=2026).exists()


@pytest.mark.usefixtures("government")
def test_a_dash_is_no_target_of_a_quarter_but_erases_none():
    outcome = bring_in({"Target": [("P1", 2026, 80, "-", 40, "\u2013", 80)]})
    assert (messages(outcome), len(told(outcome))) == ([], 2)
    assert set(QuarterTarget.objects.values_list("quarter", flat=True)) == {2, 4}
    outcome = bring_in({"Target": [("P1", 2026, 80, "", "-", "", "")]})
    assert "Tulis hapus bila target triwulan ini dihapus" in only(outcome, messages(outcome))


@pytest.mark.usefixtures("government")
@pytest.mark.parametrize(("cell", "number"), [("0.375", "0.375"), ("1234.567", "1234.567")])
def test_a_point_that_can_only_be_a_decimal_point_is_one(cell, number):
    assert bring_in({"Target": [("P3", 2026, cell, *[""] * 4)]}).is_written
    assert Target.objects.get().figure == Decimal(number)


@pytest.mark.usefixtures("government")
def test_readings_of_one_kind_are_told_together():
    outcome = bring_in({"Target": [("P1", 2026, "≥ 80", "80 %", "81 %", "82 %", "83 persen")]}, dry_run=True)

    assert [(columns, count) for _, columns, count in outcome.findings.readings()] == [
        ("Target", 1),
        ("TW I, TW II, TW III, TW IV", 4),
    ]
    assert not QuarterTarget.objects.exists()


@pytest.mark.usefixtures("government")
def test_a_code_of_before_2023_is_kept_under_its_decree():
    above = [("2.05.03", "Program"), ("2.05.03.2.04", "Kegiatan")]
    rows = [*((*row, "") for row in above), ("2.05.03.2.04.07", "Lama", ""), ("2.05.03.2.04.0008", "Baru", "K 1/2026")]
    outcome = bring_in({"Program": rows})
    assert messages(outcome) == []
    assert dict(Program.objects.filter(level=3).values_list("code", "decree")) == {
        "2.05.03.2.04.07": "Kepmendagri 050-5889/2021",
        "2.05.03.2.04.0008": "K 1/2026",
    }
    assert "disimpan menurut Kepmendagri 050-5889/2021" in only(outcome, told(outcome))
    assert bring_in({"Program": rows}).summary == "0 baru, 0 berubah, 0 ditolak"
    outcome = bring_in({"Anggaran": [("KADIS", 2026, "2.05.03.2.04.07", 500, "DAU")]})
    assert "anggaran 2026 memakai kode empat angka" in only(outcome, warnings(outcome))
