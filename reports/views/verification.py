"""The public page behind the QR code of an issued document."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from organisation.models import Government
from reports.documents import government_name
from reports.models import IssuedDocument
from reports.statements import statement_of, successor_of


@login_not_required
@require_safe
def document_verify(request: HttpRequest, token: str) -> HttpResponse:
    """What the holder of the paper may know: number, parties with their posts, dates, state, SHA-256; never a NIP."""
    documents = IssuedDocument.objects.select_related("agreement")
    document = get_object_or_404(documents.prefetch_related("agreement__parties"), token=token)
    agreement = document.agreement
    context = {
        "document": document,
        "facts": _facts(document, agreement),
        "statement": statement_of(agreement),
        "successor": successor_of(agreement),
    }
    response = render(request, "reports/document_verify.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _facts(document: IssuedDocument, agreement: Agreement) -> list[tuple[str, str]]:
    parties = agreement.parties.all()
    issued_at = timezone.localtime(document.issued_at)
    return [
        ("Diterbitkan oleh", government_name(Government.objects.current())),
        ("Nomor", document.number),
        *((party.get_side_display(), f"{party.name}\n{party.position_title}") for party in parties),
        ("Tanggal PK", date_format(agreement.signed_on, "j F Y") if agreement.signed_on else "belum ditandatangani"),
        ("Diterbitkan pada", f"{date_format(issued_at, 'j F Y H.i')} {issued_at.tzname()}"),
        ("Sidik berkas (SHA-256)", document.sha256),
    ]
