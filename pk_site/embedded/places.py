"""Where the embedded servers keep data, sockets and programs, and which system user they run as."""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pk_site.embedded.errors import EmbeddedError

CHECKOUT = Path(__file__).resolve().parents[2]
# The kernel takes socket paths of at most 107 bytes (103 on macOS); PostgreSQL appends "/.s.PGSQL.5432" to the folder.
LONGEST_FOLDER = 103 - len("/.s.PGSQL.5432")
OPEN_TO_ALL = 0o755


@dataclass(frozen=True)
class SystemAccount:
    """A system user; PostgreSQL refuses to run as root, so root lends the servers somebody else's identity."""

    uid: int
    gid: int

    @classmethod
    def of_servers(cls) -> "SystemAccount":
        """Return the user the servers run as: ourselves, or `nobody` when we are root."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        entry = pwd.getpwnam("nobody")
        return cls(entry.pw_uid, entry.pw_gid)

    def own(self, folder: Path) -> None:
        """Create `folder` for this user alone; refuse one that belongs to somebody else."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {self.uid, os.geteuid()}:
            raise EmbeddedError(
                f"{folder} belongs to another user; remove it or name your own servers in DATABASE_URL and REDIS_URL."
            )
        if found.st_uid != self.uid:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)

    def for_subprocess(self) -> dict[str, Any]:
        """Return the subprocess arguments that run a program as this user."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def home(checkout: Path = CHECKOUT) -> Path:
    """Return the folder of the embedded servers: `var/` of the checkout.

    A checkout that only root may enter (below /root, say) is closed to the user the servers run as. Then a folder
    below /var/lib, named after the checkout, takes its place.
    """
    if os.geteuid() == 0 and not _open_to_all(checkout):
        return Path("/var/lib/amanah-embedded") / fingerprint(checkout)
    return checkout / "var"


def make_home(folder: Path) -> None:
    """Create the folder of one server so that root's servers, which are not root, may walk through it."""
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        for step in {folder, folder.parent, *missing}:  # a strict umask would have closed them
            step.chmod(OPEN_TO_ALL)


def socket_folder(service_home: Path) -> Path:
    """Return a folder for sockets whose path is short enough for the kernel."""
    folder = service_home / "run"
    if len(os.fsencode(folder)) <= LONGEST_FOLDER:
        return folder
    return Path(tempfile.gettempdir()) / f"amanah-{os.geteuid()}-{fingerprint(service_home)}"


def programs(installed: Path, service_home: Path, version: str) -> Path:
    """Return a folder of programs that the user of the servers may run.

    Usually that is the folder of the wheel. When only root may enter it, a copy below the server's home is used.
    """
    if os.geteuid() != 0 or _open_to_all(installed):
        return installed
    copy = service_home / f"programs-{version}"
    if not copy.exists():
        unfinished = copy.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(installed, unfinished, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o444 | (0o111 if path.stat().st_mode & stat.S_IXUSR else 0))
        unfinished.rename(copy)
    return copy


def fingerprint(folder: Path) -> str:
    """Return a short name that is the same for the same folder."""
    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]


def _open_to_all(folder: Path) -> bool:
    """Tell whether any user may walk down to `folder` (or to its nearest existing parent)."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents) if step.exists())
