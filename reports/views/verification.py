"""The public page behind the QR code of an issued document."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from agreements.models import Agreement, Party
from organisation.models import Government
from reports.documents import government_name
from reports.published import Published, published
from reports.signing.forms import CheckForm
from reports.signing.verdicts import Verdict
from reports.statements import statement_of, successor_of


@login_not_required
@require_safe
def document_verify(request: HttpRequest, token: str) -> HttpResponse:
    """What the holder of the paper may know: number, parties with their posts, dates, state, SHA-256; never a NIP."""
    return verification_page(request, published_or_404(token), CheckForm())


def published_or_404(token: str) -> Published:
    """The agreement or attachment that carries this token on its pages."""
    found = published(token)
    if found is None:
        raise Http404("Tidak ada dokumen dengan kode ini.")
    return found


def verification_page(
    request: HttpRequest, found: Published, form: CheckForm, *, verdict: Verdict | None = None, status: int = 200
) -> HttpResponse:
    """The page, with the judgement on a file that was just checked."""
    agreement = found.document.agreement
    context = {
        "document": found.document,
        "issued": found.issued,
        "is_attachment": found.is_attachment,
        "others": found.others,
        "facts": _facts(found, agreement),
        "statement": statement_of(agreement),
        "successor": successor_of(agreement),
        "form": form,
        "verdict": verdict,
    }
    response = render(request, "reports/document_verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _facts(found: Published, agreement: Agreement) -> list[tuple[str, str]]:
    parties = agreement.parties.all()
    signed = [party for party in parties if hasattr(party, "signature")]
    *earlier, newest = found.hashes
    facts = [
        ("Diterbitkan oleh", government_name(Government.objects.current())),
        ("Nomor", found.document.number),
        *((party.get_side_display(), f"{party.name}\n{party.position_title}") for party in parties),
        ("Tanggal PK", date_format(agreement.signed_on, "j F Y") if agreement.signed_on else "belum ditandatangani"),
        *((f"Tanda tangan {party.get_side_display()}", _signature(party)) for party in signed),
        ("Diterbitkan pada", _moment(found.issued.issued_at)),
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
