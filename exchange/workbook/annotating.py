"""The refused workbook again, with a column that tells every row what is wrong with it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import IO, Any

from python_calamine import CalamineWorkbook

from documents.drawing.workbook import Column, Sheet, WorkbookWriter, header_key
from exchange.workbook.problems import Problem, WorkbookFindings
from exchange.workbook.schema import BY_NAME, ERRORS

LIST = Sheet(
    ERRORS,
    "Semua kesalahan dan peringatan.",
    (
        Column("Lembar"),
        Column("Baris"),
        Column("Kolom"),
        Column("Isi"),
        Column("Jenis"),
        Column("Yang harus dilakukan"),
    ),
)


def annotate(source: IO[bytes], target: IO[bytes], findings: WorkbookFindings) -> None:
    """Write `source` to `target` with a column "Kesalahan" and a list of everything that was found.

    Sheets and columns that are not known are left out. The result can be mended and uploaded again.
    """
    book = CalamineWorkbook.from_filelike(source)
    writer = WorkbookWriter(target)
    writer.add(LIST, _list(findings))
    by_place: dict[tuple[str, int], list[Problem]] = defaultdict(list)
    for problem in findings.problems:
        by_place[problem.sheet, problem.row].append(problem)
    for name in book.sheet_names:
        sheet = BY_NAME.get(header_key(name))
        if sheet:
            _copy(writer, sheet, book.get_sheet_by_name(name).iter_rows(), by_place)
    writer.close()


def _list(findings: WorkbookFindings) -> Iterator[tuple[Any, ...]]:
    for kind, found in (("Kesalahan", findings.problems), ("Peringatan", findings.warnings)):
        for problem in found:
            yield problem.sheet, problem.row or "", problem.column, problem.value, kind, problem.message


def _copy(
    writer: WorkbookWriter, sheet: Sheet, lines: Iterator[list[Any]], problems: dict[tuple[str, int], list[Problem]]
) -> None:
    known = {column.name: column for column in sheet.columns}
    headers = [header_key(cell) for cell in next(iter(lines), [])]
    chosen = [(index, known[header]) for index, header in enumerate(headers) if header in known]
    columns = (*(column for _, column in chosen), Column(ERRORS))
    rows = (
        [*(line[index] for index, _ in chosen), _sentences(problems.get((sheet.name, number), []))]
        for number, line in enumerate(lines, start=2)
    )
    writer.add(Sheet(sheet.name, sheet.purpose, columns), rows)


def _sentences(problems: list[Problem]) -> str:
    return " ".join(
        f"{problem.column}: {problem.message}" if problem.column else problem.message for problem in problems
    )
