"""The signing ceremony: prepare it, invite, record who came, and the screen in the hall."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from agreements.ceremonies import actions
from agreements.ceremonies.facts import ceremony_facts_of, guest_of, reporting_to_regional_head
from agreements.ceremonies.forms import CeremonyForm
from agreements.enums import Attendance
from agreements.models import Ceremony, Invitation
from agreements.reading.access import take_step
from agreements.season.filters import AgreementFilter
from agreements.season.listing import positions_in, units_for
from audit.trail import history
from organisation.enums import PositionKind
from organisation.models import Position
from organisation.pages.access import require, visible_or_404
from organisation.pages.filtering import number_in
from organisation.pages.refusals import succeeds
from organisation.querysets import PositionQuerySet

PER_PAGE = 25
SHOWN_EVENTS = 20
MANAGE = "agreements.manage_ceremony"
VIEW = "agreements.view_ceremony"


@require_safe
def ceremony_list(request: HttpRequest) -> HttpResponse:
    """The ceremonies that the person may see, newest first."""
    require(request, VIEW)
    ceremonies = Ceremony.objects.visible_to(request.user)
    page = Paginator(ceremonies, PER_PAGE).get_page(request.GET.get("halaman"))
    guests = Invitation.objects.filter(ceremony__in=[ceremony.pk for ceremony in page]).order_by()
    invited = dict(guests.values_list("ceremony").annotate(count=Count("pk")))
    context = {
        "page_obj": page,
        "rows": [(ceremony, invited.get(ceremony.pk, 0)) for ceremony in page],
        "may_manage": request.user.has_perm(MANAGE),
    }
    return render(request, "agreements/ceremony_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ceremony_create(request: HttpRequest) -> HttpResponse:
    """Prepare a ceremony, then choose whom to invite."""
    require(request, MANAGE)
    form = CeremonyForm.for_new(request.POST or None, timezone.localdate())
    if request.method == "POST" and form.is_valid():
        ceremony = succeeds(form, actions.create_ceremony, by=request.user, **form.cleaned_data)
        if ceremony:
            messages.success(request, "Acara disimpan. Pilih sekarang siapa yang diundang.")
            return redirect("agreements:ceremony_invite", ceremony.pk)
    return render(request, "agreements/ceremony_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def ceremony_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a ceremony."""
    ceremony = _managed(request, pk)
    form = CeremonyForm(request.POST or None, instance=copy(ceremony))
    valid = request.method == "POST" and form.is_valid()
    if valid and succeeds(form, actions.update_ceremony, ceremony, by=request.user, **form.cleaned_data):
        messages.success(request, "Perubahan disimpan.")
        return redirect(ceremony)
    return render(request, "agreements/ceremony_form.html", {"form": form, "ceremony": ceremony})


@require_safe
def ceremony_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is invited, who came, who has signed."""
    ceremony = visible_or_404(request, Ceremony.objects, pk)
    require(request, VIEW, ceremony)
    context = {
        "ceremony": ceremony,
        "facts": ceremony_facts_of(ceremony, today=timezone.localdate()),
        "may_manage": request.user.has_perm(MANAGE),
        "events": history(ceremony)[:SHOWN_EVENTS],
    }
    return render(request, "agreements/ceremony_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ceremony_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove the ceremony with its list of guests."""
    ceremony = _managed(request, pk)
    if request.method == "POST":
        done = f"Acara “{ceremony}” dihapus. PK tidak berubah."
        take_step(request, lambda: actions.delete_ceremony(ceremony, by=request.user), done)
        return redirect("agreements:ceremony_list")
    context = {
        "title": f"Hapus acara “{ceremony}”?",
        "text": "Undangan dan catatan kehadirannya ikut terhapus. PK dan tanda tangannya tidak berubah.",
        "action": "Hapus acara",
        "is_danger": True,
        "cancel_url": ceremony.get_absolute_url(),
    }
    return render(request, "_components/confirm_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ceremony_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose whom to invite by unit and level; without a choice those who promise to the regional head."""
    ceremony = _managed(request, pk)
    chosen = AgreementFilter.of(request.GET, timezone.localdate())
    is_first_choice = not (chosen.unit or chosen.level or chosen.words)
    positions = _candidates(request, chosen, ceremony, usual=is_first_choice)
    if request.method == "POST":
        wanted = {number_in(text) for text in request.POST.getlist("jabatan")}
        found = Position.objects.visible_to(request.user).filter(pk__in=wanted - {None})
        invited = take_step(request, lambda: actions.invite(ceremony, found, by=request.user), "Undangan disimpan.")
        return redirect("agreements:ceremony_invite" if invited is None else "agreements:ceremony_detail", pk)
    context = {
        "ceremony": ceremony,
        "chosen": chosen,
        "positions": list(positions[: actions.MOST_INVITED]),
        "is_first_choice": is_first_choice,
        "units": units_for(request.user, chosen.year),
        "levels": PositionKind.choices,
    }
    return render(request, "agreements/ceremony_invite.html", context)


@require_POST
def ceremony_uninvite(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    ceremony = _managed(request, pk)
    invitation = _invitation(request, ceremony)
    done = f"Undangan {invitation.position} dibatalkan."
    take_step(request, lambda: actions.uninvite(invitation, by=request.user), done)
    return redirect(ceremony)


@require_POST
def ceremony_attend(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who came; asked by htmx, the answer is the one row."""
    ceremony = _managed(request, pk)
    invitation = _invitation(request, ceremony)
    answer = request.POST.get("kehadiran", "")
    if answer not in Attendance.values:
        raise Http404("Catatan kehadiran ini tidak dikenal.")
    try:
        actions.record_attendance(invitation, Attendance(answer), by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        address = ceremony.get_absolute_url()
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    if not request.htmx:
        return redirect(f"{ceremony.get_absolute_url()}#tamu-{invitation.pk}")
    guest = guest_of(invitation, year=ceremony.year, today=timezone.localdate())
    context = {"ceremony": ceremony, "guest": guest, "may_manage": True}
    return render(request, "agreements/_ceremony_guest.html", context)


@require_safe
def ceremony_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """What the hall sees; asked by htmx, only the part that moves."""
    ceremony = visible_or_404(request, Ceremony.objects, pk)
    require(request, VIEW, ceremony)
    context = {
        "ceremony": ceremony,
        "facts": ceremony_facts_of(ceremony, today=timezone.localdate()),
        "now": timezone.localtime(),
    }
    return render(request, f"agreements/{'_' if request.htmx else ''}ceremony_screen.html", context)


def _managed(request: HttpRequest, pk: int) -> Ceremony:
    ceremony: Ceremony = visible_or_404(request, Ceremony.objects, pk)
    require(request, MANAGE)
    return ceremony


def _invitation(request: HttpRequest, ceremony: Ceremony) -> Invitation:
    invitations = ceremony.invitations.select_related("position", "ceremony")
    invitation = invitations.filter(pk=number_in(request.POST.get("tamu", ""))).first()
    if invitation is None:
        raise Http404("Undangan ini tidak ada lagi.")
    return invitation


def _candidates(request: HttpRequest, chosen: AgreementFilter, ceremony: Ceremony, *, usual: bool) -> PositionQuerySet:
    """Those who can still be invited, with their holders."""
    today = timezone.localdate()
    positions = positions_in(chosen, user=request.user, today=today).exclude(
        pk__in=ceremony.invitations.values("position")
    )
    if usual:
        positions = reporting_to_regional_head(positions)
    return positions.select_related("unit").with_holders(today)
