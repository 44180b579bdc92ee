"""The three processes of the Procfile work together on the embedded servers, and Ctrl-C leaves nothing behind."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from documents.drawing import pdf
from pk_site.embedded.places import CHECKOUT

LEFT_AT_HOME = shutil.ignore_patterns(".*", "var", "tests", "docs", "__pycache__")
HALF_A_REQUEST = b"GET /healthz/ready HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def checkout() -> Iterator[Path]:
    """A copy of the program in a folder of its own, which the user of the embedded servers may enter."""
    folder = Path(tempfile.mkdtemp(prefix="amanah-processes-"))
    folder.chmod(0o755)
    shutil.copytree(CHECKOUT, folder, ignore=LEFT_AT_HOME, dirs_exist_ok=True)
    yield folder
    shutil.rmtree(folder)


def eventually(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


def is_ready(port: int) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request("GET", "/healthz/ready")
        return link.getresponse().status == 200
    except OSError:
        return False
    finally:
        link.close()


def processes_of(folder: Path) -> list[str]:
    """Return the command lines of the processes that work in `folder` or name it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if str(folder) in command or (entry / "cwd").readlink().is_relative_to(folder):
                found.append(command)
        except OSError:
            continue
    return found


@contextmanager
def idle_connections(port: int) -> Iterator[None]:
    """Two connections that send nothing, and two that stop in the middle of a request."""
    with ExitStack() as connections:
        for begun in (b"", b"", HALF_A_REQUEST, HALF_A_REQUEST):
            connection = connections.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            connection.sendall(begun)
        time.sleep(1)
        yield


def test_a_document_is_given_up_before_the_web_server_or_a_proxy_gives_up_the_request():
    web = next(line for line in (CHECKOUT / "Procfile").read_text().splitlines() if line.startswith("web:"))
    patience = float(web.split("--timeout ")[1].split()[0])
    assert patience > pdf.WAIT_LIMIT + pdf.TIME_LIMIT
    assert "--worker-class gthread" in web


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow  # four processes that import everything
def test_web_worker_and_beat_start_together_and_ctrl_c_stops_them_and_the_servers(checkout, port):
    named = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {key: value for key, value in os.environ.items() if key not in named}
    environment |= {"PORT": str(port), "DEBUG": "0", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=checkout, env=environment, check=True)
    with (checkout / "log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "honcho", "start"], cwd=checkout, env=environment, stdout=log, stderr=log
        )
    try:
        eventually(lambda: is_ready(port), 60)
        commands = "\n".join(processes_of(checkout))
        assert all(part in commands for part in ("gunicorn", "worker", "beat", "postgres", "valkey-server"))
        with idle_connections(port):
            assert is_ready(port), "connections that send nothing, or half a request, hold up everybody"
        assert running.poll() is None
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)
    eventually(lambda: processes_of(checkout) == [], 30)
    assert "Traceback" not in (checkout / "log").read_text()
