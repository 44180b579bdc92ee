"""The cascade of a year: what is wrong in the line from the indicators of the regional head down to those of staff.

PermenPAN-RB 53/2014, Lampiran I: the indicators of an office support those of its superior, and every IKU of an
organisation stands in the agreement of its head. Only what can be compared is judged; silence claims nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from indicators.domain.kinds import Polarity, Value
from indicators.domain.strength import Strength, same_word, strength

REGIONAL_HEAD = "regional_head"
OPD_HEADS = frozenset({"regional_secretary", "apparatus_head", "district_head"})
"""Kinds of position whose agreement is that of a whole OPD."""

OWN_KEYS = OPD_HEADS | {REGIONAL_HEAD, "deputy_regional_head", "assistant", "expert_staff"}
"""Kinds of position whose IKU stand in their own agreement; those of everybody else in that of the head of the OPD."""

ADOPTED, NEW = "adopted", "new"


class CascadeMark(StrEnum):
    """What can be wrong with an indicator's place in the cascade; the values stand in addresses."""

    NO_PARENT = "tanpa-induk"
    NO_SUPPORT = "tanpa-pendukung"
    WEAKER_TARGET = "target-lebih-lemah"
    KEY_MISSING = "iku-belum-di-pk"
    WEAKER_THAN_PLAN = "lebih-lemah-dari-renstra"

    @property
    def label(self) -> str:
        """The mark in words."""
        return LABELS[self]


LABELS = {
    CascadeMark.NO_PARENT: "Tanpa indikator atasan",
    CascadeMark.NO_SUPPORT: "Belum didukung bawahan",
    CascadeMark.WEAKER_TARGET: "Target lebih lemah dari atasan",
    CascadeMark.KEY_MISSING: "IKU belum ada di PK kepala",
    CascadeMark.WEAKER_THAN_PLAN: "Target lebih lemah dari Renstra/RPJMD",
}


@dataclass(frozen=True, slots=True)
class Office:
    """A position of the structure, as far as the cascade needs it."""

    id: int
    title: str
    kind: str
    reports_to: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator with its target of the year; `supports` may name one that is not known here.

    It hangs from `supports` alone, whose office is responsible (penanggung jawab); those in `also` it supports beside.
    `planned` is what the medium-term plan sets for the year, None when it sets nothing. `scale` orders the grades of a
    predicate from the lowest to the highest.
    """

    id: int
    objective: int
    position: int
    target: Value
    polarity: str = Polarity.MAXIMIZE
    unit: str = "%"
    decimals: int | None = None
    scale: tuple[str, ...] = ()
    supports: int | None = None
    also: tuple[int, ...] = ()
    kind: str = ""
    is_key: bool = False
    planned: Value | None = None

    @property
    def against_plan(self) -> Strength | None:
        """How the target stands to that of the medium-term plan; None when the plan sets nothing."""
        if self.planned is None:
            return None
        return strength(self.target, self.planned, polarity=self.polarity, scale=self.scale)


@dataclass(frozen=True, slots=True)
class CascadeFinding:
    """A mark with the sentence that explains it."""

    mark: CascadeMark
    sentence: str


@dataclass(frozen=True)
class CascadeStructure:
    """The offices that are known, and who stands below whom; no circle in the data can make it run forever."""

    offices: Mapping[int, Office]
    below: Mapping[int, tuple[int, ...]] = field(init=False)
    roots: tuple[int, ...] = field(init=False)
    """Offices whose superior is missing or not known, then one office of every circle; in the order given."""

    def __post_init__(self) -> None:
        """Turn the superiors around once."""
        below: dict[int, list[int]] = defaultdict(list)
        roots = []
        for office in self.offices.values():
            superior = self._superior(office.id)
            if superior is None:
                roots.append(office.id)
            else:
                below[superior].append(office.id)
        object.__setattr__(self, "below", {superior: tuple(ids) for superior, ids in below.items()})
        reached: set[int] = set()
        for root in roots:
            reached.update(self.line_of(root))
        for lost in self.offices:
            if lost not in reached:
                roots.append(lost)
                reached.update(self.line_of(lost))
        object.__setattr__(self, "roots", tuple(roots))

    def line_of(self, top: int) -> list[int]:
        """The office and everybody below it, each superior before its subordinates."""
        line, seen = [top], {top}
        for office in line:
            for subordinate in self.below.get(office, ()):
                if subordinate not in seen:
                    seen.add(subordinate)
                    line.append(subordinate)
        return line

    def above(self, office: int) -> list[int]:
        """The superiors that are known, the nearest first."""
        chain: list[int] = []
        superior = self._superior(office)
        while superior is not None and superior not in chain and superior != office:
            chain.append(superior)
            superior = self._superior(superior)
        return chain

    def offices_above(self, chosen: Iterable[int]) -> set[int]:
        """Every known office that has one of the chosen below it."""
        found: set[int] = set()
        for office in chosen:
            superior = self._superior(office)
            while superior is not None and superior not in found:
                found.add(superior)
                superior = self._superior(superior)
        return found

    def _superior(self, office: int) -> int | None:
        superior = self.offices[office].reports_to
        return superior if superior in self.offices else None

    def head_of(self, office: int) -> Office | None:
        """The office whose agreement carries the IKU of this one; None where that is nobody's or not known.

        Nobody's IKU but the own are asked of the regional head, an assistant or expert staff.
        """
        own = self.offices[office]
        if own.kind in OWN_KEYS:
            return own
        line = (self.offices[superior] for superior in self.above(office))
        return next((candidate for candidate in line if candidate.kind in OPD_HEADS), None)


def findings(
    structure: CascadeStructure,
    nodes: Iterable[Node],
    *,
    supported: Collection[int],
    promised: Mapping[int, Collection[int]],
) -> dict[int, tuple[CascadeFinding, ...]]:
    """What there is to say of each indicator; those without a word are left out.

    `supported`: indicators that anything supports this year, known here or not. `promised`: for every position that
    has an agreement for the year, the indicators in it; without an agreement nothing is said of its IKU.
    """
    known = {node.id: node for node in nodes}
    busy = structure.offices_above({node.position for node in known.values()} & structure.offices.keys())
    found: dict[int, tuple[CascadeFinding, ...]] = {}
    for node in known.values():
        if node.position not in structure.offices:
            continue
        parent = known.get(node.supports) if node.supports is not None else None
        said = (
            _without_parent(structure.offices[node.position], node),
            _without_support(node, node.position in busy, supported),
            _with_weaker_target(node, parent),
            _missing_in_agreement(node, structure.head_of(node.position), known, promised),
            _weaker_than_plan(node),
        )
        given = tuple(finding for finding in said if finding)
        if given:
            found[node.id] = given
    return found


def _without_parent(office: Office, node: Node) -> CascadeFinding | None:
    if node.supports is not None or office.kind == REGIONAL_HEAD:
        return None
    if node.kind == NEW:
        sentence = "Indikator baru ini belum dikaitkan dengan indikator atasan yang didukungnya."
    else:
        sentence = "Indikator ini belum dikaitkan dengan indikator atasan."
    return CascadeFinding(CascadeMark.NO_PARENT, sentence)


def _without_support(node: Node, has_busy_subordinates: bool, supported: Collection[int]) -> CascadeFinding | None:
    if not has_busy_subordinates or node.id in supported:
        return None
    return CascadeFinding(
        CascadeMark.NO_SUPPORT, "Bawahannya mempunyai indikator, tetapi tidak satu pun mendukung indikator ini."
    )


def _with_weaker_target(node: Node, parent: Node | None) -> CascadeFinding | None:
    if parent is None or node.kind != ADOPTED or not is_weaker(node, parent):
        return None
    return CascadeFinding(
        CascadeMark.WEAKER_TARGET,
        f"Target lebih {_weakness(node)} daripada target indikator atasan yang diadopsi langsung.",
    )


def _weaker_than_plan(node: Node) -> CascadeFinding | None:
    if node.against_plan is not Strength.WEAKER:
        return None
    return CascadeFinding(
        CascadeMark.WEAKER_THAN_PLAN, f"Target lebih {_weakness(node)} daripada target Renstra/RPJMD tahun yang sama."
    )


def _weakness(node: Node) -> str:
    return {Polarity.MINIMIZE: "tinggi", Polarity.RANGE: "lebar"}.get(Polarity(node.polarity), "rendah")


def _missing_in_agreement(
    node: Node, head: Office | None, known: Mapping[int, Node], promised: Mapping[int, Collection[int]]
) -> CascadeFinding | None:
    if not node.is_key or head is None or head.id not in promised:
        return None
    if any(measure in promised[head.id] for measure in _same_measure(node, known)):
        return None
    whose = "jabatan ini" if head.id == node.position else head.title
    return CascadeFinding(CascadeMark.KEY_MISSING, f"Indikator kinerja utama ini belum dimuat dalam PK {whose}.")


def _same_measure(node: Node, known: Mapping[int, Node]) -> list[int]:
    """The indicator and those it comes from by direct adoption: one measure, promised on several levels."""
    line = [node.id]
    while node.kind == ADOPTED and node.supports is not None and node.supports not in line:
        line.append(node.supports)
        if node.supports not in known:
            break
        node = known[node.supports]
    return line


def is_comparable(child: Node, parent: Node) -> bool:
    """Whether two targets say how much of the same thing: same direction, same unit of measure, same grades."""
    if child.polarity != parent.polarity or same_word(child.unit) != same_word(parent.unit):
        return False
    return child.polarity != Polarity.PREDICATE or [*map(same_word, child.scale)] == [*map(same_word, parent.scale)]


def is_weaker(child: Node, parent: Node) -> bool:
    """Whether reaching the child's target can leave the parent's unreached; False where it cannot be told."""
    if not is_comparable(child, parent):
        return False
    return strength(child.target, parent.target, polarity=child.polarity, scale=child.scale) is Strength.WEAKER
