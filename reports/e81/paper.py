"""Form E.81 on paper: landscape, the objective as a row over its programmes."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string

from documents.drawing import pdf
from reports.e81.book import TITLE
from reports.e81.form import RenjaForm, RenjaRow

EMPTY = "r-none"
MANY = 5
"""So many empty columns leave room for larger letters."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one objective with their numbers; without one they go on beneath the block before."""

    objective: str
    lineage: tuple[str, ...] = ()
    rows: list[tuple[int, RenjaRow]] = field(default_factory=list)


def render_renja(form: RenjaForm) -> bytes:
    """The form as PDF; the same form gives the same bytes. Raises `pdf.RenderError`."""
    columns = _columns(form)
    context = {"form": form, "blocks": _blocks(form), "title": TITLE, "columns": columns}
    html = render_to_string("pdf/renja.html", {**context, "is_roomy": columns.count(EMPTY) >= MANY})
    return pdf.render(html, paper=form.head.paper, landscape=True)


def _blocks(form: RenjaForm) -> list[Block]:
    """An objective worded as a programme of the form is not repeated: the programme's row says it already."""
    programs = {row.place.name for row in form.rows}
    blocks = [Block("")]
    for number, row in enumerate(form.rows, start=1):
        objective = "" if row.objective in programs else row.objective
        if objective and objective != blocks[-1].objective:
            blocks.append(Block(objective, row.lineage))
        blocks[-1].rows.append((number, row))
    return blocks


def _columns(form: RenjaForm) -> list[str]:
    """The widths of columns 6 to 15; one in which no row has anything is narrow and leaves its room to the words."""
    widths = [*("r-k", "r-rp") * 9, "r-percent", "r-percent"]
    filled = map(any, zip(*(_cells(row) for row in (*form.rows, form.sum_row)), strict=True))
    return [width if is_filled else EMPTY for width, is_filled in zip(widths, filled, strict=True)]


def _cells(row: RenjaRow) -> list[bool]:
    """For each cell of columns 6 to 15 whether something stands in it."""
    cells: list[object] = []
    for pair in (row.plan_end, row.before, row.this_year):
        cells += [pair.performance, pair.amount]
    for quarter in row.quarters:
        cells += [quarter.performance or quarter.word or None, quarter.amount]
    for pair in (row.total, row.to_date):
        cells += [pair.performance, pair.amount]
    return [cell is not None for cell in (*cells, row.percent, row.percent_amount)]
