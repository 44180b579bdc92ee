"""Statements that every connection plans only once, for requests that come by the thousand.

Planning the large ones costs PostgreSQL more than answering them. A connection belongs to one process here; behind a
pooler that hands connections from transaction to transaction the statements would have to be prepared by the pooler.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection

_known: "WeakKeyDictionary[psycopg.Connection[Any], set[str]]" = WeakKeyDictionary()
_BLANK = re.compile(r"%\((\w+)\)s|%s")


def ask_prepared(sql: str, parameters: Any) -> tuple[Any, ...] | None:
    """The first row of the answer; `parameters` fill the blanks of `sql` as `cursor.execute()` would fill them."""
    name, numbered, blanks = _numbered(sql)
    connection.ensure_connection()
    prepared = _known.setdefault(connection.connection, set())
    if name not in prepared:
        connection.connection.execute(f"PREPARE {name} AS {numbered}")
        prepared.add(name)
    values = parameters if isinstance(parameters, Sequence) else [parameters[blank] for blank in blanks]
    with connection.cursor() as cursor:
        cursor.execute(f"EXECUTE {name} ({', '.join(['%s'] * len(values))})", values)
        return cursor.fetchone()


@cache
def _numbered(sql: str) -> tuple[str, str, tuple[str, ...]]:
    """The statement's name, its text with $1 for each blank, and the names of the blanks in their order."""
    places: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        blank = found[1] or f"_{len(places)}"
        return f"${places.setdefault(blank, len(places) + 1)}"

    numbered = _BLANK.sub(number, sql)
    return f"amanah_{hashlib.sha256(sql.encode()).hexdigest()[:16]}", numbered, tuple(places)
