"""Sheets and columns of a workbook that is written or read."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How the cells of a column are read and written."""

    TEXT = "teks"
    CODE = "kode"
    CHOICE = "pilihan"
    INTEGER = "bilangan bulat"
    NUMBER = "angka"
    MONEY = "rupiah"
    FIGURE = "angka, rentang, atau predikat"
    DATE = "tanggal"


@dataclass(frozen=True)
class Column:
    """One column: its header, how its cells are read, and the hint shown to whoever fills it in."""

    header: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    longest: int = 0

    @property
    def name(self) -> str:
        """The header as a key that ignores case and doubled spaces, because people retype headers."""
        return header_key(self.header)


@dataclass(frozen=True)
class Sheet:
    """One sheet and what it is for."""

    name: str
    purpose: str
    columns: tuple[Column, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    def column(self, header: str) -> Column:
        """The column with this header. Raises KeyError."""
        return self._by_name()[header_key(header)]

    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


def header_key(header: str) -> str:
    """`" kode   unit "` and `"Kode Unit"` are the same header."""
    return " ".join(str(header).split()).casefold()
