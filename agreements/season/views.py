"""The season board: all positions of a year by state, and doing one thing with many of them."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from agreements.enums import BulkAction, Gap
from agreements.models import Agreement
from agreements.season.actions import carry_out, print_dated
from agreements.season.bulk import (
    CHANGED,
    DONE,
    EFFECTS,
    MOST_AT_ONCE,
    PERMISSIONS,
    ChosenPosition,
    chosen_positions,
    offered_to,
    review_of,
)
from agreements.season.facts import deviations, season_of, season_rows, tally_of, with_gap, with_gaps, years_of
from agreements.season.filters import MINE, AgreementFilter
from agreements.season.listing import (
    STATES,
    in_state,
    positions_in,
    rows_of,
    state_counts,
    states_of,
    units_for,
    with_rows,
)
from audit.bulk import Outcome, Review
from documents.issuing.forms import DayForm, day_form
from documents.models import PrintJob
from indicators.models import Policy
from organisation.enums import PositionKind
from organisation.pages.access import require
from organisation.pages.filtering import number_in

PAGE_SIZE = 50
MOST_REFUSED_SHOWN = 200


class CountedPaginator(Paginator):
    """A paginator that is told how many objects there are, because they were counted before."""

    def __init__(self, objects: Any, per_page: int, *, count: int) -> None:
        super().__init__(objects, per_page)
        self.known_count = count

    @cached_property
    def count(self) -> int:
        """As many as it was told."""
        return self.known_count


@require_safe
def season_board(request: HttpRequest) -> HttpResponse:
    """Every position of the user's scope with its PK of a year, what it lacks, and how late it is."""
    require(request, "agreements.view_season")
    today = timezone.localdate()
    chosen = AgreementFilter.of(request.GET, today)
    policies = list(Policy.objects.only("year", "budget_document_on"))
    season = season_of(policies, chosen.year, today)
    deviating = deviations(chosen.year)
    positions = with_gaps(positions_in(chosen, user=request.user, today=today), chosen.year, today, deviating)
    tally = tally_of(positions)
    shown = with_gap(in_state(positions, chosen.state), chosen.gap)
    total = tally.total(chosen.state, chosen.gap)
    page = CountedPaginator(with_rows(shown, chosen.year, today), PAGE_SIZE, count=total).get_page(
        request.GET.get("halaman")
    )
    context = {
        "chosen": chosen,
        "season": season,
        "policy_url": _policy_url(request, policies, chosen.year),
        "counts": tally.states(chosen.gap),
        "gaps": tally.gaps(chosen.state),
        "page_obj": page,
        "rows": season_rows(rows_of(page.object_list, user=request.user, year=chosen.year), season, deviating),
        "total": total,
        "actions": offered_to(request.user),
        **_choices(request, chosen, years_of(policies, chosen, today)),
    }
    return render(request, "agreements/season_board.html", context)


@require_safe
def season_review(request: HttpRequest) -> HttpResponse:
    """What an action would do with each of the chosen positions; it does nothing yet."""
    action = _action(request, request.GET)
    chosen, review = _review(request, request.GET, action, everything="semua" in request.GET)
    return _review_page(request, action, chosen, review, _day_form(action, None))


@require_POST
def season_perform(request: HttpRequest) -> HttpResponse:
    """Do it, with the positions that were looked at, and tell what became of each."""
    action = _action(request, request.POST)
    today = timezone.localdate()
    chosen, review = _review(request, request.POST, action, everything=False)
    form = _day_form(action, request.POST)
    if form and not form.is_valid():
        return _review_page(request, action, chosen, review, form)
    candidates = review.as_seen(_seen(request.POST).values(), changed=CHANGED)
    day = form.chosen if form else None
    outcomes = carry_out(action, candidates, year=chosen.year, by=request.user, today=today, day=day)
    done = [outcome for outcome in outcomes if not outcome.objection]
    context = {
        "chosen": chosen,
        "action": action,
        "done": done,
        "summary": f"{len(done)} {DONE[action]}",
        "left_out": [outcome for outcome in outcomes if outcome.objection],
        "waiting": review.waiting,
        "back": _board(chosen),
        "job": _job(request, chosen, done) if action == BulkAction.ISSUE and done else None,
        "issue_url": _issue_url(request, chosen, done) if action == BulkAction.APPROVE and done else "",
    }
    return render(request, "agreements/season_result.html", context)


def _day_form(action: BulkAction, data: QueryDict | None) -> DayForm | None:
    """Where papers are issued, which day stands on them."""
    return day_form(data, proposed=timezone.localdate()) if action == BulkAction.ISSUE else None


def _job(request: HttpRequest, chosen: AgreementFilter, done: list[Outcome[ChosenPosition]]) -> PrintJob:
    try:
        token = uuid.UUID(request.POST.get("kunci", ""))
    except ValueError:
        token = uuid.uuid4()
    return print_dated([outcome.result for outcome in done], year=chosen.year, token=token, by=request.user)


def _issue_url(request: HttpRequest, chosen: AgreementFilter, done: list[Outcome[ChosenPosition]]) -> str:
    """Where those that were just agreed are issued, for those who may issue many; empty for others."""
    if not request.user.has_perm(PERMISSIONS[BulkAction.ISSUE]):
        return ""
    rows = [("jabatan", outcome.subject.position.pk) for outcome in done]
    address = urlencode([("tahun", chosen.year), ("tindakan", BulkAction.ISSUE.value), *rows])
    return f"{reverse('agreements:season_review')}?{address}"


def _review(
    request: HttpRequest, data: QueryDict, action: BulkAction, *, everything: bool
) -> tuple[AgreementFilter, Review[ChosenPosition]]:
    today = timezone.localdate()
    chosen = AgreementFilter.of(data, today)
    ids = None if everything else list(_seen(data))
    positions = chosen_positions(chosen, user=request.user, today=today, ids=ids)
    return chosen, review_of(action, positions, year=chosen.year, user=request.user, today=today)


def _review_page(
    request: HttpRequest,
    action: BulkAction,
    chosen: AgreementFilter,
    review: Review[ChosenPosition],
    form: DayForm | None,
) -> HttpResponse:
    context = {
        "chosen": chosen,
        "action": action,
        "review": review,
        "effect": EFFECTS[action][0],
        "explanation": EFFECTS[action][1],
        "shows_content": action == BulkAction.APPROVE,
        "left_out": review.left_out[:MOST_REFUSED_SHOWN],
        "more_left_out": len(review.left_out[MOST_REFUSED_SHOWN:]),
        "most": MOST_AT_ONCE,
        "back": _board(chosen),
        "form": form,
        "token": uuid.uuid4(),
    }
    return render(request, "agreements/season_review.html", context)


def _action(request: HttpRequest, data: QueryDict) -> BulkAction:
    """The action that the address or the form names; 404 for another word, 403 when this person never may."""
    require(request, "agreements.view_season")
    if data.get("tindakan", "") not in BulkAction.values:
        raise Http404("Tindakan ini tidak dikenal.")
    action = BulkAction(data["tindakan"])
    if not request.user.has_perm(PERMISSIONS[action]):
        raise PermissionDenied(f"Anda tidak berwenang memakai “{action.label}” untuk banyak jabatan sekaligus.")
    return action


def _seen(data: QueryDict) -> dict[int, str]:
    """The chosen positions with what was seen of them; from the board there is only the position."""
    chosen = ((number_in(text.partition("-")[0]), text) for text in data.getlist("jabatan"))
    return {position: text for position, text in chosen if position}


def _board(chosen: AgreementFilter) -> str:
    return f"{reverse('agreements:season_board')}?{chosen.query}"


def _policy_url(request: HttpRequest, policies: list[Policy], year: int) -> str:
    """Where the day of the budget document is recorded, for those who may; empty for others."""
    if not request.user.has_perm("indicators.manage_policy") or year not in {policy.year for policy in policies}:
        return ""
    return reverse("indicators:policy_edit", args=[year])


def _choices(request: HttpRequest, chosen: AgreementFilter, years: list[int]) -> dict[str, object]:
    """What the filters offer."""
    return {
        "years": years,
        "states": [(state, label) for state, (label, _) in STATES.items()],
        "units": units_for(request.user, chosen.year),
        "levels": PositionKind.choices,
        "gap_choices": Gap.choices,
        "mine": MINE,
        "may_receive": request.user.has_perm("agreements.approve_in_bulk"),
        "may_print": request.user.has_perm("documents.print_in_bulk"),
    }


LIST_PAGE_SIZE = 25


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """The positions of the user's scope with their PK of a year, and those that have none yet."""
    today = timezone.localdate()
    chosen = AgreementFilter.of(request.GET, today)
    positions = positions_in(chosen, user=request.user, today=today)
    shown = with_rows(in_state(positions, chosen.state), chosen.year, today)
    page = Paginator(shown, LIST_PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "chosen": chosen,
        "counts": state_counts(states_of(positions)),
        "page_obj": page,
        "rows": rows_of(page.object_list, user=request.user, year=chosen.year),
        "years": _years(chosen.year, today.year),
        "states": [(state, label) for state, (label, _) in STATES.items()],
        "units": units_for(request.user, chosen.year),
    }
    return render(request, "agreements/agreement_list.html", context)


def _years(chosen: int, this_year: int) -> list[int]:
    """The years that have agreements, with this one, the next, and the one that is shown; newest first."""
    known = Agreement.objects.order_by().values_list("year", flat=True).distinct()
    return sorted({*known, chosen, this_year, this_year + 1}, reverse=True)
