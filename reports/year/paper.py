"""The year of a position, or of a unit, on paper: landscape, readable in grey."""

from collections.abc import Sequence
from itertools import groupby

from django.template.loader import render_to_string

from documents.drawing import pdf
from evaluations.years.facts import PositionYear, UnitYear
from indicators.domain.money_units import RUPIAH, MoneyUnit
from realisations.measurement.position_year import YearRow
from reports.year.facts import YearHead


def render_position_year(sheet: PositionYear, head: YearHead, unit: MoneyUnit | None = None) -> bytes:
    """The position's year as PDF. Raises `pdf.RenderError`."""
    context = {
        "head": head,
        "sheet": sheet,
        "groups": _by_objective(sheet.rows),
        "unit": unit or RUPIAH,
    }
    return pdf.render(render_to_string("pdf/position_year.html", context), paper=head.paper, landscape=True)


def render_unit_year(sheet: UnitYear, head: YearHead, unit: MoneyUnit | None = None) -> bytes:
    """The unit's year as PDF. Raises `pdf.RenderError`."""
    heads = [(position, _by_objective(rows)) for position, rows in sheet.heads]
    context = {"head": head, "sheet": sheet, "heads": heads, "unit": unit or RUPIAH}
    return pdf.render(render_to_string("pdf/unit_year.html", context), paper=head.paper, landscape=True)


def _by_objective(rows: Sequence[YearRow]) -> list[tuple[str, list[tuple[int, YearRow]]]]:
    """The rows with their numbers, by objective, in order."""
    groups = groupby(enumerate(rows, start=1), key=lambda item: item[1].indicator.objective)
    return [(objective.statement, list(numbered)) for objective, numbered in groups]
