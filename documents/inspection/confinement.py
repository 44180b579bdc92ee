"""What a child process that reads untrusted files may do: compute, within bounds, and nothing else."""

import resource
import sys
from typing import Any

FORBIDDEN_EVENTS = ("socket.", "subprocess.", "urllib.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


def confine(*, memory: int, file_size: int) -> None:
    """Bound address space and files (bytes), and refuse sockets and programs from now on."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN_EVENTS):
            raise PermissionError(f"This process may not use {event}")

    sys.addaudithook(refuse)
