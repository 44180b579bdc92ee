"""Indicators of the cascade with everything that is shown of them: their wording, what they hang from, what supports
them. Those outside the person's part of the government are neither named nor compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models.functions import Left

from agreements.cascade.facts import Cascade
from agreements.domain.cascade import CascadeFinding, Node, is_comparable
from indicators.domain.numbers import format_figure
from indicators.enums import CascadeKind
from indicators.models import Indicator
from organisation.models import User

NOT_CHOSEN = "Cara menurunkan belum dipilih"
OUT_OF_SCOPE = "Indikator di luar kewenangan Anda"
MORE_SUPPORTERS, HIDDEN_SUPPORTERS = "pendukung lainnya", "pendukung di luar kewenangan Anda"
MOST_SUPPORTERS = 10
"""Crosscutting indicators that are listed below one that they support; more are counted."""

LONGEST_ON_SCREEN = 300
"""Characters of a text in the tree; the whole text stands on the indicator's own page."""


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

    @property
    def named(self) -> str:
        """`Indeks pelayanan publik – Bupati Contoh`."""
        return " – ".join(filter(None, (self.statement, self.office)))


@dataclass(frozen=True, slots=True)
class Supporter:
    """An indicator that supports another beside its own parent, which stands for who is responsible for it."""

    id: int
    statement: str
    office: str
    responsible: str


@dataclass(frozen=True, slots=True)
class CascadeRow:
    """One indicator of the cascade with everything that is shown of it."""

    node: Node
    wording: IndicatorWording
    kind: str
    parent: Parent | None
    also: tuple[Parent, ...]
    supporters: tuple[Supporter, ...]
    """Those of other lines, which are counted there."""

    unlisted: str
    """The supporters that are not listed, in words."""

    findings: tuple[CascadeFinding, ...]

    @property
    def supporters_in_words(self) -> tuple[str, ...]:
        """`Balita ditimbang – Camat Satu (penanggung jawab: Prevalensi stunting – Kepala Dinas Kesehatan)`, each."""
        listed = (f"{one.statement} – {one.office} (penanggung jawab: {one.responsible})" for one in self.supporters)
        return (*listed, *([self.unlisted] if self.unlisted else []))

    @property
    def planned(self) -> str:
        """The target of the medium-term plan in words."""
        return planned_in_words(self.node)

    @property
    def id(self) -> int:
        """The indicator's key."""
        return self.node.id


def rows_of(
    cascade: Cascade, nodes: Iterable[Node], *, user: User, longest: int = LONGEST_ON_SCREEN
) -> dict[int, CascadeRow]:
    """These indicators with their wording and that of their parents, cut to `longest` characters. One query."""
    nodes = list(nodes)
    listed = {node.id: [pk for pk in cascade.supporters.get(node.id, ()) if pk in cascade.nodes] for node in nodes}
    beside = [cascade.nodes[pk] for several in listed.values() for pk in several[:MOST_SUPPORTERS]]
    wanted = {key for node in (*nodes, *beside) for key in (node.id, node.supports, *node.also) if key}
    texts = _texts(user, wanted, longest)
    return {node.id: _row(cascade, node, listed[node.id], texts) for node in nodes if node.id in texts}


def _row(cascade: Cascade, node: Node, listed: list[int], texts: dict[int, IndicatorWording]) -> CascadeRow:
    hidden = len(cascade.supporters.get(node.id, ())) - len(listed)
    more = max(0, len(listed) - MOST_SUPPORTERS)
    return CascadeRow(
        node=node,
        wording=texts[node.id],
        kind=kind_in_words(node),
        parent=_parent(cascade, node, texts),
        also=tuple(_above(cascade, pk, texts) for pk in node.also),
        supporters=tuple(_supporter(cascade, pk, texts) for pk in listed[:MOST_SUPPORTERS] if pk in texts),
        unlisted="; ".join(
            f"{count} {words}" for count, words in ((more, MORE_SUPPORTERS), (hidden, HIDDEN_SUPPORTERS)) if count
        ),
        findings=cascade.found.get(node.id, ()),
    )


def _supporter(cascade: Cascade, pk: int, texts: dict[int, IndicatorWording]) -> Supporter:
    node = cascade.nodes[pk]
    parent = _above(cascade, node.supports, texts) if node.supports else Parent(OUT_OF_SCOPE, "", "", "")
    return Supporter(pk, texts[pk].statement, cascade.positions[node.position].title, parent.named)


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
    above, parent = _above(cascade, node.supports, texts), cascade.nodes.get(node.supports)
    if parent and node.supports in texts and node.kind == CascadeKind.ADOPTED and not is_comparable(node, parent):
        return replace(above, note="Satuan, arah, atau skalanya berbeda, jadi targetnya tidak dibandingkan.")
    return above


def _above(cascade: Cascade, key: int, texts: dict[int, IndicatorWording]) -> Parent:
    """The indicator above, as far as it may be shown."""
    text, node = texts.get(key), cascade.nodes.get(key)
    if text is None:
        return Parent(OUT_OF_SCOPE, "", "", "")
    position = cascade.positions.get(text.position)
    office = position.title if position else ""
    if node is None:
        return Parent(text.statement, office, "", f"Tidak mempunyai target tahun {cascade.year}.")
    return Parent(text.statement, office, target_in_words(node), "")
