"""An uploaded workbook between preview and saving: kept privately, found only by its uploader, for an hour."""

import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core import signing

from organisation.models import User
from organisation.pages.storage import whole_or_none

KEPT_FOR = 60 * 60
"""Seconds."""

SALT = "exchange.pages.keeping"
CHUNK = 1024 * 1024


def folder() -> Path:
    """Where kept files are; never below an address of the web server."""
    return Path(settings.MEDIA_ROOT) / "exchange"


def keep(file: IO[bytes], *, by: User) -> str:
    """Keep an uploaded file; returns the token that finds it again. Files of the past hour are swept.

    Raises ValidationError when the disk is full.
    """
    _sweep()
    name = f"{secrets.token_urlsafe(24)}.xlsx"
    target = folder() / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.seek(0)
    with whole_or_none(target), target.open("xb") as copy:
        while chunk := file.read(CHUNK):
            copy.write(chunk)
    return signing.dumps({"file": name, "user": by.pk}, salt=SALT)


def kept(token: str, *, by: User) -> Path | None:
    """The kept file; None when the token is forged, somebody else's, or the hour is over."""
    try:
        content = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    path = folder() / content["file"]
    return path if content["user"] == by.pk and path.is_file() else None


def forget(path: Path) -> None:
    """Delete a kept file."""
    path.unlink(missing_ok=True)


def _sweep() -> None:
    oldest = time.time() - KEPT_FOR
    for path in folder().glob("*.xlsx"):
        with suppress(FileNotFoundError):  # somebody else sweeps at the same time
            if path.stat().st_mtime < oldest:
                path.unlink()
