"""The chosen part of a cascade from top to bottom, with the wording of every indicator."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from agreements.cascade.rows import CascadeRow, rows_of
from agreements.cascade.tree import FilteredCascade
from organisation.models import Position, User


@dataclass(frozen=True, slots=True)
class Entry:
    """One position with its indicators, `depth` steps below the top."""

    position: Position
    depth: int
    rows: tuple[CascadeRow, ...]


def entries_of(choice: FilteredCascade, *, user: User, longest: int, most: int | None = None) -> list[Entry]:
    """Every position that has something to show, each superior before its subordinates. One query.

    Texts are cut to `longest` characters. Raises ValidationError when there are more than `most` indicators.
    """
    nodes = [node for group in choice.shown.values() for node in group]
    if most is not None and len(nodes) > most:
        raise ValidationError(
            f"Bagian pohon ini memuat {len(nodes)} indikator; paling banyak {most} dapat dimuat dalam satu berkas. "
            "Saring menurut perangkat daerah atau tanda, atau buka salah satu jabatan di bawahnya lebih dahulu."
        )
    rows = rows_of(choice.cascade, nodes, user=user, longest=longest)
    return [
        Entry(
            choice.cascade.positions[position],
            depth,
            tuple(rows[node.id] for node in choice.shown.get(position, ()) if node.id in rows),
        )
        for position, depth in choice.in_depth()
    ]
