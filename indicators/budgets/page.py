"""The position and year that a page of budgets is about."""

from django.http import Http404, HttpRequest

from organisation.models import Position
from organisation.pages.access import visible_or_404
from organisation.pages.filtering import EARLIEST_YEAR, LATEST_YEAR


def budgeted_position(request: HttpRequest, pk: int, year: int) -> Position:
    position = visible_or_404(request, Position.objects.select_related("unit"), pk)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Http404("Tahun ini tidak dikenal.")
    return position
