"""The one road to an agreement from an address, and how a refused step is told."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from agreements.models import Agreement
from organisation.pages.access import visible_or_404

REFUSALS = {
    "agreements.edit_agreement": "Draf PK hanya diubah oleh pejabatnya, operator unitnya, atau Bagian Organisasi.",
    "agreements.submit_agreement": "PK hanya diajukan oleh pejabat yang menjadi Pihak Pertama.",
    "agreements.approve_agreement": "PK hanya diputuskan oleh pejabat pada jabatan atasannya.",
    "agreements.return_agreement": "PK hanya dikembalikan oleh pejabat pada jabatan atasannya.",
    "agreements.sign_agreement": "Tanda tangan hanya dicatat oleh para pihak atau Bagian Organisasi.",
    "agreements.cancel_draft": "Draf PK hanya dibatalkan oleh pejabatnya, operator unitnya, atau Bagian Organisasi.",
    "agreements.cancel_agreement": "PK yang sudah diajukan hanya dibatalkan oleh Bagian Organisasi.",
    "agreements.revise_agreement": "PK Perubahan hanya dimulai oleh pejabatnya atau Bagian Organisasi.",
}
"""Why a person may not, and who may."""


def visible_agreement(request: HttpRequest, pk: int) -> Agreement:
    """The agreement with its content; 404 outside the user's scope."""
    return visible_or_404(request, Agreement.objects.with_content(), pk)


def agreement_for(request: HttpRequest, pk: int, permission: str) -> Agreement:
    """The agreement with its content; 404 outside the user's scope, 403 without the permission."""
    agreement = visible_agreement(request, pk)
    require(request, permission, agreement)
    return agreement


def require(request: HttpRequest, permission: str, obj: Any) -> None:
    """403 with a sentence when the user does not have the permission on the object."""
    if not request.user.has_perm(permission, obj):
        raise PermissionDenied(REFUSALS.get(permission, "Anda tidak berwenang melakukan langkah ini."))


def take_step(request: HttpRequest, step: Callable[[], Any], done: str | Callable[[Any], str]) -> Any:
    """Take the step and say that it is `done` (words, or what makes them of the result), or why it was refused.

    Gives what the step gave; None when it was refused.
    """
    try:
        result = step()
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return None
    messages.success(request, done if isinstance(done, str) else done(result))
    return result
