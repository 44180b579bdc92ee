"""What an import did to each sheet: rows counted by what became of them, and the changes one by one."""

from dataclasses import dataclass, field

NEW, CHANGED, SAME = KINDS = ("baru", "berubah", "tetap")

SHOWN_CHANGES = 300
"""Changes of one sheet that are listed in full; more are only counted."""


@dataclass(frozen=True)
class CellChange:
    """One cell before and after, as text."""

    header: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRow:
    """One row that is new or changed."""

    row: int
    key: str
    kind: str
    differences: tuple[CellChange, ...]


@dataclass
class SheetReport:
    """What happened to one sheet."""

    name: str
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    changes: list[ChangedRow] = field(default_factory=list)
    kinds: bytearray = field(default_factory=bytearray, repr=False)
    """By row number, one byte: how the row was counted."""

    @property
    def unlisted(self) -> int:
        """How many new and changed rows are only counted."""
        return self.new + self.changed - len(self.changes)

    def count(self, row: int, kind: str, amount: int = 1) -> None:
        """Count a row as new, changed or the same (`amount` -1 takes it back)."""
        match kind:
            case "baru":
                self.new += amount
            case "berubah":
                self.changed += amount
            case "tetap":
                self.same += amount
        self.kinds.extend(bytes(max(0, row + 1 - len(self.kinds))))
        self.kinds[row] = KINDS.index(kind) + 1 if amount > 0 else 0

    def refuse(self, row: int) -> None:
        """Count a row as refused, whatever it was counted as before."""
        self.refused += 1
        if row < len(self.kinds) and self.kinds[row]:
            self.count(row, KINDS[self.kinds[row] - 1], -1)
            self.changes = [change for change in self.changes if change.row != row]
