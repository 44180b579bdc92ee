"""How heavy the season board is with thousands of positions: queries, milliseconds, kilobytes compressed.

    python benchmarks/season_board.py [--positions 4000]

It makes a database of its own and drops it. The targets: at most 12 queries and 60 kB compressed.
"""

import argparse
import datetime
import gzip
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")
os.environ["LOG_LEVEL"] = "ERROR"

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from agreements.enums import AgreementStatus, Side  # noqa: E402
from agreements.models import Agreement, Party  # noqa: E402
from audit.models import Event  # noqa: E402
from benchmarks.own_database import own_database  # noqa: E402
from indicators.models import BudgetLine, Policy  # noqa: E402
from organisation.enums import PositionKind, Role, WorkUnitKind  # noqa: E402
from organisation.models import Assignment, Employee, Position, User, WorkUnit  # noqa: E402
from tests import factories  # noqa: E402

YEAR = 2026
OFFICES = 45
BOARD = f"/pk/musim/?tahun={YEAR}"
MOST_QUERIES, MOST_BYTES = 12, 60_000

UNUSABLE = "!"

S = AgreementStatus
LIFE = (None, S.DRAFT, S.SUBMITTED, S.SUBMITTED, S.RETURNED, S.APPROVED, S.PARTLY_SIGNED, S.IN_FORCE, S.IN_FORCE)
"""The states that positions are given in turn."""


def people(positions: list[Position]) -> list[Employee]:
    """A holder for all but every fiftieth position, an account for all but every twentieth of them."""
    held = [position for number, position in enumerate(positions) if number % 50]
    employees = Employee.objects.bulk_create(
        Employee(name=f"Pegawai Bernama Panjang {number}", title_suffix="S.Sos., M.Si.", rank_code="III/d")
        for number in range(len(held))
    )
    Assignment.objects.bulk_create(
        Assignment(employee=employee, position=position, start=factories.LONG_AGO)
        for employee, position in zip(employees, held, strict=True)
    )
    User.objects.bulk_create(
        User(username=f"orang{number}", password=UNUSABLE, employee=employee)
        for number, employee in enumerate(employees)
        if number % 20
    )
    return employees


def positions(count: int) -> list[Position]:
    """A regional head, the offices with their heads, and below them officials and staff."""
    top = factories.WorkUnitFactory(name="Pemerintah Kabupaten", kind=WorkUnitKind.OTHER)
    head = factories.PositionFactory(unit=top, title="Bupati Contoh", kind=PositionKind.REGIONAL_HEAD)
    units = [factories.WorkUnitFactory(name=f"Dinas Pelayanan Masyarakat {number}") for number in range(OFFICES)]
    heads = [factories.PositionFactory(unit=unit, reports_to=head) for unit in units]
    rest = Position.objects.bulk_create(
        _subordinate(number, units[number % OFFICES], heads[number % OFFICES]) for number in range(count - OFFICES - 1)
    )
    return [head, *heads, *rest]


def _subordinate(number: int, unit: WorkUnit, superior: Position) -> Position:
    kinds = (PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR, PositionKind.FUNCTIONAL, PositionKind.EXECUTING_STAFF)
    return Position(
        code=f"B{number:05}",
        title=f"Pejabat Pelaksana Urusan Pemerintahan {number}",
        unit=unit,
        kind=kinds[number // OFFICES % 4],
        reports_to=superior if number % 40 else None,
        protocol_order=100 + number,
    )


def agreements(held: list[Position], employees: list[Employee]) -> None:
    """Agreements in every state, with their parties and the event that they were sent with."""
    signed = {S.PARTLY_SIGNED, S.IN_FORCE}
    states = [(position, LIFE[number % len(LIFE)]) for number, position in enumerate(held)]
    made = Agreement.objects.bulk_create(
        Agreement(position=position, year=YEAR, status=status, signed_on=_day(20) if status in signed else None)
        for position, status in states
        if status
    )
    Party.objects.bulk_create(
        Party(agreement=agreement, side=side, position=position, employee=employees[0], assignment_kind="definitive")
        for agreement in made
        for side, position in ((Side.FIRST, agreement.position), (Side.SECOND, agreement.position.reports_to))
        if position
    )
    sent = [agreement for agreement in made if agreement.status not in {S.DRAFT}]
    Event.objects.bulk_create(
        Event(
            verb="agreement.submitted",
            target_type="agreements.agreement",
            target_id=str(agreement.pk),
            target_label=str(agreement),
            actor_label="Pejabat",
        )
        for agreement in sent
    )


def _day(number: int) -> datetime.date:
    return datetime.date(YEAR, 1, number)


def build(count: int) -> dict[str, User]:
    """Everything; gives the people who look at the board."""
    factories.GovernmentFactory()
    every = positions(count)
    employees = people(every)
    agreements(every, employees)
    program = factories.ProgramFactory()
    BudgetLine.objects.bulk_create(
        BudgetLine(position=position, year=YEAR, program=program, amount=1_000_000_000, funding_source="APBD")
        for position in every[: OFFICES + 1]
    )
    Policy.objects.create(year=YEAR, budget_document_on=datetime.date(YEAR - 1, 12, 31))
    regent = factories.holder_of(every[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "Bagian Organisasi": factories.user_with_role(Role.ORGANISATION_SECTION),
        "regional head": regent,
    }


def measured(client: Client, address: str, rounds: int) -> dict[str, Any]:
    """Queries, median milliseconds and sizes of one page."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    seen = list(queries)  # the log is emptied by the next request
    assert answer.status_code == 200, answer.status_code
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        client.get(address)
        times.append(time.perf_counter() - begin)
    return {
        "queries": len(seen),
        "database": sum(float(query["time"]) for query in seen) * 1000,
        "ms": statistics.median(times) * 1000,
        "raw": len(answer.content),
        "gzip": len(gzip.compress(answer.content, 6)),
    }


def main() -> None:
    """Measure and print; exit 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--positions", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    missed = False
    with own_database():
        visitors = build(options.positions)
        counts = f"{Position.objects.count()} positions, {Agreement.objects.count()} agreements"
        print(f"{counts}, load {os.getloadavg()[0]:.1f} before the run")
        print(f"{'page':40} {'queries':>7} {'in SQL':>9} {'request':>9} {'raw':>9} {'gzip':>9}")
        unit = WorkUnit.objects.order_by("pk")[1].pk
        for name, user in visitors.items():
            client = Client()
            client.force_login(user)
            for query in ("", "&status=submitted", f"&unit={unit}", "&kurang=anggaran", "&q=pegawai+12", "&halaman=40"):
                result = measured(client, BOARD + query, options.rounds)
                missed |= result["queries"] > MOST_QUERIES or result["gzip"] > MOST_BYTES
                clocked = f"{result['queries']:7} {result['database']:6.0f} ms {result['ms']:6.0f} ms "
                sizes = f"{result['raw'] / 1000:6.1f} kB {result['gzip'] / 1000:6.1f} kB"
                print(f"{name + ' ' + query:40} {clocked}{sizes}", flush=True)
    verdict = "missed" if missed else "met"
    print(f"targets: at most {MOST_QUERIES} queries and {MOST_BYTES // 1000} kB compressed: {verdict}")
    sys.exit(missed)


if __name__ == "__main__":
    main()
