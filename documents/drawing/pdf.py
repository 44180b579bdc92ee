"""The one door to the PDF engine: HTML and its pictures in, bytes out, or a clear refusal.

Rendering happens in a child process (`documents.drawing.render_worker`), because WeasyPrint fetches what pages name,
needs much memory for long tables, and must not run in threads. The child lives as long as this process and is started
anew when it dies. The same input gives the same bytes.
"""

import atexit
import hashlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from documents.drawing import widths
from documents.enums import Paper
from documents.inspection.frames import DeadlinePipe, read_frame, write_frame

BASE_DIR = Path(__file__).resolve().parents[2]
STYLESHEET = BASE_DIR / "static" / "css" / "print.css"
TIME_LIMIT = 45.0  # seconds for one document with the start of a renderer; a web server gives an answer 60 (Procfile)
WAIT_LIMIT = 10.0  # seconds for other threads' documents; threads that wait longer would be missed by light pages
START_LIMIT = 30.0  # seconds until a new renderer is ready; the first import on a slow disk takes several
PAGE_SIZES = {Paper.F4: "215mm 330mm", Paper.A4: "210mm 297mm"}
TAGGED, ARCHIVAL = "pdf/ua-1", "pdf/a-3b"  # both are tagged, with title and language
MAX_RENDERS = 500  # then a fresh process: what the engine's C libraries keep stays bounded

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture handed to the renderer; the page names it as `amanah:<key>`."""

    content: bytes
    media_type: str


class RenderError(Exception):
    """The document could not be made; nothing of it may be used."""


class RenderRefusedError(RenderError):
    """The page holds or names something that is not ours, or a picture is missing or broken."""


class RenderTimeoutError(RenderError):
    """The document took longer than `TIME_LIMIT`."""


class RendererDiedError(RenderError):
    """The renderer ended in the middle of the work (memory limit, killed from outside)."""


class RendererUnavailableError(RenderError):
    """The renderer cannot be started: a library of the system is missing, or the machine is overloaded."""


def render(
    html: str,
    *,
    paper: Paper | str,
    assets: Mapping[str, Asset] | None = None,
    archival: bool = False,
    landscape: bool = False,
    is_stamp: bool = False,
) -> bytes:
    """The page as a tagged PDF on this paper, or of this size (`70mm 21mm`); `archival` gives PDF/A-3b.

    A stamp has no tags of its own: it is put into another document, whose tags tell of it.
    `assets` are the only pictures that the page can show.
    Raises a `RenderError`; never returns a document from which something is missing.
    """
    assets = assets or {}
    size = PAGE_SIZES.get(paper, paper)
    if landscape:
        size = " ".join(reversed(size.split()))
    stylesheets = [STYLESHEET.read_text() + widths.STYLES, f"@page {{ size: {size} }}"]
    header = {
        "html": html,
        "stylesheets": stylesheets,
        "variant": None if is_stamp else ARCHIVAL if archival else TAGGED,
        "identifier": hashlib.sha256(html.encode()).hexdigest()[:32],
        "asset_names": [f"amanah:{name}" for name in assets],
        "media_types": [asset.media_type for asset in assets.values()],
    }
    reply, blobs = _renderer.ask(header, [asset.content for asset in assets.values()])
    if "refused" in reply:
        logger.error("PDF refused: %s", "; ".join(reply["refused"]))
        raise RenderRefusedError("Dokumen tidak dibuat: " + "; ".join(reply["refused"]))
    if "failed" in reply:
        logger.error("PDF failed: %s", reply["failed"])
        raise RenderError(f"Dokumen tidak dapat dibuat: {reply['failed']}")
    for warning in reply["warnings"]:
        logger.warning("PDF: %s", warning)
    return blobs[0]


@dataclass
class _Renderer:
    """The child process of this process, and the lock that gives it one document at a time."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    process: subprocess.Popen[bytes] | None = None
    folder: str = ""
    renders: int = 0

    def ask(self, header: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """Send one request and wait for the answer; a renderer found dead is replaced once."""
        if not self.lock.acquire(timeout=WAIT_LIMIT):
            raise RenderTimeoutError("Pembuat dokumen sedang sibuk. Coba lagi sebentar lagi.")
        deadline = time.monotonic() + TIME_LIMIT
        try:
            try:
                return self._ask(header, blobs, deadline)
            except (EOFError, BrokenPipeError):
                return self._ask(header, blobs, deadline)
        except (EOFError, BrokenPipeError) as error:
            raise RendererDiedError("Pembuat dokumen berhenti di tengah jalan; dokumen ini terlalu besar.") from error
        except TimeoutError as error:
            raise RenderTimeoutError(f"Dokumen belum selesai setelah {TIME_LIMIT:.0f} detik.") from error
        finally:
            self.lock.release()

    def _ask(self, header: dict[str, Any], blobs: list[bytes], deadline: float) -> tuple[dict[str, Any], list[bytes]]:
        if self.renders >= MAX_RENDERS:
            self.stop()
        try:
            process = self.process or self._start(min(deadline, time.monotonic() + START_LIMIT))
            self.renders += 1
            assert process.stdin is not None
            write_frame(process.stdin, header, blobs)
            return read_frame(_answers(process, deadline))
        except BaseException:  # a half-read answer would be taken for the answer to the next request
            self.stop()
            raise

    def _start(self, deadline: float) -> subprocess.Popen[bytes]:
        self.folder = tempfile.mkdtemp(prefix="amanah-renderer-")
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "HOME": self.folder,
            "TMPDIR": self.folder,
            # Same input, same bytes: no random order of sets, no time of day inside the embedded fonts.
            "PYTHONHASHSEED": "0",
            "SOURCE_DATE_EPOCH": "0",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "documents.drawing.render_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=BASE_DIR,
            env=environment,
        )
        self.renders = 0
        try:
            read_frame(_answers(self.process, deadline))
        except (EOFError, TimeoutError) as error:
            raise RendererUnavailableError(
                "Pembuat dokumen tidak dapat dijalankan. Minta Diskominfo memeriksa paket libpango-1.0-0 dan "
                "libpangoft2-1.0-0."
            ) from error
        return self.process

    def stop(self) -> None:
        """End the child and remove what it left."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            with process:  # closes the pipes and waits
                pass
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = ""

    def forget(self) -> None:
        """In a forked child: the renderer belongs to the parent process, and its threads may hold the lock."""
        if self.process is not None:
            for stream in (self.process.stdin, self.process.stdout):
                stream.raw.close()  # type: ignore[union-attr]  # without flushing what the parent may be writing
            self.process.returncode = 0  # not ours to wait for
        self.lock = threading.Lock()
        self.process, self.folder = None, ""


def _answers(process: subprocess.Popen[bytes], deadline: float) -> DeadlinePipe:
    assert process.stdout is not None
    return DeadlinePipe(process.stdout.fileno(), deadline)


_renderer = _Renderer()
atexit.register(_renderer.stop)
os.register_at_fork(after_in_child=_renderer.forget)
