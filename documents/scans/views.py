"""Pages of scans: the one of a single document, and the inbox for many at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.drawing import pdf
from documents.drawing.responses import document_failed, pdf_response, picture_response
from documents.enums import ScanState
from documents.issuing.refusals import tell
from documents.issuing.stored import stored_bytes
from documents.kinds import DocumentKind, Subject, common_noun, scanned_kinds
from documents.models import UploadedScan
from documents.scans.actions import confirm_scan, discard_refused, discard_scan, match_scan, upload_scans
from documents.scans.forms import ConfirmForm, MatchForm, ScanForm, UploadForm
from documents.scans.inbox import count_waiting, inbox_of
from documents.scans.keeping import accept_scan, why_not_scanned
from documents.signing.actions import signing_of
from organisation.pages.access import require, visible_or_404

PERMISSION = "documents.keep_scan"
INBOX = "documents:scan_inbox"
LEAD = (
    "Unggah hasil pindai {noun} yang sudah ditandatangani. Setiap berkas dicocokkan dengan {noun}-nya menurut kode QR; "
    "Anda memeriksa, lalu menyimpannya."
)


@require_http_methods(["GET", "HEAD", "POST"])
def document_scan(request: HttpRequest, kind: DocumentKind, pk: int) -> HttpResponse:
    """Keep the scan of the signed paper; it records the signatures that were not recorded yet."""
    if kind.scanning is None:
        raise Http404(f"{kind.label} tidak ditandatangani di kertas.")
    subject = visible_or_404(request, kind.whole(), pk)
    require(request, PERMISSION, subject)
    objection = why_not_scanned(kind, subject)
    if objection:
        messages.error(request, objection)
        return redirect(subject)
    initial = {"signed_on": kind.checking.agreed_on(subject) or timezone.localdate()}
    form = ScanForm(request.POST or None, request.FILES or None, initial=initial, noun=kind.noun)
    if request.method == "POST" and form.is_valid() and _kept(request, kind, subject, form):
        return redirect(subject)
    context = {"kind": kind, "subject": subject, "trail": kind.trail(subject), "form": form}
    return render(request, "documents/document_scan.html", context)


@require_safe
def scan_inbox(request: HttpRequest) -> HttpResponse:
    """All unconfirmed scans; asked for by htmx, only how many are still being read."""
    require(request, PERMISSION)
    if request.htmx and not request.htmx.boosted:
        return render(request, "documents/_scan_waiting.html", {"waiting": count_waiting(request.user)})
    return _inbox_page(request)


@require_POST
def scan_upload(request: HttpRequest) -> HttpResponse:
    """Take many files in; each gets its own result, as soon as a worker has looked into it."""
    require(request, PERMISSION)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _inbox_page(request, upload=form)
    try:
        scans = upload_scans(form.cleaned_data["files"], by=request.user)
    except ValidationError as refusal:
        tell(form, refusal)
        return _inbox_page(request, upload=form)
    refused = sum(scan.state == ScanState.REFUSED for scan in scans)
    if len(scans) > refused:
        messages.success(request, f"{len(scans) - refused} berkas diterima dan sedang dibaca kode QR-nya.")
    if refused:
        messages.error(request, f"{refused} berkas ditolak; sebabnya ada pada daftar di bawah.")
    return redirect(INBOX)


@require_POST
def scan_confirm(request: HttpRequest) -> HttpResponse:
    """Keep all scans that are ticked; what is refused stays in the inbox, with its sentence."""
    require(request, PERMISSION)
    inbox = inbox_of(request.user)
    form = ConfirmForm(request.POST, scans=inbox.confirmable, checked=set())
    if not form.is_valid():
        return _inbox_page(request, confirm=form)
    kept = 0
    for scan, signed_on in form.chosen():
        try:
            confirm_scan(scan, by=request.user, signed_on=signed_on, today=timezone.localdate())
        except (ValidationError, pdf.RenderError) as refusal:
            messages.error(request, f"{scan.name} ({scan.document.called}): {_worded(refusal)}")
        else:
            kept += 1
    if kept:
        noun = common_noun(scanned_kinds())
        messages.success(request, f"{kept} hasil pindai disimpan pada {noun}-nya, dan tanda tangannya tercatat.")
    return redirect(INBOX)


@require_POST
def scan_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Pair a scan whose code could not be read with the PK that its paper names."""
    scan = _scan(request, pk)
    form = _match_form(request, scan, request.POST)
    if not form.is_valid():
        return _inbox_page(request, match=(scan.pk, form))
    try:
        match_scan(scan, form.cleaned_data["document"], by=request.user)
    except ValidationError as refusal:
        tell(form, refusal)
        return _inbox_page(request, match=(scan.pk, form))
    messages.success(request, f"{scan.name} dipasangkan dengan {form.cleaned_data['document'].called}.")
    return redirect(INBOX)


@require_POST
def scan_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw one unconfirmed scan away."""
    scan = _scan(request, pk)
    try:
        discard_scan(scan, by=request.user)
    except ValidationError as refusal:
        messages.error(request, _worded(refusal))
    else:
        messages.success(request, f"{scan.name} dibuang.")
    return redirect(INBOX)


@require_POST
def scan_discard_refused(request: HttpRequest) -> HttpResponse:
    """Clear the list of what was refused."""
    require(request, PERMISSION)
    messages.success(request, f"{discard_refused(by=request.user)} berkas yang ditolak dihapus dari daftar.")
    return redirect(INBOX)


@require_safe
def scan_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The first page, as the inspector drew it: nothing of the upload itself."""
    scan = _scan(request, pk)
    if not scan.preview:
        raise Http404("Hasil pindai ini belum dibaca.")
    return picture_response(bytes(scan.preview), "image/jpeg", f"{scan.pk}.jpg")


@require_safe
def scan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan as it would be kept, always as a download."""
    scan = _scan(request, pk)
    if not scan.sha256:
        raise Http404("Hasil pindai ini belum dibaca.")
    try:
        return pdf_response(stored_bytes(scan, scan.name), f"Hasil pindai {scan.pk}", download=True)
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)


def _kept(request: HttpRequest, kind: DocumentKind, subject: Subject, form: ScanForm) -> bool:
    data = form.cleaned_data
    try:
        signed = accept_scan(
            kind,
            subject,
            [file.read() for file in data["files"]],
            by=request.user,
            signed_on=data["signed_on"],
            today=timezone.localdate(),
            without_code=data["without_code"],
        )
    except (ValidationError, pdf.RenderError) as refusal:
        tell(form, refusal)
        return False
    messages.success(request, " ".join(filter(None, ("Hasil pindai disimpan.", signing_of(kind).ended(signed)))))
    return True


def _scan(request: HttpRequest, pk: int) -> UploadedScan:
    require(request, PERMISSION)
    return visible_or_404(request, UploadedScan.objects, pk)


def _inbox_page(
    request: HttpRequest,
    *,
    upload: UploadForm | None = None,
    confirm: ConfirmForm | None = None,
    match: tuple[int, MatchForm] | None = None,
) -> HttpResponse:
    inbox = inbox_of(request.user)
    confirm = confirm or ConfirmForm(scans=inbox.confirmable, checked=inbox.unremarkable)
    pairs = [(scan, match[1] if match and match[0] == scan.pk else _match_form(request, scan)) for scan in inbox.unread]
    noun = common_noun(scanned_kinds())
    context = {
        "noun": noun,
        "title": f"Hasil pindai {noun}",
        "lead": LEAD.format(noun=noun),
        "inbox": inbox,
        "waiting": inbox.waiting,
        "upload": upload or UploadForm(),
        "confirm": confirm,
        "rows": [
            (row, confirm[f"pilih-{row.scan.pk}"], confirm[f"tanggal-{row.scan.pk}"])
            for row in inbox.ready
            if f"pilih-{row.scan.pk}" in confirm.fields
        ],
        "blocked": [row for row in inbox.ready if row.objection],
        "pairs": pairs,
        "errors": _errors_of(match[1]) if match else [],
    }
    return render(request, "documents/scan_inbox.html", context)


def _match_form(request: HttpRequest, scan: UploadedScan, data: QueryDict | None = None) -> MatchForm:
    return MatchForm(data, user=request.user, auto_id=f"id_{scan.pk}_%s")


def _errors_of(form: MatchForm) -> list[tuple[str, str]]:
    """For the summary above the page: where to go, and what is wrong."""
    field = form["document"].id_for_label
    return [(field, error) for errors in form.errors.values() for error in errors]


def _worded(refusal: ValidationError | pdf.RenderError) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
