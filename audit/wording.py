"""The words of events, made when they are read by the app that wrote them.

Every app that writes events calls `add_words()` in `AppConfig.ready()` with the sentences of its verbs and, where the
plain reading of `audit.sentences` does not say enough, the details of a verb and how changes of its models are said.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from audit.facts import FieldChange
from audit.models import Event


@dataclass(frozen=True, slots=True)
class Change:
    """One line that a reader sees; `before` and `after` are empty for a change that `label` says alone."""

    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class RowWords:
    """How the changes of one model's rows, or of one verb's events, are said.

    `load` gets all changes of this model or verb on a page and reads what their words need, in a fixed number of
    queries; `say` gets those of one event (of a model: and of one row), and what `load` gave.
    """

    say: Callable[[Sequence[FieldChange], Any], Sequence[Change]]
    load: Callable[[Sequence[FieldChange]], Any] = lambda changes: None


@dataclass(frozen=True, slots=True)
class AppWords:
    """The words of one app.

    By verb: what follows the person's name (`Siti Rahma` + `mengirim laporan`), the line of facts under it, and how
    all changes together are said. By label of a model: how its rows are said. By route ("workbook"): its name.
    """

    sentences: Mapping[str, str]
    details: Mapping[str, Callable[[Event], str]] = field(default_factory=dict)
    verbs: Mapping[str, RowWords] = field(default_factory=dict)
    rows: Mapping[str, RowWords] = field(default_factory=dict)
    routes: Mapping[str, str] = field(default_factory=dict)
    private: Collection[str] = ()
    """Fields ("organisation.employee.email") whose values a history keeps to itself unless its page shows them."""


SENTENCES: dict[str, str] = {}
DETAILS: dict[str, Callable[[Event], str]] = {}
VERBS: dict[str, RowWords] = {}
ROWS: dict[str, RowWords] = {}
ROUTES: dict[str, str] = {}
PRIVATE: set[str] = set()


def add_words(words: AppWords) -> None:
    """Add the words of one app; each verb, model and route belongs to one app."""
    SENTENCES.update(words.sentences)
    DETAILS.update(words.details)
    VERBS.update(words.verbs)
    ROWS.update(words.rows)
    ROUTES.update(words.routes)
    PRIVATE.update(words.private)
