"""Each file is looked into by a child of its own; what goes wrong there stays there."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from documents.inspection import inspector as signing
from documents.inspection.child import ask
from realisations.evidence import inspector as evidence

PROBES = {"tests.documents.inspection.evidence_probe": evidence, "tests.documents.inspection.signing_probe": signing}
PATIENCE = 60


@pytest.fixture(params=PROBES)
def probe(request) -> str:
    """One inspector after the other."""
    return request.param


def let(probe: str, task: str, *, time_limit: int = PATIENCE) -> dict[str, Any]:
    """Let a child of this inspector do this."""
    return ask(probe, {}, [task.encode()], time_limit=time_limit)[0]


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what another process does in its own time."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    """Whether no process of this number works any more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


# --- Each file alone -------------------------------------------------------------------------------------------------


def test_every_file_has_a_child_of_one_resident_that_knows_nothing_of_the_file_before(probe):
    first, second = let(probe, "look"), let(probe, "look")
    assert first["pid"] != second["pid"]
    assert first["parent"] == second["parent"] != os.getpid()
    assert first["seen"] == second["seen"] == ["look"]


def test_a_child_holds_its_own_two_pipes_and_nothing_else(probe):
    kinds = {name.partition(":")[0] for name in let(probe, "look")["open"]}
    # The event loop, which is made before sockets are forbidden, has a pair of its own.
    assert kinds - {"socket", "anon_inode"} == {"pipe", "/dev/null"}
    if PROBES[probe] is evidence:
        assert kinds == {"pipe", "/dev/null"}


def test_a_child_has_no_secrets_and_a_folder_of_its_own_that_is_gone_afterwards(probe, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    first, second = let(probe, "look"), let(probe, "look")
    assert set(first["environment"]) <= {"PATH", "LANG", "LC_CTYPE", "HOME", "TMPDIR"}
    assert first["folder"] == first["home"] != second["folder"]
    wait_until(lambda: not Path(first["folder"]).exists() and not Path(second["folder"]).exists())


def test_many_files_at_once_each_get_their_own_answer(probe):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: let(probe, "look"), range(24)))
    assert len({answer["pid"] for answer in answers}) == 24


# --- Walls -----------------------------------------------------------------------------------------------------------


def test_a_child_works_within_the_bounds_of_its_inspector(probe):
    inspector = PROBES[probe]
    memory, file_size, core = let(probe, "look")["limits"]
    assert memory == [inspector.MEMORY_LIMIT] * 2
    assert file_size == [inspector.FILE_LIMIT] * 2
    assert core == [0, 0]


def test_a_child_opens_no_socket_and_starts_no_program(probe):
    refusals = let(probe, "try everything")["refusals"]
    assert len(refusals) == 4
    for refusal in refusals.values():
        assert refusal.startswith("This process may not use")


# --- What goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("task", ["crash", "exhaust"])
def test_a_child_that_dies_gives_no_answer_and_the_next_file_finds_another_resident(probe, task):
    before = let(probe, "look")["parent"]
    with pytest.raises(EOFError):
        let(probe, task)
    assert let(probe, "look")["parent"] != before
    wait_until(lambda: is_gone(before))


def test_a_child_that_takes_too_long_is_ended(probe):
    resident = let(probe, "look")["parent"]
    with pytest.raises(TimeoutError):
        let(probe, "hang", time_limit=1)
    assert let(probe, "look")["seen"] == ["look"]
    wait_until(lambda: is_gone(resident))  # which waits for its last child


def test_while_one_child_hangs_and_another_dies_a_third_is_answered(probe):
    folder = Path(let(probe, "look")["folder"]).parent
    with ThreadPoolExecutor() as pool:
        hanging = pool.submit(let, probe, "hang", time_limit=3)
        wait_until(lambda: list(folder.glob("*/pid")))
        with pytest.raises(EOFError):
            let(probe, "crash")
        assert let(probe, "look")["seen"] == ["look"]
        with pytest.raises(TimeoutError):
            hanging.result()


def test_a_resident_that_was_killed_is_replaced(probe):
    resident = let(probe, "look")["parent"]
    os.kill(resident, signal.SIGKILL)
    wait_until(lambda: is_gone(resident))
    assert let(probe, "look")["parent"] != resident


# --- Processes that use it -------------------------------------------------------------------------------------------

USER = """
import os, sys
from documents.inspection.child import ask
probe = sys.argv[1]
def look(): return ask(probe, {}, [b"look"], time_limit=60)[0]
"""
FORKS = """
parents = look()["parent"]
if not os.fork():
    own = look()["parent"]
    assert own != parents and look()["parent"] == own
    sys.stdout.write("child ")
    sys.exit()
assert os.wait()[1] == 0
assert look()["parent"] == parents
sys.stdout.write("parent")
"""
HANGS = """
seen = look()
print(seen["parent"], os.path.dirname(seen["folder"]), flush=True)
ask(probe, {}, [b"hang"], time_limit=600)
"""


def start(program: str, probe: str) -> subprocess.Popen[str]:
    """A process that uses an inspector."""
    command = [sys.executable, "-c", USER + program, probe]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)


def test_a_forked_process_has_a_resident_of_its_own_and_leaves_that_of_its_parent_alone(probe):
    with start(FORKS, probe) as process:
        assert process.communicate(timeout=PATIENCE)[0] == "child parent"
    assert process.returncode == 0


def test_resident_and_child_end_with_the_process_that_used_them_even_when_it_is_killed(probe):
    with start(HANGS, probe) as process:
        assert process.stdout is not None
        resident, folder = process.stdout.readline().split()
        wait_until(lambda: list(Path(folder).glob("*/pid")))
        (note,) = Path(folder).glob("*/pid")
        child = int(note.read_text())
        process.kill()
    wait_until(lambda: is_gone(int(resident)) and is_gone(child))
    assert not Path(folder).exists()
