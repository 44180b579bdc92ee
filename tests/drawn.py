"""Documents drawn once: the same input gives the same bytes, so whoever only needs a document need not draw it again.

The store stands before the renderer of `documents.drawing.pdf` and answers only what was drawn in this run from exactly
this input. For many tests to have the same input, each begins with the same numbers of the factories and the same
public names of documents (`tests.beginnings`). Tests of drawing itself ask for the fixture `drawn_cold`.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.drawing import pdf
from documents.inspection.frames import read_frame, write_frame

Answer = tuple[dict[str, Any], list[bytes]]


@dataclass
class DrawnDocuments:
    """A renderer that looks into `folder`, which all workers of a run share, before it draws."""

    renderer: Any
    folder: Path
    is_used: bool = True

    def ask(self, header: dict[str, Any], blobs: Sequence[bytes]) -> Answer:
        """The document from the store, or from the renderer."""
        if not self.is_used:
            return self.renderer.ask(header, blobs)
        path = self.folder / _key(header, blobs)
        if path.exists():
            with path.open("rb") as stored:
                return read_frame(stored)
        reply, content = self.renderer.ask(header, blobs)
        if reply == {"warnings": []}:
            self._store(path, reply, content)
        return reply, content

    @contextmanager
    def bypassed(self) -> Iterator[None]:
        """Draw everything inside."""
        self.is_used = False
        try:
            yield
        finally:
            self.is_used = True

    def _store(self, path: Path, reply: dict[str, Any], content: list[bytes]) -> None:
        unfinished = path.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as stored:
            write_frame(stored, reply, content)
        unfinished.replace(path)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.renderer, name)


def _key(header: dict[str, Any], blobs: Sequence[bytes]) -> str:
    """The hash of all that the renderer is told; its program and its fonts do not change within a run."""
    digest = hashlib.sha256(json.dumps(header, sort_keys=True).encode())
    for blob in blobs:
        digest.update(hashlib.sha256(blob).digest())
    return digest.hexdigest()


@contextmanager
def documents_drawn_once(folder: Path) -> Iterator[DrawnDocuments]:
    """Put the store before the renderer of this process."""
    folder.mkdir(exist_ok=True)
    renderer = pdf._renderer
    pdf._renderer = drawn = DrawnDocuments(renderer, folder)
    try:
        yield drawn
    finally:
        pdf._renderer = renderer
