"""The cascade of a year as one person may see it: positions, indicators with targets, marks.

The number of queries does not depend on the number of positions or indicators. Parents outside the person's part of
the government are not compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agreements.domain.cascade import (
    OWN_KEYS,
    CascadeFinding,
    CascadeMark,
    CascadeStructure,
    Node,
    Office,
    findings,
)
from agreements.models import Agreement
from indicators.domain.kinds import Value
from indicators.models import CrossCutting, PlanTarget, Target
from indicators.versions.facts import replacements
from organisation.models import Position, User
from organisation.structure.past import as_they_were, end_of


@dataclass(frozen=True)
class Cascade:
    """The facts of a year in one person's scope."""

    year: int
    positions: dict[int, Position]
    structure: CascadeStructure
    nodes: dict[int, Node]
    by_position: dict[int, list[Node]]
    supporters: dict[int, list[int]]
    """For every indicator, those that support it beside their own parent and have a target; known here or not."""

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


def cascade_of(user: User, year: int) -> Cascade:
    """What this person may see of the cascade of a year. Seven queries."""
    current = replacements(year)
    links = _crosscutting(year, current)
    in_scope = Position.objects.visible_to(user).existing_in(year).select_related("unit")
    positions = {position.pk: position for position in as_they_were(list(in_scope), end_of(year))}
    structure = CascadeStructure({pk: _office(position) for pk, position in positions.items()})
    nodes: dict[int, Node] = {}
    by_position: dict[int, list[Node]] = defaultdict(list)
    planned = {row.indicator_id: row.value for row in PlanTarget.objects.targets().visible_to(user).filter(year=year)}
    for target in _in_order(Target.objects.visible_to(user).filter(year=year)):
        node = _node(target, current, planned.get(target.indicator_id), links)
        nodes[node.id] = node
        by_position[node.position].append(node)
    promised = _promised(user, year)
    supporters = _turned_around(links)
    supported = _supported(year, current) | supporters.keys()
    found = findings(structure, nodes.values(), supported=supported, promised=promised)
    return Cascade(year, positions, structure, nodes, dict(by_position), supporters, found, promised)


def _crosscutting(year: int, current: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """What indicators with a target support beside their parent, in the whole government. One query."""
    links = CrossCutting.objects.filter(supporter__targets__year=year).order_by("supporter__code", "supported__code")
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for supporter, supported, parent in links.values_list("supporter", "supported", "supporter__supports"):
        if current.get(supported, supported) != current.get(parent, parent):
            found[supporter][current.get(supported, supported)] = None
    return {supporter: tuple(several) for supporter, several in found.items()}


def _turned_around(links: Mapping[int, Iterable[int]]) -> dict[int, list[int]]:
    supporters: dict[int, list[int]] = defaultdict(list)
    for supporter, several in links.items():
        for supported in several:
            supporters[supported].append(supporter)
    return dict(supporters)


def _supported(year: int, current: Mapping[int, int]) -> set[int]:
    """Every indicator that something with a target has as its parent this year, in the whole government. One query.

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


def _node(
    target: Target, current: Mapping[int, int], planned: Value | None, links: Mapping[int, tuple[int, ...]]
) -> Node:
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
        also=links.get(indicator.pk, ()),
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
