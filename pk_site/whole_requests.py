"""A request body that ends before its announced length is refused, never read as a shorter form.

A connection that breaks in the middle looks to WSGI like the end of the body. Fields that did not arrive would then
count as boxes that somebody emptied.
"""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class CutError(OSError):
    """The body ended too early; Django makes an `UnreadablePostError` of it."""


class WholeInput:
    """`wsgi.input` that knows how much must come."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._missing = stream, length

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes, or all. Raises CutError at an end that comes too early."""
        wanted = self._wanted(size)
        chunks = []
        while wanted:
            chunks.append(self._counted(self._stream.read(wanted)))
            wanted -= len(chunks[-1])
        return b"".join(chunks)

    def readline(self, size: int = -1) -> bytes:
        """Read to the end of a line, like `read`."""
        wanted = self._wanted(size)
        return self._counted(self._stream.readline(wanted)) if wanted else b""

    def _wanted(self, size: int | None) -> int:
        return self._missing if size is None or size < 0 else min(size, self._missing)

    def _counted(self, chunk: bytes) -> bytes:
        if not chunk:
            raise CutError(f"{self._missing} bytes of the request did not arrive")
        self._missing -= len(chunk)
        return chunk


def whole_requests(application: Application) -> Application:
    """Give `application` only bodies that arrive whole."""

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length):
            environ["wsgi.input"] = WholeInput(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return guarded
