"""Asking for a password link, confirming it as the second person, and handing it over."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from organisation.enums import LinkWay
from organisation.models import PasswordLink
from organisation.pages.access import require, visible_or_404
from organisation.pages.accounts import manageable
from organisation.password_links import actions
from organisation.password_links.facts import second_people

PEOPLE = ("account__employee", "requested_by__employee", "confirmed_by__employee")


@require_POST
def password_link_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a link for the account `pk`; `cara` says how it gets to its owner."""
    account = manageable(request, pk)
    way = LinkWay.HAND if request.POST.get("cara") == LinkWay.HAND else LinkWay.OWNER
    try:
        link = actions.request_link(account, way=way, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("organisation:user_detail", pk)
    done = "Tautan dikirim ke pemilik akun." if link.is_live else "Permintaan dicatat dan menunggu orang kedua."
    messages.success(request, done)
    return redirect("organisation:password_link_detail", link.pk)


@require_safe
def password_link_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """By whose will a link exists, how it reaches the owner, and what became of it; never the link itself."""
    return _page(request, _link(request, pk))


@require_POST
def password_link_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the link as the second person."""
    link = _link(request, pk)
    require(request, "organisation.confirm_password_link", link)
    return _step(request, link, lambda: actions.confirm_link(link, by=request.user), "Tautan dikonfirmasi.")


@require_POST
def password_link_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End the link."""
    link = _link(request, pk)
    return _step(request, link, lambda: actions.withdraw_link(link, by=request.user), "Tautan dibatalkan.")


@never_cache
@require_POST
def password_link_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show, once, a confirmed link to whoever asked for it, to be handed to the owner in person."""
    link = _link(request, pk)
    require(request, "organisation.manage_users", link.account)
    try:
        address = actions.show_link(link, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("organisation:password_link_detail", pk)
    return _page(request, _link(request, pk), address=address)


def _link(request: HttpRequest, pk: int) -> PasswordLink:
    require(request, "organisation.follow_password_links")
    return visible_or_404(request, PasswordLink.objects.select_related(*PEOPLE), pk)


def _step(request: HttpRequest, link: PasswordLink, step: Callable[[], object], done: str) -> HttpResponse:
    try:
        step()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("organisation:password_link_detail", link.pk)


def _page(request: HttpRequest, link: PasswordLink, address: str = "") -> HttpResponse:
    is_own = link.requested_by_id == request.user.pk
    context: dict[str, Any] = {
        "link": link,
        "address": address,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "facts": _facts(link),
        "state": _state(link),
        "may_confirm": link.is_waiting and request.user.has_perm("organisation.confirm_password_link", link),
        "may_show": link.is_live and not link.goes_to_owner and link.shown_at is None and is_own,
        "second_people": second_people(link) if link.is_waiting else [],
        "account_url_is_open": request.user.has_perm("organisation.manage_users"),
    }
    return render(request, "organisation/password_link.html", context)


def _facts(link: PasswordLink) -> list[tuple[str, object]]:
    return [
        ("Pemilik akun", link.account),
        ("Cara penyerahan", link.get_way_display()),
        ("Diminta oleh", link.requested_by),
        ("Dikonfirmasi oleh", link.confirmed_by or ("" if link.needs_confirmation else "Tidak perlu orang kedua")),
    ]


def _state(link: PasswordLink) -> tuple[str, str]:
    """What became of it, and its tone."""
    if link.used_at:
        return "Sudah dipakai", "success"
    if link.withdrawn_at:
        return "Dibatalkan", "neutral"
    return ("Menunggu orang kedua", "warning") if link.is_waiting else ("Berlaku", "info")
