"""One cell into one value: text stays text, numbers are never guessed, and every refusal says what to do."""

import datetime as dt
from decimal import Decimal

import pytest

from documents.drawing.workbook import Column, Format
from exchange.workbook.cells import CellError, read_cell
from exchange.workbook.schema import BY_NAME

CODE, TEXT = Column("Kode", Format.CODE), Column("Nama", Format.TEXT, longest=20)
NUMBER, MONEY = Column("Pembilang", Format.NUMBER), Column("Pagu", Format.MONEY)
FIGURE, DATE = Column("Target", Format.FIGURE), Column("Mulai", Format.DATE)
YEAR = BY_NAME["target"].column("Tahun")
QUARTER = BY_NAME["realisasi"].column("Triwulan")
KIND = BY_NAME["unit"].column("Jenis")
KEY = BY_NAME["indikator"].column("IKU")


def refusal(column: Column, raw: object) -> str:
    with pytest.raises(CellError) as refused:
        read_cell(column, raw)
    return str(refused.value)


@pytest.mark.parametrize(
    ("column", "raw", "value"),
    [
        (CODE, "007", "007"),
        (CODE, " 1.02.02 ", "1.02.02"),
        (CODE, "198501012010011001", "198501012010011001"),
        (CODE, 12.0, "12"),
        (TEXT, " Dinas\nA ", "Dinas\nA"),
        (TEXT, 81234.0, "81234"),
        (NUMBER, 12.5, Decimal("12.5")),
        (NUMBER, 0.1 + 0.2, Decimal("0.3")),
        (NUMBER, "1.234,5", Decimal("1234.5")),
        (NUMBER, "85,5 %", Decimal("85.5")),
        (NUMBER, "0", Decimal(0)),
        (MONEY, "Rp1.250.000", Decimal(1250000)),
        (MONEY, "1.250.000", Decimal(1250000)),
        (MONEY, 1250000.0, Decimal(1250000)),
        (FIGURE, 80.0, Decimal(80)),
        (FIGURE, "80-90", "80-90"),
        (FIGURE, True, "ya"),
        (YEAR, 2026.0, 2026),
        (YEAR, "2026", 2026),
        (QUARTER, 3.0, 3),
        (QUARTER, "3", 3),
        (KIND, "Sekretariat  DPRD", "sekretariat dprd"),
        (KIND, "DINAS", "dinas"),
        (KEY, True, "ya"),
        (DATE, dt.date(2026, 1, 2), dt.date(2026, 1, 2)),
        (DATE, dt.datetime(2026, 1, 2, 9), dt.date(2026, 1, 2)),  # noqa: DTZ001
        (DATE, "31-12-2026", dt.date(2026, 12, 31)),
        (DATE, "31/12/2026", dt.date(2026, 12, 31)),
        (DATE, "31.12.2026", dt.date(2026, 12, 31)),
        (DATE, "31 Desember 2026", dt.date(2026, 12, 31)),
        (DATE, "31 Des 2026", dt.date(2026, 12, 31)),
        (DATE, "2026-12-31", dt.date(2026, 12, 31)),
    ],
)
def test_a_cell_is_read(column, raw, value):
    assert read_cell(column, raw) == value


@pytest.mark.parametrize("column", [CODE, TEXT, NUMBER, MONEY, FIGURE, DATE, YEAR, KIND])
@pytest.mark.parametrize("raw", ["", "   ", None])
def test_an_empty_cell_is_nothing_and_never_zero(column, raw):
    assert read_cell(column, raw) is None


@pytest.mark.parametrize(
    ("column", "raw", "words"),
    [
        (CODE, 1.98501012010011e17, "format sel menjadi Teks"),
        (CODE, 17.1, "format sel menjadi Teks"),
        (TEXT, dt.date(2026, 2, 1), "tersimpan sebagai tanggal"),
        (TEXT, True, "BENAR/SALAH"),
        (TEXT, "x" * 21, "lebih dari 20 huruf"),
        (TEXT, "nama\x00", "tidak terlihat"),
        (NUMBER, "1e5", "bukan angka"),
        (NUMBER, "1.234,5.6", "tidak pada tempatnya"),
        (NUMBER, "NaN", "bukan angka"),
        (NUMBER, dt.date(2026, 2, 1), "tanggal"),
        (NUMBER, 1e15, "terlalu besar"),
        (MONEY, -5.0, "tidak boleh negatif"),
        (MONEY, 1e17, "terlalu besar"),
        (YEAR, 26.0, "empat angka"),
        (YEAR, 2026.5, "bilangan bulat"),
        (QUARTER, 5.0, "1, 2, 3, 4"),
        (QUARTER, "III", "1, 2, 3, 4"),
        (KIND, "kantor", "Pilih salah satu: sekretariat daerah"),
        (DATE, "12/31/2026", "tidak ada di kalender"),
        (DATE, "31 Foo 2026", "tidak ada di kalender"),
        (DATE, "besok", "tidak terbaca"),
        (DATE, 46000.0, "angka, bukan tanggal"),
    ],
)
def test_a_cell_is_refused_with_what_to_do(column, raw, words):
    assert words in refusal(column, raw)


def test_an_ambiguous_number_is_refused_with_both_readings():
    sentence = refusal(NUMBER, "1.234")
    assert "1234" in sentence
    assert "1,234" in sentence
