"""Deciding: the superior reads, agrees or returns with remarks."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agreements.actions import approve_agreement, return_agreement
from agreements.forms.steps import RemarkForm
from agreements.models import Agreement
from agreements.plans import changes_since_drafted
from agreements.progress import possible_steps
from agreements.views.access import agreement_for, take_step
from agreements.views.budget import budget_context
from agreements.views.comparing import comparison_context, rounds_context
from agreements.views.completeness import completeness_card
from agreements.views.details import agreement_context
from agreements.views.sending import AGREED, agree_alone, edition_read

REMARKS_WOULD_BE_LOST = (
    "Ada catatan yang ditulis, padahal catatan hanya dikirim bila PK dikembalikan. Hapus catatan lalu setujui, atau "
    "kembalikan PK ini."
)


@require_safe
def agreement_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The superior's page: the content with a box for a remark at every row."""
    agreement = agreement_for(request, pk, "agreements.return_agreement")
    if not possible_steps(agreement, request.user).review:
        messages.error(request, f"PK ini berstatus “{agreement.get_status_display()}”, jadi tidak menunggu keputusan.")
        return redirect(agreement)
    return _review_page(request, agreement, RemarkForm(agreement=agreement))


@require_POST
def agreement_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree. Remarks that were typed are not thrown away silently."""
    agreement = agreement_for(request, pk, "agreements.approve_agreement")
    if agreement.has_one_signer:
        return agree_alone(request, agreement)
    form = RemarkForm(request.POST, agreement=agreement)
    if not form.is_valid() or form.has_remarks:
        form.add_error(None, REMARKS_WOULD_BE_LOST)
        return _review_page(request, agreement, form)
    facts = {"by": request.user, "today": timezone.localdate(), "edition": edition_read(request)}
    take_step(request, lambda: approve_agreement(agreement, **facts), AGREED)
    return redirect(agreement)


@require_POST
def agreement_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Return with remarks; what was typed stays when something is refused."""
    agreement = agreement_for(request, pk, "agreements.return_agreement")
    form = RemarkForm(request.POST, agreement=agreement)
    if form.is_valid() and _returned(request, agreement, form):
        return redirect(agreement)
    return _review_page(request, agreement, form)


def _returned(request: HttpRequest, agreement: Agreement, form: RemarkForm) -> bool:
    try:
        return_agreement(
            agreement,
            by=request.user,
            today=timezone.localdate(),
            remark=form.cleaned_data["remark"],
            row_remarks=form.row_remarks,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, "PK dikembalikan. Pihak Pertama menerima pemberitahuan.")
    return True


def _review_page(request: HttpRequest, agreement: Agreement, form: RemarkForm) -> HttpResponse:
    context = {
        **agreement_context(agreement),
        "completeness": completeness_card(agreement, request.user),
        "form": form,
        "groups": [list(group) for _, group in groupby(form.rows, key=lambda row: row[0].objective_code)],
        "changes": changes_since_drafted(agreement, on=timezone.localdate()),
        **budget_context(agreement, request.user),
        **comparison_context(agreement),
        **rounds_context(agreement),
    }
    return render(request, "agreements/agreement_review.html", context)
