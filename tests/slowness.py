"""The marks by which `make quick` leaves tests out, and the limit for tests without one.

The limit counts the CPU time of the test's process and of those it started, not the time on the clock: on a busy
machine a test waits for its turn and would fail without being slow. PostgreSQL and Valkey serve other runs too and are
not counted. A test over the limit is judged by the speed of the machine at that moment, measured with a fixed piece of
work.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

LIMIT = 3.0  # CPU seconds of a machine that does REFERENCE in REFERENCE_SECONDS
NOISE = 1.5  # the same test takes up to half as much again when a neighbour shares core and memory
REFERENCE = 1_000_000
REFERENCE_SECONDS = 0.06
MARKS = {
    "slow": "takes more than three CPU seconds; left out by `make quick`",
    "browser": "drives a real browser (marked by itself); left out by `make quick`",
    "fault": "kills workers, breaks servers (all below tests/faults); left out by `make quick`",
}
TICKS = os.sysconf("SC_CLK_TCK")
FAULTS = Path(__file__).parent / "faults"


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known."""
    for name, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what can be recognised: the tests that ask for a browser, and those of faults."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if FAULTS in item.path.parents:
            item.add_marker("fault")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that works, but too long, and has no mark that allows it."""
    if any(item.get_closest_marker(mark) for mark in MARKS):
        return (yield)
    before = cpu_seconds()
    answer = yield
    complaint = complaint_about(cpu_seconds() - before)
    if complaint:
        pytest.fail(complaint, pytrace=False)
    return answer


def complaint_about(seconds: float) -> str:
    """What is wrong with a test that used so many CPU seconds; empty when nothing is."""
    if seconds <= LIMIT:
        return ""
    allowed = LIMIT * NOISE * max(1.0, seconds_for_the_reference() / REFERENCE_SECONDS)
    if seconds <= allowed:
        return ""
    return f"used {seconds:.1f} CPU seconds of {allowed:.1f}: make it faster, or mark it slow with the reason"


def seconds_for_the_reference() -> float:
    """CPU seconds that a fixed piece of work takes now."""
    start = time.process_time()
    sum(number * number for number in range(REFERENCE))
    return time.process_time() - start


def cpu_seconds() -> float:
    """CPU seconds of this process and of all that it started, except those that began a session of their own."""
    return sum(map(_cpu_seconds_of, _family(os.getpid(), os.getsid(0))))


def _family(pid: int, session: int) -> Iterator[int]:
    yield pid
    for children in _listed(Path(f"/proc/{pid}/task")):
        for child in _read(children / "children").split():
            if _fields(int(child))[3:4] == [str(session)]:
                yield from _family(int(child), session)


def _listed(folder: Path) -> list[Path]:
    """What a folder of /proc holds; nothing when its process has just gone."""
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []


def _cpu_seconds_of(pid: int) -> float:
    """User and system time, with that of the children that have ended."""
    return sum(map(int, _fields(pid)[11:15])) / TICKS


def _fields(pid: int) -> list[str]:
    """What /proc tells about a process, after its name; nothing when it has just gone."""
    return _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
