"""Guards that several models of the organisation share."""

from collections.abc import Sequence
from typing import Any, Protocol

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import DEFAULT_DB_ALIAS, models


class Choices(Protocol):
    """An enumeration of choices, of Django or of a pure domain."""

    @property
    def values(self) -> Sequence[str]:
        """The values in the store."""


def choices_constraint(field: str, choices: Choices, name: str) -> models.CheckConstraint:
    """The database's word behind a field's `choices`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices.values}),
        name=name,
        violation_error_message="Pilihan ini tidak dikenal.",
    )


def acyclic_trigger(table: str, parent_column: str, name: str) -> pgtrigger.Trigger:
    """Refuse at commit a row that is its own ancestor.

    Deferred, so that one transaction may turn a part of the tree around in any order.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(parent_column),
        timing=pgtrigger.Deferred,
        declare=[("cyclic", "boolean")],
        func=f"""
            WITH RECURSIVE ancestor(id) AS (
                SELECT t.{parent_column} FROM {table} t WHERE t.id = NEW.id
                UNION
                SELECT t.{parent_column} FROM {table} t JOIN ancestor a ON t.id = a.id
            )
            SELECT EXISTS (SELECT 1 FROM ancestor WHERE id = NEW.id) INTO cyclic;
            IF cyclic THEN
                RAISE EXCEPTION 'cycle in {table}.{parent_column} at id %', NEW.id USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,
    )


class PeriodsApart(ExclusionConstraint):
    """Refuses rows whose periods overlap.

    A period that ends before it begins is no range to the database, which Django takes for a violation: the form would
    tell of a collision that does not exist. The row's own check tells of the period that is turned round.
    """

    def validate(self, model: Any, instance: models.Model, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """Leave a period that is turned round to the check of its order. ValidationError when periods overlap."""
        if not any(_is_turned(expression, instance) for expression, _ in self.expressions):
            super().validate(model, instance, exclude=exclude, using=using)

    def deconstruct(self) -> Any:
        """What migrations know is the constraint of the database."""
        _, args, kwargs = super().deconstruct()
        return "django.contrib.postgres.constraints.ExclusionConstraint", args, kwargs

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ExclusionConstraint):
            return NotImplemented
        return bool(self.deconstruct() == other.deconstruct())

    __hash__ = ExclusionConstraint.__hash__


def _is_turned(expression: Any, instance: models.Model) -> bool:
    """Whether the range that an expression makes of two fields ends before it begins."""
    if not isinstance(expression, models.Func):
        return False
    names = [source.name for source in expression.get_source_expressions()[:2] if isinstance(source, models.F)]
    bounds = [getattr(instance, name) for name in names]
    return len(bounds) == 2 and None not in bounds and bounds[1] < bounds[0]


HELD_OUTSIDE = """
    FROM organisation_assignment held
    JOIN organisation_position post ON post.id = held.position_id
    JOIN organisation_workunit office ON office.id = post.unit_id
    WHERE (held.start < post.valid_from
           OR coalesce(held."end", 'infinity'::date) > LEAST(post.valid_until, office.valid_until))
"""
"""Who holds a position on a day on which it is not valid, or its unit is no more. A unit that a position came to later
says nothing of the days before."""


def held_within_trigger(row: str, columns: Sequence[str], name: str) -> pgtrigger.Trigger:
    """Refuse at commit that somebody holds a position outside of the days on which there is such a position.

    `row` is what changes (`held`, `post` or `office`), in which of its columns. Deferred, so that one transaction may
    end a position and whoever holds it in any order.
    """
    changes = pgtrigger.UpdateOf(*columns)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | changes if row == "held" else changes,
        timing=pgtrigger.Deferred,
        func=f"""
            IF EXISTS (SELECT 1 {HELD_OUTSIDE} AND {row}.id = NEW.id) THEN
                RAISE EXCEPTION 'somebody would hold a position outside of its validity (% %)', TG_TABLE_NAME, NEW.id
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,
    )
