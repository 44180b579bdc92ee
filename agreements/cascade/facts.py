"""The cascade of a year as one person may see it: positions, indicators with targets, marks and wording.

The number of queries does not depend on the number of positions or indicators. Parents outside the person's part of
the government are neither named nor compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models.functions import Left

from agreements.domain.cascade import (
    OWN_KEYS,
    CascadeFinding,
    CascadeMark,
    CascadeStructure,
    Node,
    Office,
    findings,
    is_comparable,
)
from agreements.models import Agreement
from indicators.domain.kinds import Value
from indicators.domain.numbers import format_figure
from indicators.enums import CascadeKind
from indicators.models import Indicator, PlanTarget, Target
from indicators.versions.facts import replacements
from organisation.models import Position, User
from organisation.structure.past import as_they_were, end_of

NOT_CHOSEN = "Cara menurunkan belum dipilih"
OUT_OF_SCOPE = "Indikator di luar kewenangan Anda"
LONGEST_ON_SCREEN = 300
"""Characters of a text in the tree; the whole text stands on the indicator's own page."""


@dataclass(frozen=True)
class Cascade:
    """The facts of a year in one person's scope."""

    year: int
    positions: dict[int, Position]
    structure: CascadeStructure
    nodes: dict[int, Node]
    by_position: dict[int, list[Node]]
    found: dict[int, tuple[CascadeFinding, ...]]
    promised: dict[int, set[int]]
    """For every position with an agreement for the year: the indicators in the newest that was not cancelled."""

    def marks_of(self, node: Node) -> tuple[CascadeMark, ...]:
        """What is wrong with this indicator."""
        return tuple(finding.mark for finding in self.found.get(node.id, ()))

    def lacks_agreement(self, position: int) -> bool:
        """Whether the IKU of this head could not be looked for, because the head has no agreement."""
        has_key = any(node.is_key for node in self.by_position.get(position, ()))
        return has_key and position not in self.promised and self.positions[position].kind in OWN_KEYS


@dataclass(frozen=True, slots=True)
class IndicatorWording:
    """The text of an indicator and of its objective."""

    position: int
    code: str
    statement: str
    objective: str


@dataclass(frozen=True, slots=True)
class Parent:
    """The indicator that another hangs from, as far as it may be shown."""

    statement: str
    office: str
    target: str
    note: str


@dataclass(frozen=True, slots=True)
class CascadeRow:
    """One indicator of the cascade with everything that is shown of it."""

    node: Node
    wording: IndicatorWording
    kind: str
    parent: Parent | None
    findings: tuple[CascadeFinding, ...]

    @property
    def planned(self) -> str:
        """The target of the medium-term plan in words."""
        return planned_in_words(self.node)

    @property
    def id(self) -> int:
        """The indicator's key."""
        return self.node.id


def cascade_of(user: User, year: int) -> Cascade:
    """What this person may see of the cascade of a year. Six queries."""
    current = replacements(year)
    in_scope = Position.objects.visible_to(user).existing_in(year).select_related("unit")
    positions = {position.pk: position for position in as_they_were(list(in_scope), end_of(year))}
    structure = CascadeStructure({pk: _office(position) for pk, position in positions.items()})
    nodes: dict[int, Node] = {}
    by_position: dict[int, list[Node]] = defaultdict(list)
    planned = {row.indicator_id: row.value for row in PlanTarget.objects.targets().visible_to(user).filter(year=year)}
    for target in _in_order(Target.objects.visible_to(user).filter(year=year)):
        node = _node(target, current, planned.get(target.indicator_id))
        nodes[node.id] = node
        by_position[node.position].append(node)
    promised = _promised(user, year)
    found = findings(structure, nodes.values(), supported=_supported(year, current), promised=promised)
    return Cascade(year, positions, structure, nodes, dict(by_position), found, promised)


def _supported(year: int, current: Mapping[int, int]) -> set[int]:
    """Every indicator that something with a target supports this year, in the whole government. One query.

    A plain list, not a question asked for each row: without statistics of the tables (after a large import) the
    database answered such questions by reading everything again for every row.
    """
    targets = Target.objects.filter(year=year, indicator__supports__isnull=False)
    supported = targets.order_by().values_list("indicator__supports_id", flat=True)
    return {current.get(pk, pk) for pk in supported}


def _office(position: Position) -> Office:
    return Office(position.pk, position.title, position.kind, position.reports_to_id)


def _in_order(targets: Iterable[Target]) -> Iterable[Target]:
    """With what is needed of indicator and objective, but without their texts."""
    return (
        targets.select_related("indicator__objective")
        .only(
            *("figure", "lower", "upper", "grade"),
            *(
                f"indicator__{name}"
                for name in ("polarity", "unit_of_measure", "decimals", "predicate_scale", "is_key")
            ),
            *("indicator__supports_id", "indicator__cascade_kind", "indicator__objective__position_id"),
        )
        .order_by("indicator__objective__order", "indicator__objective__code", "indicator__order", "indicator__code")
    )


def _node(target: Target, current: Mapping[int, int], planned: Value | None) -> Node:
    """The indicator; whose parent was replaced by another version follows that version of the year."""
    indicator = target.indicator
    return Node(
        id=indicator.pk,
        objective=indicator.objective_id,
        position=indicator.objective.position_id,
        target=target.value,
        polarity=indicator.polarity,
        unit=indicator.unit_of_measure,
        decimals=indicator.decimals,
        scale=tuple(indicator.predicate_scale),
        supports=current.get(indicator.supports_id, indicator.supports_id),
        kind=indicator.cascade_kind,
        is_key=indicator.is_key,
        planned=planned,
    )


def _promised(user: User, year: int) -> dict[int, set[int]]:
    """The indicators in the agreements that count, by position. One query."""
    heads = Agreement.objects.visible_to(user).of_year(year).not_cancelled().filter(position__kind__in=OWN_KEYS)
    rows = Agreement.objects.filter(pk__in=heads.latest_versions().values("pk"))
    promised: dict[int, set[int]] = defaultdict(set)
    for position, indicator in rows.values_list("position_id", "lines__indicator_id").order_by():
        promised[position].add(indicator)
    return dict(promised)


def rows_of(
    cascade: Cascade, nodes: Iterable[Node], *, user: User, longest: int = LONGEST_ON_SCREEN
) -> dict[int, CascadeRow]:
    """These indicators with their wording and that of their parents, cut to `longest` characters. One query."""
    nodes = list(nodes)
    texts = _texts(user, {node.id for node in nodes} | {node.supports for node in nodes if node.supports}, longest)
    return {
        node.id: CascadeRow(
            node=node,
            wording=texts[node.id],
            kind=kind_in_words(node),
            parent=_parent(cascade, node, texts),
            findings=cascade.found.get(node.id, ()),
        )
        for node in nodes
        if node.id in texts
    }


def _texts(user: User, wanted: set[int], longest: int) -> dict[int, IndicatorWording]:
    found = Indicator.objects.visible_to(user).filter(pk__in=wanted).order_by()
    cut = (Left("statement", longest + 1), Left("objective__statement", longest + 1))
    return {
        pk: IndicatorWording(position, code, shortened(statement, longest), shortened(objective, longest))
        for pk, position, code, statement, objective in found.values_list("pk", "objective__position", "code", *cut)
    }


def shortened(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def target_in_words(node: Node) -> str:
    """`80,5 %`: the target as it is shown, and its unit of measure."""
    return f"{format_figure(node.target, node.decimals)} {node.unit}".strip()


def planned_in_words(node: Node) -> str:
    """`13 (lebih lemah)`: what the medium-term plan sets, and how the target stands to it; empty without it."""
    if node.planned is None or node.against_plan is None:
        return ""
    return f"{format_figure(node.planned, node.decimals)} ({node.against_plan.label})"


def kind_in_words(node: Node) -> str:
    """How the indicator comes from its parent; empty for one that has no parent and no kind."""
    if node.kind:
        return CascadeKind(node.kind).label
    return NOT_CHOSEN if node.supports else ""


def _parent(cascade: Cascade, node: Node, texts: dict[int, IndicatorWording]) -> Parent | None:
    if node.supports is None:
        return None
    text = texts.get(node.supports)
    if text is None:
        return Parent(OUT_OF_SCOPE, "", "", "")
    office, parent = cascade.positions[text.position].title, cascade.nodes.get(node.supports)
    if parent is None:
        return Parent(text.statement, office, "", f"Tidak mempunyai target tahun {cascade.year}.")
    note = ""
    if node.kind == CascadeKind.ADOPTED and not is_comparable(node, parent):
        note = "Satuan, arah, atau skalanya berbeda, jadi targetnya tidak dibandingkan."
    return Parent(text.statement, office, target_in_words(parent), note)
