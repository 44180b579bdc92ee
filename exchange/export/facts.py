"""The stored government as a workbook: the same sheets that are imported, for a year and a part of the government."""

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator
from functools import reduce
from typing import IO, Any

from django.db.models import Q, QuerySet

from documents.drawing.workbook import Sheet, WorkbookWriter
from exchange.export import plan_rows, rows
from exchange.export.people import exported_people
from exchange.export.rows import spent_header
from exchange.export.scopes import EVERYTHING, ExportScope
from exchange.workbook.codes import ABOVE, codes_in, several_codes
from exchange.workbook.schema import (
    ANGGARAN,
    INDIKATOR,
    INDIKATOR_TUJUAN,
    JABATAN,
    LIBUR,
    MISI,
    PEGAWAI,
    PEMDA,
    PROGRAM,
    QUARTERS,
    REALISASI,
    RENCANA,
    SASARAN,
    SASARAN_TUJUAN,
    TARGET,
    TARGET_RENCANA,
    TUJUAN,
    UNIT,
)
from indicators.domain.nomenclature import parents_of
from indicators.enums import PlanKind
from indicators.models import DayOff, Goal, Indicator, MediumTermPlan, Objective
from organisation.models import Government, Position
from realisations.measurement.facts import HANDED_IN
from realisations.models import QuarterReport, Realisation

CHUNK = 2000
NOBODYS: frozenset[int] = frozenset()


def export_workbook(
    target: str | IO[bytes],
    *,
    year: int,
    today: dt.date,
    scope: ExportScope = EVERYTHING,
    with_people: bool = True,
    drafts_of: frozenset[int] | None = NOBODYS,
    warn: Callable[[str], object] = lambda sentence: None,
) -> dict[str, int]:
    """Write the workbook of a year; returns the number of rows of each sheet.

    Structure, plans and catalogue are exported as they stand; targets, realisations and budget are those of `year`.
    What lies outside the scope is left out, also as a reference: the file imports into an empty database. Of what was
    reported only that which was sent comes along, except of the positions in `drafts_of` (None: of all): a draft is
    nobody else's business. `with_people=False` leaves the sheet Pegawai out: NIP and addresses are personal data (UU
    27/2022). Roles are those of `today`; `warn` is told, in a sentence, of each that found no row.
    """
    writer = WorkbookWriter(target)
    people = exported_people(scope, today, warn) if with_people else None
    counts = {
        sheet.name: writer.add(sheet, _rows(sheet, cells))
        for sheet, cells in _sheets(year, scope, people, drafts_of)
        if cells is not None
    }
    writer.close()
    return counts


REFERENCES = (ABOVE, "Menggantikan")
"""Where an indicator names another one."""


def _sheets(
    year: int, scope: ExportScope, people: Iterable[rows.Cells] | None, drafts_of: frozenset[int] | None
) -> Iterator[tuple[Sheet, Iterable[rows.Cells] | None]]:
    budget = scope.of(rows.budget_lines(), "position").filter(year=year)
    yield PEMDA, map(rows.government_cells, Government.objects.all())
    yield UNIT, _units(scope)
    yield JABATAN, _positions(scope)
    yield PEGAWAI, people
    yield (
        SASARAN,
        _linked(rows.objectives(), "position", rows.objective_cells, ["Kode Sasaran Atasan"], Objective, scope),
    )
    yield (
        INDIKATOR,
        _linked(rows.indicators(), "objective__position", rows.indicator_cells, REFERENCES, Indicator, scope),
    )
    targets = scope.of(rows.targets(), "indicator__objective__position").filter(year=year)
    yield TARGET, map(rows.target_cells, targets.iterator(CHUNK))
    yield REALISASI, _realisations(year, scope, drafts_of)
    yield PROGRAM, _programs(budget, scope)
    yield ANGGARAN, _budgets(budget, _unsent(year, drafts_of))
    yield from _medium_term(scope)
    yield LIBUR, map(rows.day_off_cells, DayOff.objects.filter(day__year=year))


def _medium_term(scope: ExportScope) -> Iterator[tuple[Sheet, Iterable[rows.Cells]]]:
    """Plans as they stand, with the targets of all their years: the RPJMD always, the Renstra of the exported units."""
    plans = MediumTermPlan.objects.all()
    if scope.units is not None:
        plans = plans.filter(Q(kind=PlanKind.GOVERNMENT) | Q(unit__in=scope.units))
    placed = scope.of(plan_rows.placed_objectives().filter(goal__plan__in=plans), "position")
    measuring = scope.of(Indicator.objects.filter(goals__plan__in=plans), "objective__position")
    links = Goal.indicators.through.objects.filter(goal__plan__in=plans, indicator__in=measuring)
    ordered = links.order_by("goal__order", "goal__code", "indicator__order", "indicator__code")
    targets = scope.of(plan_rows.plan_targets(), "indicator__objective__position")
    yield RENCANA, map(plan_rows.plan_cells, plan_rows.plans().filter(pk__in=plans))
    yield MISI, map(plan_rows.mission_cells, plan_rows.missions().filter(plan__in=plans))
    yield TUJUAN, map(plan_rows.goal_cells, plan_rows.goals().filter(plan__in=plans))
    yield SASARAN_TUJUAN, map(plan_rows.placed_cells, placed.iterator(CHUNK))
    pairs = ordered.values_list("goal__code", "indicator__code")
    yield INDIKATOR_TUJUAN, ({"Kode Tujuan": goal, "Kode Indikator": code} for goal, code in pairs)
    yield TARGET_RENCANA, map(plan_rows.plan_target_cells, targets.iterator(CHUNK))


def _rows(sheet: Sheet, cells: Iterable[rows.Cells]) -> Iterator[list[Any]]:
    for row in cells:
        yield [row.get(header) for header in sheet.headers]


def _units(scope: ExportScope) -> Iterator[rows.Cells]:
    units = rows.units() if scope.units is None else rows.units().filter(pk__in=scope.units)
    return map(rows.unit_cells, units.iterator(CHUNK))


def _positions(scope: ExportScope) -> Iterator[rows.Cells]:
    codes = (
        None if scope.positions is None else set(scope.of(Position.objects.all(), "pk").values_list("code", flat=True))
    )
    for position in scope.of(rows.positions(), "pk").iterator(CHUNK):
        yield _without_stranger(rows.position_cells(position), "Kode Atasan", codes)


def _linked(
    queryset: QuerySet[Any],
    path: str,
    cells: Callable[[Any], rows.Cells],
    headers: Iterable[str],
    model: type[Objective] | type[Indicator],
    scope: ExportScope,
) -> Iterator[rows.Cells]:
    codes = None if scope.positions is None else set(scope.of(model.objects.all(), path).values_list("code", flat=True))
    for obj in scope.of(queryset, path).iterator(CHUNK):
        yield reduce(lambda row, header: _without_stranger(row, header, codes), headers, cells(obj))


def _without_stranger(cells: rows.Cells, header: str, codes: set[str] | None) -> rows.Cells:
    """A row without the reference to something that is not in the file; nobody moves up to be the responsible one."""
    if codes is None or cells[header] in codes:
        return cells
    above = codes_in(cells[header]) if header == ABOVE else []
    kept = [code for code in above if code in codes] if above and above[0] in codes else []
    return cells | {header: several_codes(kept)}


def _realisations(year: int, scope: ExportScope, drafts_of: frozenset[int] | None) -> Iterator[rows.Cells]:
    """Every realisation that was sent or is one's own, and says something; a row that was only opened says nothing."""
    chosen: QuerySet[Realisation] = scope.of(rows.realisations(), "report__position").filter(report__period__year=year)
    if drafts_of is not None:
        chosen = chosen.filter(Q(report__status__in=HANDED_IN) | Q(report__position__in=drafts_of))
    for realisation in chosen.iterator(CHUNK):
        cells = rows.realisation_cells(realisation)
        if any(value not in (None, "") for value in rows.realised_cells(realisation).values()):
            yield cells


def _unsent(year: int, drafts_of: frozenset[int] | None) -> set[tuple[int, int]]:
    """Position and quarter of the reports whose spending is still a draft of others."""
    if drafts_of is None:
        return set()
    unsent = QuarterReport.objects.editable().filter(period__year=year).exclude(position__in=drafts_of)
    return set(unsent.values_list("position", "period__quarter"))


def _budgets(budget: QuerySet[Any], unsent: Container[tuple[int, int]]) -> Iterator[rows.Cells]:
    for line in budget.iterator(CHUNK):
        cells = rows.budget_cells(line)
        hidden = [spent_header(quarter) for quarter in QUARTERS if (line.position_id, quarter) in unsent]
        yield cells | dict.fromkeys(hidden)


def _programs(budget: QuerySet[Any], scope: ExportScope) -> Iterator[rows.Cells]:
    """The catalogue; for a part of the government, what its budget names and what stands above it."""
    programs = rows.programs()
    if scope.positions is not None:
        named = set(budget.order_by().values_list("program__code", flat=True))
        programs = programs.filter(code__in={above for code in named for above in (*parents_of(code), code)})
    return map(rows.program_cells, programs.iterator(CHUNK))
