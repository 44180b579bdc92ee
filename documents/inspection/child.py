"""The one way to look into a file that somebody uploaded: in a child process that can do nothing else.

Each inspector has a resident process (`documents.inspection.resident`) that forks one child per file. It lives as long
as this process and is started anew when it died. It is also replaced after a child that gave no answer: a hostile file
that found out where things are in memory finds them elsewhere the next time.
"""

import atexit
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from documents.inspection.frames import DeadlinePipe, read_frame, write_frame
from documents.inspection.resident import REQUEST

BASE_DIR = Path(__file__).resolve().parent.parent.parent
PATIENCE = 5.0  # seconds for a resident to take a request, or to end


def ask(
    module: str, header: dict[str, Any], blobs: Sequence[bytes], *, time_limit: int
) -> tuple[dict[str, Any], list[bytes]]:
    """Let a child of the inspector `module` read one message, and give its answer. It gets no secrets.

    Raises `TimeoutError` when it takes longer than `time_limit` seconds and `EOFError` when it dies without an answer.
    """
    deadline = time.monotonic() + time_limit
    with _pipe() as (its_requests, requests), _pipe() as (answers, its_answers):
        resident = _residents.send(module, its_requests.fileno(), its_answers.fileno())
        its_requests.close()
        its_answers.close()
        try:
            with suppress(BrokenPipeError):  # a child that died is known by its missing answer
                write_frame(DeadlinePipe(requests.fileno(), deadline), header, blobs)
            return read_frame(DeadlinePipe(answers.fileno(), deadline))
        except (EOFError, TimeoutError):
            _residents.retire(module, resident)
            raise


@contextmanager
def _pipe() -> Iterator[tuple[io.FileIO, io.FileIO]]:
    reader, writer = os.pipe()
    with io.FileIO(reader, "rb") as read_end, io.FileIO(writer, "wb") as write_end:
        yield read_end, write_end


@dataclass(eq=False)
class _Resident:
    """A running resident, the socket on which it receives pipes, and the folder in which its children have theirs."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    folder: str

    @classmethod
    def start(cls, module: str) -> Self:
        """Start the resident of an inspector; a request may be sent at once and waits until it is ready."""
        folder = tempfile.mkdtemp(prefix="amanah-child-")
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder}
        control, its_control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        control.settimeout(PATIENCE)
        with its_control:
            process = subprocess.Popen(
                [sys.executable, "-m", "documents.inspection.resident", module],
                stdin=its_control,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=BASE_DIR,
                env=environment,
            )
        return cls(process, control, folder)

    def send(self, *pipes: int) -> bool:
        """Hand over the ends of two pipes; False when nobody is there to take them."""
        try:
            socket.send_fds(self.control, [REQUEST], pipes)
        except OSError:
            return False
        return True

    def has_ended(self) -> bool:
        """Whether the process is gone; then its folder goes too."""
        if self.process.poll() is None:
            return False
        shutil.rmtree(self.folder, ignore_errors=True)
        return True

    def end(self) -> None:
        """Let it finish what it is doing, for a while, and then end it."""
        self.control.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.has_ended()

    def forget(self) -> None:
        """In a forked child: the resident belongs to the parent process, which alone keeps it alive and waits."""
        self.control.close()
        self.process.returncode = 0


@dataclass
class _Residents:
    """The residents of this process by inspector, and those that may only finish what they are doing."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    living: dict[str, _Resident] = field(default_factory=dict)
    retired: list[_Resident] = field(default_factory=list)

    def send(self, module: str, *pipes: int) -> _Resident:
        """Hand over the pipes to the resident of this inspector; one that is found dead is replaced once."""
        with self.lock:
            resident = self.living.get(module)
            if resident is None or not resident.send(*pipes):
                if resident:
                    self._retire(module)
                resident = self.living[module] = _Resident.start(module)
                resident.send(*pipes)
            return resident

    def retire(self, module: str, resident: _Resident) -> None:
        """Give no more files to this resident."""
        with self.lock:
            if self.living.get(module) is resident:
                self._retire(module)

    def _retire(self, module: str) -> None:
        resident = self.living.pop(module)
        resident.control.close()
        self.retired = [one for one in [*self.retired, resident] if not one.has_ended()]

    def stop(self) -> None:
        """End all of them."""
        with self.lock:
            for resident in [*self.living.values(), *self.retired]:
                resident.end()
            self.living, self.retired = {}, []

    def forget(self) -> None:
        """In a forked child: begin with none; a thread of the parent may hold the lock."""
        for resident in [*self.living.values(), *self.retired]:
            resident.forget()
        self.lock, self.living, self.retired = threading.Lock(), {}, []


_residents = _Residents()
atexit.register(_residents.stop)
os.register_at_fork(after_in_child=_residents.forget)
