"""The start page."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from duties.desk.facts import ROWS, delegation_url, delegations_of, desk_of
from evaluations.dashboard.facts import build_dashboard
from evaluations.dashboard.filters import DashboardFilter
from organisation.enums import Role
from pk_site.navigation import post_of


def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who has logged in, and how their part of the government stands."""
    user, today = request.user, timezone.localdate()
    desk = desk_of(user, today=today)
    may_follow = user.has_perm("evaluations.view_dashboard")
    chosen = DashboardFilter.of(QueryDict(), today)
    context = {
        "tasks": desk.tasks[:ROWS],
        "more": max(len(desk.tasks) - ROWS, 0),
        "nothing": desk.nothing,
        "sent": desk.sent[:ROWS],
        "more_sent": max(len(desk.sent) - ROWS, 0),
        "delegations": delegations_of(user, today=today),
        "delegation_url": delegation_url(user),
        "greeting": f"Selamat datang, {user.get_short_name()}",
        "lead": "; ".join(filter(None, [post_of(user), *(Role(role).label for role in sorted(user.authority.roles))])),
        "chosen": chosen,
        "board": build_dashboard(user, year=chosen.year, quarter=chosen.quarter, today=today) if may_follow else None,
    }
    return render(request, "home.html", context)
