"""Reminding by hand: who owes what now, a look before anything is sent, and the sending."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.bulk import Outcome, Review
from duties.reminders.actions import remind_by_hand
from duties.reminders.facts import owed_on
from duties.reminders.filters import ReminderFilter
from duties.reminders.manual import (
    KIND_WORDS,
    MOST_AT_ONCE,
    Choice,
    Debtor,
    by_choice,
    candidates_of,
    narrowed,
    narrowed_duties,
    owed_by_hand,
    unreachable,
)
from duties.reminders.wording import worded
from organisation.enums import APPARATUS_KINDS
from organisation.models import Position, User, WorkUnit
from organisation.scope import units_within

PER_PAGE = UNREACHABLE_SHOWN = MOST_AT_ONCE

may_remind = permission_required("duties.remind_by_hand", raise_exception=True)


@require_safe
@may_remind
def reminder_list(request: HttpRequest) -> HttpResponse:
    """Everybody who owes something today, by kind; filters in the address."""
    chosen = ReminderFilter.read(request.GET)
    units = set(WorkUnit.objects.filter(pk__in=units_within(chosen.unit or 0)).values_list("pk", flat=True))
    today = timezone.localdate()
    plan = owed_on(today)
    narrow = {"kind": chosen.kind, "units": units, "position": chosen.position, "person": chosen.person}
    fitting = narrowed(by_choice(plan), **narrow) if _exists(chosen, units) else {}
    unasked = narrowed_duties(plan.without_user, **narrow) if _exists(chosen, units) else []
    page = Paginator(list(fitting), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page_obj": page,
        "candidates": candidates_of(page.object_list, fitting),
        "unreachable": unreachable(unasked[:UNREACHABLE_SHOWN], today),
        "unreachable_count": len(unasked),
        "may_give_accounts": request.user.has_perm("organisation.manage_users"),
        "chosen": chosen,
        "about": _about(chosen),
        "units": [(unit.pk, unit.name) for unit in WorkUnit.objects.filter(kind__in=APPARATUS_KINDS)],
        "kinds": [(kind.value, label) for kind, label in KIND_WORDS.items()],
    }
    return render(request, "duties/reminder_list.html", context)


@require_safe
@may_remind
def reminder_review(request: HttpRequest) -> HttpResponse:
    """What would be sent to whom, and who is left alone; it sends nothing."""
    today = timezone.localdate()
    choices = _choices(request.GET)
    review = Review.of(candidates_of(choices, owed_by_hand(today)), most=MOST_AT_ONCE)
    debtors = [candidate.subject for candidate in review.able]
    context = {
        "able": [(debtor, worded(debtor.person, debtor.lines, today=today)) for debtor in debtors],
        "left_out": review.left_out,
        "done": len(choices) - len(review.able) - len(review.left_out),
        "most": MOST_AT_ONCE,
    }
    return render(request, "duties/reminder_review.html", context)


@require_POST
@may_remind
def reminder_send(request: HttpRequest) -> HttpResponse:
    """Remind those who were looked at."""
    choices = _choices(request.POST)
    try:
        outcomes = remind_by_hand(choices, by=request.user, today=timezone.localdate())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        _tell(request, outcomes, done=len(choices) - len(outcomes))
    return redirect("duties:reminder_list")


def _tell(request: HttpRequest, outcomes: Sequence[Outcome[Debtor]], *, done: int) -> None:
    reminded = sum(not outcome.objection for outcome in outcomes)
    if reminded:
        messages.success(request, f"{reminded} pengingat dikirim.")
    for outcome in outcomes:
        if outcome.objection:
            messages.warning(request, f"{outcome.subject.person}: {outcome.objection}")
    if done:
        messages.info(request, f"{done} pilihan tidak dikirim karena sudah tidak ada yang perlu diingatkan.")


def _choices(data: QueryDict) -> list[Choice]:
    """The chosen ones, each once, as many as are looked at in one go."""
    read = (Choice.of(text) for text in data.getlist("pilih"))
    return list(dict.fromkeys(choice for choice in read if choice))[:MOST_AT_ONCE]


def _about(chosen: ReminderFilter) -> str:
    """The position or the person that the list is narrowed to; empty when it is not."""
    if chosen.position:
        found = Position.objects.filter(pk=chosen.position).first()
    else:
        found = User.objects.select_related("employee").filter(pk=chosen.person).first() if chosen.person else None
    return str(found or "")


def _exists(chosen: ReminderFilter, units: set[int]) -> bool:
    """A unit that does not exist fits nobody, rather than everybody."""
    return bool(units) or chosen.unit is None
