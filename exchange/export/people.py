"""The rows of Pegawai: one per assignment, each with at most one role of the person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator

from exchange.export import rows
from exchange.export.scopes import ExportScope
from exchange.workbook import words
from organisation.enums import AssignmentKind
from organisation.models import RoleGrant
from organisation.querysets import valid_on

CHUNK = 2000


def exported_people(scope: ExportScope, today: dt.date, warn: Callable[[str], object]) -> Iterator[rows.Cells]:
    """The assignments in the scope with the roles that are valid on `today`.

    A role comes in again with the days of its row, so it stands on an assignment of today: the first on the latest
    definitive one, a second on another one. `warn` is told of a role that finds no row.
    """
    chosen = scope.of(rows.assignments(), "position")
    wanted = _roles(today)
    placed = _place_roles(chosen, wanted, today)
    _warn_of(_homeless(chosen, wanted, placed), warn)
    for assignment in chosen.iterator(CHUNK):
        cells = rows.employee_cells(assignment.employee) | rows.assignment_cells(assignment)
        yield cells | {"Peran": placed.get(assignment.pk)}


def _place_roles(chosen: rows.Assignments, wanted: dict[int, list[str]], today: dt.date) -> dict[int, str]:
    """Assignment -> the role that is written on its row."""
    held: dict[int, list[tuple[bool, dt.date, int]]] = defaultdict(list)
    current = chosen.filter(valid_on(today), employee__in=wanted)
    for employee, kind, start, pk in current.values_list("employee_id", "kind", "start", "pk"):
        held[employee].append((kind == AssignmentKind.DEFINITIVE, start, pk))
    placed: dict[int, str] = {}
    for employee, terms in held.items():
        latest_first = [pk for _, _, pk in sorted(terms, reverse=True)]
        placed |= dict(zip(latest_first, wanted[employee], strict=False))
    return placed


def _homeless(
    chosen: rows.Assignments, wanted: dict[int, list[str]], placed: dict[int, str]
) -> Iterator[tuple[str, list[str]]]:
    """Names of people in the sheet with those of their roles that stand on no row."""
    written: dict[int, int] = defaultdict(int)
    for employee in chosen.filter(pk__in=placed).values_list("employee_id", flat=True):
        written[employee] += 1
    people = chosen.filter(employee__in=wanted).order_by("employee__name", "employee").distinct()
    for employee, name in people.values_list("employee_id", "employee__name"):
        if len(wanted[employee]) > written[employee]:
            yield name, wanted[employee][written[employee] :]


def _roles(today: dt.date) -> dict[int, list[str]]:
    """The roles of each employee today; of several the one first that the workbook names last, the widest."""
    grants = RoleGrant.objects.valid_on(today).filter(user__employee__isnull=False)
    order = list(words.ROLES)
    found: dict[int, set[str]] = defaultdict(set)
    for employee, role in grants.values_list("user__employee_id", "role"):
        found[employee].add(words.word_for(words.ROLES, role))
    return {employee: sorted(roles, key=order.index, reverse=True) for employee, roles in found.items()}


def _warn_of(homeless: Iterator[tuple[str, list[str]]], warn: Callable[[str], object]) -> None:
    for name, roles in homeless:
        warn(
            f"Peran {', '.join(roles)} dari {name} tidak ikut tertulis: setiap baris Pegawai memuat satu peran dan "
            "penugasan yang masih berjalan tidak cukup. Berikan peran itu lagi pada halaman pengguna."
        )
