"""What the fault tests stand on: a mail server that misbehaves on demand, and real workers that can be killed."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection

from pk_site.celery import app
from tests.faults.mail_server import Hold, MailServer

LEASE_SECONDS = 1
PRINT_LEASE_SECONDS = 5
"""A busy machine may need seconds for a document; a lease that is over too early does no harm, but proves less."""

PATIENCE = 90.0
DELIVERY = "messaging.outbox.tasks.deliver_notifications"


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A real mail server; the test's own process sends to it, and waits one second for an answer."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = False
        settings.EMAIL_TIMEOUT = 1
        yield server


@dataclass
class Worker:
    """A Celery worker in a process group of its own."""

    process: subprocess.Popen

    def kill(self) -> None:
        """Kill the worker and its children at once, as a power failure does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_child(self) -> None:
        """Kill the child that does the work; the worker itself lives on and starts another one."""
        pid = self.process.pid
        (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        os.kill(int(child), signal.SIGKILL)


class Workshop:
    """Starts workers on the test's database and on a queue that nobody else reads."""

    def __init__(self, port: int, folder: Path) -> None:
        self.queue = f"faults-{uuid.uuid4().hex}"
        self.folder = folder
        self.workers: list[Worker] = []
        self.environment = {
            **os.environ,
            "DATABASE_URL": _database_url(),
            "REDIS_URL": django_settings.REDIS_URL,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(port),
            "EMAIL_USE_TLS": "off",
            "EMAIL_TIMEOUT": "60",
            "CELERY_SKIP_CHECKS": "true",  # Django's checks import every page: half of the time a worker needs to start
            "AMANAH_OUTBOX_LEASE": str(LEASE_SECONDS),
            "AMANAH_PRINT_LEASE": str(PRINT_LEASE_SECONDS),
            "MEDIA_ROOT": str(django_settings.MEDIA_ROOT),
        }

    def start(self) -> Worker:
        """Start one more worker with one child."""
        name = f"worker{len(self.workers)}.{self.queue}@localhost"
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "celery", "-A", "pk_site", "worker", "-n", name, "-Q", self.queue),
                    *("--concurrency", "1", "--without-gossip", "--without-mingle", "--without-heartbeat"),
                ],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.workers.append(Worker(process))
        return self.workers[-1]

    def ring(self, task: str = DELIVERY) -> None:
        """Ask for one round of work, as beat does every few seconds."""
        app.send_task(task, queue=self.queue, expires=5)

    def ring_until(self, done: Callable[[], bool], task: str = DELIVERY) -> None:
        """Ask for rounds until the work is done; fail when it never is."""
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, f"not done in {PATIENCE} s; the workers said:\n{self.said()}"
            self.ring(task)
            time.sleep(0.3)

    def wait_for(self, hold: Hold) -> None:
        """Wait for a worker to come to this point; fail when none does."""
        assert hold.reached.wait(PATIENCE), f"no worker came to this point; they said:\n{self.said()}"

    def said(self) -> str:
        """The last words of all workers."""
        return "\n".join(log.read_text(errors="replace")[-2000:] for log in self.folder.glob("worker*.log"))

    def close(self) -> None:
        """Kill whoever still works, and throw the unanswered rings away."""
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.kill()
        with app.connection_for_write() as broker:
            broker.default_channel.queue_purge(self.queue)


@pytest.fixture
def workshop(transactional_db, mail_server, tmp_path) -> Iterator[Workshop]:
    """Real workers on the test's database."""
    shop = Workshop(mail_server.port, tmp_path)
    yield shop
    shop.close()


def _database_url() -> str:
    """The address of the database in which this test runs."""
    database = connection.settings_dict
    login = quote(database["USER"]) + (f":{quote(database['PASSWORD'], safe='')}" if database["PASSWORD"] else "")
    host, port = database["HOST"], f":{database['PORT']}" if database["PORT"] else ""
    if host.startswith("/"):
        return f"postgresql://{login}@{port}/{database['NAME']}?host={quote(host)}"
    return f"postgresql://{login}@{host}{port}/{database['NAME']}"
