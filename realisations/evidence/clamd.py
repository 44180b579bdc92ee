"""Asking clamd, the antivirus of the machine, about one file (its INSTREAM command)."""

import socket
import struct

from django.conf import settings

CHUNK = 64 * 1024
TIMEOUT = 20  # seconds for one answer
LONGEST_ANSWER = 4096


class ScannerUnreachableError(Exception):
    """There is no verdict: clamd does not answer, or does not say yes or no."""


def found_in(content: bytes) -> str:
    """The name of the virus that clamd finds; empty when the file is clean. Raises ScannerUnreachableError."""
    try:
        with _connect(settings.CLAMD_ADDRESS) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                piece = content[start : start + CHUNK]
                connection.sendall(struct.pack(">I", len(piece)) + piece)
            connection.sendall(struct.pack(">I", 0))
            said = _answer(connection)
    except (OSError, ValueError) as error:
        raise ScannerUnreachableError(str(error)) from error
    verdict = said.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise ScannerUnreachableError(said)


def _connect(address: str) -> socket.socket:
    """A connection to a socket file (`/run/...`) or to `host:port`."""
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT)


def _answer(connection: socket.socket) -> str:
    said = b""
    while len(said) < LONGEST_ANSWER and not said.endswith(b"\0"):
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace")
