"""The published sheet of Deli Serdang and its conversion: nothing lost, nothing added, sums as published."""

from collections import defaultdict
from decimal import Decimal

from python_calamine import CalamineWorkbook

from tests.data.build_deli_serdang import HEADING, SUB_ACTIVITY, WORKBOOK, build, published_rows

ROWS = published_rows()
SHEETS = build(ROWS)


def test_all_102_rows_are_in_the_workbook():
    assert len(ROWS) == 102
    headings = {row["kode"] for row in ROWS if row["asal"] == HEADING}
    assert headings <= {objective[0] for objective in SHEETS["Sasaran"]}
    assert len(SHEETS["Indikator"]) == 102 - len(headings) == 98


def test_the_file_in_the_repository_is_what_the_builder_makes():
    book = CalamineWorkbook.from_path(str(WORKBOOK))
    for name, rows in SHEETS.items():
        stored = book.get_sheet_by_name(name).to_python()[1:]
        made = [[float(cell) if isinstance(cell, int | Decimal) else cell or "" for cell in row] for row in rows]
        assert stored == made, name


def test_an_empty_quarter_stays_empty():
    written = {(code, quarter) for code, _, quarter, *_ in SHEETS["Realisasi"]}
    by_row = dict(zip((row["excel_row"] for row in ROWS if row["asal"] != HEADING), SHEETS["Indikator"], strict=True))
    assert (by_row[40][0], 3) in written
    assert (by_row[40][0], 4) not in written
    assert not any(code == by_row[110][0] for code, _ in written)


def test_the_sub_activities_add_up_to_the_published_amounts():
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in ROWS:
        if len(row["kode"]) == SUB_ACTIVITY:
            for end in (4, 7, 12):
                sums[row["kode"][:end]] += row["pagu_anggaran"] or 0
    above = [row for row in ROWS if len(row["kode"]) in (4, 7, 12) and row["pagu_anggaran"]]
    assert {row["kode"]: row["pagu_anggaran"] for row in above} == {row["kode"]: sums[row["kode"]] for row in above}
    assert sum(line[3] for line in SHEETS["Anggaran"]) == 14_723_660_349


def test_the_quarters_add_up_to_the_published_total_except_in_row_51():
    odd = [
        row["excel_row"]
        for row in ROWS
        if row["realisasi"] is not None
        and row["asal"] != HEADING
        and abs(sum(value or 0 for value in row["realisasi_triwulan"]) - row["realisasi"]) > Decimal("0.00001")
    ]
    assert odd == [51]
