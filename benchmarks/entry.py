"""How many boxes of quarterly reports can be saved, how long people wait for it, and how many queries one save asks.

    python benchmarks/entry.py [--operators 50] [--saves 4] [--rounds 14] [--indicators 30]

Fifty operators, each with a report of their own, save box after box against gunicorn with two sync workers, as in the
Procfile, on the embedded PostgreSQL with a database of its own. First as fast as they are answered: how many saves a
second there can be. Then as people type, half a second of thought before each save: how long they wait. By turns with
the first a bare authenticated POST of Django that writes one row (`benchmarks/entry_site.py`) tells how fast the
machine is at the moment. The targets, on two quiet cores: at least 100 saves a second, 300 ms for 95 of 100 saves of
people who type, and at most 12 queries.
"""

import argparse
import contextlib
import datetime
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")
os.environ["LOG_LEVEL"] = "ERROR"

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from benchmarks.own_database import own_database  # noqa: E402
from indicators.domain.periods import Quarter  # noqa: E402
from indicators.enums import ValueState  # noqa: E402
from indicators.models import Indicator, Objective, Period, QuarterTarget, Target  # noqa: E402
from organisation.enums import Role  # noqa: E402
from organisation.models import User  # noqa: E402
from realisations.models import QuarterReport, Realisation  # noqa: E402
from tests import factories  # noqa: E402

MOST_QUERIES, LEAST_RATE, LONGEST_WAIT = 12, 100, 0.3
THOUGHT = 0.5
"""Seconds that a person needs for the next figure: fifty of them save a hundred boxes a second."""

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
BEGINNING = "5"
"""What stands in every other box before the first save; the others are empty, as in a report that was just begun."""
PATIENCE = 30
"""Seconds until the web server has to answer."""


@dataclass
class Operator:
    """One person at one report, and what stands in the boxes as they know it."""

    user: User
    report: QuarterReport
    boxes: list[int]
    """The keys of the indicators."""

    rows: list[int]
    """The keys of the rows that are stored from the beginning, for the bare save."""

    cookies: str = ""
    token: str = ""
    turn: int = 0
    stored: dict[int, str] = field(default_factory=dict)
    """What is stored in a box; nothing means that it is empty."""

    def log_in(self) -> None:
        """Keep a session for this person, as logging in does."""
        client = Client()
        client.force_login(self.user)
        self.token = get_random_string(32)
        self.cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={self.token}"

    def next_box(self) -> tuple[int, str, str]:
        """The indicator whose box comes next, the new text, and the text that stands there."""
        key = self.boxes[self.turn % len(self.boxes)]
        text = f"{10 + self.turn % 80},{self.turn % 9 + 1}"
        was, self.stored[key] = self.stored.get(key, ""), text
        self.turn += 1
        return key, text, was

    def save_of_a_cell(self) -> str:
        """The request of the entry page for the next box."""
        key, text, was = self.next_box()
        address = reverse("realisations:cell_save", args=[self.report.pk])
        return self._request(address, {"name": f"r{key}-value", "text": text, "was": was})

    def bare_save(self) -> str:
        """The request that writes one row and does nothing else."""
        self.turn += 1
        key = self.rows[self.turn % len(self.rows)]
        return self._request(f"/polos/{key}/", {"text": f"{10 + self.turn % 80}.{self.turn % 9 + 1}"})

    def _request(self, address: str, data: dict[str, str]) -> str:
        body = urlencode(data)
        lines = [
            f"POST {quote(address)} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Cookie: {self.cookies}",
            f"X-CSRFToken: {self.token}",
            "HX-Request: true",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        return "\r\n".join([*lines, "", body])


def build(operators: int, indicators: int) -> list[Operator]:
    """A dinas, its head's plan, its report of the quarter that is reported now, and an operator, as often as asked."""
    factories.GovernmentFactory()
    quarter, days = Quarter.of(timezone.localdate()).previous, datetime.timedelta(days=30)
    today = timezone.localdate()
    period = Period.objects.create(
        year=quarter.year, quarter=quarter.number, opens=today - days, due=today + days, closes=today + days
    )
    people = [_operator(number, indicators, period) for number in range(operators)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people


def _operator(number: int, indicators: int, period: Period) -> Operator:
    position = factories.PositionFactory(unit=factories.WorkUnitFactory(name=f"Dinas Contoh {number}"))
    user = factories.user_with_role(Role.OPERATOR, position.unit)
    objective = Objective.objects.create(code=f"B{number:03}", statement="Meningkatnya layanan", position=position)
    made = Indicator.objects.bulk_create(
        Indicator(
            code=f"B{number:03}.{order:02}",
            objective=objective,
            statement=f"Persentase layanan dasar yang memenuhi standar {order}",
            unit_of_measure="%",
            polarity="maximize",
            aggregation="last",
            order=order,
        )
        for order in range(indicators)
    )
    targets = Target.objects.bulk_create(Target(indicator=each, year=period.year, figure=80) for each in made)
    QuarterTarget.objects.bulk_create(
        QuarterTarget(target=target, quarter=period.quarter, figure=80) for target in targets
    )
    report = QuarterReport.objects.create(position=position, period=period)
    rows = Realisation.objects.bulk_create(
        Realisation(report=report, indicator=each, state=ValueState.REPORTED, figure=BEGINNING) for each in made[::2]
    )
    stored = {row.indicator_id: BEGINNING for row in rows}
    operator = Operator(user, report, [each.pk for each in made], [row.pk for row in rows], stored=stored)
    operator.log_in()
    return operator


@contextlib.contextmanager
def web_server() -> Iterator[int]:
    """Gunicorn as in the Procfile, on this run's database; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = ["--workers", "2", "--preload", "--timeout", "60", "--no-control-socket", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", "benchmarks.entry_site", "--bind", f"127.0.0.1:{port}", *arguments]
    server = subprocess.Popen(command, cwd=ROOT, env=_environment())  # noqa: S603 # a list of constants and our port
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _environment() -> dict[str, str]:
    """As in an installation, except that nothing is encrypted on the way to this machine itself."""
    database = connection.settings_dict
    place = f"postgresql://{quote(database['USER'])}:{quote(database['PASSWORD'])}@/{quote(database['NAME'])}"
    return {**os.environ, "DEBUG": "false", "DATABASE_URL": f"{place}?host={quote(str(database['HOST']), safe='')}"}


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit("The web server does not answer.")


@dataclass
class Series:
    """What was measured of one kind of save."""

    name: str
    thought: float = 0
    rates: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)

    def add(self, port: int, people: list[list[str]]) -> None:
        """One round: everybody sends what they have."""
        plan = json.dumps({"port": port, "people": people, "thought": self.thought})
        load = subprocess.run(  # noqa: S603 # this interpreter and a file of ours
            [sys.executable, str(ROOT / "benchmarks/entry_load.py")],
            input=plan,
            capture_output=True,
            text=True,
            check=True,
        )
        stored = json.loads(load.stdout)
        if stored["wrong"]:
            raise SystemExit(f"{self.name}: {len(stored['wrong'])} answers other than 200: {set(stored['wrong'])}")
        self.rates.append(len(stored["latencies"]) / stored["seconds"])
        self.latencies += stored["latencies"]

    @property
    def rate(self) -> float:
        """Saves per second, the median of the rounds."""
        return statistics.median(self.rates)

    def wait(self, share: float) -> float:
        """Seconds within which this share of the saves was answered."""
        return sorted(self.latencies)[int(len(self.latencies) * share)]

    def __str__(self) -> str:
        p50, p95 = self.wait(0.5) * 1000, self.wait(0.95) * 1000
        rounds = " ".join(f"{rate:.0f}" for rate in self.rates)
        return f"{self.name:12}{self.rate:7.0f} saves/s   p50 {p50:5.0f} ms   p95 {p95:5.0f} ms   rounds: {rounds}"


def queries_of_one_save(operator: Operator) -> list[str]:
    """The SQL of one save with session and person, without the words that begin and end its transaction."""
    client = Client()
    client.force_login(operator.user)
    address = reverse("realisations:cell_save", args=[operator.report.pk])
    for _ in range(2):
        key, text, was = operator.next_box()
        with CaptureQueriesContext(connection) as seen:
            answer = client.post(address, {"name": f"r{key}-value", "text": text, "was": was})
        assert answer.status_code == 200, answer.content.decode()
    return [query["sql"] for query in seen if not query["sql"].startswith(TRANSACTION)]


def measured(people: list[Operator], saves: int, rounds: int) -> tuple[Series, Series, Series]:
    """The bare save, the save of a box, and that of people who type, by turns; the first round only warms up."""
    kinds = ((Series("bare POST"), Operator.bare_save), (Series("box save"), Operator.save_of_a_cell))
    kinds += ((Series("typing", THOUGHT), Operator.save_of_a_cell),)
    with web_server() as port:
        for number in range(rounds + 1):
            for series, request in kinds:
                series.add(port, [[request(person) for _ in range(saves)] for person in people])
                if not number:
                    series.rates, series.latencies = [], []
    bare, box, typing = (series for series, _ in kinds)
    return bare, box, typing


def main() -> None:
    """Measure and print; exit 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("operators", 50), ("saves", 4), ("rounds", 14), ("indicators", 30)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with own_database():
        people = build(options.operators, options.indicators)
        queries = queries_of_one_save(people[0])
        print(
            f"{options.operators} operators, {options.indicators} indicators each, load {os.getloadavg()[0]:.1f} before"
        )
        bare, box, typing = measured(people, options.saves, options.rounds)
    ratio = statistics.median(ours / theirs for ours, theirs in zip(box.rates, bare.rates, strict=True))
    print(bare, box, typing, sep="\n")
    print(f"a box save has {ratio:.2f} of the bare one's throughput and asks {len(queries)} queries")
    missed = box.rate < LEAST_RATE or typing.wait(0.95) > LONGEST_WAIT or len(queries) > MOST_QUERIES
    targets = f"{LEAST_RATE} saves/s, p95 {LONGEST_WAIT * 1000:.0f} ms while typing, {MOST_QUERIES} queries"
    print(f"targets: {targets}: {'missed' if missed else 'met'}")
    sys.exit(missed)


if __name__ == "__main__":
    main()
