"""What an uploaded file must be before a parser sees it."""

import io
import time
import tracemalloc
import zipfile

import pytest

from documents.inspection import archives
from documents.inspection import archives as inspection_archives
from exchange.workbook.archive import inspect
from exchange.workbook.extent import MOST_CELLS, OddCell, Oddity
from exchange.workbook.problems import WorkbookError
from tests.exchange.books import workbook

MEGABYTE = 1024 * 1024


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    target.seek(0)
    return target


def refusal(file: io.BytesIO) -> str:
    with pytest.raises(WorkbookError) as refused:
        inspect(file)
    return str(refused.value)


def test_a_workbook_passes_and_is_left_at_its_beginning():
    file = workbook({"Unit": [("A", "Dinas A", "dinas", "")]})
    assert inspect(file).odd == []
    assert file.tell() == 0


def test_a_text_file_is_no_workbook():
    assert "bukan buku kerja Excel" in refusal(io.BytesIO(b"Kode;Nama\n1;Dinas"))


def test_an_empty_file_is_no_workbook():
    assert "bukan buku kerja Excel" in refusal(io.BytesIO(b""))


def test_another_zip_is_no_workbook():
    assert "bukan buku kerja Excel" in refusal(zipped({"surat.txt": b"isi"}))


def test_a_web_page_called_xlsx_is_no_workbook():
    assert "bukan buku kerja Excel" in refusal(io.BytesIO(b"<html><table></table></html>"))


def test_an_encrypted_workbook_is_told_to_lose_its_password():
    file = io.BytesIO(inspection_archives.OLE + bytes(1024) + inspection_archives.ENCRYPTED + bytes(1024))
    assert "berkata sandi" in refusal(file)


def test_an_old_workbook_is_told_to_be_saved_anew():
    assert "format Excel lama" in refusal(io.BytesIO(inspection_archives.OLE + bytes(2048))) or ".xls" in refusal(
        io.BytesIO(inspection_archives.OLE + bytes(2048))
    )


def test_a_cut_file_is_called_damaged():
    whole = workbook({"Unit": [("A", "Dinas A", "dinas", "")]}).getvalue()
    assert "rusak" in refusal(io.BytesIO(whole[: len(whole) // 2]))


def test_a_bomb_of_200_megabytes_is_refused_at_once_and_without_memory():
    bomb = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(201 * MEGABYTE)})
    tracemalloc.start()
    begun = time.monotonic()
    sentence = refusal(bomb)
    taken, (_, peak) = time.monotonic() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "lebih dari 200 MB" in sentence
    assert taken < 1
    assert peak < 50 * MEGABYTE


def test_a_bomb_whose_directory_lies_about_its_size_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_UNZIPPED", 20 * MEGABYTE)
    bomb = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(30 * MEGABYTE)})
    real, claimed = (30 * MEGABYTE).to_bytes(4, "little"), (MEGABYTE).to_bytes(4, "little")
    lying = io.BytesIO(bomb.getvalue().replace(real, claimed))
    assert "lebih dari 200 MB" in refusal(lying)


def test_an_unlikely_ratio_is_refused():
    file = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(50 * MEGABYTE)})
    assert "tidak wajar" in refusal(file)


def test_more_than_a_thousand_parts_are_refused():
    parts = {"xl/workbook.xml": b"<workbook/>"} | {f"xl/media/{n}.txt": b"" for n in range(1000)}
    assert "lebih dari 1000 bagian" in refusal(zipped(parts))


@pytest.mark.parametrize("name", ["/etc/passwd", "../../outside.xml", "\\windows\\win.ini"])
def test_names_that_lead_outside_are_refused(name):
    assert "bukan buku kerja Excel" in refusal(zipped({"xl/workbook.xml": b"<workbook/>", name: b""}))


def test_entities_are_refused():
    laughs = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet/>'
    file = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": laughs})
    assert "bukan buku kerja Excel" in refusal(file)


CHOICES = "<extLst><ext><x14:formula1 xmlns:x14='a' xmlns:xm='b'><xm:f>Unit!A1</xm:f></x14:formula1></ext></extLst>"
"""Where lists of choices of another sheet stand, behind all cells."""


def sheet_of(cells: str, target: str = "worksheets/sheet1.xml", quote: str = '"') -> io.BytesIO:
    """A workbook with one sheet called `A & B` that holds this XML, and says of itself that it is one cell large."""
    sheet = f'<worksheet><dimension ref="A1"/><sheetData>{cells}</sheetData>{CHOICES}</worksheet>'.encode()
    book = b'<workbook><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId1"/></sheets></workbook>'
    relations = b'<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
    return zipped({"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations, "xl/worksheets/sheet1.xml": sheet})


def test_cells_with_excel_errors_are_found_in_their_sheets():
    file = sheet_of('<row r="7"><c r="B7" s="1" t="e"><v>#REF!</v></c></row>')
    assert inspect(file).odd == [OddCell("A & B", "B7", Oddity.ERROR)]


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml"]
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_sheet_is_found_however_its_place_is_written(target, quote):
    file = sheet_of('<row r="7"><c r="B7" t="e"><v>#REF!</v></c></row>', target, quote)
    assert inspect(file).odd == [OddCell("A & B", "B7", Oddity.ERROR)]


@pytest.mark.parametrize(
    ("cell", "is_odd"),
    [
        ('<c r="C3"><f>SUM(A1:A2)</f></c>', True),
        ('<c r="C3"><f>SUM(A1:A2)</f><v/></c>', True),
        ("<c r='C3' t='n'><f t='shared' si='0'/><v></v></c>", True),
        ('<c r="C3"><f>SUM(A1:A2)</f><v>0</v></c>', False),
        ('<c r="C3" t="str"><f>IF(A1,"ya","")</f><v></v></c>', False),
        ('<c r="C3" s="4"/>', False),
    ],
)
def test_a_formula_that_nobody_computed_is_found(cell, is_odd):
    expected = [OddCell("A & B", "C3", Oddity.NOT_COMPUTED)] if is_odd else []
    assert inspect(sheet_of(f'<row r="3">{cell}</row>')).odd == expected


ROW, COLUMN = MOST_CELLS // 5 + 1, "E"
JUST_TOO_FAR = [
    f'<row r="1"><c r="E1"><v>1</v></c></row><row r="{ROW}"><c r="A{ROW}"><v>2</v></c></row>',
    f"<x:row r = '1'><x:c r = 'E1'><x:v>1</x:v></x:c></x:row><x:row r='{ROW}'><x:c><x:v>2</x:v></x:c></x:row>",
    f'<row><c/><c/><c/><c/><c><is><t>a</t></is></c></row><row r="{ROW}"><c><f>1</f></c></row>',
]


@pytest.mark.parametrize("cells", JUST_TOO_FAR)
def test_a_sheet_that_reaches_too_far_is_refused_with_its_name_and_both_places(cells):
    sentence = refusal(sheet_of(cells.replace("<x:row r = '1'", "<x:row xmlns:x='x' r = '1'")))
    assert sentence.startswith("Lembar A & B: ")
    assert "sel E1 ke kanan" in sentence
    assert f"sel A{ROW} ke bawah" in sentence


def test_formats_without_a_value_do_not_stretch_a_sheet_and_the_limit_itself_is_taken():
    far = '<row r="1"><c r="E1"><v>1</v></c><c r="XFD1" s="3"/></row><row r="1048576"><c r="A1048576" s="3"/></row>'
    assert inspect(sheet_of(far)).odd == []
    assert inspect(sheet_of(JUST_TOO_FAR[0].replace(str(ROW), str(ROW - 1)))).odd == []


def test_sheets_that_nobody_reads_may_reach_as_far_as_they_like():
    assert inspect(sheet_of(JUST_TOO_FAR[0]), lambda name: name == "Unit").odd == []


@pytest.mark.parametrize(
    "cells", ['<row r="1"><c r="A1">', '<row r="1"><c r="A0"/></row>', '<c r="XFE1"/>', '<c r="?"/>']
)
def test_a_sheet_with_impossible_places_is_called_damaged(cells):
    assert "rusak" in refusal(sheet_of(cells))
