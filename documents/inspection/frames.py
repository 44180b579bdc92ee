"""Messages between the web process and a child process: a JSON header and raw blobs, each length told in advance.

No pickle: the child is the less trusted side, and nothing it sends may be executed.
"""

import json
import os
import select
import struct
import time
from collections.abc import Sequence
from typing import Any, Protocol

_LENGTH = struct.Struct(">Q")
_PIECE = 1 << 20  # bytes read or written at once
MAX_PART = 256 * 1024 * 1024  # bytes; far above the largest report, far below what would harm the reader


class Reader(Protocol):
    """Anything that returns exactly `size` bytes, fewer only at the end of the stream."""

    def read(self, size: int, /) -> bytes: ...


class Writer(Protocol):
    """A buffered binary stream."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


class DeadlinePipe:
    """Reads exactly the bytes asked for from a pipe, or writes all of them into one; `TimeoutError` at the deadline."""

    def __init__(self, descriptor: int, deadline: float) -> None:
        self.descriptor = descriptor
        self.deadline = deadline  # of the monotonic clock

    def read(self, size: int, /) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            self._wait(select.POLLIN)
            part = os.read(self.descriptor, min(size - len(parts), _PIECE))
            if not part:
                break
            parts += part
        return bytes(parts)

    def write(self, data: bytes, /) -> int:
        os.set_blocking(self.descriptor, False)
        rest = memoryview(data)
        while rest:
            self._wait(select.POLLOUT)
            rest = rest[os.write(self.descriptor, rest[:_PIECE]) :]
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def _wait(self, event: int) -> None:
        poll = select.poll()
        poll.register(self.descriptor, event)
        left = self.deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TimeoutError


def write_frame(stream: Writer, header: dict[str, Any], blobs: Sequence[bytes] = ()) -> None:
    """Send one message; `header` must be plain JSON."""
    text = json.dumps({**header, "blob_sizes": [len(blob) for blob in blobs]}).encode()
    stream.write(_LENGTH.pack(len(text)) + text)
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def read_frame(stream: Reader) -> tuple[dict[str, Any], list[bytes]]:
    """Receive one message; `EOFError` when the other side has gone."""
    (size,) = _LENGTH.unpack(_read(stream, _LENGTH.size))
    header = json.loads(_read(stream, size))
    return header, [_read(stream, blob_size) for blob_size in header.pop("blob_sizes")]


def _read(stream: Reader, size: int) -> bytes:
    if size > MAX_PART:
        raise ValueError(f"A part of {size} bytes is not plausible")
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
