"""Verifying many reports at once: what waits, a review of what was chosen, and what became of each."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators.actions.bulk import verify_many
from indicators.verification import MOST_AT_ONCE, as_seen, candidates_of, review_of, waiting_reports


@require_safe
def verification_list(request: HttpRequest) -> HttpResponse:
    """The reports that wait for this person, with the facts to judge them by."""
    page = Paginator(waiting_reports(request.user), MOST_AT_ONCE).get_page(request.GET.get("halaman"))
    context = {"page_obj": page, "candidates": candidates_of(list(page))}
    return render(request, "indicators/verification_list.html", context)


@require_safe
def verification_review(request: HttpRequest) -> HttpResponse:
    """What would be verified and what is left out; nothing is done yet."""
    review = review_of(_ids(request.GET.getlist("laporan")), user=request.user)
    return render(request, "indicators/verification_review.html", {"review": review, "most": MOST_AT_ONCE})


@require_POST
def verification_perform(request: HttpRequest) -> HttpResponse:
    """Verify the reports that were looked at, each by itself, and tell what became of every one."""
    seen = request.POST.getlist("laporan")[:MOST_AT_ONCE]
    review = review_of(_ids(seen), user=request.user)
    outcomes = verify_many(as_seen(review, seen), by=request.user, today=timezone.localdate())
    done = [outcome for outcome in outcomes if not outcome.objection]
    context = {
        "done": done,
        "summary": f"{len(done)} laporan disetujui. Angkanya kini diperhitungkan; pengirimnya sudah diberi tahu.",
        "nothing": "Sebabnya tertulis di bawah." if outcomes else "Tidak ada laporan yang dicentang.",
        "refused": [outcome for outcome in outcomes if outcome.objection],
    }
    return render(request, "indicators/verification_result.html", context)


def _ids(chosen: Iterable[str]) -> set[int]:
    """The reports named by `41` or `41-7` (with the version that was seen); anything else names none."""
    numbers = (text.partition("-")[0] for text in chosen)
    return {int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 10}
