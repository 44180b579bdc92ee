"""Small workbooks for tests: only the sheets that are named, in the order in which they are named."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter
from django.utils import timezone

from documents.drawing.workbook import header_key
from exchange.sheets.outcome import ImportOutcome, import_workbook
from exchange.workbook.schema import BY_NAME
from organisation.models import User

GOVERNMENT = ("Kabupaten Contoh", "kabupaten", "99.01", "Bupati", "Contoh", "WIB")
UNITS = [("DINKES", "Dinas Kesehatan", "dinas", ""), ("DINKES-1", "Bidang Pencegahan", "bidang", "DINKES")]
POSITIONS = [
    ("BUPATI", "Bupati Contoh", "DINKES", "kepala daerah", "", ""),
    ("KADIS", "Kepala Dinas Kesehatan", "DINKES", "kepala opd", "II.b", "BUPATI"),
]
OBJECTIVES = [("S1", "Meningkatnya derajat kesehatan", "KADIS", "", "")]
INDICATOR_HEADERS = ("Kode", "Kode Sasaran", "Uraian", "Satuan", "Arah", "Akumulasi", "Skala Predikat")
INDICATORS = [
    ("I1", "S1", "Usia Harapan Hidup", "Tahun", "naik", "akhir", ""),
    ("I2", "S1", "Jumlah posyandu", "Unit", "naik", "jumlah", ""),
    ("I3", "S1", "Predikat AKIP", "Predikat", "predikat", "tahunan", "D<C<CC<B<BB<A<AA"),
    ("I4", "S1", "Keterisian tempat tidur", "Persen", "rentang", "rata-rata", ""),
    ("I5", "S1", "Akreditasi", "Ya/Tidak", "ya-tidak", "tahunan", ""),
]
Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows], *, headers: Mapping[str, Sequence[str]] = {}) -> io.BytesIO:
    """A workbook of these sheets; numbers become number cells, everything else text, as typed."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        known = BY_NAME.get(header_key(name))
        page.write_row(0, 0, headers.get(name, known.headers if known else ()))
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                page.write(line, column, value, *([date] if hasattr(value, "year") else []))
    book.close()
    target.seek(0)
    return target


def bring_in(
    sheets: Mapping[str, Rows],
    *,
    by: User | None = None,
    is_verified: bool = True,
    today: dt.date | None = None,
    dry_run: bool = False,
    headers: Mapping[str, Sequence[str]] = {},
) -> ImportOutcome:
    """Import such a workbook, today unless another day is named."""
    file, day = workbook(sheets, headers=headers), today or timezone.localdate()
    return import_workbook(file, by=by, is_verified=is_verified, today=day, dry_run=dry_run)


def plan(**sheets: Rows) -> ImportOutcome:
    """Import a small government with five indicators, and what is given besides."""
    basis: dict[str, Rows] = {
        "Pemda": [GOVERNMENT],
        "Unit": UNITS,
        "Jabatan": POSITIONS,
        "Sasaran": OBJECTIVES,
        "Indikator": INDICATORS,
    }
    outcome = bring_in({**basis, **sheets}, headers={"Indikator": INDICATOR_HEADERS})
    assert messages(outcome) == []
    return outcome


def messages(outcome: ImportOutcome) -> list[str]:
    """The problems as sentences with their places."""
    return [str(problem) for problem in outcome.findings.problems]


def warnings(outcome: ImportOutcome) -> list[str]:
    """The warnings as sentences with their places."""
    return [str(warning) for warning in outcome.findings.warnings]


def places(outcome: ImportOutcome) -> list[tuple[str, int, str]]:
    """Sheet, row and column of every problem."""
    return [(problem.sheet, problem.row, problem.column) for problem in outcome.findings.problems]


def only(outcome: ImportOutcome, found: Iterable[str]) -> str:
    """The one sentence that was found."""
    sentences = list(found)
    assert len(sentences) == 1, (outcome.summary, sentences)
    return sentences[0]
