"""The year of a position, or of a unit, as a workbook: the figures of the page as numbers, and nothing that runs."""

from collections.abc import Sequence

from evaluations.years.facts import PositionYear, UnitYear
from indicators.domain.accumulation import QUARTERS
from indicators.domain.periods import roman
from indicators.sheets.book import Book, Page
from realisations.measurement.indicator_year import QuarterFigures
from realisations.measurement.position_year import YearRow
from realisations.measurement.summaries import YearSummary
from realisations.spending.facts import YearSpending
from reports.year.facts import YearHead

TOP = 4
ROW_COLUMNS = (
    ("Sasaran", 28), ("Indikator", 38), ("Satuan", 10), ("Arah", 16), ("Akumulasi", 14), ("Target tahun", 12),
    *((f"{what} TW {roman(quarter)}{mark}", 12) for quarter in QUARTERS
      for what, mark in (("Target", ""), ("Realisasi", ""), ("Capaian s.d.", " (%)"), ("Status", ""))),
    ("Periode capaian", 12), ("Realisasi", 12), ("Capaian (%)", 11), ("Kategori", 15), ("Status laporan", 16),
    ("Keterangan", 28), ("Pembanding", 13), ("Realisasi pembanding", 12), ("Perubahan (%)", 11),
    ("Perubahan capaian (poin)", 12), ("Arah perubahan", 12), ("Perkiraan akhir tahun", 12),
    ("Perkiraan capaian (%)", 11), ("Cara memperkirakan", 44),
)  # fmt: skip
COURSE_COLUMNS = (
    ("Periode", 18), ("Indikator", 10), ("Terverifikasi", 12), ("Melampaui", 11), ("Sesuai", 10),
    ("Belum mencapai", 11), ("Belum dapat dinilai", 11), ("Rata-rata capaian (%)", 12), ("Kategori", 16),
)  # fmt: skip
MONEY_COLUMNS = (
    ("Periode", 16), ("Realisasi (Rp)", 20), ("Penyerapan triwulan (%)", 14), ("Realisasi s.d. triwulan (Rp)", 20),
    ("Penyerapan s.d. triwulan (%)", 14), ("Keterangan", 56),
)  # fmt: skip
UNIT_COLUMNS = (
    ("Jabatan", 36), ("Unit kerja", 34), ("Periode capaian", 18), ("Indikator", 10), ("Terverifikasi", 12),
    ("Melampaui", 11), ("Sesuai", 10), ("Belum mencapai", 11), ("Belum dapat dinilai", 11),
    ("Rata-rata capaian (%)", 12), ("Kategori", 16),
    ("Pagu (Rp)", 20), ("Realisasi (Rp)", 20), ("Penyerapan (%)", 12),
    ("Keterangan anggaran", 44),
)  # fmt: skip


def write_position_year(sheet: PositionYear, head: YearHead) -> bytes:
    """The position's year as .xlsx: indicators, money, trend."""
    book = Book(f"{head.title} – {head.owner}", head.paper)
    page = _page(book, "Kinerja", ROW_COLUMNS, head, frozen=2)
    for number, row in enumerate(sheet.rows, start=TOP + 1):
        _indicator(page, number, row)
    page.line(TOP + len(sheet.rows) + 2, sheet.overall.sentence)
    if sheet.spending:
        _money(_page(book, "Anggaran", MONEY_COLUMNS, head, frozen=1), sheet.spending)
    _trends(book, sheet, head)
    return book.content()


def write_unit_year(sheet: UnitYear, head: YearHead) -> bytes:
    """The unit's year as .xlsx: positions, quarters and years, the indicators of its head, money."""
    book = Book(f"{head.title} – {head.owner}", head.paper)
    page = _page(book, "Jabatan", UNIT_COLUMNS, head, frozen=1)
    for number, item in enumerate(sheet.rows, start=TOP + 1):
        row, money = item.overall, item.spending
        page.text(number, 0, item.position.title)
        page.text(number, 1, item.position.unit.name)
        _summary_cells(page, number, 2, row)
        page.rupiah(number, 11, money.budget)
        page.rupiah(number, 12, money.spent)
        page.percent(number, 13, money.absorbed)
        page.text(number, 14, money.note)
    page.line(TOP + len(sheet.rows) + 2, sheet.overall.sentence)
    course = _page(book, "Triwulan dan tahun", COURSE_COLUMNS, head, frozen=1)
    for number, overall in enumerate(sheet.course, start=TOP + 1):
        _summary_cells(course, number, 0, overall)
    _heads(book, sheet, head)
    if sheet.spending.budget is not None:
        _money(_page(book, "Anggaran", MONEY_COLUMNS, head, frozen=1), sheet.spending)
    return book.content()


def _summary_cells(page: Page, number: int, column: int, overall: YearSummary) -> None:
    """The nine columns from `Periode capaian` to `Kategori`."""
    summary = overall.summary
    page.text(number, column, overall.label)
    counts = (summary.exceeded, summary.met, summary.below, summary.unknown)
    for place, count in enumerate((summary.total, overall.verified_count, *counts), start=column + 1):
        page.count(number, place, count)
    page.percent(number, column + 7, overall.shown_average)
    page.text(number, column + 8, overall.category)


def _heads(book: Book, sheet: UnitYear, head: YearHead) -> None:
    """The indicators of whoever heads the unit, as in the workbook of a position, with whose they are."""
    rows = [row for _, own in sheet.heads for row in own]
    if not rows:
        return
    page = _page(book, "Pimpinan unit", (*ROW_COLUMNS, ("Jabatan", 36)), head, frozen=2)
    for number, row in enumerate(rows, start=TOP + 1):
        _indicator(page, number, row)
        page.text(number, len(ROW_COLUMNS), row.indicator.objective.position.title)


def _page(book: Book, name: str, columns: Sequence[tuple[str, int]], head: YearHead, frozen: int) -> Page:
    page = book.page(name, [width for _, width in columns], frozen=(TOP + 1, frozen), repeated=(TOP, TOP))
    page.line(0, f"{head.title} – {name}", book.title)
    page.line(1, f"{head.owner} – {head.unit} – {head.government}")
    page.line(2, f"{head.printed}. Rata-rata hanya dari laporan terverifikasi; perkiraan bukan angka kinerja.")
    for column, (heading, _) in enumerate(columns):
        page.heading((TOP, column, TOP, column), heading)
    return page


def _indicator(page: Page, number: int, row: YearRow) -> None:
    indicator, line = row.indicator, row.judged
    texts = (indicator.objective.statement, indicator.statement, line.unit, indicator.get_polarity_display())
    for column, text in enumerate((*texts, indicator.get_aggregation_display())):
        page.text(number, column, text)
    page.value(number, 5, row.figures.target, indicator.decimals)
    for place, quarter in enumerate(row.figures.quarters):
        _quarter(page, number, 6 + 4 * place, quarter, indicator.decimals)
    page.text(number, 22, row.figures.judged_label)
    page.value(number, 23, line.realised.value, indicator.decimals)
    page.percent(number, 24, line.shown_percent)
    for column, text in enumerate((line.category, line.report_label, line.note), start=25):
        page.text(number, column, text)
    _compared(page, number, row)
    _estimated(page, number, row)


def _quarter(page: Page, number: int, column: int, quarter: QuarterFigures, decimals: int | None) -> None:
    page.value(number, column, quarter.target, decimals)
    page.value(number, column + 1, quarter.reading.value, decimals)
    page.percent(number, column + 2, quarter.line.shown_percent)
    page.text(number, column + 3, quarter.words)


def _compared(page: Page, number: int, row: YearRow) -> None:
    comparison = row.comparison
    page.text(number, 28, row.compared_label if comparison else row.no_comparison)
    page.value(number, 29, row.value_before, row.indicator.decimals)
    page.percent(number, 30, comparison.change if comparison else None)
    page.percent(number, 31, comparison.points if comparison else None)
    page.text(number, 32, comparison.verdict.label if comparison and comparison.verdict else "")


def _estimated(page: Page, number: int, row: YearRow) -> None:
    projection = row.projection
    page.value(number, 33, projection.value if projection else None, row.indicator.decimals)
    page.percent(number, 34, row.projection_percent if projection else None)
    page.text(number, 35, projection.how if projection else "")


def _money(page: Page, spending: YearSpending) -> None:
    for number, quarter in enumerate(spending.quarters, start=TOP + 1):
        page.text(number, 0, quarter.label)
        page.rupiah(number, 1, quarter.spent)
        page.percent(number, 2, quarter.absorbed)
        page.rupiah(number, 3, quarter.spent_to_date)
        page.percent(number, 4, quarter.absorbed_to_date)
        page.text(number, 5, quarter.note_to_date or ("Belum dilaporkan" if quarter.spent is None else ""))
    total = TOP + 5
    page.text(total, 0, "Setahun", bold=True)
    page.rupiah(total, 1, spending.spent, bold=True)
    page.text(total, 2, "", bold=True)
    page.text(total, 3, "Pagu dan penyerapan setahun", bold=True)
    page.percent(total, 4, spending.absorbed, bold=True)
    page.text(total, 5, spending.note, bold=True)
    page.text(total + 1, 0, "Pagu", bold=True)
    page.rupiah(total + 1, 1, spending.budget, bold=True)


def _trends(book: Book, sheet: PositionYear, head: YearHead) -> None:
    columns = [("Indikator", 40), ("Satuan", 10)]
    for year in sheet.trend_years:
        columns += [(f"Realisasi {year}", 13), (f"Capaian {year} (%)", 13)]
    columns.append(("Bukan setahun", 20))
    page = _page(book, "Tren", columns, head, frozen=1)
    for number, item in enumerate(sheet.trends, start=TOP + 1):
        page.text(number, 0, item.row.indicator.statement)
        page.text(number, 1, item.row.line.unit)
        for place, (_, figures) in enumerate(item.known):
            value = figures.judged.realised.value if figures else None
            page.value(number, 2 + 2 * place, value, item.row.indicator.decimals)
            page.percent(number, 3 + 2 * place, figures.judged.shown_percent if figures else None)
        parts = (f"{year}: {part}" for year, part in item.notes.items())
        page.text(number, len(columns) - 1, "; ".join(parts))
