"""A block from a spreadsheet: every cell arrives as it was, whatever is in it, and nothing crashes."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.pasting import (
    LONGEST_CELL,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    BlockError,
    Layout,
    PasteColumn,
    columns_without_header,
    header_of,
    layout_of,
    quarter_of,
    read_block,
    write_block,
)


def as_copied(rows: list[list[str]], line_end: str = "\r\n") -> str:
    """What Excel puts on the clipboard: quoted where a cell would break the block, a line end after each row."""

    def cell(text: str) -> str:
        if any(sign in text for sign in "\t\r\n") or text.startswith('"'):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join("\t".join(cell(text) for text in row) + line_end for row in rows)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("85,2", [["85,2"]]),
        ("85,2\r\n", [["85,2"]]),
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ("a\tb\rc\td\r", [["a", "b"], ["c", "d"]]),
        ("a\r\n\r\nb\r\n\r\n\r\n", [["a"], [""], ["b"]]),
        ("\tb", [["", "b"]]),
        ("a\t\t\r\nb", [["a", "", ""], ["b"]]),
        ('"baris 1\nbaris 2"\tb', [["baris 1\nbaris 2", "b"]]),
        ('"baris 1\r\nbaris 2"\r\nb', [["baris 1\nbaris 2"], ["b"]]),
        ('"kata ""baik"" sekali\n"\tb', [['kata "baik" sekali', "b"]]),
        ('kata "baik"\tb', [['kata "baik"', "b"]]),
        ('"kutip\tb\nc', [['"kutip', "b"], ["c"]]),
        ('"satu" dua\tb', [['"satu" dua', "b"]]),
        ('""\tb', [["", "b"]]),
        ("\u00a085,2\u00a0\t1\u00a0250", [["85,2", "1 250"]]),
        ("\ufeffKode\tRealisasi", [["Kode", "Realisasi"]]),
        ("=SUM(A1:A2)\t-1+1", [["=SUM(A1:A2)", "-1+1"]]),
        ("😀\t\u202e1", [["😀", "\u202e1"]]),
    ],
)
def test_a_block_is_read_as_it_was_copied(text: str, rows: list[list[str]]) -> None:
    assert [list(row) for row in read_block(text)] == rows


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Belum ada yang ditempel. Salin sel dari Excel, lalu tempel di kotak ini."),
        (" \t\r\n\u00a0", "Belum ada yang ditempel. Salin sel dari Excel, lalu tempel di kotak ini."),
        ("a\n" * MAX_ROWS + "b", "Tempelan lebih dari 200 baris. Tempel sebagian demi sebagian."),
        ("\t" * MAX_COLUMNS + "b", "Tempelan lebih dari 12 kolom. Salin hanya kolom yang diperlukan."),
        ("é" * (MAX_BYTES // 2) + "b", "Tempelan lebih besar dari 200 kB. Tempel sebagian demi sebagian."),
    ],
)
def test_what_is_too_much_or_nothing_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BlockError) as refusal:
        read_block(text)
    assert str(refusal.value) == sentence


def test_the_heaviest_block_and_signs_without_a_meaning_are_still_read() -> None:
    assert read_block("é" * (MAX_BYTES // 2)) == (("é" * (MAX_BYTES // 2),),)
    assert read_block("\ud800") == (("\ud800",),)


@pytest.mark.parametrize(
    ("inside", "cells"),
    [
        ("a\n" + "b" * (LONGEST_CELL - 4), [["a\n" + "b" * (LONGEST_CELL - 4)]]),
        ("a\n" + "b" * (LONGEST_CELL - 3), [['"a'], ["b" * (LONGEST_CELL - 3) + '"']]),
        ('""a\n' + "b" * (LONGEST_CELL - 6), [['"a\n' + "b" * (LONGEST_CELL - 6)]]),
        ('""a\n' + "b" * (LONGEST_CELL - 5), [['"""a'], ["b" * (LONGEST_CELL - 5) + '"']]),
    ],
)
def test_a_quotation_mark_that_is_closed_too_late_is_an_ordinary_sign(inside: str, cells: list[list[str]]) -> None:
    assert [list(row) for row in read_block(f'"{inside}"')] == cells


def test_only_cells_that_would_break_the_block_are_quoted_when_it_is_written() -> None:
    assert write_block([["a\tb", 'c"d', '"e'], ["f\ng", "h\ri"]]) == '"a\tb"\tc"d\t"""e"\n"f\ng"\t"h\ri"'


def test_the_largest_block_is_still_read() -> None:
    rows = [["x" * 70] * MAX_COLUMNS] * MAX_ROWS
    assert [list(row) for row in read_block(as_copied(rows))] == rows


@pytest.mark.parametrize(
    "text", ['"\n""' * 45_000, '"' * MAX_BYTES, '"a\t' * 60_000, ('"' + '""' * 70 + "x\t") * 1_300]
)
def test_quotation_marks_without_end_do_not_take_long(text: str) -> None:
    started = time.process_time()
    with contextlib.suppress(BlockError):
        read_block(text[:MAX_BYTES])
    assert time.process_time() - started < 2


@given(text=st.text(alphabet=st.sampled_from('ab"\t\r\n ,.\u00a0\ufeff\x00é😀'), max_size=400) | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        rows = read_block(text)
    except BlockError as refusal:
        assert str(refusal).endswith(".")
        return
    assert rows[-1] != ("",)
    assert all(cell == cell.strip() and "\r" not in cell for row in rows for cell in row)


CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\u00a0"), max_size=30)


@given(
    rows=st.lists(st.lists(CELLS.map(str.strip), min_size=1, max_size=MAX_COLUMNS), min_size=1, max_size=20),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_was_copied_arrives(rows: list[list[str]], line_end: str) -> None:
    rows[-1].append("akhir") if len(rows[-1]) < MAX_COLUMNS else rows[-1].__setitem__(-1, "akhir")
    rows[0][0] = rows[0][0].removeprefix("\ufeff").strip()
    assert [list(row) for row in read_block(as_copied(rows, line_end))] == rows
    assert [list(row) for row in read_block(write_block(rows))] == rows


def test_headers_are_the_words_of_the_workbook_in_any_order_and_case() -> None:
    assert header_of(["KODE indikator", "Target", " realisasi ", "Faktor  Pendorong"]) == (
        PasteColumn.CODE,
        None,
        PasteColumn.VALUE,
        PasteColumn.SUPPORTING,
    )
    assert header_of(["Kode", "Tindak Lanjut"]) == (PasteColumn.CODE, PasteColumn.FOLLOW_UP)
    assert header_of(["IKU.1", "85,2", "catatan"]) is None
    assert header_of([""]) is None


def test_without_headers_the_columns_follow_one_order_from_where_the_block_began() -> None:
    assert columns_without_header(3) == (PasteColumn.VALUE, PasteColumn.NUMERATOR, PasteColumn.DENOMINATOR)
    assert columns_without_header(3, PasteColumn.FOLLOW_UP) == (PasteColumn.FOLLOW_UP, PasteColumn.NOTE, None)
    assert columns_without_header(8)[-1] is None


CODES = {"iku.1", "iku.2", "12"}


@pytest.mark.parametrize(
    ("block", "columns", "has_header"),
    [
        ([["Realisasi", "kode indikator"], ["1", "IKU.1", "x"]], (PasteColumn.VALUE, PasteColumn.CODE, None), True),
        ([["IKU.2", "5"], ["iku.1", "6"]], (PasteColumn.CODE, PasteColumn.VALUE), False),
        ([["IKU.2", "5"], ["", ""], ["IKU.1", "7"], ["IKU.9", "6"]], (PasteColumn.CODE, PasteColumn.VALUE), False),
        ([["IKU.2", "5"], ["", ""], ["IKU.9", "6"]], (PasteColumn.NOTE, None), False),
        ([["12", "5"], ["12", "6"]], (PasteColumn.NOTE, None), False),
        ([["IKU.2"], ["IKU.1"]], (PasteColumn.NOTE,), False),
        ([["5"], ["6", "sumber BPS"]], (PasteColumn.NOTE, None), False),
    ],
)
def test_a_block_says_itself_how_it_is_laid_out(block: list, columns: tuple, has_header: bool) -> None:
    layout = layout_of(block, CODES, PasteColumn.NOTE)
    assert (layout.columns, layout.has_header) == (columns, has_header)
    assert layout.by_code == (PasteColumn.CODE in columns)


def test_a_block_that_was_pasted_anywhere_begins_with_the_realisation() -> None:
    assert layout_of([["5", "6"]], CODES) == Layout((PasteColumn.VALUE, PasteColumn.NUMERATOR), has_header=False)


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ((PasteColumn.CODE, PasteColumn.VALUE, None, None), ""),
        (
            (None, PasteColumn.VALUE, PasteColumn.VALUE),
            "Kolom “Realisasi” ada dua kali. Pilih “Abaikan” untuk salah satunya.",
        ),
        (
            (PasteColumn.CODE, PasteColumn.QUARTER, None),
            "Tidak ada kolom yang dapat diisikan. Pilih sedikitnya satu dari: Realisasi, Pembilang, Penyebut, "
            "Faktor Pendorong, Faktor Penghambat, Tindak Lanjut, Keterangan.",
        ),
    ],
)
def test_a_layout_that_cannot_be_read_says_why(columns: tuple, problem: str) -> None:
    assert Layout(columns, has_header=False).problem == problem


def test_a_layout_is_kept_in_one_line() -> None:
    columns = (PasteColumn.CODE, None, PasteColumn.VALUE)
    assert Layout(columns, has_header=True).key == "judul|Kode Indikator||Realisasi"
    assert Layout(columns, has_header=False).key == "|Kode Indikator||Realisasi"


@pytest.mark.parametrize("text", ["3", "III", "iii", "TW III", "Triwulan 3", " tw 3 "])
def test_a_quarter_is_named_in_several_ways(text: str) -> None:
    assert quarter_of(text) == 3


@pytest.mark.parametrize("text", ["", "5", "IIII", "tiga", "TW"])
def test_what_names_no_quarter_is_not_guessed(text: str) -> None:
    assert quarter_of(text) is None
