"""The writing of one row of a report, as a deed that is done only while the report still is as it was read.

A save reads, judges, and writes in one statement; it holds nobody up meanwhile. Written out, because the ORM takes
longer to word these statements than PostgreSQL takes to answer them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import connection, models

from audit.trail import Deed
from indicators.cell_sql import HELD_SQL
from realisations.box.facts import CellFacts
from realisations.enums import EDITABLE


def adding(facts: CellFacts, row: models.Model) -> Deed:
    """Insert this row; not done when somebody else just did."""
    told = {field: field.value_from_object(row) for field in row._meta.concrete_fields}
    filled = {field: value for field, value in told.items() if value is not None}
    columns, blanks = ", ".join(_quoted(str(field.column)) for field in filled), ", ".join(["%s"] * len(filled))
    sql = f"INSERT INTO {_table(type(row))} ({columns}) SELECT {blanks} FROM held ON CONFLICT DO NOTHING"  # noqa: S608
    return _deed(facts, sql, [field.get_db_prep_save(value, connection) for field, value in filled.items()])


def changing(facts: CellFacts, model: type[models.Model], where: Mapping[str, Any], values: Mapping[str, Any]) -> Deed:
    """Set these columns of the row with those."""
    changes = ", ".join(f"{_quoted(name)} = %s" for name in values)
    sql = f"UPDATE {_table(model)} SET {changes} FROM held WHERE {_conditions(model, where)}"  # noqa: S608
    return _deed(facts, sql, [*values.values(), *where.values()])


def removing(facts: CellFacts, model: type[models.Model], where: Mapping[str, Any]) -> Deed:
    """Delete the row with these columns."""
    return _deed(facts, f"DELETE FROM {_table(model)} USING held WHERE {_conditions(model, where)}", where.values())  # noqa: S608


def _deed(facts: CellFacts, sql: str, values: Iterable[Any]) -> Deed:
    """All of it: names are those of our own models, everything else fills a blank."""
    held = [facts.report.pk, facts.report.version, EDITABLE, settings.TIME_ZONE, facts.today]
    return Deed(f"{HELD_SQL}, deed AS ({sql} RETURNING 1)", [*held, *values])


def _conditions(model: type[models.Model], where: Mapping[str, Any]) -> str:
    return " AND ".join(f"{_table(model)}.{_quoted(name)} = %s" for name in where)


def _table(model: type[models.Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
