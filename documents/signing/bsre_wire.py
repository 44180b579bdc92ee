"""One HTTP exchange with BSrE, which knows whether it surely failed or whether nobody can tell.

What fails before the request is on its way was surely not done. Everything after that is doubtful: the service may have
signed although its answer never came. Nothing is ever sent a second time from here.
"""

import base64
import http.client
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LARGEST_ANSWER = 60 * 1024 * 1024  # bytes


class UnreachableError(Exception):
    """The request never left the house."""


class LostAnswerError(Exception):
    """The request left, and no complete answer came. `document_id`: what the service called it, when it said so."""

    def __init__(self, document_id: str = "") -> None:
        super().__init__("the answer was lost")
        self.document_id = document_id


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer."""

    status: int
    document_id: str
    content: bytes

    def as_json(self) -> dict[str, Any]:
        """The content as an object; empty when it is none."""
        try:
            value = json.loads(self.content)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


@dataclass(frozen=True, slots=True)
class Wire:
    """Where the service is and how the application is known there; `timeout` seconds for a whole exchange."""

    url: str
    user: str
    password: str
    timeout: float

    def __repr__(self) -> str:
        return f"Wire({self.url})"

    def exchange(self, method: str, path: str, body: bytes = b"", content_type: str = "application/json") -> Answer:
        """Send one request and read the whole answer within the time. Raises `UnreachableError`, `LostAnswerError`."""
        deadline = time.monotonic() + self.timeout
        connection = self._connection()
        try:
            try:
                connection.connect()
            except OSError as error:
                raise UnreachableError from error
            connection.request(method, urlsplit(self.url).path.rstrip("/") + path, body, self._headers(content_type))
            return _read(connection, deadline)
        except (OSError, http.client.HTTPException) as error:
            raise LostAnswerError from error
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        address = urlsplit(self.url)
        at_home = address.hostname in {"127.0.0.1", "::1", "localhost"}
        if address.scheme != "https" and not at_home:
            raise UnreachableError("only https")
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        return kind(address.hostname or "", address.port, timeout=self.timeout)

    def _headers(self, content_type: str) -> dict[str, str]:
        account = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {account}", "Content-Type": content_type, "Accept": "*/*"}


def multipart(fields: Mapping[str, str], files: Mapping[str, tuple[str, str, bytes]]) -> tuple[bytes, str]:
    """A form with files (name, type, content) as the body of a request, and its content type."""
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (file_name, content_type, content) in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(f"{head}Content-Type: {content_type}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def _read(connection: http.client.HTTPConnection, deadline: float) -> Answer:
    content = bytearray()
    with connection.getresponse() as response:
        document_id = response.getheader("id_dokumen", "")
        try:
            while part := response.read1(1 << 16):
                content += part
                if time.monotonic() > deadline or len(content) > LARGEST_ANSWER:
                    raise TimeoutError
            if response.length:  # fewer bytes than were announced
                raise http.client.IncompleteRead(b"")
        except (OSError, http.client.HTTPException) as error:
            raise LostAnswerError(document_id) from error
        return Answer(response.status, document_id, bytes(content))
