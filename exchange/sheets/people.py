"""Pegawai: people, the positions they hold, their accounts and roles."""

import re
from dataclasses import dataclass
from typing import Any

from audit.facts import changes_between, field_values
from audit.trail import record_many
from exchange.export import rows
from exchange.sheets import accounts, terms
from exchange.sheets.run import Run, SheetRow, same_cell
from exchange.sheets.saving import BATCH, Batch, assign
from exchange.sheets.terms import PersonKey, Term, person_of
from exchange.sheets.traces import VIA, Traces
from exchange.sheets.validity import refuse_outside_position
from exchange.workbook import words
from exchange.workbook.cells import AS_TEXT
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import JABATAN
from organisation.domain.nip import LENGTH, is_nip, nip_warnings, normalise_nip
from organisation.enums import AssignmentKind
from organisation.models import Assignment, Employee, Position, RoleGrant
from organisation.people.actions import FACTS
from organisation.people.rows import begun

PERSONAL = {
    "Nama": "name",
    "Gelar Depan": "title_prefix",
    "Gelar Belakang": "title_suffix",
    "Golongan": "rank_code",
    "Email": "email",
    "Telepon": "phone",
}

# What a spreadsheet makes of 18 digits on the way through a CSV file: 1.99001012015011E+17.
_WAS_NUMBER = re.compile(r"^\d([.,]\d+)?[Ee]\+?\d+$")
HELD = ("kind", "end")
EMPLOYEE_FIELDS = ["name", "title_prefix", "title_suffix", "rank_code", "email", "phone"]


@dataclass
class _Person:
    """Somebody named in the file: the first row that names them, and their record."""

    row: SheetRow
    record: Employee
    is_new: bool


def import_people(raw: RawSheet, run: Run) -> None:
    """All rows of Pegawai. People are few beside figures: the whole sheet is held at once."""
    run.role_holders = set(RoleGrant.objects.values_list("user__employee_id", "role"))
    lines = list(run.rows(raw))
    for row in lines:
        _check(row, run)
    good = [row for row in lines if not row.is_bad]
    stored = _Stored(good)
    for row in good:
        _keep_stored(row, stored)
    people = _people(good, stored)
    planned = _assignments(good, run, people, stored)
    terms.refuse_overlaps([term for term, _ in planned], run)
    if run.may_write:
        _write(people, planned, run)
        accounts.give_accounts(good, {key: person.record for key, person in people.items()}, run)


class _Stored:
    """People and assignments of the database that the file may mean."""

    def __init__(self, lines: list[SheetRow]) -> None:
        numbers = [row["NIP"] for row in lines if row["NIP"]]
        names = [row["Nama"] for row in lines if not row["NIP"]]
        self.by_number = {e.employee_number: e for e in Employee.objects.filter(employee_number__in=numbers)}
        unnumbered = rows.assignments().filter(employee__employee_number=None, employee__name__in=names)
        self.by_post = {(a.employee.name, a.position_code): a.employee for a in unnumbered}
        held = rows.assignments().filter(position__code__in={row["Kode Jabatan"] for row in lines})
        self.assignments = {(a.employee_id, a.position_code, a.start): a for a in held}

    def person(self, row: SheetRow) -> Employee | None:
        """The person a row means: by NIP, or without one by name and position."""
        return self.by_number.get(row["NIP"]) if row["NIP"] else self.by_post.get((row["Nama"], row["Kode Jabatan"]))


def _keep_stored(row: SheetRow, stored: _Stored) -> None:
    """What empty cells keep: of the person, and of the assignment that the row means."""
    person = stored.person(row)
    if person is None:
        return
    row.keep_stored(rows.employee_cells(person))
    assignment = stored.assignments.get((person.pk, row["Kode Jabatan"], row["Mulai"]))
    if assignment is not None:
        row.keep_stored(rows.assignment_cells(assignment))


def _check(row: SheetRow, run: Run) -> None:
    run.check_code(row, "Kode Jabatan", JABATAN)
    if "Peran" in row.erased:
        row.refuse("Peran", "Peran dicabut pada halaman penggunanya. Kosongkan sel ini.")
    _check_nip(row, run)
    start, end = row["Mulai"], row["Selesai"]
    if start and end and end < start:
        row.refuse("Selesai", "Tanggal selesai tidak boleh sebelum tanggal mulai.")
    if row["Peran"] == "admin" and run.by is not None and not run.by.has_perm("organisation.grant_administrator"):
        row.refuse("Peran", "Peran admin hanya dapat diberikan oleh administrator. Kosongkan sel ini.")
    if row["Email"] and "@" not in row["Email"]:
        row.refuse("Email", "Alamat surel ditulis seperti nama@kabupaten.go.id.")


def _check_nip(row: SheetRow, run: Run) -> None:
    if not row["NIP"]:
        return
    was_number = _WAS_NUMBER.match(row["NIP"])
    row.values["NIP"] = normalise_nip(row["NIP"])
    if is_nip(row["NIP"]):
        for warning in nip_warnings(row["NIP"], on=run.today):
            row.warn("NIP", warning)
    elif was_number:
        row.refuse("NIP", f"NIP ini pernah tersimpan sebagai angka, jadi angka di belakangnya hilang. {AS_TEXT}")
    else:
        count = len(row["NIP"])
        row.refuse("NIP", f"NIP terdiri atas {LENGTH} angka; yang ini {count} angka/tanda. Perbaiki NIP-nya.")


def _people(lines: list[SheetRow], stored: _Stored) -> dict[PersonKey, _Person]:
    """Everybody in the file once; rows that contradict an earlier row of the same person are refused."""
    people: dict[PersonKey, _Person] = {}
    for row in lines:
        key = person_of(row)
        if key not in people:
            record = stored.person(row)
            people[key] = _Person(row, record or Employee(employee_number=row["NIP"]), record is None)
            continue
        first = people[key].row
        for header in PERSONAL:
            if row.has(header) and not same_cell(first[header], row[header]):
                row.refuse(header, f"Berbeda dari baris {first.number} untuk orang yang sama. Samakan isinya.")
    return people


def _assignments(
    lines: list[SheetRow], run: Run, people: dict[PersonKey, _Person], stored: _Stored
) -> list[tuple[Term, Assignment | None]]:
    """What each row says about who holds what when, beside the stored assignment that it means."""
    planned: list[tuple[Term, Assignment | None]] = []
    seen: dict[Any, int] = {}
    for row in lines:
        person = people[person_of(row)]
        identity = (person_of(row), row["Kode Jabatan"], row["Mulai"])
        if identity in seen:
            row.refuse("Kode Jabatan", f"Penugasan ini sudah ada pada baris {seen[identity]}. Hapus salah satu baris.")
        seen.setdefault(identity, row.number)
        if row.is_bad:
            continue
        assignment = stored.assignments.get((person.record.pk, row["Kode Jabatan"], row["Mulai"]))
        run.note(row, f"{row['Nama']}, {row['Kode Jabatan']}", _existing(row, run, person, assignment))
        kind = words.ASSIGNMENT_KINDS[row["Status"]]
        end = row["Selesai"] if row.has("Selesai") or assignment is None else assignment.end
        term = Term(
            person_of(row), row["Nama"], row["Kode Jabatan"], kind == AssignmentKind.DEFINITIVE, row["Mulai"], end, row
        )
        planned.append((term, assignment))
    return planned


def _existing(row: SheetRow, run: Run, person: _Person, assignment: Assignment | None) -> dict[str, Any] | None:
    """The stored row; None when the assignment is new. A role is compared by whether the person has it."""
    if assignment is None:
        return None
    cells = rows.employee_cells(person.record) | rows.assignment_cells(assignment)
    if row["Peran"]:
        cells["Peran"] = row["Peran"] if accounts.has_role(person.record, row["Peran"], run) else None
    return cells


def _write(people: dict[PersonKey, _Person], planned: list[tuple[Term, Assignment | None]], run: Run) -> None:
    traces = Traces(run, "employee.created", "employee.updated")
    batch = Batch(run, Employee, key=["id"], fields=EMPLOYEE_FIELDS, traces=traces)
    for person in people.values():
        values = {name: person.row[header] or "" for header, name in PERSONAL.items() if person.row.has(header)}
        changed = any(getattr(person.record, name) != value for name, value in values.items())
        assign(person.record, values)
        if person.is_new:
            batch.new.append(person.record)
        elif changed:
            batch.changed.append(person.record)
    batch.flush()
    traces.write()
    _write_assignments(people, planned, run)


def _write_assignments(
    people: dict[PersonKey, _Person], planned: list[tuple[Term, Assignment | None]], run: Run
) -> None:
    """Changes first: an assignment that the file ends makes room for the next holder."""
    keys = {run.pk_of(JABATAN, term.position) for term, _ in planned}
    positions = Position.objects.select_related("unit").in_bulk(keys)
    for term, _ in planned:
        refuse_outside_position(term.row, positions[run.pk_of(JABATAN, term.position)], term.start, term.end)
    if not run.may_write:
        return
    new, changed = [], []
    traces = Traces(run, "assignment.started", "assignment.changed")
    for term, assignment in planned:
        kind = words.ASSIGNMENT_KINDS[term.row["Status"]]
        position = positions[run.pk_of(JABATAN, term.position)]
        if assignment is None:
            employee = people[term.person].record
            new.append(Assignment(employee=employee, position=position, kind=kind, start=term.start, end=term.end))
        elif (assignment.kind, assignment.end) != (kind, term.end):
            assignment.employee, assignment.position = people[term.person].record, position
            before = field_values(assignment, HELD)
            assign(assignment, {"kind": kind, "end": term.end})
            changed.append(assignment)
            after = field_values(assignment, HELD)
            traces.add_changes(assignment, changes_between(assignment, before, after, label=str(assignment)))
    Assignment.objects.bulk_update(changed, ["kind", "end"], batch_size=BATCH)
    traces.write()
    begun_now = Assignment.objects.bulk_create(new, batch_size=BATCH)
    record_many(((one, VIA | begun(one, FACTS)) for one in begun_now), "assignment.started", by=run.by)
