"""The words of events, made when they are read by the app that wrote them.

Every app that writes events calls `add_words()` in `AppConfig.ready()` with the sentences of its verbs and, for rows
that are not said well enough field by field (see `audit.sentences`), how changes of its models are said.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.facts import FieldChange


@dataclass(frozen=True, slots=True)
class Change:
    """One line that a reader sees; `before` and `after` are empty for a change that `label` says alone."""

    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class RowWords:
    """How changes of one model's rows are said.

    `load` gets all changes of this model on a page and reads what their words need, in a fixed number of queries;
    `say` gets the changes that one event made to one row, and what `load` gave.
    """

    say: Callable[[Sequence[FieldChange], Any], Sequence[Change]]
    load: Callable[[Sequence[FieldChange]], Any] = lambda changes: None


SENTENCES: dict[str, str] = {}
"""By verb, the words that follow the name of the person: `Siti Rahma` + `mengirim laporan`."""

ROWS: dict[str, RowWords] = {}
"""By label of the model."""


def add_words(sentences: Mapping[str, str], rows: Mapping[str, RowWords] | None = None) -> None:
    """Add the words of one app; each verb and each model belongs to one app."""
    SENTENCES.update(sentences)
    ROWS.update(rows or {})
