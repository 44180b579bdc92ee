"""Form E.81 on paper: landscape, the objective as a row over its programmes."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string

from reports import pdf
from reports.quarterly.renja_book import TITLE
from reports.quarterly.renja_form import RenjaForm, RenjaRow


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one objective with their numbers; without one they go on beneath the block before."""

    objective: str
    rows: list[tuple[int, RenjaRow]] = field(default_factory=list)


def render_renja(form: RenjaForm) -> bytes:
    """The form as PDF; the same form gives the same bytes. Raises `pdf.RenderError`."""
    html = render_to_string("pdf/renja.html", {"form": form, "blocks": _blocks(form), "title": TITLE})
    return pdf.render(html, paper=form.head.paper, landscape=True)


def _blocks(form: RenjaForm) -> list[Block]:
    """An objective worded as a programme of the form is not repeated: the programme's row says it already."""
    programs = {row.place.name for row in form.rows}
    blocks = [Block("")]
    for number, row in enumerate(form.rows, start=1):
        objective = "" if row.objective in programs else row.objective
        if objective and objective != blocks[-1].objective:
            blocks.append(Block(objective))
        blocks[-1].rows.append((number, row))
    return blocks
