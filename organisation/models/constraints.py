"""Guards that several models of the organisation share."""

from collections.abc import Sequence
from typing import Protocol

import pgtrigger
from django.db import models


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
