"""Form E.81 as a workbook: columns 1 to 16 as published, with K and Rp, and one more for what a cell cannot say."""

from decimal import Decimal

from indicators.domain.kinds import Figure
from indicators.domain.numbers import format_percent
from indicators.domain.periods import roman
from indicators.sheets.book import Book, Page
from reports.e81.form import Pair, RenjaForm, RenjaRow
from reports.quarterly.facts import NO_VALUE, QUARTERS
from reports.quarterly.remarks import RemarkText

TITLE = "Evaluasi terhadap Hasil Renja Perangkat Daerah (Formulir E.81)"
SHEET = "E.81"
TOP = 6
"""The first row of the headings; three rows of words and one of column numbers."""

FIRST = TOP + 4
TEXTS = ("No", "Sasaran Perangkat Daerah", "Urusan/Bidang/Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja", "Satuan")
PAIRS = (
    ("6", "Target Renstra pada akhir periode"),
    ("7", "Realisasi Renstra s.d. tahun lalu"),
    ("8", "Target Renja tahun berjalan"),
)
TOTALS = (
    ("13 = 9 + 10 + 11 + 12", "Realisasi Renja tahun berjalan s.d. triwulan ini"),
    ("14 = 7 + 13", "Realisasi Renstra s.d. tahun berjalan"),
    ("15 = 14 / 6 × 100", "Tingkat capaian Renstra (%)"),
)
PLAN, BEFORE, THIS_YEAR, QUARTER, TOTAL, TO_DATE, REACHED, RESPONSIBLE, NOTE = 5, 7, 9, 11, 23, 25, 27, 29, 30
"""First columns (from 0) of the numbered columns 6, 7, 8, 9, 13, 14, 15, 16, and of the remark."""

WIDTHS = (5, 26, 34, 34, 9, *(9, 16) * 3, *(9, 9, 16) * 4, *(9, 16) * 2, 9, 9, 24, 34)
LAST_HEADING = TOP + 2
NEXT_PLAN = "Tindak lanjut yang diperlukan dalam Renja berikutnya:"
NOT_YET = "Diisi oleh perangkat daerah yang membidangi perencanaan saat evaluasi."
EVALUATOR = "Kepala perangkat daerah yang membidangi perencanaan"
BLANK = "……………………………"
DRAWN_UP = QUARTER
"""The column in which the place of whoever drew the form up begins."""


def write_renja(form: RenjaForm) -> bytes:
    """The form as .xlsx."""
    book = Book(f"{TITLE} – {form.head.owner}", form.head.paper)
    page = book.page(SHEET, WIDTHS, frozen=(FIRST, 4), repeated=(TOP, FIRST - 1))
    _front(page, form)
    _headings(page)
    row = FIRST
    for row, item in enumerate(form.rows, start=FIRST):
        _row(page, row, row - FIRST + 1, item, form.head.owner)
    _row(page, row + 1, None, form.sum_row, "")
    _foot(page, row + 3, form)
    return book.content()


def _front(page: Page, form: RenjaForm) -> None:
    head = form.head
    page.line(0, TITLE, page.book.title)
    page.line(1, f"{head.owner} – {head.government}")
    page.line(2, f"Tahun {head.year}, realisasi s.d. triwulan {roman(head.quarter)}. {head.state}.")
    page.line(3, f"Jabatan: {head.position}. Dicetak {head.date}.")
    if form.vision:
        page.line(4, form.vision)


def _headings(page: Page) -> None:
    for column, text in enumerate(TEXTS):
        page.heading((TOP, column, LAST_HEADING, column), text)
        page.heading((TOP + 3, column, TOP + 3, column), str(column + 1))
    for (number, text), column in zip(PAIRS, (PLAN, BEFORE, THIS_YEAR), strict=True):
        page.heading((TOP, column, TOP + 1, column + 1), text)
        _pair_heads(page, column, number)
    page.heading((TOP, QUARTER, TOP, TOTAL - 1), "Realisasi kinerja dan anggaran pada triwulan")
    for quarter in QUARTERS:
        column = QUARTER + 3 * (quarter - 1)
        page.heading((TOP + 1, column, TOP + 1, column + 2), roman(quarter))
        for offset, word in enumerate(("K", "% kumulatif", "Rp")):
            page.heading((TOP + 2, column + offset, TOP + 2, column + offset), word)
        page.heading((TOP + 3, column, TOP + 3, column + 2), str(8 + quarter))
    for (number, text), column in zip(TOTALS, (TOTAL, TO_DATE, REACHED), strict=True):
        page.heading((TOP, column, TOP + 1, column + 1), text)
        _pair_heads(page, column, number)
    for column, number, text in ((RESPONSIBLE, "16", "Unit penanggung jawab"), (NOTE, "", "Keterangan")):
        page.heading((TOP, column, LAST_HEADING, column), text)
        page.heading((TOP + 3, column, TOP + 3, column), number)


def _pair_heads(page: Page, column: int, number: str) -> None:
    page.heading((TOP + 2, column, TOP + 2, column), "K")
    page.heading((TOP + 2, column + 1, TOP + 2, column + 1), "Rp")
    page.heading((TOP + 3, column, TOP + 3, column + 1), number)


def _row(page: Page, row: int, number: int | None, item: RenjaRow, owner: str) -> None:
    place, bold = item.place, number is None or item.place.level in (1, 2)
    indicator = place.line.indicator if place.line else None
    page.value(row, 0, None if number is None else Figure(Decimal(number)), 0, bold=bold)
    texts = (
        item.objective,
        f"{place.code} {place.name}".strip(),
        indicator.statement if indicator else "",
        indicator.unit_of_measure if indicator else "",
    )
    for column, text in enumerate(texts, start=1):
        page.text(row, column, text, bold=bold)
    for pair, column in ((item.plan_end, PLAN), (item.before, BEFORE), (item.this_year, THIS_YEAR)):
        _pair(page, row, column, pair, item, bold)
    for cells, column in zip(item.quarters, range(QUARTER, TOTAL, 3), strict=True):
        page.value(row, column, cells.performance, item.decimals, bold=bold)
        page.percent(row, column + 1, cells.percent, bold=bold)
        page.rupiah(row, column + 2, cells.amount, bold=bold)
    _pair(page, row, TOTAL, item.total, item, bold)
    _pair(page, row, TO_DATE, item.to_date, item, bold)
    page.percent(row, REACHED, item.percent, bold=bold)
    page.percent(row, REACHED + 1, item.percent_amount, bold=bold)
    page.text(row, RESPONSIBLE, item.responsible or owner, bold=bold)
    page.text(row, NOTE, item.note, bold=bold)


def _pair(page: Page, row: int, column: int, pair: Pair, item: RenjaRow, bold: bool) -> None:
    page.value(row, column, pair.performance, item.decimals, bold=bold)
    page.rupiah(row, column + 1, pair.amount, bold=bold)


def _foot(page: Page, row: int, form: RenjaForm) -> None:
    overall = form.overall
    average = NO_VALUE if overall.shown_average is None else format_percent(overall.shown_average)
    page.line(row, f"Rata-rata capaian kinerja ({overall.whose}): {average} ({form.verified})")
    page.line(row + 1, f"Predikat kinerja: {overall.category or NO_VALUE}")
    remarks = form.remarks
    parts: tuple[tuple[str, tuple[RemarkText, ...]], ...] = (
        ("Faktor pendorong keberhasilan kinerja:", remarks.drivers),
        ("Faktor penghambat pencapaian kinerja:", remarks.obstacles),
        ("Tindak lanjut yang diperlukan dalam triwulan berikutnya:", remarks.follow_ups),
    )
    row += 2
    for heading, texts in parts:
        page.line(row, heading)
        lines = [f"– {remark.indicator}: {remark.text}" for remark in texts] or ["– tidak dilaporkan"]
        for offset, text in enumerate(lines, start=1):
            page.line(row + offset, text)
        row += len(lines) + 1
    page.line(row, NEXT_PLAN)
    page.line(row + 1, f"– {NOT_YET}")
    row += 2
    notes = (*_lineage(form), *form.footnotes)
    for offset, note in enumerate(notes, start=1):
        page.line(row + offset, note)
    _signatures(page, row + len(notes) + 2, form)


def _signatures(page: Page, row: int, form: RenjaForm) -> None:
    """Who evaluates on the left, who drew the form up on the right, with room for a signature as on paper."""
    head, signer = form.head, form.head.signer
    number = signer.number if signer else f"NIP. {BLANK}"
    evaluated = (f"Dievaluasi, {head.place}, {BLANK}", EVALUATOR, BLANK, "", f"NIP. {BLANK}")
    drawn_up = (
        f"Disusun, {head.place}, {head.date}",
        signer.position if signer else head.position,
        signer.name if signer else BLANK,
        signer.rank if signer else "",
        number,
    )
    for column, texts in ((0, evaluated), (DRAWN_UP, drawn_up)):
        for offset, text in zip((0, 1, 5, 6, 7), texts, strict=True):
            page.line(row + offset, text, column=column)


def _lineage(form: RenjaForm) -> dict[str, None]:
    """What stands above each objective, a line for each, because the published columns have no room for it."""
    above = ((item.objective, item.lineage) for item in form.rows if item.lineage)
    return dict.fromkeys(f"Sasaran “{objective}” – {'; '.join(lineage)}" for objective, lineage in above)
