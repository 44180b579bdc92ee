"""What is wrong with a workbook: every bad row, with its place, its value, and what to do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

SHOWN_VALUE = 60
LONGEST_SHOWN = 10**15
SHOWN = 3
"""How often a warning with the same words is told."""


class WorkbookError(Exception):
    """The file as a whole cannot be read; `str()` is an Indonesian sentence that says what to do."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one place. `row` is the row as Excel numbers it; 0 means the whole sheet."""

    sheet: str
    row: int
    column: str
    value: str
    message: str
    code: str = ""
    """For programs; empty where the message is all that there is to know."""

    @property
    def place(self) -> str:
        """`Lembar Unit, baris 7, kolom Kode Induk`."""
        pieces = [f"Lembar {self.sheet}"]
        if self.row:
            pieces.append(f"baris {self.row}")
        if self.column:
            pieces.append(f"kolom {self.column}")
        return ", ".join(pieces)

    def __str__(self) -> str:
        shown = f" (isi: “{self.value}”)" if self.value else ""
        return f"{self.place}{shown}: {self.message}"


@dataclass
class WorkbookFindings:
    """Problems refuse the import; warnings and notices do not. A notice tells how an odd writing was read."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def refuse(self, sheet: str, row: int, column: str, value: object, message: str, code: str = "") -> None:
        """Note something that must be mended before anything is written."""
        self.problems.append(Problem(sheet, row, column, shown(value), message, code))

    def warn(self, sheet: str, row: int, column: str, value: object, message: str, code: str = "") -> None:
        """Note something odd that does not stop the import."""
        self.warnings.append(Problem(sheet, row, column, shown(value), message, code))

    def tell_reading(self, sheet: str, row: int, column: str, value: object, message: str, code: str) -> None:
        """Note how an odd writing was read; writings of one sort have the same code."""
        self.notices.append(Problem(sheet, row, column, shown(value), message, code))

    def refused_rows(self) -> Counter[str]:
        """How many rows of each sheet have at least one problem."""
        return Counter(sheet for sheet, _ in {(p.sheet, p.row) for p in self.problems})

    def digest(self) -> list[tuple[Problem, int]]:
        """Warnings of the same kind told a few times, the last of them with how many more there are."""
        return [
            (warning, max(0, len(group) - SHOWN) if index == min(SHOWN, len(group)) - 1 else 0)
            for group in _grouped(self.warnings)
            for index, warning in enumerate(group[:SHOWN])
        ]

    def readings(self) -> list[tuple[Problem, str, int]]:
        """One example of every way in which cells of a sheet were read, the columns, and how many cells there are."""
        groups: dict[tuple[str, str], list[Problem]] = {}
        for notice in self.notices:
            groups.setdefault((notice.sheet, notice.code), []).append(notice)
        return [
            (group[0], ", ".join(dict.fromkeys(notice.column for notice in group)), len(group))
            for group in groups.values()
        ]

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)


def _grouped(told: list[Problem]) -> list[list[Problem]]:
    """What is told of one column in the same words, or with the same code."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for one in told:
        groups.setdefault((one.sheet, one.column, one.code or one.message), []).append(one)
    return list(groups.values())


def shown(value: object) -> str:
    """A cell's value for a sentence: one line, not too long, and as Excel shows it."""
    if isinstance(value, bool):
        value = "TRUE" if value else "FALSE"
    elif isinstance(value, int | float):
        value = _number(Decimal(repr(value)))
    text = " ".join(str(value).split()) if value is not None else ""
    return text if len(text) <= SHOWN_VALUE else f"{text[:SHOWN_VALUE]}…"


def _number(value: Decimal) -> str:
    """`1234,5`; from sixteen digits on `1,99001E+17`, as Excel shows a number that nobody formatted."""
    if abs(value) < LONGEST_SHOWN:
        return f"{value.normalize():f}".replace(".", ",")
    mantissa, exponent = f"{value:.5E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}".replace(".", ",")
