"""The kinds of documents: what `documents` asks of a subject, answered by the floor that the subject belongs to.

Filled in `AppConfig.ready()` of `agreements` (performance agreements). A subject is a row with a key, a `year`,
an address (`get_absolute_url`) and a queryset that knows `visible_to(user)`; nothing else is known of it here.
"""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from documents.drawing.imprint import Drawn, Imprint
from organisation.models import User

Subject = Any

DRAFT = "DRAF"
"""The mark of what nobody has agreed to."""


@dataclass(frozen=True, slots=True)
class GivenSignature:
    """That somebody signed: in which way, on which day; electronically also at which moment and in whose name."""

    method: str
    signed_on: datetime.date
    signed_at: datetime.datetime | None = None
    certificate_name: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party of a document as printed. `key` names its place on the pages, `holder` is the name without titles."""

    key: str
    label: str
    name: str
    title: str
    holder: str
    employee_number: str = ""
    signature: GivenSignature | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a state means to somebody who holds the paper: one or two words, their colour, a sentence."""

    label: str
    tone: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Permissions:
    """Names of the permissions on a subject, as `rules.py` of its floor defines them."""

    print: str
    issue: str
    sign: str = ""
    settle: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentKind:
    """A paper that is issued with a document and bears its number; `draw` takes the facts of the document."""

    name: str
    label: str
    slug: str
    draw: Callable[[Any, Imprint | None], Drawn]


@dataclass(frozen=True, slots=True)
class ChoicesLink:
    """A page where a government chooses something: the sentence that ends with the link, its words, its address."""

    sentence: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """From a whole subject to frozen facts, and from facts to pages; without an imprint they are a draft.

    `wanted` gives the names of the attachments that go with the documents of a year. `unissued` is the mark that the
    pages of a subject bear until it is issued; its pages and the name of the file say the same.
    """

    facts: Callable[[Subject], Any]
    draw: Callable[[Any, Imprint | None], Drawn]
    attachments: tuple[AttachmentKind, ...] = ()
    wanted: Callable[[int], Collection[str]] = lambda year: ()
    choices: Callable[[int], ChoicesLink | None] = lambda year: None
    """Where paper and attachments of a year are chosen."""

    unissued: Callable[[Subject], str] = lambda subject: DRAFT


@dataclass(frozen=True, slots=True)
class Dating:
    """The day that stands on the paper: which one was chosen, whether it can still be, and the writing of it.

    `write(subject, day, by=)` takes None for dots that the pen fills in; raises `ValidationError` at `day`.
    """

    day: Callable[[Subject], datetime.date | None]
    is_open: Callable[[Subject], bool]
    write: Callable[..., Subject]


@dataclass(frozen=True, slots=True)
class Issuing:
    """When a subject may be issued, and how its number reads.

    `number_format` gives the wording of a year with `{nomor}`, `{tahun}` and what `number_words` tells of the subject
    besides; `objection` the sentence why not, empty when it may; `listed` the subjects in somebody's scope that were
    issued or may be, in the order of the list. Without `dating` the paper bears no day that somebody chooses.
    """

    number_format: Callable[[int], str]
    objection: Callable[[Subject], str]
    listed: Callable[[User], QuerySet]
    number_words: Callable[[Subject], Mapping[str, str]] = lambda subject: {}
    dating: Dating | None = None

    def asks_day(self, subject: Subject) -> bool:
        """Whether somebody has to say which day stands on its paper."""
        return self.dating is not None and self.dating.is_open(subject)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, in which order, and what happens when somebody did.

    `expect` gives the party that may sign in this way on this day, `record` writes that it signed and takes the
    subject as far as that leads; both raise `ValidationError`. `ended` says what the last signature brought about.
    """

    signatories: Callable[[Subject], tuple[Signatory, ...]]
    awaited: Callable[[Subject], tuple[Signatory, ...]]
    awaited_as: Callable[[Subject, User], Signatory | None]
    expect: Callable[..., Signatory]
    record: Callable[..., Subject]
    reason: Callable[[Subject], str]
    place: Callable[[Subject], str]
    ended: Callable[[Subject], str]


@dataclass(frozen=True, slots=True)
class Checking:
    """What the public page tells: what the state means, since when it is agreed, and the key of what replaced it."""

    statement: Callable[[Subject], Statement]
    agreed_on: Callable[[Subject], datetime.date | None]
    successor: Callable[[Subject], int | None] = lambda subject: None


@dataclass(frozen=True, slots=True)
class Scanning:
    """Which papers come back signed with ink.

    `objection` takes the subject and how its paper is called, and says why a scan is not kept; `called` gives the
    subjects whose owner is called like the words and that take scans.
    """

    objection: Callable[[Subject, str], str]
    called: Callable[[str], QuerySet]


@dataclass(frozen=True, slots=True)
class SelectBox:
    """One box of a filter: its name in the address, its options (value, label), and which one is chosen."""

    name: str
    label: str
    options: Sequence[tuple[Any, str]]
    chosen: Any


@dataclass(frozen=True, slots=True)
class PrintCandidate:
    """A subject that fits a choice, and why it is not printed; empty when it is."""

    subject: Subject
    objection: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What somebody chose to print in bulk: its boxes, its words, and what fits it, in the order of printing."""

    year: int
    words: str
    boxes: tuple[SelectBox, ...]
    order: SelectBox
    candidates: Callable[[], Sequence[PrintCandidate]]
    without: Callable[[], str] = lambda: ""
    """A sentence on what has no document at all; empty when there is nothing to say."""

    @property
    def fields(self) -> Mapping[str, str]:
        """The choice as fields of a form or an address."""
        return {box.name: "" if box.chosen is None else str(box.chosen) for box in (*self.boxes, self.order)}


@dataclass(frozen=True, slots=True)
class Bulk:
    """Printing many at once: how a choice is read, what a person may print, and what stands on an empty page."""

    choose: Callable[[Mapping[str, Any], datetime.date, User], Selection]
    in_scope_of: Callable[[User], QuerySet]
    when: str


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document. `name` is stored, `slug` stands in addresses, `noun` in sentences: `PK`."""

    name: str
    slug: str
    label: str
    noun: str
    permissions: Permissions
    subjects: Callable[[], QuerySet]
    """Rows for lists: whatever `owner`, `detail`, `state` and the statement read comes along."""

    whole: Callable[[], QuerySet]  # rows with all that is drawn and signed
    lock: Callable[[Subject], Subject]
    owner: Callable[[Subject], str]
    detail: Callable[[Subject], str]
    state: Callable[[Subject], str]
    tell: Callable[[Sequence[Subject]], None]  # lets rows of a list say owner and detail as of their day; to read only
    trail: Callable[[Subject], Sequence[tuple[str, str]]]
    """The pages above one of its pages: label and address."""

    drawing: Drawing
    issuing: Issuing
    checking: Checking
    signing: Signing | None = None
    scanning: Scanning | None = None
    bulk: Bulk | None = None
    lead: str = ""
    """What the list of documents says above the table."""

    empty: tuple[str, str] = ("Belum ada dokumen", "")
    """Title and text of the list when nothing can be issued yet."""

    def named(self, subject: Subject, number: str) -> str:
        """A document as its paper calls it: kind, owner, number."""
        return f"{self.noun} {self.owner(subject)} nomor {number}"


_KINDS: dict[str, DocumentKind] = {}


def register(kind: DocumentKind) -> None:
    """Make a kind known. Raises `ValueError` when its name or its slug is taken by another one."""
    others = [other for other in _KINDS.values() if other.name != kind.name]
    if kind.name in _KINDS or kind.slug in {other.slug for other in others}:
        raise ValueError(f"A kind of document called {kind.name} or {kind.slug} is registered already.")
    _KINDS[kind.name] = kind


def forget(name: str) -> None:
    """Take a kind out of the list again."""
    del _KINDS[name]


def every_kind() -> tuple[DocumentKind, ...]:
    """All kinds, in the order in which they were registered."""
    return tuple(_KINDS.values())


def kind_named(name: str) -> DocumentKind:
    """The kind that is stored under this name. Raises `KeyError`."""
    return _KINDS[name]


def kind_at(slug: str) -> DocumentKind | None:
    """The kind with this name in addresses; None when there is none."""
    return next((kind for kind in _KINDS.values() if kind.slug == slug), None)


def common_noun(kinds: Sequence[DocumentKind]) -> str:
    """What sentences call a document that may be of any of these kinds."""
    return kinds[0].noun if len(kinds) == 1 else "dokumen"


def scanned_kinds() -> tuple[DocumentKind, ...]:
    """The kinds whose papers come back signed with ink."""
    return tuple(kind for kind in every_kind() if kind.scanning)


def kinds_in_bulk() -> tuple[DocumentKind, ...]:
    """The kinds that are printed in bulk."""
    return tuple(kind for kind in every_kind() if kind.bulk)
