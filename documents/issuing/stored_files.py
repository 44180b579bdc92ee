"""Stored files held against the rows that name them: files that nothing names, and rows whose file is lost."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField, Model

from documents.models import PrintJob

SETTLED = timedelta(hours=1)
"""A younger file may belong to a row whose transaction has not ended; it is no finding yet."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Names in the storage: `orphans` without a row, `lost` (row, name) without a file, `altered` (row, name)."""

    checked: int
    orphans: tuple[str, ...]
    lost: tuple[tuple[str, str], ...]
    altered: tuple[tuple[str, str], ...]


def examine(*, with_content: bool = False) -> Findings:
    """Look at every file field of every model. `with_content` also holds each file against its row's SHA-256."""
    named: set[str] = set()
    lost, altered = [], []
    for row, name, sha256 in _rows():
        named.add(name)
        path = Path(default_storage.path(name))
        if not path.is_file():
            lost.append((row, name))
        elif with_content and sha256 and _sha256(path) != sha256:
            altered.append((row, name))
    orphans = tuple(name for name in _settled_files() if name not in named)
    return Findings(len(named), orphans, tuple(lost), tuple(altered))


def remove(orphans: tuple[str, ...]) -> int:
    """Delete these files, as far as no row names them by now; give their number."""
    named = {name for _, name, _ in _rows()}
    gone = [name for name in orphans if name not in named]
    for name in gone:
        default_storage.delete(name)
    return len(gone)


def _rows() -> Iterator[tuple[str, str, str]]:
    """Every row that names a file which must be there: what it is, the file's name, its SHA-256 if it has one."""
    for model, field in _file_fields():
        rows = model._base_manager.exclude(**{field.name: ""})
        if model is PrintJob:
            rows = rows.filter(file_removed_at=None)
        has_sha256 = field.name == "file" and any(one.name == "sha256" for one in model._meta.fields)
        for pk, name, *rest in rows.values_list("pk", field.name, *["sha256"] * has_sha256).iterator():
            yield f"{model._meta.verbose_name} {pk}", name, rest[0] if rest else ""


def _file_fields() -> Iterator[tuple[type[Model], FileField]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                yield model, field


def _settled_files() -> Iterator[str]:
    """All files in the folders of the file fields that nobody is writing any more, by name."""
    root = Path(default_storage.path(""))
    youngest = time.time() - SETTLED.total_seconds()
    for folder in sorted({str(field.upload_to).strip("/") for _, field in _file_fields()}):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.stat().st_mtime < youngest:
                yield path.relative_to(root).as_posix()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
