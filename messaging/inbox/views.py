"""The inbox of a person, and the messages whose delivery needs a decision."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from messaging.inbox import actions
from messaging.models import Delivery, Notification
from messaging.outbox import actions as outbox

PER_PAGE = 30


@require_safe
def notification_list(request: HttpRequest) -> HttpResponse:
    """The messages to the person who asks, newest first."""
    inbox = Notification.objects.visible_to(request.user)
    context = {
        "page_obj": Paginator(inbox, PER_PAGE).get_page(request.GET.get("halaman")),
        "has_unread": inbox.unread().exists(),
        "may_manage_delivery": request.user.has_perm("organisation.manage_delivery"),
    }
    return render(request, "messaging/notification_list.html", context)


@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read and go to the page it speaks of."""
    message = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    actions.mark_read(Notification.objects.filter(pk=message.pk))
    is_own_page = message.path.startswith("/") and url_has_allowed_host_and_scheme(message.path, allowed_hosts=None)
    return redirect(message.path if is_own_page else "messaging:notification_list")


@require_POST
def notification_read_all(request: HttpRequest) -> HttpResponse:
    """Mark every message to the person who asks as read."""
    actions.mark_read(Notification.objects.visible_to(request.user))
    return redirect("messaging:notification_list")


@require_safe
@permission_required("organisation.manage_delivery", raise_exception=True)
def delivery_list(request: HttpRequest) -> HttpResponse:
    """Messages that may or may not have left, and those that did not."""
    undecided = Delivery.objects.undecided().select_related("message__recipient__employee")
    page = Paginator(undecided, PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "messaging/delivery_list.html", {"page_obj": page})


@require_POST
@permission_required("organisation.manage_delivery", raise_exception=True)
def delivery_resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a message back into the outbox."""
    return _decide(request, pk, outbox.resend, "Pemberitahuan dikirim ulang dalam satu menit.")


@require_POST
@permission_required("organisation.manage_delivery", raise_exception=True)
def delivery_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a doubtful message as delivered."""
    return _decide(request, pk, outbox.mark_delivered, "Pemberitahuan dianggap terkirim.")


def _decide(request: HttpRequest, pk: int, decision: object, done: str) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.select_related("message"), pk=pk)
    try:
        decision(delivery, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("messaging:delivery_list")
