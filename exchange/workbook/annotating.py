"""The refused workbook again, with a column that tells every row what is wrong with it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import IO, Any

from documents.drawing.workbook import Column, Sheet, WorkbookWriter, header_key
from exchange.workbook.problems import Problem, WorkbookFindings
from exchange.workbook.reading import open_workbook
from exchange.workbook.schema import ERRORS

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
    Raises WorkbookError.
    """
    book = open_workbook(source, WorkbookFindings())
    writer = WorkbookWriter(target)
    writer.add(LIST, _list(findings))
    by_place: dict[tuple[str, int], list[Problem]] = defaultdict(list)
    for problem in findings.problems:
        by_place[problem.sheet, problem.row].append(problem)
    for sheet in book:
        _copy(writer, sheet, book.lines(sheet), by_place)
    writer.close()


def _list(findings: WorkbookFindings) -> Iterator[tuple[Any, ...]]:
    for kind, found in (("Kesalahan", findings.problems), ("Peringatan", findings.warnings)):
        for problem in found:
            yield problem.sheet, problem.row or "", problem.column, problem.value, kind, problem.message


def _copy(
    writer: WorkbookWriter,
    sheet: Sheet,
    lines: Iterator[tuple[int, list[Any]]],
    problems: dict[tuple[str, int], list[Problem]],
) -> None:
    known = {column.name: column for column in sheet.columns}
    known |= {header_key(column.formerly): column for column in sheet.columns if column.formerly}
    headers = [header_key(cell) for cell in next(lines, (1, []))[1]]
    chosen = [(index, known[header]) for index, header in enumerate(headers) if header in known]
    columns = (*(column for _, column in chosen), Column(ERRORS))
    rows = (
        [*(line[index] if index < len(line) else "" for index, _ in chosen), _sentences(problems.get(place, []))]
        for place, line in (((sheet.name, number), line) for number, line in _with_gaps(lines))
    )
    writer.add(Sheet(sheet.name, sheet.purpose, columns), rows)


def _with_gaps(lines: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    """The rows with the empty ones between them, so that each keeps its number."""
    wanted = 2
    for number, line in lines:
        yield from ((empty, []) for empty in range(wanted, number))
        yield number, line
        wanted = number + 1


def _sentences(problems: list[Problem]) -> str:
    return " ".join(
        f"{problem.column}: {problem.message}" if problem.column else problem.message for problem in problems
    )
