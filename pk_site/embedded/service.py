"""One embedded server: who uses it, whether it runs, and starting it exactly once."""

import fcntl
import json
import os
import sys
import time
from pathlib import Path
from typing import IO, ClassVar

from pk_site.embedded.errors import EmbeddedError
from pk_site.embedded.places import SystemAccount, home, make_home, socket_folder

KEEPER = Path(__file__).with_name("keeper.py")
PATIENCE = 30.0
# Successive commands do not pay for starting again; a forgotten server does not stay.
GRACE = 3.0


class Service:
    """A server shared by all processes of one checkout; subclasses say how it is prepared, started and asked."""

    name: ClassVar[str]
    stop_signal: ClassVar[str] = "SIGTERM"
    # Open lock files by path: they stay open, and so count as use, until this process and its forks have ended.
    _held: ClassVar[dict[Path, IO[bytes]]] = {}

    def __init__(self, base: Path | None = None, grace: float = GRACE) -> None:
        self.home = (base or home()) / self.name
        self.sockets = socket_folder(self.home)
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.grace = grace
        self.account = SystemAccount.of_servers()

    def url(self) -> str:
        """Return the address for DATABASE_URL or REDIS_URL."""
        raise NotImplementedError

    def command(self) -> list[str]:
        """Return the command line of the server; raises EmbeddedError when its wheel is missing."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Make data folder and settings ready; nothing of this service runs at that moment."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Tell whether the server answers."""
        raise NotImplementedError

    def hold(self) -> None:
        """Make sure that the server runs, and keep it running until this process has ended."""
        path = self.home / "users.lock"
        if path in self._held:
            return
        try:
            self._make_folders()
            users = path.open("ab")
            fcntl.flock(users, fcntl.LOCK_SH)  # waits while a keeper is just stopping the server
            with (self.home / "start.lock").open("ab") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                self._make_it_answer()
        except PermissionError as error:
            raise EmbeddedError(
                f"{error.filename} cannot be written by this user; remove {self.home} or name your own servers in "
                "DATABASE_URL and REDIS_URL."
            ) from error
        self._held[path] = users

    def _make_folders(self) -> None:
        make_home(self.home)
        self.account.own(self.sockets)
        self.account.own(self.data)

    def _make_it_answer(self) -> None:
        """Return when the server answers; start it, once, when no keeper lives that would."""
        deadline = time.monotonic() + PATIENCE
        started = False
        while True:
            with (self.home / "keeper.lock").open("ab") as lock:
                is_kept = not _is_free(lock)
                if not is_kept and not started:
                    self.prepare()
                    self._spawn_keeper(self.command(), lock)
                    is_kept = started = True
            if is_kept and self.answers():
                return
            if not is_kept or time.monotonic() > deadline:
                raise EmbeddedError(
                    f"the embedded {self.name} did not start; its last words in {self.log}: {self._last_words()}"
                )
            time.sleep(0.02)

    def _spawn_keeper(self, command: list[str], lock: IO[bytes]) -> None:
        """Start the keeper, which inherits the lock that says "a keeper lives"."""
        job = {
            "command": command,
            "users_lock": str(self.home / "users.lock"),
            "keeper_lock": lock.fileno(),
            "grace": self.grace,
            "stop_signal": self.stop_signal,
            "identity": self.account.for_subprocess(),
        }
        os.set_inheritable(lock.fileno(), True)
        os.posix_spawn(
            sys.executable,
            [sys.executable, "-I", str(KEEPER), json.dumps(job)],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, str(self.log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
                (os.POSIX_SPAWN_DUP2, 1, 2),
            ],
        )

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return lines[-1].strip() if lines else "(nothing)"


def _is_free(lock: IO[bytes]) -> bool:
    """Take the lock if nobody has it, and tell whether that worked."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
