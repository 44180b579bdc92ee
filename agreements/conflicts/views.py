"""The page on which the second of two people compares both versions of a draft, and chooses."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format

from agreements.conflicts.forms import CHOICE, PartDifference, typed_boxes
from agreements.models import Agreement
from agreements.reading.page import agreement_context
from audit.models import Event
from audit.sentences import worded
from audit.trail import history

LOOKED_AT = 10
"""Events among which the ones after an edition are sought."""


def too_late(request: HttpRequest, agreement: Agreement) -> HttpResponse | None:
    """Back to the agreement with a sentence, when its state no longer lets it be edited; None when it does."""
    if agreement.is_editable:
        return None
    messages.error(request, f"PK ini berstatus “{agreement.get_status_display()}”, jadi isinya tidak dapat diubah.")
    return redirect(agreement)


def conflict_page(
    request: HttpRequest,
    agreement: Agreement,
    differences: Sequence[PartDifference],
    *,
    data: QueryDict,
    since: int,
    sealed: str,
    title: str,
) -> HttpResponse:
    """Both versions side by side; `agreement` is as it is now, `since` the edition that the person had opened."""
    context = {
        **agreement_context(agreement),
        "title": title,
        "differences": differences,
        "choice": CHOICE,
        "typed": typed_boxes(data),
        "sealed": sealed,
        "others": [(_moment(item.event), item) for item in worded(changes_after(agreement, since))],
    }
    return render(request, "agreements/draft_conflict.html", context, status=409)


def changes_after(agreement: Agreement, edition: int) -> list[Event]:
    """The events that made the draft what it is since this edition, newest first; at least the last one."""
    events = list(history(agreement)[:LOOKED_AT])
    newer = [
        event for event in events if isinstance(event.data.get("edition"), int) and event.data["edition"] > edition
    ]
    return newer or events[:1]


def in_words(agreement: Agreement, edition: int) -> str:
    """Who changed the draft since this edition, and when: `Siti Rahma (5 Januari 2026 10.30)`."""
    newest = {event.actor_label: event for event in reversed(changes_after(agreement, edition))}
    return ", ".join(f"{event.actor_label} ({_moment(event)})" for event in newest.values())


def _moment(event: Event) -> str:
    return date_format(timezone.localtime(event.at), "j F Y H.i")
