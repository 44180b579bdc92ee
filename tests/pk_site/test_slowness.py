"""The limit for tests without a mark: what counts, and what a slow machine changes."""

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests import slowness
from tests.slowness import LIMIT, NOISE, complaint_about, cpu_seconds

BUSY = "import time\nwhile time.process_time() < 0.4: pass"


def test_work_counts_and_waiting_does_not():
    before = cpu_seconds()
    time.sleep(0.5)
    rested = cpu_seconds() - before
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass
    assert rested < 0.2 < 0.35 < cpu_seconds() - before


@pytest.mark.parametrize("ends", [True, False])
def test_what_a_started_process_works_counts_while_it_lives_and_afterwards(ends):
    before = cpu_seconds()
    program = BUSY + ("" if ends else "\nprint(flush=True)\ntime.sleep(600)")
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        if ends:
            process.wait()
        worked = cpu_seconds() - before
        process.kill()
    assert worked > 0.35


def test_a_server_in_a_session_of_its_own_does_not_count():
    before = cpu_seconds()
    program = BUSY + "\nprint(flush=True)\ntime.sleep(600)"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        process.stdout.readline()
        worked = cpu_seconds() - before
        process.kill()
    assert worked < 0.3


def test_the_limit_is_wider_on_a_machine_that_is_slow_at_the_moment(monkeypatch):
    monkeypatch.setattr(slowness, "REFERENCE_SECONDS", 3600.0)
    assert "make it faster" in complaint_about(LIMIT * NOISE + 0.1)
    monkeypatch.setattr(slowness, "REFERENCE_SECONDS", slowness.seconds_for_the_reference() / 100)
    assert complaint_about(LIMIT * 10) == ""


def test_a_test_within_the_limit_is_not_measured_against_the_machine(monkeypatch):
    monkeypatch.setattr(slowness, "REFERENCE_SECONDS", 3600.0)
    assert complaint_about(LIMIT) == ""


OUTCOMES = """
import pytest
from tests import slowness
from tests.slowness import *  # the hooks
slowness.LIMIT, slowness.REFERENCE_SECONDS = 0.2, 3600.0
"""
TESTS = """
import time
import pytest

def work():
    end = time.process_time() + 0.5
    while time.process_time() < end:
        pass

def test_quick(): pass
def test_long(): work()
@pytest.mark.slow
def test_marked(): work()
@pytest.fixture
def browser(): pass
def test_driving(browser): work()
"""


@pytest.mark.parametrize(
    ("chosen", "outcome"),
    [
        ([], "1 failed, 3 passed"),
        (["-m", "not browser and not fault and not slow"], "1 failed, 1 passed, 2 deselected"),
    ],
)
def test_a_long_test_fails_unless_it_is_marked_or_drives_a_browser(tmp_path, chosen, outcome):
    (tmp_path / "conftest.py").write_text(OUTCOMES)
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen]
    environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    output = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False).stdout
    assert outcome in output
    assert "CPU seconds of 0.3: make it faster" in output
