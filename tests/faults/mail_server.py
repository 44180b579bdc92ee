"""A small real SMTP server for tests: it keeps what it accepts, and refuses, drops or hangs where it is told to."""

import contextlib
import socketserver
import threading
from collections import Counter, deque
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

STAGES = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "message")
"""Where the server can be told to misbehave; `message` is the answer to the whole text, after it was kept."""

PATIENCE = 120.0


@dataclass
class Hold:
    """Say nothing until released; `reached` tells the test that the client waits for the answer."""

    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def release(self) -> None:
        """Go on as if nothing had happened."""
        self.released.set()


class Drop:
    """Close the connection without a word."""


@dataclass
class Reply:
    """Answer with this line instead of a friendly one."""

    line: str


class MailServer:
    """Listens on the loopback while used as a context manager."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, EmailMessage]] = []
        self._script: dict[str, deque] = {stage: deque() for stage in STAGES}
        self._holds: list[Hold] = []
        self._server = _Listener(("127.0.0.1", 0), _Conversation)
        self._server.mail = self
        self.port = self._server.server_address[1]

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for hold in self._holds:
            hold.release()
        self._server.shutdown()
        self._server.server_close()

    def script(self, stage: str, *steps: Hold | Drop | Reply | None) -> None:
        """What to do the next times a client comes to this stage; None and the end of the list mean: be friendly."""
        self._script[stage].extend(steps)
        self._holds.extend(step for step in steps if isinstance(step, Hold))

    def next_step(self, stage: str) -> Hold | Drop | Reply | None:
        """Take the next step of this stage from the script."""
        with contextlib.suppress(IndexError):
            return self._script[stage].popleft()
        return None

    @property
    def received(self) -> Counter[str]:
        """How many messages were kept for each recipient."""
        return Counter(recipient for recipient, _ in self.kept)


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    mail: MailServer


class _Hangup(Exception):  # noqa: N818 - a turn of the conversation, not an error
    pass


class _Conversation(socketserver.StreamRequestHandler):
    """One client, as RFC 5321 has it, without extensions."""

    server: _Listener

    def handle(self) -> None:
        with contextlib.suppress(_Hangup, ConnectionError):
            self._answer("greeting", "220 mail.contoh.test")
            while line := self.rfile.readline():
                self._command(line.decode().strip())

    def _command(self, line: str) -> None:
        verb = line[:4].upper()
        if verb == "QUIT":
            self._say("221 bye")
            raise _Hangup
        if verb == "RCPT":
            self.recipient = line.partition("<")[2].partition(">")[0]
        if verb == "DATA" and self._answer("DATA", "354 go on"):
            self._keep_text()
        elif verb != "DATA":
            stage = "EHLO" if verb == "HELO" else verb
            self._answer(stage, "250 ok") if stage in STAGES else self._say("250 ok")

    def _keep_text(self) -> None:
        text = b""
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            text += line
        step = self.server.mail.next_step("message")
        if not isinstance(step, Reply):
            self.server.mail.kept.append((self.recipient, message_from_bytes(text, policy=policy.default)))
        self._perform(step, "250 kept")

    def _answer(self, stage: str, friendly: str) -> bool:
        return self._perform(self.server.mail.next_step(stage), friendly)

    def _perform(self, step: Hold | Drop | Reply | None, friendly: str) -> bool:
        """Answer as the step says; whether the answer was the friendly one."""
        if isinstance(step, Drop):
            raise _Hangup
        if isinstance(step, Hold):
            step.reached.set()
            step.released.wait(PATIENCE)
        self._say(step.line if isinstance(step, Reply) else friendly)
        return not isinstance(step, Reply)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
