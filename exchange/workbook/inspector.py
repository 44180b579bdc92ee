"""A process of its own that reads one uploaded workbook, answers with its rows, and ends.

Asked by `exchange.workbook.reading` through `documents.inspection.child`, forked from a resident process that has this
module imported. It has no secrets, bounded memory and time, opens no socket and starts no program. Each known sheet
comes back as lines of JSON: the number of the row as Excel shows it, and its cells up to the last that holds anything.
"""

import datetime as dt
import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from documents.drawing.workbook import header_key
from documents.inspection.confinement import confine
from documents.inspection.frames import read_frame, write_frame
from exchange.workbook.archive import TOO_LARGE, inspect
from exchange.workbook.percents import PercentCell
from exchange.workbook.problems import WorkbookError

MEMORY_LIMIT = 1536 * 1024 * 1024  # bytes of address space
FILE_LIMIT = 16 * 1024 * 1024  # bytes
HARD_TIME_LIMIT = 660  # seconds; for a caller that has died
EMPTY = ("", None)
_WRITERS: dict[type, Callable[[Any], Any]] = {
    dt.datetime: dt.datetime.isoformat,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
    dt.timedelta: dt.timedelta.total_seconds,
    PercentCell: lambda cell: cell.fraction,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "timedelta": lambda seconds: dt.timedelta(seconds=seconds),
    "PercentCell": PercentCell,
}


def answer(content: bytes, known: list[str]) -> tuple[dict[str, Any], list[bytes]]:
    """The rows of the sheets whose keys are `known`, the names of the others, and the odd cells; or `refused`."""
    try:
        return _read(io.BytesIO(content), frozenset(known))
    except WorkbookError as refusal:
        return {"refused": str(refusal)}, []
    except (MemoryError, RecursionError):
        return {"refused": TOO_LARGE}, []
    except BaseException as error:  # any parser may stumble over a hostile file, some without an Exception
        return {"failed": f"{type(error).__name__}: {error}"[:300]}, []


def _read(file: io.BytesIO, known: frozenset[str]) -> tuple[dict[str, Any], list[bytes]]:
    seen = inspect(file, lambda name: header_key(name) in known)
    book = CalamineWorkbook.from_filelike(file)
    read = {header_key(name): name for name in book.sheet_names if header_key(name) in known}
    sheets, blobs = [], []
    for name in read.values():
        source = book.get_sheet_by_name(name)
        lines = list(_lines(source, seen.percents.get(name, {})))
        sheets.append({"name": name, "height": source.total_height + 1, "rows": max(0, len(lines) - 1)})
        blobs.append(b"".join(lines))
    others = [name for name in book.sheet_names if header_key(name) not in known]
    return {"sheets": sheets, "others": others, "odd": [(o.sheet, o.cell, o.oddity) for o in seen.odd]}, blobs


def _lines(sheet: CalamineSheet, percents: Mapping[int, Sequence[int]]) -> Iterator[bytes]:
    """The headers, and every row below that holds anything; `percents` are columns that show percentages, by row."""
    for number, line in enumerate(sheet.iter_rows(), start=1):
        cells: list[Any] = list(line)
        for column in percents.get(number, ()):
            if column <= len(cells) and type(cells[column - 1]) in (int, float):
                cells[column - 1] = PercentCell(cells[column - 1])
        while cells and cells[-1] in EMPTY:
            cells.pop()
        if cells or number == 1:
            yield json.dumps([number, cells], default=_plain).encode() + b"\n"


def _plain(value: Any) -> dict[str, Any]:
    return {"kind": type(value).__name__, "value": _WRITERS[type(value)](value)}


def row_in(line: bytes) -> tuple[int, list[Any]]:
    """The number of a row and its cells, as they were before they became a line."""
    number, cells = json.loads(line, object_hook=lambda plain: _READERS[plain["kind"]](plain["value"]))
    return number, cells


def main() -> None:
    """Answer one request, in the child and before anything was read."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not break the message
    signal.alarm(HARD_TIME_LIMIT)
    confine(memory=MEMORY_LIMIT, file_size=FILE_LIMIT)
    header, blobs = read_frame(requests)
    write_frame(answers, *answer(blobs[0], header["known"]))
