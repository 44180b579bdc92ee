"""The cascade arranged for a reader: which positions, in which order, how many on one page.

A page stays small whatever the size of the government: it holds the positions at the top with those directly below
them; whatever lies deeper is one link away.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import Http404

from agreements.cascade.facts import Cascade, cascade_of
from agreements.cascade.forms import ANY_MARK, CascadeFilter
from agreements.cascade.rows import CascadeRow, rows_of
from agreements.domain.cascade import REGIONAL_HEAD, CascadeMark, CascadeStructure, Node
from indicators.domain.numbers import format_number
from organisation.models import Position, User
from organisation.scope import positions_below

PER_PAGE = 40
"""Positions side by side on one page."""

MOST_BRANCHES, MOST_ROWS = 120, 400
"""What one page shows at once of positions and indicators."""

SMALL_BRANCHES, SMALL_ROWS = 60, 200
"""A tree up to this size stands on one page with all its levels."""


@dataclass(frozen=True)
class FilteredCascade:
    """What the filter leaves of a cascade."""

    cascade: Cascade
    structure: CascadeStructure
    tops: tuple[int, ...]
    shown: dict[int, list[Node]]
    """The indicators that fit, by position."""

    sums: dict[int, "Sum"]
    """For every position that has such indicators or stands above some: how many in its whole line."""

    counts: dict[CascadeMark, int]
    """Marks in the chosen part of the government, whatever mark is asked for."""

    indicators: int
    without_targets: int
    """Positions in the chosen part that have no indicator with a target."""

    def children_of(self, position: int) -> list[int]:
        """The subordinates that have something to show, in the order of protocol."""
        return [child for child in self.structure.below.get(position, ()) if child in self.sums]

    def in_depth(self) -> Iterator[tuple[int, int]]:
        """Every position with something to show and its depth, each superior before its subordinates."""
        waiting, seen = [(top, 0) for top in reversed(self.tops)], set(self.tops)
        while waiting:
            position, depth = waiting.pop()
            yield position, depth
            fresh = [child for child in self.children_of(position) if child not in seen]
            seen.update(fresh)
            waiting.extend((child, depth + 1) for child in reversed(fresh))


@dataclass(frozen=True, slots=True)
class Sum:
    """What a position and everybody below it hold."""

    positions: int = 0
    rows: int = 0
    marked: int = 0

    def plus(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(self.positions + other.positions, self.rows + other.rows, self.marked + other.marked)


@dataclass
class Group:
    """The indicators of one objective of a position."""

    objective: str
    rows: list[CascadeRow]


@dataclass
class Branch:
    """One position of the tree; what is not on this page is behind `query`."""

    position: Position
    sum: Sum
    query: str
    note: str
    groups: list[Group] = field(default_factory=list)
    children: list["Branch"] = field(default_factory=list)
    waiting: int = 0
    """Subordinates with indicators that are not on this page."""

    is_open: bool = False
    is_whole: bool = False
    """Whether its own indicators are on this page."""

    may_edit: bool = False
    """Whether the person may set what its indicators hang from."""

    @property
    def level(self) -> str:
        """The kind of office, with its unit where the title does not tell it."""
        kind, unit = self.position.get_kind_display(), self.position.unit.name
        return kind if unit in self.position.title or unit == kind else f"{kind} · {unit}"

    @property
    def editable(self) -> frozenset[int]:
        """The indicators that are offered for it: those of the regional head only to take a wrong parent away."""
        rows = [row for group in self.groups for row in group.rows] if self.may_edit else []
        is_top = self.position.kind == REGIONAL_HEAD
        return frozenset(row.id for row in rows if row.parent or not is_top)

    @property
    def sum_in_words(self) -> str:
        """`24 indikator pada 7 jabatan`."""
        rows = f"{format_number(Decimal(self.sum.rows))} indikator"
        return rows if self.sum.positions == 1 else f"{rows} pada {format_number(Decimal(self.sum.positions))} jabatan"

    @property
    def more(self) -> str:
        """The words of the link to what is not on this page; empty when everything is."""
        if not self.is_whole:
            return "Tampilkan indikator dan bawahannya"
        if not self.waiting:
            return ""
        others = "lainnya " if self.children else ""
        return f"Tampilkan {format_number(Decimal(self.waiting))} jabatan {others}di bawahnya"


def chosen_part(user: User, chosen: CascadeFilter) -> FilteredCascade:
    """What the filter leaves of this person's cascade; Http404 for a position at the top that they may not see."""
    cascade = cascade_of(user, chosen.year)
    if chosen.position is not None and chosen.position not in cascade.positions:
        raise Http404
    by_unit = chosen.unit and chosen.position is None
    return choose(cascade, chosen, positions_below(positions=[], units=[chosen.unit]) if by_unit else None)


def choose(cascade: Cascade, chosen: CascadeFilter, units: Collection[int] | None) -> FilteredCascade:
    """The part of the cascade that fits; `units`: the positions of the chosen unit and below, None without one."""
    structure, tops = cascade.structure, cascade.structure.roots
    if units is not None:
        structure = CascadeStructure({pk: office for pk, office in structure.offices.items() if pk in units})
        tops = structure.roots
    if chosen.position is not None:
        tops = (chosen.position,) if chosen.position in structure.offices else ()
    line = [pk for top in tops for pk in structure.line_of(top)]
    nodes = {pk: cascade.by_position[pk] for pk in line if pk in cascade.by_position}
    counts = dict.fromkeys(CascadeMark, 0)
    for node in (node for group in nodes.values() for node in group):
        for mark in cascade.marks_of(node):
            counts[mark] += 1
    shown = {pk: fitting for pk, group in nodes.items() if (fitting := _fitting(cascade, group, chosen.mark))}
    sums = _sums(cascade, structure, line, shown)
    return FilteredCascade(
        cascade=cascade,
        structure=structure,
        tops=tuple(sorted((top for top in tops if top in sums), key=lambda top: not _is_first(cascade, top))),
        shown=shown,
        sums=sums,
        counts=counts,
        indicators=sum(len(group) for group in nodes.values()),
        without_targets=len(line) - len(nodes),
    )


def _is_first(cascade: Cascade, position: int) -> bool:
    return cascade.positions[position].kind == REGIONAL_HEAD


def _fitting(cascade: Cascade, nodes: list[Node], mark: str) -> list[Node]:
    if not mark:
        return nodes
    marks = {node.id: cascade.marks_of(node) for node in nodes}
    return [node for node in nodes if (marks[node.id] if mark == ANY_MARK else mark in marks[node.id])]


def _sums(
    cascade: Cascade, structure: CascadeStructure, line: list[int], shown: dict[int, list[Node]]
) -> dict[int, Sum]:
    """Added up from the bottom: `line` holds superiors before their subordinates."""
    sums: dict[int, Sum] = {}
    for position in reversed(line):
        nodes = shown.get(position, ())
        total = Sum(bool(nodes), len(nodes), sum(node.id in cascade.found for node in nodes))
        for child in structure.below.get(position, ()):
            total = total.plus(sums.get(child, Sum()))
        if total.rows:
            sums[position] = total
    return sums


@dataclass
class TreePage:
    """What one page shows: those side by side from `first` on (counted from 0), of `total`."""

    branches: list[Branch]
    first: int
    total: int


class Arrangement:
    """Lays out one page, level by level, until it is full."""

    def __init__(self, choice: FilteredCascade, chosen: CascadeFilter, user: User) -> None:
        self.choice, self.chosen, self.user = choice, chosen, user
        whole = Sum()
        for top in choice.tops:
            whole = whole.plus(choice.sums[top])
        self.is_small = whole.positions <= SMALL_BRANCHES and whole.rows <= SMALL_ROWS
        self.branches_left, self.rows_left = MOST_BRANCHES, MOST_ROWS
        self.filled: list[Branch] = []

    def page(self) -> TreePage:
        """The branches with their wording. One query."""
        position, tops = self.chosen.position, self.choice.tops
        side_by_side = tops if position is None else [child for top in tops for child in self.choice.children_of(top)]
        last_page = max(0, len(side_by_side) - 1) // PER_PAGE
        first = min(self.chosen.page - 1, last_page) * PER_PAGE
        here = slice(first, first + PER_PAGE)
        level = [self._branch(top) for top in (tops[here] if position is None else tops)]
        self._grow(level, slice(PER_PAGE) if position is None else here)
        self._word()
        return TreePage(level, first, len(side_by_side))

    def _grow(self, level: list[Branch], which: slice) -> None:
        """Fill the tops, then those directly below them (of a long row only `which`); a small tree to its end."""
        depth = 0
        while level and (depth < 2 or self.is_small):
            for branch in level:
                self._fill(branch, is_top=depth == 0)
            deeper = []
            if depth == 0 or self.is_small:
                for branch in level:
                    deeper += self._children(branch, which if depth == 0 else slice(PER_PAGE))
            level, depth = deeper, depth + 1

    def _fill(self, branch: Branch, *, is_top: bool) -> None:
        nodes = self.choice.shown.get(branch.position.pk, [])
        branch.waiting = len(self.choice.children_of(branch.position.pk))
        if len(nodes) > self.rows_left and not (is_top and not self.filled):
            return
        self.rows_left -= len(nodes)
        branch.is_whole = True
        branch.is_open = is_top or bool(self.chosen.mark)
        self.filled.append(branch)

    def _children(self, branch: Branch, which: slice) -> list[Branch]:
        if not branch.is_whole:
            return []
        children = self.choice.children_of(branch.position.pk)[which][: max(self.branches_left, 0)]
        self.branches_left -= len(children)
        branch.children = [self._branch(child) for child in children]
        branch.waiting -= len(children)
        return branch.children

    def _branch(self, position: int) -> Branch:
        found = self.choice.cascade.positions[position]
        return Branch(
            position=found,
            sum=self.choice.sums[position],
            query=self.chosen.with_changes(position=position),
            note=self._note(found),
            may_edit=self.user.has_perm("agreements.cascade_indicator", found),
        )

    def _note(self, position: Position) -> str:
        """What the reader must know of the position itself."""
        notes = []
        if position.pk in self.choice.structure.roots and position.kind != REGIONAL_HEAD:
            superior = self.choice.cascade.positions.get(position.reports_to_id or 0)
            if position.reports_to_id is None:
                notes.append("Atasan langsung jabatan ini belum ditetapkan.")
            elif superior is None:
                notes.append("Atasannya di luar kewenangan Anda.")
            else:
                notes.append(f"Atasan langsung: {superior.title}.")
        if self.choice.cascade.lacks_agreement(position.pk):
            notes.append(f"PK {self.chosen.year} belum disusun, jadi muatan IKU-nya belum dapat diperiksa.")
        return " ".join(notes)

    def _word(self) -> None:
        """Give every indicator on the page its text, grouped by objective."""
        shown = self.choice.shown
        nodes = [node for branch in self.filled for node in shown.get(branch.position.pk, ())]
        rows = rows_of(self.choice.cascade, nodes, user=self.user)
        for branch in self.filled:
            groups: dict[int, Group] = {}
            for row in (rows[node.id] for node in shown.get(branch.position.pk, ()) if node.id in rows):
                groups.setdefault(row.node.objective, Group(row.wording.objective, [])).rows.append(row)
            branch.groups = list(groups.values())
