"""Form E.81 on paper: landscape, the objective as a row over its programmes."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string

from documents.drawing import pdf
from indicators.domain.money_units import MoneyUnit
from reports.e81.book import TITLE
from reports.e81.form import RenjaForm, RenjaRow
from reports.e81.layout import FigureCell, RenjaLayout, layout_of


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one objective with their numbers and cells; without one they go on beneath the block before."""

    objective: str
    lineage: tuple[str, ...] = ()
    rows: list[tuple[int, RenjaRow, tuple[FigureCell, ...]]] = field(default_factory=list)


def render_renja(form: RenjaForm, unit: MoneyUnit | None = None) -> bytes:
    """The form as PDF, its rupiah in a chosen unit; the same form gives the same bytes. Raises `pdf.RenderError`."""
    layout = layout_of(form, unit)
    context = {"form": form, "blocks": _blocks(form, layout), "title": TITLE, "layout": layout}
    html = render_to_string("pdf/renja.html", {**context, "sum_cells": layout.cells[-1]})
    return pdf.render(html, paper=layout.paper, landscape=True)


def _blocks(form: RenjaForm, layout: RenjaLayout) -> list[Block]:
    """An objective worded as a programme of the form is not repeated: the programme's row says it already."""
    programs = {row.place.name for row in form.rows}
    blocks = [Block("")]
    for number, (row, cells) in enumerate(zip(form.rows, layout.cells, strict=False), start=1):
        objective = "" if row.objective in programs else row.objective
        if objective and objective != blocks[-1].objective:
            blocks.append(Block(objective, row.lineage))
        blocks[-1].rows.append((number, row, cells))
    return blocks
