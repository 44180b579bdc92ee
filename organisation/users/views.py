"""Accounts and the roles given to them."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import trail
from organisation.models import Employee, RoleGrant, User
from organisation.pages.access import require, visible_or_404
from organisation.pages.accounts import manageable
from organisation.pages.filtering import words_in
from organisation.pages.refusals import succeeds
from organisation.password_links.facts import choice_for, open_link
from organisation.querysets import user_matches
from organisation.users import actions
from organisation.users.forms import AccountForm, RoleForm

PER_PAGE = 50
SHOWN_EVENTS = 50


@require_safe
@permission_required("organisation.manage_users", raise_exception=True)
def user_list(request: HttpRequest) -> HttpResponse:
    """All accounts with the roles they have today; `?q=` searches name, NIP or user name."""
    query = words_in(request.GET.get("q", ""))
    grants = RoleGrant.objects.valid_on(timezone.localdate()).select_related("unit")
    users = User.objects.filter(user_matches(query)).select_related("employee").order_by("employee__name", "username")
    users = users.prefetch_related(Prefetch("role_grants", queryset=grants, to_attr="current_grants"))
    page = Paginator(users, PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "organisation/user_list.html", {"page_obj": page, "query": query})


@require_safe
@permission_required("organisation.manage_users", raise_exception=True)
def user_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: roles, state, history."""
    account = get_object_or_404(User.objects.select_related("employee"), pk=pk)
    today = timezone.localdate()
    grants = list(account.role_grants.select_related("unit"))
    for grant in grants:
        grant.can_revoke = grant.end is None or grant.end >= today
    context = {
        "account": account,
        "facts": [
            ("Nama pengguna", account.username),
            ("Pegawai", account.employee),
            (
                "Terakhir masuk",
                account.last_login and timezone.localtime(account.last_login).strftime("%d-%m-%Y %H.%M"),
            ),
        ],
        "grants": grants,
        "events": trail.history(account)[:SHOWN_EVENTS],
        "may_manage": request.user.has_perm("organisation.manage_users", account),
        "is_self": account.pk == request.user.pk,
        "link": open_link(account),
        "link_choice": choice_for(account, request.user),
        "may_remind": account.is_active and request.user.has_perm("duties.remind_by_hand"),
    }
    return render(request, "organisation/user_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def user_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the employee `pk` an account."""
    employee = visible_or_404(request, Employee.objects.select_related("user"), pk)
    require(request, "organisation.manage_users")
    form = AccountForm(request.POST or None, initial={"username": employee.employee_number})
    if request.method == "POST" and form.is_valid():
        account = succeeds(form, actions.create_user_for, employee, by=request.user, **form.cleaned_data)
        if account:
            messages.success(request, "Akun dibuat. Berikan sekarang tautan untuk membuat sandi, dan peran bila perlu.")
            return redirect("organisation:user_detail", account.pk)
    return render(request, "organisation/user_form.html", {"form": form, "employee": employee})


@require_http_methods(["GET", "HEAD", "POST"])
def role_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the account `pk` a role."""
    account = manageable(request, pk)
    form = RoleForm(
        request.POST or None,
        initial={"start": timezone.localdate()},
        may_grant_administrator=request.user.has_perm("organisation.grant_administrator"),
    )
    valid = request.method == "POST" and form.is_valid()
    if valid and succeeds(form, actions.grant_role, account, by=request.user, **form.cleaned_data):
        messages.success(request, f"Peran diberikan kepada {account}.")
        return redirect("organisation:user_detail", pk)
    return render(request, "organisation/role_form.html", {"form": form, "account": account})


@require_POST
def role_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the role grant `pk` back, from today on."""
    require(request, "organisation.manage_users")
    grant = get_object_or_404(RoleGrant.objects.select_related("user__employee", "unit"), pk=pk)
    require(request, "organisation.manage_users", grant.user)
    actions.revoke_role(grant, by=request.user, on=timezone.localdate())
    messages.success(request, f"Peran {grant.get_role_display()} dicabut.")
    return redirect("organisation:user_detail", grant.user_id)


@require_POST
def user_activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the account `pk` again."""
    return _set_active(request, pk, active=True, done="Akun diaktifkan.")


@require_POST
def user_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account `pk`; its sessions end."""
    return _set_active(request, pk, active=False, done="Akun dinonaktifkan. Pemiliknya tidak dapat masuk lagi.")


def _set_active(request: HttpRequest, pk: int, *, active: bool, done: str) -> HttpResponse:
    account = manageable(request, pk)
    try:
        actions.set_active(account, active=active, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("organisation:user_detail", pk)
