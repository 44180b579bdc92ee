"""The published form E.81 of Bappedalitbang Deli Serdang (2025) beside ours, row by row and column by column.

`tests/data/README.md` names the source. Where the published sheet contradicts its own quarters, the row is named here
with what is published, what follows from its quarters, and why; every other figure has to agree.
"""

import datetime
import io
import re
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
import python_calamine
from django.core.management import call_command

from exchange.workbook.writing import write_workbook
from indicators.domain.kinds import Figure
from organisation.models import Position
from realisations.models import QuarterReport
from reports.e81.book import FIRST, SHEET, write_renja
from reports.e81.facts import renja_form
from reports.e81.form import QuarterCells
from reports.e81.paper import render_renja
from tests.data.build_deli_serdang import plan_sheets, published_rows
from tests.scenes import Scene, built_once

WORKBOOK = Path(__file__).resolve().parents[2] / "data" / "deli_serdang_bappedalitbang_2025.xlsx"
QUARTERS = (1, 2, 3, 4)
EVERYBODY = Position.objects.all()
TOLERANCE = Decimal("0.011")
"""In percent: the source is rounded to six decimals, the quarters of a row are derived from such percentages."""

HEADING = "kepala urusan/bidang: tidak mempunyai indikator; jumlahnya ada pada baris di bawahnya"
UNPLANNED = "tanpa target dan tanpa angka pada tahun 2025"
NOT_ROWS = {11: HEADING, 12: HEADING, 91: HEADING, 96: HEADING} | dict.fromkeys(range(108, 113), UNPLANNED)
"""Rows of the sheet that are no rows of the form."""

TYPED_TOTAL = "kolom 13 diketik, bukan dijumlahkan"
TOTALS = {51: ("0", "35", TYPED_TOTAL)}
"""Column 13 K: published, sum of its own quarters, why."""

HEADING_AMOUNTS = {
    11: ("12128963173", "12023973159", "TW I-III menghitung baris 96 dua kali, TW IV menghitung baris 91 dua kali"),
    12: ("11105401230", "11000411216", "TW I-III memuat baris 96 dan TW IV memuat baris 91, yang bukan bagiannya"),
}
"""Sum of the quarters' rupiah, published total, why."""

WITHOUT_BUDGET = {
    106: "pagu ditulis 0, tetapi tidak ada sub kegiatan beranggaran di bawahnya: kosong, bukan nol",
    107: "indikator kedua dari program pada baris 106: rupiahnya tidak dihitung dua kali",
}

BY_WORK = "persen diisi menurut kemajuan pekerjaan, K baru diisi saat dokumen selesai"
NEVER_COUNTED = "persen mencapai 100 sedangkan K tetap 0 sepanjang tahun"
ZERO = "target 0: sumber menulis 0 persen, padahal tidak dapat dihitung (0 dibagi 0)"
ZERO_DONE = "target 0 dengan realisasi 1 pada TW IV: sumber menulis 0 persen"
PERCENTAGES = {
    16: ("25 50 75 100", "0 0 0 100", BY_WORK),
    17: ("0 50 100 100", "0 0 100 100", BY_WORK),
    24: ("25 50 75 100", "0 0 0 100", BY_WORK),
    25: ("0 0 50 100", "0 0 0 100", BY_WORK),
    26: ("30 50 75 100", "0 0 0 100", BY_WORK),
    31: ("25 50 75 100", "0 0 0 100", BY_WORK),
    32: ("25 50 75 100", "0 33.33 75 100", BY_WORK),
    33: ("25 50 75 100", "0 0 50 100", BY_WORK),
    34: ("25 50 75 100", "0 0 0 100", BY_WORK),
    36: ("25 50 75 100", "0 0 0 100", BY_WORK),
    40: ("0 0 0 -", "- - - -", ZERO),
    41: ("0 0 0 -", "- - - -", ZERO),
    43: ("0 0 0 0", "- - - -", ZERO),
    46: ("25 50 75 100", "0 0 0 0", NEVER_COUNTED),
    47: ("25 50 75 100", "0 0 0 100", BY_WORK),
    48: ("25 50 75 100", "0 0 0 0", NEVER_COUNTED),
    50: ("25 50 75 100", "18.18 45.45 75 100", BY_WORK),
    53: ("0 25 100 100", "0 0 100 100", BY_WORK),
    58: ("20 60 75 100", "0 0 0 100", BY_WORK),
    65: ("10 30 70 100", "0 0 0 100", BY_WORK),
    68: ("0 20 60 100", "0 0 0 100", BY_WORK),
    69: ("0 30 50 100", "0 0 0 100", BY_WORK),
    72: ("30 60 75 100", "0 0 0 100", BY_WORK),
    73: ("20 50 75 100", "0 0 0 100", BY_WORK),
    74: ("25 50 70 100", "0 0 70 100", BY_WORK),
    75: ("25 50 75 100", "0 0 0 100", BY_WORK),
    78: ("10 45 60 100", "0 0 0 100", BY_WORK),
    80: ("25 55 65 100", "0 0 0 100", BY_WORK),
    81: ("30 40 70 100", "0 0 0 100", BY_WORK),
    82: ("0 0 0 0", "- - - 100", ZERO_DONE),
    83: ("10 40 65 100", "0 0 0 100", BY_WORK),
    86: ("0 0 0 0", "- - - -", ZERO),
    87: ("0 30 50 100", "0 0 0 100", BY_WORK),
    88: ("10 20 60 100", "0 0 0 100", BY_WORK),
    89: ("0 0 0 -", "- - - -", ZERO),
    90: ("0 0 0 -", "- - - -", ZERO),
    99: ("0 10 50 100", "0 0 0 100", BY_WORK),
    100: ("0 20 60 100", "0 0 0 100", BY_WORK),
    102: ("0 10 50 100", "0 0 0 100", BY_WORK),
    104: ("0 10 50 90", "0 0 0 90", BY_WORK),
    106: ("0 0 0 0", "- - - -", ZERO),
    107: ("0 0 0 0", "- - - -", ZERO),
}
"""Cumulative percentages of TW I-IV: published, following from K and target ("-" cannot be told or is empty), why."""


LEVELS = {"%", "Nilai"}
"""Units of which two years are never added; their column 6 is the target of the plan's last year."""

PLAN_YEARS = (2024, 2026)
"""Assumed: the source names no years of its Renstra, only that it began before 2025 and holds it."""

NO_YEARS = "kolom 6 hitungan adalah jumlah target setiap tahun rencana; sumber hanya memuat satu angka"
ONE_FIGURE = "kolom 7 hanya satu angka terkumpul, sedangkan realisasi disimpan per tahun dan triwulan"
ADDED_PERCENTAGES = "sumber menjumlahkan persentase kolom 7 dan 13; tanpa angka pada kolom 7 keduanya harus sama"

WITHOUT_END = 82
"""The row whose column 6 is 0, so that its column 15 cannot be told."""

PLAN_TOLERANCE = Decimal("0.5")
"""In percent: where column 15 is typed, it is rounded to whole percent."""


def imported() -> QuarterReport:
    """The agency's report of the fourth quarter, as imported."""
    call_command("import_workbook", WORKBOOK, verbosity=0)
    return QuarterReport.objects.select_related("position__unit", "period").get(period__quarter=4)


report_of_the_module = built_once(imported)


@pytest.fixture
def report(report_of_the_module: Scene[QuarterReport], db) -> QuarterReport:
    return report_of_the_module.for_a_test()


def published() -> list[dict]:
    """The rows of the sheet that are rows of the form."""
    return [row for row in published_rows() if row["excel_row"] not in NOT_ROWS]


def in_words(percentages) -> str:
    """Four percentages in one line: `25 50 - 100`."""
    return " ".join(
        "-" if one is None else f"{Decimal(one).quantize(Decimal('0.01')).normalize():f}" for one in percentages
    )


def cumulative(row: dict) -> list[Decimal | None]:
    """The published percentages, of 100."""
    return [None if one is None else Decimal(one) * 100 for one in row["persen_kumulatif_triwulan"]]


def shown(amount: int | None) -> int | str:
    """An amount as a cell holds it: empty when there is none."""
    return "" if amount is None else amount


def agree(ours, theirs) -> bool:
    """Whether two lists of percentages say the same."""
    return all(
        (mine is None) == (other is None) and (mine is None or abs(mine - other) <= TOLERANCE)
        for mine, other in zip(ours, theirs, strict=True)
    )


def test_every_row_has_the_published_figures_or_is_named_with_the_reason(report):
    form = renja_form(report, on=datetime.date(2026, 1, 10), visible=EVERYBODY)
    totals, percentages = {}, {}
    for row, ours in zip(published(), form.rows, strict=True):
        number = row["excel_row"]
        assert ours.place.code == row["kode"]
        assert ours.place.line.indicator.statement == " ".join(row["indikator"].split())
        assert ours.this_year.performance == Figure(Decimal(row["target"]))
        quarters = [cells.performance.value if cells.performance else None for cells in ours.quarters]
        assert quarters == [None if one is None else Decimal(one) for one in row["realisasi_triwulan"]], number
        if abs(ours.total.performance.value - row["realisasi"]) > TOLERANCE:
            totals[number] = (str(row["realisasi"]), f"{ours.total.performance.value.normalize():f}", TYPED_TOTAL)
        theirs, mine = cumulative(row), [cells.percent for cells in ours.quarters]
        if not agree(mine, theirs):
            percentages[number] = (in_words(theirs), in_words(mine))
    assert totals == TOTALS
    assert percentages == {number: written[:2] for number, written in PERCENTAGES.items()}


def test_the_form_of_every_quarter_accumulates_what_is_published_up_to_it_and_tells_nothing_of_later_ones(report):
    for quarter in QUARTERS:
        one = QuarterReport.objects.select_related("position__unit", "period").get(
            position=report.position, period__quarter=quarter
        )
        form = renja_form(one, on=datetime.date(2026, 1, 10), visible=EVERYBODY)
        for row, ours in zip(published(), form.rows, strict=True):
            written = [Decimal(figure) for figure in row["realisasi_triwulan"][:quarter] if figure is not None]
            assert ours.total.performance == (Figure(sum(written)) if written else None), (quarter, row["excel_row"])
            if row["excel_row"] not in PERCENTAGES:
                theirs = cumulative(row)[:quarter]
                assert agree([cells.percent for cells in ours.quarters[:quarter]], theirs), (quarter, row["excel_row"])
            assert ours.quarters[quarter:] == (QuarterCells(),) * (4 - quarter)


def test_the_rupiah_of_every_row_are_the_published_ones(report):
    form = renja_form(report, on=datetime.date(2026, 1, 10), visible=EVERYBODY)
    for row, ours in zip(published(), form.rows, strict=True):
        if row["excel_row"] in WITHOUT_BUDGET:
            assert not row["pagu_anggaran"]
            assert ours.this_year.amount is ours.total.amount is None
            continue
        spent = [cells.amount for cells in ours.quarters]
        assert ours.this_year.amount == row["pagu_anggaran"], row["excel_row"]
        assert spent == row["realisasi_anggaran_triwulan"], row["excel_row"]
        assert ours.total.amount == row["realisasi_anggaran"], row["excel_row"]
        assert ours.total.amount == (sum(filter(None, spent)) if any(one is not None for one in spent) else None)
    assert form.sum_row.this_year.amount == 14_723_660_349
    by_row = {row["excel_row"]: row for row in published_rows()}
    for number, (quarters, total, _) in HEADING_AMOUNTS.items():
        assert sum(by_row[number]["realisasi_anggaran_triwulan"]) == int(quarters)
        assert by_row[number]["realisasi_anggaran"] == int(total)
    assert form.sum_row.total.amount == by_row[11]["realisasi_anggaran"]


def test_the_workbook_has_the_same_figures_in_the_same_columns(report):
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(write_renja(renja_form(report, on=datetime.date(2026, 1, 10), visible=EVERYBODY)))
    )
    rows = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    numbers = {cell: column for column, cell in enumerate(rows[FIRST - 1]) if cell}
    assert list(numbers) == [*map(str, range(1, 13)), "13 = 9 + 10 + 11 + 12", "14 = 7 + 13", "15 = 14 / 6 × 100", "16"]
    total = numbers["13 = 9 + 10 + 11 + 12"]
    for row, cells in zip(published(), rows[FIRST:], strict=False):
        number = row["excel_row"]
        assert cells[3] == " ".join(row["indikator"].split())
        assert cells[4] == row["satuan"].strip()
        assert cells[numbers["8"]] == pytest.approx(float(row["target"]))
        for quarter in QUARTERS:
            column = numbers[str(8 + quarter)]
            expected = row["realisasi_triwulan"][quarter - 1]
            assert cells[column] == ("" if expected is None else pytest.approx(float(expected)))
            if number not in PERCENTAGES and expected is not None:
                ratio = float(row["persen_kumulatif_triwulan"][quarter - 1]) * 100
                assert cells[column + 1] == pytest.approx(ratio, abs=float(TOLERANCE))
            if number not in WITHOUT_BUDGET:
                assert cells[column + 2] == shown(row["realisasi_anggaran_triwulan"][quarter - 1])
        if number not in TOTALS:
            assert cells[total] == pytest.approx(float(row["realisasi"]), abs=float(TOLERANCE))
        if number not in WITHOUT_BUDGET:
            assert cells[numbers["8"] + 1] == shown(row["pagu_anggaran"])
            assert cells[total + 1] == shown(row["realisasi_anggaran"])
        assert [cells[numbers[column]] for column in ("6", "7", "15 = 14 / 6 × 100")] == [""] * 3


def test_columns_of_the_plan_are_empty_because_the_workbook_does_not_hold_them(report):
    form = renja_form(report, on=datetime.date(2026, 1, 10), visible=EVERYBODY)
    assert all(row.plan_end.performance is row.before.performance is row.percent is None for row in form.rows)
    assert any("Kolom 6 dan 15 kosong" in note for note in form.footnotes)
    assert any("Kolom 7 kosong" in note for note in form.footnotes)
    by_row = dict(zip((row["excel_row"] for row in published()), form.rows, strict=True))
    assert by_row[43].note == (
        "Target dan realisasi sama-sama 0, sehingga capaian tidak dapat dihitung. Rp: TW IV belum dilaporkan."
    )
    assert by_row[41].note.startswith("TW IV belum lapor.")


@pytest.fixture
def planned(report, tmp_path) -> QuarterReport:
    """The same report, with column 6 imported as the targets of a Renstra that began before this year."""
    path = tmp_path / "renstra.xlsx"
    write_workbook(str(path), plan_sheets(published_rows(), *PLAN_YEARS))
    call_command("import_workbook", path, verbosity=0)
    return report


def test_column_6_of_levels_is_the_published_one_and_what_cannot_be_imported_is_counted(planned):
    form = renja_form(planned, on=datetime.date(2026, 1, 10), visible=EVERYBODY)
    written, unknown, same, added_up = 0, 0, [], 0
    for row, ours in zip(published(), form.rows, strict=True):
        assert ours.before.performance is None, ONE_FIGURE
        if row["satuan"].strip() not in LEVELS:
            unknown += 1
            assert (ours.plan_end.performance, ours.to_date.performance, ours.percent) == (None,) * 3, NO_YEARS
            continue
        written += 1
        wanted = Decimal(row["target_renstra_akhir"])
        assert (ours.plan_end.performance, ours.to_date.performance) == (Figure(wanted), ours.total.performance)
        assert agree([ours.percent], [ours.total.performance.value / wanted * 100])
        if agree([ours.percent], [Decimal(row["capaian_renstra_persen_published"])]):
            same.append(row["excel_row"])
        else:
            added_up += 1
            assert row["realisasi_renstra_sd_tahun_lalu"], ADDED_PERCENTAGES
    assert (written, unknown) == (23, 70)
    assert (same, added_up) == ([27, 106, 107], 20)


def test_the_published_columns_14_and_15_follow_from_the_published_columns_6_and_7():
    for row in published():
        end, to_date = Decimal(row["target_renstra_akhir"]), Decimal(row["realisasi_renstra_sd_tahun_ini"])
        before, this_year = Decimal(row["realisasi_renstra_sd_tahun_lalu"]), Decimal(row["realisasi"])
        assert abs(before + this_year - to_date) <= TOLERANCE, row["excel_row"]
        if row["excel_row"] == WITHOUT_END:
            assert (end, row["capaian_renstra_persen_published"]) == (0, "#DIV/0!")
        else:
            assert abs(to_date / end * 100 - Decimal(row["capaian_renstra_persen_published"])) <= PLAN_TOLERANCE


@pytest.mark.slow  # ninety rows on large sheets
def test_it_prints_across_on_the_paper_of_the_year(report):
    content = render_renja(renja_form(report, on=datetime.date(2026, 1, 10), visible=EVERYBODY))
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert [round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:]] == [330, 215]
    text = " ".join(page.extract_text() for page in pages)
    assert len(pages) <= 12, "empty columns leave their room to the words"
    assert text.count("Penanggung") >= len(pages) - 1, "no word of a heading is broken"
    assert "14.723.660.349" in text and "12.023.973.159" in text
    assert "belum lapor" in re.sub(r"\s+", " ", text)
