"""Officials who were replaced, and the PK Perubahan of those who follow them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agreements.enums import RevisionReason
from agreements.reading.access import agreement_for, take_step
from agreements.reading.transfers import transfers
from agreements.revision.actions import begin_revision
from agreements.transfers.actions import take_over
from organisation.pages.filtering import year_in


@require_safe
def transfer_list(request: HttpRequest) -> HttpResponse:
    """Everybody in the user's scope whose PK in force names a former official."""
    today = timezone.localdate()
    year = year_in(request.GET.get("tahun", "")) or today.year
    context = {"year": year, "transfers": transfers(request.user, year, today)}
    return render(request, "agreements/transfer_list.html", context)


@require_POST
def agreement_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the PK Perubahan of the new holder for the rest of the year, or the PK of whoever replaces the position."""
    agreement = agreement_for(request, pk, "agreements.revise_agreement")
    today = timezone.localdate()
    if not agreement.position.exists_on(today):
        done = "Sasaran, indikator, dan target sisa tahun dialihkan ke draf PK jabatan pengganti."
        return redirect(
            take_step(request, lambda: take_over(agreement, by=request.user, today=today), done) or agreement
        )
    revision = take_step(
        request,
        lambda: begin_revision(agreement, by=request.user, today=today, reason=RevisionReason.TRANSFER.value),
        "Draf PK Perubahan untuk pejabat yang baru sudah disusun. Target triwulan yang sudah diverifikasi tetap.",
    )
    return redirect(revision or agreement)
