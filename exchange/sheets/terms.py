"""Who holds what when: two terms of office that exclude each other are found before the database refuses them."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from exchange.sheets.run import Run, SheetRow
from organisation.enums import AssignmentKind
from organisation.models import Assignment

OPEN_END = dt.date.max
PersonKey = tuple[str, ...]


def person_of(row: SheetRow) -> PersonKey:
    """Who a row of Pegawai speaks of: the NIP, or without one the name in that position."""
    return (row["NIP"],) if row["NIP"] else (row["Nama"], row["Kode Jabatan"])


@dataclass(frozen=True)
class Term:
    """A time in office. `row` is None when it stands in the database and not in the file."""

    person: PersonKey
    name: str
    position: str
    is_definitive: bool
    start: dt.date
    end: dt.date | None
    row: SheetRow | None

    @property
    def last_day(self) -> dt.date:
        return self.end or OPEN_END

    @property
    def place(self) -> str:
        """Where to look: the row in the file, or the application."""
        return f"baris {self.row.number}" if self.row else "penugasan di aplikasi"

    @property
    def words(self) -> str:
        """`Siti Rahma, 01/01/2025 sampai sekarang`."""
        end = f"{self.end:%d/%m/%Y}" if self.end else "sekarang"
        return f"{self.name}, {self.start:%d/%m/%Y} sampai {end}"


def refuse_overlaps(planned: list[Term], run: Run) -> None:
    """Refuse rows whose term collides with another row's, or with an assignment in the database.

    One definitive and one acting holder of a position at a time, and one definitive position of a person at a time.
    """
    everything = planned + _stored_terms(planned)
    holders: dict[Any, list[Term]] = defaultdict(list)
    posts: dict[Any, list[Term]] = defaultdict(list)
    for term in everything:
        holders[term.position, term.is_definitive].append(term)
        if term.is_definitive:
            posts[term.person].append(term)
    for (position, is_definitive), terms in holders.items():
        kind = "pejabat definitif" if is_definitive else "Plt/Plh/Pj"
        _refuse(terms, f"jabatan {position} hanya boleh mempunyai satu {kind} pada satu masa")
    for terms in posts.values():
        _refuse(terms, "seorang pegawai hanya boleh memegang satu jabatan definitif pada satu masa")


def _refuse(terms: list[Term], rule: str) -> None:
    terms.sort(key=lambda term: (term.start, term.last_day))
    latest: Term | None = None
    for term in terms:
        if latest is not None and term.start <= latest.last_day:
            _refuse_pair(latest, term, rule)
        if latest is None or term.last_day > latest.last_day:
            latest = term


def _refuse_pair(first: Term, second: Term, rule: str) -> None:
    """Tell it at the later row of the two; an overlap inside the database is not the file's fault."""
    later, other = (second, first) if second.row else (first, second)
    if later.row is None:
        return
    later.row.refuse(
        "Mulai",
        f"Masa jabatan ini bertumpang tindih dengan {other.place} ({other.words}): {rule}. "
        "Isi Selesai pada masa yang lebih dahulu atau ubah Mulai.",
    )


def _stored_terms(planned: list[Term]) -> list[Term]:
    """Assignments of the same positions and people that the file does not speak of."""
    positions = {term.position for term in planned}
    numbers = {term.person[0] for term in planned if len(term.person) == 1}
    spoken_of = {(term.person, term.position, term.start) for term in planned}
    involved = Q(position__code__in=positions) | Q(employee__employee_number__in=numbers)
    found = Assignment.objects.select_related("employee", "position").filter(involved)
    return [term for term in map(_term, found) if (term.person, term.position, term.start) not in spoken_of]


def _term(assignment: Assignment) -> Term:
    employee, position = assignment.employee, assignment.position.code
    person = (employee.employee_number,) if employee.employee_number else (employee.name, position)
    is_definitive = assignment.kind == AssignmentKind.DEFINITIVE
    return Term(person, employee.name, position, is_definitive, assignment.start, assignment.end, None)
