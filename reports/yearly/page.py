"""The year of a position, or of a unit, on paper: landscape, readable in grey."""

from itertools import groupby

from django.template.loader import render_to_string

from evaluations.year import PositionYear, UnitYear
from reports import pdf
from reports.yearly.head import YearHead


def render_position_year(sheet: PositionYear, head: YearHead) -> bytes:
    """The position's year as PDF. Raises `pdf.RenderError`."""
    numbered = list(enumerate(sheet.rows, start=1))
    groups = groupby(numbered, key=lambda item: item[1].indicator.objective)
    context = {
        "head": head,
        "sheet": sheet,
        "groups": [(objective.statement, list(rows)) for objective, rows in groups],
    }
    return pdf.render(render_to_string("pdf/position_year.html", context), paper=head.paper, landscape=True)


def render_unit_year(sheet: UnitYear, head: YearHead) -> bytes:
    """The unit's year as PDF. Raises `pdf.RenderError`."""
    context = {"head": head, "sheet": sheet}
    return pdf.render(render_to_string("pdf/unit_year.html", context), paper=head.paper, landscape=True)
