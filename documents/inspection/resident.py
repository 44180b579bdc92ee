"""A resident process that has an inspector imported, and forks a child for each file.

Started by `documents.inspection.child` as `python -m documents.inspection.resident MODULE`. Starting Python and
importing the libraries takes longer than looking into a file, so this is done once. The resident itself never reads
what somebody uploaded: it receives the ends of two pipes, and only the child, which confines itself before it reads,
uses them. The child is a copy that ends after one file, so nothing of a file can reach the next one or the resident.
"""

import gc
import importlib
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

REQUEST = b"x"
"""What comes along with the two pipes of a request: a message must not be empty."""


@dataclass(frozen=True, slots=True)
class Child:
    """A running child: its process, the end of its work, the pipe of its caller, and its own folder."""

    pid: int
    ended: int
    requests: int
    folder: str


@dataclass
class Resident:
    """Forks children that do `work`, and removes what they leave."""

    control: socket.socket  # ends when the process that uses the resident ends, or gives it no more files
    work: Callable[[], None]
    poll: select.poll = field(default_factory=select.poll)
    children: dict[int, Child] = field(default_factory=dict)
    """Each running child, by the descriptors that tell of its end (`ended`) and of its caller's (`requests`)."""

    def serve(self) -> None:
        """Fork for each request until nobody can send any more and the last child has ended."""
        self.poll.register(self.control, select.POLLIN)
        is_open = True
        while is_open or self.children:
            # The control socket, which is the standard input, comes last: no descriptor that was closed in this round
            # is given to another child before the round is over.
            for descriptor in sorted((ready for ready, _ in self.poll.poll()), reverse=True):
                if descriptor == self.control.fileno():
                    is_open = self._receive()
                elif child := self.children.get(descriptor):
                    self._finish(child)

    def _receive(self) -> bool:
        """Fork a child for the next request; False when there will be none."""
        message, pipes, _, _ = socket.recv_fds(self.control, len(REQUEST), 2)
        if message != REQUEST:
            self.poll.unregister(self.control)
            return False
        requests, answers = pipes
        folder = tempfile.mkdtemp()
        pid = os.fork()
        if not pid:
            _become_child(requests, answers, folder, self.work)
        os.close(answers)
        child = Child(pid, os.pidfd_open(pid), requests, folder)
        self.children |= {child.ended: child, requests: child}
        self.poll.register(child.ended, select.POLLIN)
        # Only the end of the caller is of interest here: the caller gave up, or died.
        self.poll.register(requests, 0)
        return True

    def _finish(self, child: Child) -> None:
        """Forget a child that ended, or end it because nobody waits for its answer any more."""
        os.kill(child.pid, signal.SIGKILL)  # it has not been waited for, so its number is still its own
        os.waitpid(child.pid, 0)
        for descriptor in (child.ended, child.requests):
            self.poll.unregister(descriptor)
            os.close(descriptor)
            del self.children[descriptor]
        shutil.rmtree(child.folder, ignore_errors=True)


def _become_child(requests: int, answers: int, folder: str, work: Callable[[], None]) -> None:
    """In the child: hold this request and nothing else of the resident, do the work, and end. Never returns."""
    status = 1
    try:
        os.dup2(requests, 0)
        os.dup2(answers, 1)
        for descriptor in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
            if descriptor > 2:
                _close(descriptor)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.environ["HOME"] = os.environ["TMPDIR"] = tempfile.tempdir = folder
        work()
        status = 0
    finally:
        os._exit(status)


def _close(descriptor: int) -> None:
    try:
        os.close(descriptor)
    except OSError:
        return  # the one that listed the others


def main() -> None:
    """Import the inspector, then serve; remove the own folder in the end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the user of the resident ends it
    inspector = importlib.import_module(sys.argv[1])
    gc.collect()
    gc.freeze()  # a child that walks these objects would copy their memory
    try:
        Resident(socket.socket(fileno=sys.stdin.fileno()), inspector.main).serve()
    finally:
        shutil.rmtree(os.environ["HOME"], ignore_errors=True)


if __name__ == "__main__":
    main()
