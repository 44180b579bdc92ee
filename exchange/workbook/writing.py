"""The exchange workbook as a file."""

from collections.abc import Mapping
from typing import IO

from documents.drawing.workbook import Rows, WorkbookWriter
from exchange.workbook.schema import SHEETS


def write_workbook(target: str | IO[bytes], rows: Mapping[str, Rows]) -> None:
    """Write the sheets named in `rows`, in the order of the schema."""
    writer = WorkbookWriter(target)
    for sheet in SHEETS:
        if sheet.name in rows:
            writer.add(sheet, rows[sheet.name])
    writer.close()
