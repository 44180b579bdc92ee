"""Messages between the web process and a child process: a JSON header and raw blobs, each length told in advance.

No pickle: the child is the less trusted side, and nothing it sends may be executed.
"""

import json
import struct
from collections.abc import Sequence
from typing import Any, Protocol

_LENGTH = struct.Struct(">Q")
MAX_PART = 256 * 1024 * 1024  # bytes; far above the largest report, far below what would harm the reader


class Reader(Protocol):
    """Anything that returns exactly `size` bytes, fewer only at the end of the stream."""

    def read(self, size: int, /) -> bytes: ...


class Writer(Protocol):
    """A buffered binary stream."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


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
