"""The public answer to: is this file the one that was issued?"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from reports.published import Published
from reports.signing.forms import CheckForm
from reports.signing.throttle import SECONDS, may_check
from reports.signing.verdicts import Verdict, examine
from reports.views.verification import published_or_404, verification_page

TOO_OFTEN = "Terlalu banyak pemeriksaan dari alamat Anda. Tunggu satu menit, lalu coba lagi."


@login_not_required
@require_POST
def document_check(request: HttpRequest, token: str) -> HttpResponse:
    """Judge an uploaded file beside the facts of the document; nothing is stored."""
    found = published_or_404(token)
    form = CheckForm(request.POST, request.FILES)
    if form.is_valid() and not may_check(request):
        form.add_error(None, TOO_OFTEN)
        response = verification_page(request, found, form, status=429)
        response["Retry-After"] = str(SECONDS)
        return response
    return verification_page(request, found, form, verdict=_verdict(found, form) if form.is_valid() else None)


def _verdict(found: Published, form: CheckForm) -> Verdict | None:
    content = form.cleaned_data["file"].read()
    try:
        return examine(content, known=found.hashes, signers=found.signers)
    except ValidationError as refusal:
        form.add_error("file", refusal)
        return None
