"""What an uploaded file must be before a parser sees it."""

import io
import time
import tracemalloc
import zipfile

import pytest

from documents.inspection import archives
from documents.inspection import archives as inspection_archives
from exchange.workbook import archive as workbook_archive
from exchange.workbook.archive import inspect
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
    assert inspect(file) == []
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


def test_cells_with_excel_errors_are_found_in_their_sheets():
    sheet = b'<worksheet><sheetData><row r="7"><c r="B7" s="1" t="e"><v>#REF!</v></c></row></sheetData></worksheet>'
    book = b'<workbook><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId1"/></sheets></workbook>'
    relations = b'<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
    file = zipped({"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations, "xl/worksheets/sheet1.xml": sheet})
    assert inspect(file) == [workbook_archive.ErrorCell("A & B", "B7")]
