"""The steps behind the Makefile end with one clear sentence when they cannot work."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from pk_site.embedded.places import CHECKOUT

SCRIPT = CHECKOUT / "deploy/steps.sh"


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A folder with the script, the lock file and this installation's .venv, as if `make setup` had run there."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(SCRIPT, tmp_path / "deploy")
    shutil.copy(CHECKOUT / "requirements-dev.txt", tmp_path)
    return tmp_path


def run(script: Path, step: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [script, step], env={**os.environ, **environment}, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def program(folder: Path, name: str, body: str) -> None:
    """Write an executable shell script `name` into `folder`."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


def bare_path(checkout: Path, *programs: str) -> str:
    """Return a PATH that holds the named programs, and an `id` that tells somebody who is not root."""
    folder = checkout / "bin"
    program(folder, "id", "echo 1000")
    for name in ("bash", "dirname", *programs):
        (folder / name).symlink_to(shutil.which(name))
    return str(folder)


def sentence(outcome: subprocess.CompletedProcess) -> str:
    """Return the only line on standard error of a failed step."""
    assert outcome.returncode != 0
    assert outcome.stderr.count("\n") == 1, outcome.stderr
    return outcome.stderr


@pytest.mark.slow  # sets up before it looks at the port
def test_a_port_in_use_is_one_sentence_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        said = sentence(run(SCRIPT, "demo", PORT=str(port)))
    assert said.startswith(f"amanah: Port {port} cannot be used")
    assert f"make demo PORT={port + 1}" in said


@pytest.mark.parametrize("port", ["http", "99999", "80a0"])
def test_a_port_that_is_none_is_refused(port):
    assert f"{port}" in sentence(run(SCRIPT, "demo", PORT=port))


def test_an_unknown_step_names_the_known_ones():
    assert "setup|browser|script_tools|demo|mutants|check" in sentence(run(SCRIPT, "deploy"))


@pytest.mark.slow  # makes a virtual environment
def test_without_network_the_packages_are_not_installed_and_the_sentence_says_so(checkout):
    unreachable = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_CACHE_DIR": "1", "PIP_CONFIG_FILE": os.devnull}
    outcome = run(checkout / "deploy/steps.sh", "setup", **unreachable, PIP_RETRIES="0")
    assert "could not be downloaded: check the network" in sentence(outcome)
    assert not (checkout / ".venv/installed-lock").exists()


def test_without_a_supported_python_somebody_who_is_not_root_is_told_what_to_install(checkout):
    path = bare_path(checkout, "mkdir")
    program(checkout / "bin", "python3", "exit 1")
    said = sentence(run(checkout / "deploy/steps.sh", "setup", PATH=path))
    assert "Python 3.11, 3.12 or 3.13" in said
    assert "sudo apt-get install python3 python3-venv" in said


def test_without_chromium_somebody_who_is_not_root_is_told_what_to_install(checkout):
    said = sentence(run(checkout / "deploy/steps.sh", "browser", PATH=bare_path(checkout), CHROMIUM=""))
    assert "sudo apt-get install chromium" in said


def test_a_chromium_that_is_none_is_named():
    assert "CHROMIUM=/nowhere/chromium is not a program" in sentence(
        run(SCRIPT, "browser", CHROMIUM="/nowhere/chromium")
    )


def test_without_node_somebody_who_is_not_root_is_told_what_to_install(checkout):
    said = sentence(run(checkout / "deploy/steps.sh", "script_tools", PATH=bare_path(checkout, "mkdir")))
    assert "Node 18 or newer" in said
    assert "sudo apt-get install nodejs npm" in said


def test_a_node_that_is_too_old_is_named(checkout):
    path = bare_path(checkout, "mkdir")
    program(checkout / "bin", "npm", "exit 0")
    program(checkout / "bin", "node", '[ "$1" = --version ] && echo v16.20.2 || exit 1')
    program(checkout / "bin", "id", "echo 0")
    program(checkout / "bin", "env", "exit 0")
    program(checkout / "bin", "apt-get", "exit 0")
    assert "this system offers v16.20.2" in sentence(run(checkout / "deploy/steps.sh", "script_tools", PATH=path))


def test_the_linter_for_scripts_is_installed_once(checkout):
    (checkout / "package-lock.json").write_text("{}")
    path = bare_path(checkout, "mkdir", "sha256sum", "cut", "cat")
    program(checkout / "bin", "node", "exit 0")
    program(checkout / "bin", "npm", "echo called >>npm-calls; mkdir -p node_modules")
    for content in ("{}", "{}", '{"lockfileVersion": 3}'):
        (checkout / "package-lock.json").write_text(content)
        assert run(checkout / "deploy/steps.sh", "script_tools", PATH=path).returncode == 0
    assert (checkout / "npm-calls").read_text() == "called\n" * 2


def test_the_linter_for_scripts_that_cannot_be_fetched_is_one_sentence(checkout):
    (checkout / "package-lock.json").write_text("{}")
    path = bare_path(checkout, "mkdir", "sha256sum", "cut", "cat")
    program(checkout / "bin", "node", "exit 0")
    program(checkout / "bin", "npm", "exit 1")
    said = sentence(run(checkout / "deploy/steps.sh", "script_tools", PATH=path))
    assert "could not be installed; see var/setup.log" in said
    assert not (checkout / "node_modules/.installed-lock").exists()
