"""Laporan Capaian Kinerja Triwulan as a workbook: one sheet of indicators, one of money."""

from indicators.sheets.book import Book, Page
from reports.achievement.facts import AchievementReport, AchievementRow, MoneyRow
from reports.achievement.paper import TITLE

TOP = 5
COLUMNS = (
    ("Sasaran", 30), ("Indikator", 38), ("Satuan", 10), ("Target tahun", 12), ("Target triwulan", 12),
    ("Realisasi triwulan", 12), ("Capaian triwulan (%)", 11), ("Target s.d. triwulan", 12),
    ("Realisasi s.d. triwulan", 12), ("Capaian s.d. triwulan (%)", 11), ("Kategori", 16), ("Status laporan", 15),
    ("Keterangan", 30), ("Faktor pendorong", 34), ("Faktor penghambat", 34), ("Tindak lanjut", 34),
    ("Penanggung jawab", 30),
)  # fmt: skip
MONEY_COLUMNS = (
    ("Kode", 20), ("Program/kegiatan/sub kegiatan", 50), ("Pagu (Rp)", 20), ("Realisasi triwulan (Rp)", 20),
    ("Realisasi s.d. triwulan (Rp)", 20), ("Penyerapan (%)", 14), ("Keterangan", 44),
)  # fmt: skip


def write_achievement(report: AchievementReport) -> bytes:
    """The document as .xlsx."""
    book = Book(f"{TITLE} – {report.head.owner}", report.head.paper)
    page = _page(book, "Capaian", COLUMNS, report, frozen=2)
    row = TOP
    for row, item in enumerate(report.rows, start=TOP + 1):
        _row(page, row, item, report.head.position)
    for offset, text in enumerate(filter(None, (report.overall.words, report.gap)), start=2):
        page.line(row + offset, text)
    if report.total:
        page = _page(book, "Anggaran", MONEY_COLUMNS, report, frozen=2)
        for row, money in enumerate((*report.money, report.total), start=TOP + 1):
            _money(page, row, money)
        page.line(row + 2, report.money_gap)
    return book.content()


def _page(book: Book, name: str, columns: tuple[tuple[str, int], ...], report: AchievementReport, frozen: int) -> Page:
    head = report.head
    page = book.page(name, [width for _, width in columns], frozen=(TOP + 1, frozen), repeated=(TOP, TOP))
    page.line(0, f"{TITLE} – {name}", book.title)
    page.line(1, f"{head.owner} – {head.government}")
    page.line(2, f"{head.position}, {head.quarter_label}. {head.state}.")
    page.line(3, f"Dicetak {head.date}.")
    for column, (heading, _) in enumerate(columns):
        page.heading((TOP, column, TOP, column), heading)
    return page


def _row(page: Page, row: int, item: AchievementRow, position: str) -> None:
    for column, text in enumerate((item.objective, item.statement, item.unit)):
        page.text(row, column, text)
    for column, value in ((3, item.target_year), (4, item.target_quarter), (5, item.realised)):
        page.value(row, column, value, item.decimals)
    page.percent(row, 6, item.percent_quarter)
    page.value(row, 7, item.target_to_date, item.decimals)
    page.value(row, 8, item.realised_to_date, item.decimals)
    page.percent(row, 9, item.percent)
    why = f"Triwulan ini: {item.word}." if item.word else ""
    notes = " ".join(filter(None, (why, item.note, item.remark)))
    texts = (item.category, item.state, notes, item.drivers, item.obstacles, item.follow_up, item.owner or position)
    for column, text in enumerate(texts, start=10):
        page.text(row, column, text)


def _money(page: Page, row: int, item: MoneyRow) -> None:
    bold = not item.code
    page.text(row, 0, item.code, bold=bold)
    page.text(row, 1, item.name, bold=bold)
    for column, amount in ((2, item.budget), (3, item.spent), (4, item.spent_to_date)):
        page.rupiah(row, column, amount, bold=bold)
    page.percent(row, 5, item.absorbed, bold=bold)
    page.text(row, 6, item.note, bold=bold)
