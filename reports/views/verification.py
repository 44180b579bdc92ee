"""The public page behind the QR code of an issued document."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from agreements.models import Agreement, Party
from organisation.models import Government
from reports.documents import government_name
from reports.models import IssuedDocument
from reports.signing.forms import CheckForm
from reports.signing.revisions import known_hashes
from reports.signing.verdicts import Verdict
from reports.statements import statement_of, successor_of


@login_not_required
@require_safe
def document_verify(request: HttpRequest, token: str) -> HttpResponse:
    """What the holder of the paper may know: number, parties with their posts, dates, state, SHA-256; never a NIP."""
    document = get_object_or_404(IssuedDocument.objects.with_facts(), token=token)
    return verification_page(request, document, CheckForm())


def verification_page(
    request: HttpRequest,
    document: IssuedDocument,
    form: CheckForm,
    *,
    verdict: Verdict | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the judgement on a file that was just checked."""
    agreement = document.agreement
    context = {
        "document": document,
        "facts": _facts(document, agreement),
        "statement": statement_of(agreement),
        "successor": successor_of(agreement),
        "form": form,
        "verdict": verdict,
    }
    response = render(request, "reports/document_verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _facts(document: IssuedDocument, agreement: Agreement) -> list[tuple[str, str]]:
    parties = agreement.parties.all()
    signed = [party for party in parties if hasattr(party, "signature")]
    *earlier, newest = known_hashes(document)
    facts = [
        ("Diterbitkan oleh", government_name(Government.objects.current())),
        ("Nomor", document.number),
        *((party.get_side_display(), f"{party.name}\n{party.position_title}") for party in parties),
        ("Tanggal PK", date_format(agreement.signed_on, "j F Y") if agreement.signed_on else "belum ditandatangani"),
        *((f"Tanda tangan {party.get_side_display()}", _signature(party)) for party in signed),
        ("Diterbitkan pada", _moment(document.issued_at)),
        ("Sidik berkas (SHA-256)", newest),
    ]
    if earlier:
        facts.append(("Sidik berkas sebelumnya", "\n".join(earlier)))
    return facts


def _signature(party: Party) -> str:
    signature = party.signature
    if signature.signed_at is None:
        return f"{signature.get_method_display()}, {date_format(signature.signed_on, 'j F Y')}"
    who = f"sertifikat atas nama {signature.certificate_name}"
    return f"{signature.get_method_display()}, {_moment(signature.signed_at)}\n{who}"


def _moment(at: timezone.datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'j F Y H.i')} {local.tzname()}"
