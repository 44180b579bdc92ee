"""The action plan of an agreement as a workbook: each indicator with its targets, and the actions below it."""

from itertools import groupby

from django.db.models import prefetch_related_objects

from agreements.domain.annex import kept_together
from agreements.models import Agreement, AgreementLine
from agreements.papers.attachments import MARK
from documents.enums import Paper
from indicators.enums import Attachment
from indicators.sheets.book import Book, Page
from indicators.sheets.terms import QUARTERS

TOP = 4
NO_STEPS = "Belum ada langkah aksi."
COLUMNS = (
    ("No", 5), ("Sasaran", 30), ("Indikator kinerja / langkah aksi", 46), ("Satuan", 11), ("Target tahun", 12),
    ("TW I", 10), ("TW II", 10), ("TW III", 10), ("TW IV", 10), ("Penanggung jawab", 28),
)  # fmt: skip


def write_action_plan(agreement: Agreement, *, government: str, paper: Paper) -> bytes:
    """The plan as .xlsx, of an agreement with its content: targets are numbers, an action's quarters have a mark."""
    title = f"{Attachment.ACTION_PLAN.label} {agreement.year}"
    book = Book(f"{title} – {agreement.position}", paper)
    page = book.page(title, [width for _, width in COLUMNS], frozen=(TOP + 1, 3), repeated=(TOP, TOP))
    page.line(0, title, book.title)
    page.line(1, f"{agreement.position} – {government}")
    page.line(2, f"Perjanjian kinerja: {agreement.get_status_display()}.")
    for column, (heading, _) in enumerate(COLUMNS):
        page.heading((TOP, column, TOP, column), heading)
    lines = list(agreement.lines.all())
    prefetch_related_objects(lines, "quarters", "steps", "indicator")
    row, together = TOP + 1, kept_together(lines, lambda line: line.objective_code)
    for number, (_, group) in enumerate(groupby(together, key=lambda line: line.objective_code), start=1):
        for order, line in enumerate(group, start=1):
            row = _line(page, row, f"{number}.{order}", line)
    return book.content()


def _line(page: Page, row: int, number: str, line: AgreementLine) -> int:
    """One indicator and its actions; gives the next free row."""
    targets = {target.quarter: target.value for target in line.quarters.all()}
    texts = (number, line.objective_statement, line.indicator_statement, line.unit_of_measure)
    for column, text in enumerate(texts):
        page.text(row, column, text, bold=True)
    for column, value in enumerate((line.value, *(targets.get(quarter) for quarter in QUARTERS)), start=4):
        page.value(row, column, value, line.decimals, bold=True)
    page.text(row, 9, "")
    steps = list(line.steps.all())
    for below, step in enumerate(steps, start=row + 1):
        marks = [MARK if quarter in step.quarters else "" for quarter in QUARTERS]
        for column, text in enumerate(("", "", step.statement, "", "", *marks, step.person_in_charge)):
            page.text(below, column, text)
    if not steps:
        page.text(row + 1, 2, NO_STEPS)
    return row + 1 + max(len(steps), 1)
