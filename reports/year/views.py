"""The year of a position or of a unit as files, as the data stand now."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents.drawing.responses import workbook_response
from documents.preparing.papers import Paper, prepared
from evaluations.years.facts import PositionYear, UnitYear, require_possible, unit_year_of, year_of
from indicators.domain.money_units import chosen_unit
from organisation.models import Position, WorkUnit
from organisation.pages.access import require, visible_or_404
from reports.year.book import write_position_year, write_unit_year
from reports.year.facts import TITLE, YearHead, head_for
from reports.year.paper import render_position_year, render_unit_year


@dataclass(frozen=True)
class _Document:
    """What is asked for, and how it is made."""

    read: Callable[[], PositionYear | UnitYear]
    head: YearHead
    print: Callable[..., bytes]
    write: Callable[..., bytes]

    @property
    def name(self) -> str:
        """`Kinerja Tahunan 2026 Dinas Kesehatan`, in ASCII: some mail programs tear other letters."""
        name = f"{TITLE} {self.head.year} {self.head.owner}"
        return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


@prepared
def year_pdf(request: HttpRequest, kind: str, pk: int, year: int) -> Paper:
    """The year on paper; `rupiah` in the address chooses the unit of its money."""
    document = _document(request, kind, pk, year)
    unit = chosen_unit(request.GET.get("rupiah", ""))
    return Paper(document.name, lambda: document.print(document.read(), document.head, unit))


@require_safe
def year_workbook(request: HttpRequest, kind: str, pk: int, year: int) -> HttpResponse:
    """The year as a workbook."""
    document = _document(request, kind, pk, year)
    return workbook_response(document.write(document.read(), document.head), document.name)


def _document(request: HttpRequest, kind: str, pk: int, year: int) -> _Document:
    require_possible(year)
    if kind == "jabatan":
        return _of_position(request, pk, year)
    if kind == "unit":
        return _of_unit(request, pk, year)
    raise Http404("Tidak ada dokumen dengan nama ini.")


def _of_position(request: HttpRequest, pk: int, year: int) -> _Document:
    position = visible_or_404(request, Position.objects.select_related("unit"), pk)
    now = timezone.localtime()
    head = head_for(position.title, position.unit.name, year, at=now, by=request.user)
    return _Document(
        partial(year_of, position, year, today=now.date()), head, render_position_year, write_position_year
    )


def _of_unit(request: HttpRequest, pk: int, year: int) -> _Document:
    unit = visible_or_404(request, WorkUnit.objects, pk)
    require(request, "evaluations.view_dashboard")
    now = timezone.localtime()
    visible = Position.objects.visible_to(request.user)
    read = partial(unit_year_of, unit, year, visible=visible, today=now.date())
    head = head_for(unit.name, "dengan unit di bawahnya", year, at=now, by=request.user)
    return _Document(read, head, render_unit_year, write_unit_year)
