"""The performance tree on paper: landscape, a row per indicator, indented by level."""

import datetime
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.formats import date_format

from agreements.cascade.forms import ANY_MARK, CascadeFilter
from agreements.cascade.rows import target_in_words
from agreements.cascade.tree import FilteredCascade
from agreements.cascade_papers.listing import Entry, entries_of
from agreements.domain.cascade import CascadeMark
from documents.drawing import pdf
from documents.drawing.imprint import government_name
from indicators.policy.printing import print_policy
from organisation.models import Government, User

LONGEST_PRINTED = 600
"""Characters of one text; the whole text stands in the workbook."""

MOST_PRINTED = 1000
"""Indicators in one document: about a hundred and twenty pages, and well within the engine's time."""

DEEPEST = 5
"""Levels that are told apart by their indent."""


@dataclass(frozen=True, slots=True)
class RowText:
    """One indicator as printed."""

    statement: str
    is_key: bool
    target: str
    kind: str
    parent: str
    also: tuple[str, ...]
    supporters: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupText:
    """One objective with its indicators."""

    objective: str
    rows: tuple[RowText, ...]


@dataclass(frozen=True, slots=True)
class PositionText:
    """One position of the tree as printed."""

    indent: int
    level: str
    title: str
    unit: str
    groups: tuple[GroupText, ...]


@dataclass(frozen=True, slots=True)
class CascadeDocument:
    """The printed tree, worded."""

    title: str
    subtitle: str
    government_name: str
    printed: str
    counts: tuple[str, ...]
    positions: tuple[PositionText, ...]


def cascade_document(
    choice: FilteredCascade, chosen: CascadeFilter, *, user: User, on: datetime.date
) -> CascadeDocument:
    """Word the chosen part. Raises ValidationError when it is too large for one document."""
    entries = entries_of(choice, user=user, longest=LONGEST_PRINTED, most=MOST_PRINTED)
    return CascadeDocument(
        title=f"Pohon Kinerja Tahun {chosen.year}",
        subtitle=_subtitle(choice, chosen),
        government_name=government_name(Government.objects.current()),
        printed=date_format(on, "j F Y"),
        counts=tuple(f"{mark.label}: {count}" for mark, count in choice.counts.items()),
        positions=tuple(_position(entry) for entry in entries),
    )


def render_cascade(document: CascadeDocument, *, year: int) -> bytes:
    """The tree as PDF. Raises `pdf.RenderError`."""
    html = render_to_string("pdf/cascade.html", {"document": document})
    return pdf.render(html, paper=print_policy(year).paper, landscape=True)


def _subtitle(choice: FilteredCascade, chosen: CascadeFilter) -> str:
    """Whose part of the tree it is, and which indicators were left out."""
    parts = []
    if choice.tops:
        top = choice.cascade.positions[choice.tops[0]]
        others = len(choice.tops) - 1
        parts.append(f"{top.title} dan {others} jabatan lain beserta bawahannya" if others else top.title)
    if chosen.mark == ANY_MARK:
        parts.append("hanya indikator yang bertanda")
    elif chosen.mark:
        parts.append(f"hanya indikator bertanda “{CascadeMark(chosen.mark).label}”")
    return ", ".join(parts)


def _position(entry: Entry) -> PositionText:
    groups: dict[int, tuple[str, list[RowText]]] = {}
    for row in entry.rows:
        parent, findings = row.parent, row.findings
        text = RowText(
            statement=row.wording.statement,
            is_key=row.node.is_key,
            target=target_in_words(row.node),
            kind=row.kind,
            parent=parent.named if parent else "",
            also=tuple(other.named for other in row.also),
            supporters=row.supporters_in_words,
            notes=tuple(f"{found.mark.label}. {found.sentence}" for found in findings),
        )
        groups.setdefault(row.node.objective, (row.wording.objective, []))[1].append(text)
    position = entry.position
    return PositionText(
        indent=min(entry.depth, DEEPEST),
        level=position.get_kind_display(),
        title=position.title,
        unit="" if position.unit.name in f"{position.title} {position.get_kind_display()}" else position.unit.name,
        groups=tuple(GroupText(objective, tuple(rows)) for objective, rows in groups.values()),
    )
