"""Keep one server running for as long as somebody uses it; then stop it.

A script, run by `service.py` with one JSON argument. It needs nothing but the standard library, so that it starts at
once and stays small. Users hold a shared lock on one file; the kernel gives locks back when a process ends, however it
ends. The keeper itself holds a lock it has inherited, which tells others that it lives; when the keeper is killed, the
kernel stops the server (Linux), so nothing is left behind.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

POLL = 0.25
PATIENCE = 10.0
PR_SET_PDEATHSIG = 1


def main() -> int:
    """Start the server named in the first argument, wait until it is not used any more, stop it."""
    os.setsid()  # Ctrl-C in the terminal of the process that started us is not meant for us
    os.chdir("/")
    job = json.loads(sys.argv[1])
    stop = getattr(signal, job["stop_signal"])
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    server = subprocess.Popen(
        job["command"],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: _die_with_parent(stop),
        **job["identity"],
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    lock = Path(job["users_lock"])
    with lock.open("rb") as users:
        try:
            _wait_until_unused(users, lock, server, job["grace"])
        finally:
            # Still holding the users' lock: a new user waits, then finds no keeper and starts the server anew.
            _stop(server, stop)
            os.close(job["keeper_lock"])
    return 0


def _die_with_parent(stop: signal.Signals) -> None:
    """Ask Linux to stop the server when the keeper is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(stop))


def _wait_until_unused(users: IO[bytes], path: Path, server: subprocess.Popen[bytes], grace: float) -> None:
    """Return, with the users' lock held exclusively, once nobody has used the server for `grace` seconds."""
    last_use = time.monotonic()
    while server.poll() is None:
        time.sleep(POLL)
        if not path.exists() or os.fstat(users.fileno()).st_ino != path.stat().st_ino:
            return  # the folder was removed: its users cannot be counted any more
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            last_use = time.monotonic()
            continue
        if time.monotonic() - last_use >= grace:
            return
        fcntl.flock(users, fcntl.LOCK_UN)


def _stop(server: subprocess.Popen[bytes], stop: signal.Signals) -> None:
    """Stop the server politely, and by force when it does not listen."""
    for how in (stop, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            server.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(PATIENCE)


if __name__ == "__main__":
    sys.exit(main())
