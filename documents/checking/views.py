"""The public page behind the QR code of an issued document, and its answer to: is this file the one that was issued?"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from documents.checking.facts import Published, published, successor_of
from documents.checking.forms import CheckForm
from documents.checking.throttle import SECONDS, may_check
from documents.drawing.imprint import government_name
from documents.kinds import GivenSignature
from documents.signing.verdicts import Verdict, examine
from organisation.models import Government

TOO_OFTEN = "Terlalu banyak pemeriksaan dari alamat Anda. Tunggu satu menit, lalu coba lagi."


@login_not_required
@require_safe
def document_verify(request: HttpRequest, token: str) -> HttpResponse:
    """What the holder of the paper may know: number, parties with their posts, dates, state, SHA-256; never a NIP."""
    return _page(request, _published_or_404(token), CheckForm())


@login_not_required
@require_POST
def document_check(request: HttpRequest, token: str) -> HttpResponse:
    """Judge an uploaded file, above the facts of the document; nothing is stored."""
    found = _published_or_404(token)
    form = CheckForm(request.POST, request.FILES)
    if form.is_valid() and not may_check(request):
        form.add_error(None, TOO_OFTEN)
        response = _page(request, found, form, status=429)
        response["Retry-After"] = str(SECONDS)
        return response
    return _page(request, found, form, verdict=_verdict(found, form) if form.is_valid() else None)


def _published_or_404(token: str) -> Published:
    """The document or attachment that carries this token on its pages."""
    found = published(token)
    if found is None:
        raise Http404("Tidak ada dokumen dengan kode ini.")
    return found


def _verdict(found: Published, form: CheckForm) -> Verdict | None:
    content = form.cleaned_data["file"].read()
    try:
        return examine(content, known=found.hashes, signers=found.signers)
    except ValidationError as refusal:
        form.add_error("file", refusal)
        return None


def _page(
    request: HttpRequest, found: Published, form: CheckForm, *, verdict: Verdict | None = None, status: int = 200
) -> HttpResponse:
    """The page, with the judgement on a file that was just checked."""
    kind = found.document.registered_kind
    context = {
        "kind": kind,
        "document": found.document,
        "issued": found.issued,
        "is_attachment": found.is_attachment,
        "others": found.others,
        "facts": _facts(found),
        "statement": kind.checking.statement(found.document.subject),
        "successor": successor_of(found.document),
        "form": form,
        "verdict": verdict,
    }
    response = render(request, "documents/document_verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _facts(found: Published) -> list[tuple[str, str]]:
    kind, subject = found.document.registered_kind, found.document.subject
    parties = kind.signing.signatories(subject) if kind.signing else ()
    agreed_on = kind.checking.agreed_on(subject)
    *earlier, newest = found.hashes
    facts = [
        ("Diterbitkan oleh", government_name(Government.objects.current())),
        ("Nomor", found.document.number),
        *((party.label, f"{party.name}\n{party.title}") for party in parties),
        (f"Tanggal {kind.noun}", date_format(agreed_on, "j F Y") if agreed_on else "belum ditandatangani"),
        *((f"Tanda tangan {party.label}", _signature(party.signature)) for party in parties if party.signature),
        ("Diterbitkan pada", _moment(found.issued.issued_at)),
        ("Sidik berkas (SHA-256)", newest),
    ]
    if earlier:
        facts.append(("Sidik berkas sebelumnya", "\n".join(earlier)))
    return facts


def _signature(signature: GivenSignature) -> str:
    if signature.signed_at is None:
        return f"{signature.method}, {date_format(signature.signed_on, 'j F Y')}"
    who = f"sertifikat atas nama {signature.certificate_name}"
    return f"{signature.method}, {_moment(signature.signed_at)}\n{who}"


def _moment(at: timezone.datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'j F Y H.i')} {local.tzname()}"
