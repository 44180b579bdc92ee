"""Officials who were replaced, and the PK Perubahan of those who follow them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agreements.actions import begin_revision
from agreements.enums import RevisionReason
from agreements.forms.filters import year_in
from agreements.models import Agreement
from agreements.transfers import transfers
from agreements.views.access import agreement_for, take_step
from organisation.models import User


@require_safe
def transfer_list(request: HttpRequest) -> HttpResponse:
    """Everybody in the user's scope whose PK in force names a former official."""
    today = timezone.localdate()
    year = year_in(request.GET.get("tahun", "")) or today.year
    context = {"year": year, "transfers": transfers(request.user, year, today)}
    return render(request, "agreements/transfer_list.html", context)


@require_POST
def agreement_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the PK Perubahan of the new holder, for the rest of the year."""
    agreement = agreement_for(request, pk, "agreements.revise_agreement")
    revision = take_step(
        request,
        lambda: begin_revision(
            agreement, by=request.user, today=timezone.localdate(), reason=RevisionReason.TRANSFER.value
        ),
        "Draf PK Perubahan untuk pejabat yang baru sudah disusun. Target triwulan yang sudah diverifikasi tetap.",
    )
    return redirect(revision or agreement)


def transfer_context(agreement: Agreement, user: User) -> dict:
    """For the page of one agreement: its transfer, if its Pihak Pertama has left and nobody has begun a revision."""
    if not agreement.is_revisable:
        return {"transfer": None}
    found = transfers(user, agreement.year, timezone.localdate(), among=[agreement.position_id])
    return {"transfer": found[0] if found else None}
