"""What changed between two wordings, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\S+\s*|\s+")  # with the blanks after them, which would match everywhere on their own
KEPT, ADDED, REMOVED = "kept", "added", "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that was kept, added or removed."""

    change: str
    text: str

    @property
    def is_added(self) -> bool:
        """Whether only the later wording has it."""
        return self.change == ADDED

    @property
    def is_removed(self) -> bool:
        """Whether only the earlier wording has it."""
        return self.change == REMOVED


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both wordings in reading order; what was removed stands before what took its place."""
    return tuple(_pieces(_WORDS.findall(before), _WORDS.findall(after)))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for change, start, end, new_start, new_end in matcher.get_opcodes():
        if change == "equal":
            yield Piece(KEPT, "".join(before[start:end]))
            continue
        if end > start:
            yield Piece(REMOVED, "".join(before[start:end]))
        if new_end > new_start:
            yield Piece(ADDED, "".join(after[new_start:new_end]))
