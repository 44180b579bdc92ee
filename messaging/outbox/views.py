"""What was sent, to whom and how it ended; and passing a message on by hand."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit import trail
from messaging.channels import whatsapp
from messaging.enums import DeliveryState, MessageKind
from messaging.models import Delivery, Notification
from messaging.outbox import marking as outbox_marking
from messaging.outbox.facts import sent_messages
from messaging.outbox.filters import CHANNELS, STATES, SentFilter
from messaging.preferences.facts import settings_of
from organisation.enums import APPARATUS_KINDS
from organisation.models import WorkUnit

PER_PAGE = 30
SHOWN_EVENTS = 50
TONES = {
    DeliveryState.SENT: "success",
    DeliveryState.PASSED_ON: "success",
    DeliveryState.DOUBTFUL: "warning",
    DeliveryState.BY_HAND: "warning",
    DeliveryState.FAILED: "danger",
    DeliveryState.INBOX_ONLY: "plain",
}

may_follow = permission_required("organisation.manage_delivery", raise_exception=True)


@require_safe
@may_follow
def sent_list(request: HttpRequest) -> HttpResponse:
    """Every message with the state of each of its deliveries; filters in the address."""
    chosen = SentFilter.read(request.GET)
    found = sent_messages(chosen, today=timezone.localdate())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    for message in page:
        message.ways = _with_tones(message.deliveries.all())
    context = {
        "page_obj": page,
        "chosen": chosen,
        "units": [(unit.pk, unit.name) for unit in WorkUnit.objects.filter(kind__in=APPARATUS_KINDS)],
        "kinds": MessageKind.choices,
        "channels": CHANNELS.items(),
        "states": STATES.items(),
    }
    return render(request, "messaging/sent_list.html", context)


@require_safe
@may_follow
def sent_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its words, its deliveries, its history, and the text to copy."""
    message = get_object_or_404(
        Notification.objects.select_related("recipient__employee").prefetch_related("deliveries"), pk=pk
    )
    may_call = request.user.has_perm("organisation.manage_organisation")
    context = {
        "message": message,
        "ways": _with_tones(message.deliveries.all()),
        "quiet_hours": settings_of([message.recipient_id])[message.recipient_id].quiet_hours,
        "copy": whatsapp.text_to_copy(message),
        "phone": whatsapp.address_of(message.recipient) if may_call else "",
        "chat_link": whatsapp.chat_link(message) if may_call else "",
        "can_be_passed_on": outbox_marking.can_be_passed_on(message),
        "events": trail.history(message)[:SHOWN_EVENTS],
    }
    return render(request, "messaging/sent_detail.html", context)


@require_POST
@may_follow
def sent_passed_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the message was passed on by hand."""
    message = get_object_or_404(Notification, pk=pk)
    try:
        outbox_marking.mark_passed_on(message, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Dicatat: pesan sudah disampaikan.")
    return redirect("messaging:sent_detail", message.pk)


def _with_tones(deliveries: object) -> list[Delivery]:
    found = sorted(deliveries, key=lambda delivery: delivery.channel)
    for delivery in found:
        delivery.tone = TONES.get(delivery.state, "info")
    return found
