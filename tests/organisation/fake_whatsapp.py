"""A small Cloud API on the loopback: it notes what it gets, and answers, hangs or drops the line as it is told."""

import json
import socketserver
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler


@dataclass
class Answer:
    """One answer; `hangs` says nothing until the end, `cut` closes the line after so many bytes of the answer."""

    status: int = 200
    body: object = field(default_factory=lambda: {"messages": [{"id": "wamid.HBgM", "message_status": "accepted"}]})
    hangs: bool = False
    cut: int | None = None


def refusal(status: int, code: int, message: str = "(#0) some words") -> Answer:
    """A refusal as Meta writes it."""
    return Answer(status, {"error": {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "x"}})


class FakeWhatsApp:
    """Listens while used as a context manager."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict, dict]] = []
        self.answer = Answer()
        self.over = threading.Event()
        self._server = _Listener(("127.0.0.1", 0), _Conversation)
        self._server.fake = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v23.0"

    def __enter__(self) -> "FakeWhatsApp":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    fake: FakeWhatsApp


class _Conversation(BaseHTTPRequestHandler):
    server: _Listener

    def do_POST(self) -> None:
        fake = self.server.fake
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fake.requests.append((self.path, dict(self.headers), body))
        answer = fake.answer
        if answer.hangs:
            fake.over.wait(30)
            return
        content = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: answer.cut])

    def log_message(self, *_: object) -> None:
        pass
