"""Statements that every connection plans only once, for requests that come by the thousand.

Planning the large ones costs PostgreSQL more than answering them. A connection belongs to one process here; behind a
pooler that hands connections from transaction to transaction the statements would have to be prepared by the pooler.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection

_known: "WeakKeyDictionary[psycopg.Connection[Any], set[str]]" = WeakKeyDictionary()
_BLANK = re.compile(r"%\((\w+)\)s|%s")


@dataclass(frozen=True, slots=True)
class Question:
    """A statement, and what fills its blanks as `cursor.execute()` would fill them."""

    sql: str
    parameters: Sequence[Any] | Mapping[str, Any]


def ask_prepared(*questions: Question) -> list[tuple[Any, ...] | None]:
    """The first row of each answer; all questions travel together."""
    connection.ensure_connection()
    known = _known.setdefault(connection.connection, set())
    words, values = [], []
    for question in questions:
        name, numbered, blanks = _numbered(question.sql)
        if name not in known:
            connection.connection.execute(f"PREPARE {name} AS {numbered}")
            known.add(name)
        given = question.parameters
        filled = [given[blank] for blank in blanks] if isinstance(given, Mapping) else given
        words.append(f"EXECUTE {name} ({', '.join(['%s'] * len(filled))})")
        values += filled
    with connection.cursor() as cursor:
        cursor.execute("; ".join(words), values)
        answers = [cursor.fetchone()]
        while cursor.nextset():
            answers.append(cursor.fetchone())
    return answers


@cache
def _numbered(sql: str) -> tuple[str, str, tuple[str, ...]]:
    """The statement's name, its text with $1 for each blank, and the names of the blanks in their order."""
    places: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        blank = found[1] or f"_{len(places)}"
        return f"${places.setdefault(blank, len(places) + 1)}"

    numbered = _BLANK.sub(number, sql)
    return f"amanah_{hashlib.sha256(sql.encode()).hexdigest()[:16]}", numbered, tuple(places)
