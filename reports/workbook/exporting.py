"""The stored government as a workbook: the same sheets that are imported, for a year and a part of the government."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.db.models import QuerySet

from indicators.models import Indicator, Objective, Realisation
from organisation.enums import AssignmentKind
from organisation.models import Government, Position, RoleGrant, WorkUnit
from reports.workbook import rows, words
from reports.workbook.schema import (
    ANGGARAN,
    INDIKATOR,
    JABATAN,
    PEGAWAI,
    PEMDA,
    PROGRAM,
    REALISASI,
    SASARAN,
    TARGET,
    UNIT,
    Sheet,
)
from reports.workbook.writing import WorkbookWriter

CHUNK = 2000


@dataclass(frozen=True)
class Scope:
    """Whose data are exported. None means the whole government."""

    positions: frozenset[int] | None = None
    units: frozenset[int] | None = None

    def of(self, queryset: QuerySet[Any], path: str) -> QuerySet[Any]:
        """The rows of `queryset` whose position (found by `path`) is in the scope."""
        return queryset if self.positions is None else queryset.filter(**{f"{path}__in": self.positions})


EVERYTHING = Scope()


def scope_of_unit(unit: WorkUnit, within: Scope) -> Scope:
    """The unit with everything below it, cut to what `within` allows."""
    units, frontier = {unit.pk}, {unit.pk}
    while frontier:
        frontier = set(WorkUnit.objects.filter(parent__in=frontier).values_list("pk", flat=True)) - units
        units |= frontier
    positions = frozenset(Position.objects.filter(unit__in=units).values_list("pk", flat=True))
    if within.positions is not None:
        positions &= within.positions
        units = set(Position.objects.filter(pk__in=positions).values_list("unit_id", flat=True)) | {unit.pk}
    return _with_ancestors(positions, units)


def scope_of_positions(positions: Iterable[int]) -> Scope:
    """These positions with their units."""
    wanted = frozenset(positions)
    units = set(Position.objects.filter(pk__in=wanted).values_list("unit_id", flat=True))
    return _with_ancestors(wanted, units)


def export_workbook(
    target: str | IO[bytes], *, year: int, scope: Scope = EVERYTHING, with_people: bool = True
) -> dict[str, int]:
    """Write the workbook of a year; returns the number of rows of each sheet.

    Structure, plans and catalogue are exported as they stand; targets, realisations and budget are those of `year`.
    What lies outside the scope is left out, also as a reference: the file imports into an empty database.
    `with_people=False` leaves the sheet Pegawai out: NIP and addresses are personal data (UU 27/2022).
    """
    writer = WorkbookWriter(target)
    counts = {
        sheet.name: writer.add(sheet, _rows(sheet, cells))
        for sheet, cells in _sheets(year, scope)
        if with_people or sheet is not PEGAWAI
    }
    writer.close()
    return counts


def _sheets(year: int, scope: Scope) -> Iterator[tuple[Sheet, Iterable[rows.Cells]]]:
    budget = scope.of(rows.budget_lines(), "position").filter(year=year)
    yield PEMDA, map(rows.government_cells, Government.objects.all())
    yield UNIT, _units(scope)
    yield JABATAN, _positions(scope)
    yield PEGAWAI, _people(scope)
    yield SASARAN, _linked(rows.objectives(), "position", rows.objective_cells, "Kode Sasaran Atasan", Objective, scope)
    yield (
        INDIKATOR,
        _linked(
            rows.indicators(), "objective__position", rows.indicator_cells, "Kode Indikator Atasan", Indicator, scope
        ),
    )
    targets = scope.of(rows.targets(), "indicator__objective__position").filter(year=year)
    yield TARGET, map(rows.target_cells, targets.iterator(CHUNK))
    yield REALISASI, _realisations(year, scope)
    yield PROGRAM, _programs(budget, scope)
    yield ANGGARAN, map(rows.budget_cells, budget.iterator(CHUNK))


def _rows(sheet: Sheet, cells: Iterable[rows.Cells]) -> Iterator[list[Any]]:
    for row in cells:
        yield [row.get(header) for header in sheet.headers]


def _units(scope: Scope) -> Iterator[rows.Cells]:
    units = rows.units() if scope.units is None else rows.units().filter(pk__in=scope.units)
    return map(rows.unit_cells, units.iterator(CHUNK))


def _positions(scope: Scope) -> Iterator[rows.Cells]:
    codes = (
        None if scope.positions is None else set(scope.of(Position.objects.all(), "pk").values_list("code", flat=True))
    )
    for position in scope.of(rows.positions(), "pk").iterator(CHUNK):
        yield _without_stranger(rows.position_cells(position), "Kode Atasan", codes)


def _linked(
    queryset: QuerySet[Any],
    path: str,
    cells: Callable[[Any], rows.Cells],
    header: str,
    model: type[Objective] | type[Indicator],
    scope: Scope,
) -> Iterator[rows.Cells]:
    codes = None if scope.positions is None else set(scope.of(model.objects.all(), path).values_list("code", flat=True))
    for obj in scope.of(queryset, path).iterator(CHUNK):
        yield _without_stranger(cells(obj), header, codes)


def _without_stranger(cells: rows.Cells, header: str, codes: set[str] | None) -> rows.Cells:
    """A row without the reference to something that is not in the file."""
    return cells if codes is None or cells[header] in codes else cells | {header: None}


def _realisations(year: int, scope: Scope) -> Iterator[rows.Cells]:
    """Every realisation that says something; a row that was only opened says nothing."""
    chosen: QuerySet[Realisation] = scope.of(rows.realisations(), "report__position").filter(report__period__year=year)
    for realisation in chosen.iterator(CHUNK):
        cells = rows.realisation_cells(realisation)
        if any(value not in (None, "") for value in rows.realised_cells(realisation).values()):
            yield cells


def _programs(budget: QuerySet[Any], scope: Scope) -> Iterator[rows.Cells]:
    """The catalogue; for a part of the government, what its budget names."""
    programs = rows.programs()
    if scope.positions is not None:
        programs = programs.filter(pk__in=budget.values("program"))
    return map(rows.program_cells, programs.iterator(CHUNK))


def _people(scope: Scope) -> Iterator[rows.Cells]:
    """One row per assignment; a role stands on the person's latest definitive assignment."""
    roles = _roles()
    chosen = scope.of(rows.assignments(), "position")
    held = chosen.values_list("employee_id", "kind", "start", "pk")
    by_weight = sorted(held, key=lambda term: (term[1] == AssignmentKind.DEFINITIVE, term[2]))
    home = {employee: pk for employee, _, _, pk in by_weight}
    for assignment in chosen.iterator(CHUNK):
        cells = rows.employee_cells(assignment.employee) | rows.assignment_cells(assignment)
        if home[assignment.employee_id] == assignment.pk:
            cells["Peran"] = roles.get(assignment.employee_id)
        yield cells


def _roles() -> dict[int, str]:
    """The role of each employee; of several the one that the workbook names last."""
    grants = RoleGrant.objects.filter(user__employee__isnull=False).values_list("user__employee_id", "role")
    order = list(words.ROLES)
    found: dict[int, str] = {}
    for employee, role in grants:
        word = words.word_for(words.ROLES, role)
        if employee not in found or order.index(word) > order.index(found[employee]):
            found[employee] = word
    return found


def _with_ancestors(positions: frozenset[int], units: set[int]) -> Scope:
    """Units with everything above them: a unit cannot be imported without its parent."""
    known, frontier = set(units), set(units)
    while frontier:
        parents = WorkUnit.objects.filter(pk__in=frontier, parent__isnull=False).values_list("parent_id", flat=True)
        frontier = set(parents) - known
        known |= frontier
    return Scope(positions, frozenset(known))
