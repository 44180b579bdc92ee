"""Where the embedded servers keep their data and sockets, and which system user they run as."""

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pk_site.embedded.errors import EmbeddedError

CHECKOUT = Path(__file__).resolve().parents[2]
# The kernel takes socket paths of at most 107 bytes (103 on macOS); PostgreSQL appends "/.s.PGSQL.5432" to the folder.
LONGEST_FOLDER = 103 - len("/.s.PGSQL.5432")


@dataclass(frozen=True)
class Account:
    """A system user; PostgreSQL refuses to run as root, so root lends the servers somebody else's identity."""

    uid: int
    gid: int

    @classmethod
    def of_servers(cls) -> "Account":
        """Return the user the servers run as: ourselves, or `nobody` when we are root."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        entry = pwd.getpwnam("nobody")
        return cls(entry.pw_uid, entry.pw_gid)

    def own(self, folder: Path, mode: int) -> None:
        """Create `folder` for this user; refuse one that belongs to somebody else."""
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        owner = folder.lstat()
        if not stat.S_ISDIR(owner.st_mode) or owner.st_uid not in {self.uid, os.geteuid()}:
            raise EmbeddedError(
                f"{folder} belongs to another user; remove it or name your own servers in DATABASE_URL and REDIS_URL."
            )
        if owner.st_uid != self.uid:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(mode)


def reachable(folder: Path) -> bool:
    """Tell whether any user may walk down to `folder` (or to its nearest existing parent)."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents) if step.exists())


def home(checkout: Path = CHECKOUT) -> Path:
    """Return the folder of the embedded servers: `var/` of the checkout.

    A checkout that only root may enter (below /root, say) is closed to the user the servers run as. Then a folder
    below /var/lib, named after the checkout, takes its place.
    """
    if os.geteuid() == 0 and not reachable(checkout):
        return Path("/var/lib/amanah-embedded") / fingerprint(checkout)
    return checkout / "var"


def socket_folder(service_home: Path) -> Path:
    """Return a folder for sockets whose path is short enough for the kernel."""
    folder = service_home / "run"
    if len(os.fsencode(folder)) <= LONGEST_FOLDER:
        return folder
    return Path(tempfile.gettempdir()) / f"amanah-{os.geteuid()}-{fingerprint(service_home)}"


def fingerprint(folder: Path) -> str:
    """Return a short name that is the same for the same folder."""
    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]
