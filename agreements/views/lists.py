"""The list of agreements of a year."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.forms.filters import AgreementFilter
from agreements.models import Agreement
from agreements.overview import STATES, in_state, positions_in, rows_of, state_counts, states_of, units_for, with_rows

PAGE_SIZE = 25


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """The positions of the user's scope with their PK of a year, and those that have none yet."""
    today = timezone.localdate()
    chosen = AgreementFilter.of(request.GET, today)
    positions = positions_in(chosen, user=request.user, today=today)
    shown = with_rows(in_state(positions, chosen.state), chosen.year, today)
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "chosen": chosen,
        "counts": state_counts(states_of(positions)),
        "page_obj": page,
        "rows": rows_of(page.object_list, user=request.user),
        "years": _years(chosen.year, today.year),
        "states": [(state, label) for state, (label, _) in STATES.items()],
        "units": units_for(request.user),
    }
    return render(request, "agreements/agreement_list.html", context)


def _years(chosen: int, this_year: int) -> list[int]:
    """The years that have agreements, with this one, the next, and the one that is shown; newest first."""
    known = Agreement.objects.order_by().values_list("year", flat=True).distinct()
    return sorted({*known, chosen, this_year, this_year + 1}, reverse=True)
