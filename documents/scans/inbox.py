"""What the page of scans shows: those that fit, those to pair by hand, those that were refused."""

from collections import Counter
from dataclasses import dataclass

from documents.enums import ScanState
from documents.issuing.facts import attach_subjects
from documents.models import UploadedScan
from documents.scans.codes import objection_to
from organisation.models import User

SHOWN = 100
"""Of each kind; the oldest first, and the next ones come up when these are done."""

SEVERAL = "Ada beberapa hasil pindai untuk {noun} ini. Simpan yang lengkap dan buang yang lain."


@dataclass(frozen=True, slots=True)
class Ready:
    """A scan with its document; the objection says why it cannot be kept, the remark what to look at."""

    scan: UploadedScan
    objection: str
    remark: str

    @property
    def owner(self) -> str:
        """Whose document it is."""
        return self.scan.document.registered_kind.owner(self.scan.document.subject)

    @property
    def state(self) -> str:
        """Where the document stands, in the words of its kind."""
        return self.scan.document.registered_kind.state(self.scan.document.subject)


@dataclass(frozen=True, slots=True)
class Inbox:
    """All unconfirmed scans that a person may see, and how many of them are not shown."""

    waiting: int
    ready: tuple[Ready, ...]
    unread: tuple[UploadedScan, ...]
    refused: tuple[UploadedScan, ...]
    more: int

    @property
    def confirmable(self) -> list[UploadedScan]:
        """Those that may be confirmed."""
        return [row.scan for row in self.ready if not row.objection]

    @property
    def unremarkable(self) -> set[int]:
        """The keys of those that need no second thought; they are ticked when the page is opened."""
        return {row.scan.pk for row in self.ready if not row.objection and not row.remark}


def inbox_of(user: User) -> Inbox:
    """Read everything in a constant number of queries."""
    scans = UploadedScan.objects.visible_to(user)
    by_state = Counter(scans.order_by().values_list("state", flat=True))
    matched = list(_of(scans, ScanState.MATCHED))
    attach_subjects(scan.document for scan in matched)
    times = Counter(scan.document_id for scan in matched)
    ready = tuple(
        Ready(
            scan,
            objection_to(scan.document, is_electronic=scan.is_electronic),
            SEVERAL.format(noun=scan.document.registered_kind.noun) if times[scan.document_id] > 1 else "",
        )
        for scan in matched
    )
    unread, refused = tuple(_of(scans, ScanState.UNREAD)), tuple(_of(scans, ScanState.REFUSED))
    shown = len(ready) + len(unread) + len(refused)
    waiting = by_state[ScanState.WAITING]
    return Inbox(waiting, ready, unread, refused, more=by_state.total() - waiting - shown)


def count_waiting(user: User) -> int:
    """How many files nobody has looked into yet."""
    return UploadedScan.objects.visible_to(user).filter(state=ScanState.WAITING).count()


def _of(scans, state: ScanState):
    return scans.with_facts().filter(state=state)[:SHOWN]
