"""Writing one row of a draft, and adding one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agreements.conflicts.forms import (
    ALL_THEIRS,
    DECIDE,
    LINE_PARTS,
    SEALED,
    differences_between,
    edition_in,
    is_untouched,
    line_texts,
    raw_line,
    sealed_texts,
    settled,
    unsealed_texts,
)
from agreements.conflicts.views import conflict_page, in_words, too_late
from agreements.lines.actions import add_line, edit_line
from agreements.lines.facts import LineSheet, new_sheet, sheet_of, unplanned_indicators
from agreements.lines.forms import REFRESH, LineForm, refreshed, weaker_than
from agreements.models import Agreement, AgreementLine
from agreements.reading.access import agreement_for
from agreements.reading.page import agreement_context
from agreements.steps.forms import StepRows, is_rearranging
from audit.editing import ConflictError
from audit.facts import FieldChange
from indicators.enums import Aggregation, Polarity
from indicators.models import Indicator
from organisation.pages.filtering import number_in

EDIT = "agreements.edit_agreement"
MEDIUM_TERM = "renstra"
"""In the address: the box of the target begins with that of RPJMD or Renstra; nothing is stored by that."""

ATTEMPTS = 3
"""How often a row that nobody else touched is saved over changes of other rows."""


def row_or_404(agreement: Agreement, line_pk: int) -> AgreementLine:
    """The row of this agreement; 404 for one of another."""
    row = next((row for row in agreement.lines.all() if row.pk == line_pk), None)
    if row is None:
        raise Http404("Baris ini tidak ada dalam PK ini.")
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def line_edit(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Write one row. What was typed stays when something is refused, or when rows of actions are moved."""
    agreement = agreement_for(request, pk, EDIT)
    if request.method == "POST" and _was_removed(agreement, line_pk):
        return _offer_again(request, agreement)
    row = row_or_404(agreement, line_pk)
    if refused := too_late(request, agreement):
        return refused
    sheet = sheet_of(agreement, row)
    if request.method != "POST":
        form = LineForm(sheet)
        if MEDIUM_TERM in request.GET and sheet.planned is not None and not sheet.target_is_locked:
            form.initial["target"] = sheet.planned
        return _page(request, agreement, form, StepRows.of(sheet.line.steps))
    if is_rearranging(request.POST) or REFRESH in request.POST:
        return _rearranged(request, agreement, sheet)
    if request.POST.get(DECIDE) == ALL_THEIRS:
        messages.info(request, "Versi sekarang dipakai; isian Anda tidak disimpan.")
        return redirect("agreements:line_edit", agreement.pk, row.pk)
    data = settled(request.POST, LINE_PARTS, _stored(sheet))
    form, steps = LineForm(sheet, data), StepRows.typed(data)
    answer = form.is_valid() & steps.is_valid() and _save(request, agreement, row, form, steps)
    return answer or _page(request, agreement, form, steps)


@require_http_methods(["GET", "HEAD", "POST"])
def line_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a row: for an indicator of the position (`?indikator=`), or for a new one."""
    agreement = agreement_for(request, pk, EDIT)
    if refused := too_late(request, agreement):
        return refused
    indicator = _chosen(request, agreement)
    sheet = new_sheet(agreement, indicator)
    if request.method != "POST":
        return _page(request, agreement, LineForm(sheet), StepRows.of(()), indicator)
    if is_rearranging(request.POST) or REFRESH in request.POST:
        return _rearranged(request, agreement, sheet, indicator)
    form, steps = LineForm(sheet, request.POST), StepRows.typed(request.POST)
    if form.is_valid() & steps.is_valid() and _add(request, agreement, form, steps, indicator):
        return redirect(f"{reverse('agreements:agreement_edit', args=[agreement.pk])}#susunan")
    return _page(request, agreement, form, steps, indicator)


def _chosen(request: HttpRequest, agreement: Agreement) -> Indicator | None:
    """The indicator named in the address or the form; 404 for one that is not the position's."""
    text = request.POST.get("indikator") or request.GET.get("indikator") or ""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404("Indikator ini tidak dikenal.")
    own = Indicator.objects.of_positions([agreement.position_id]).select_related("objective")
    indicator = own.filter(pk=int(text)).first()
    if indicator is None:
        raise Http404("Indikator ini tidak ada pada jabatan ini.")
    return indicator


def _rearranged(
    request: HttpRequest, agreement: Agreement, sheet: LineSheet, indicator: Indicator | None = None
) -> HttpResponse:
    """The form with a row of actions added, removed or moved; nothing is stored, nothing typed is lost."""
    form = LineForm(sheet, typed=refreshed(request.POST, sheet))
    return _page(request, agreement, form, StepRows.rearranged(request.POST), indicator)


def _save(
    request: HttpRequest, agreement: Agreement, row: AgreementLine, form: LineForm, steps: StepRows
) -> HttpResponse | None:
    """Store the row. Where somebody else changed only other rows it is stored all the same; else both are shown."""
    data, wording = form.data, form.wording(steps.steps)
    edition, base = edition_in(data), unsealed_texts(data.get(SEALED, ""))
    for _ in range(ATTEMPTS):
        try:
            changes = edit_line(agreement, row.indicator_id, by=request.user, edition=edition, wording=wording)
            return _saved(request, agreement, changes, form)
        except ConflictError:
            agreement = agreement_for(request, agreement.pk, EDIT)
            if _was_removed(agreement, row.pk):
                return _offer_again(request, agreement)
            sheet = sheet_of(agreement, row)
            words = dict(sheet.objectives)
            theirs = line_texts(_stored(sheet), words)
            mine = theirs | {
                key: text for key, text in line_texts(dict(data.lists()), words).items() if _is_open(form, key)
            }
            differences = differences_between(LINE_PARTS, base, mine, theirs)
            if differences and not is_untouched(base, theirs):
                return conflict_page(
                    request, agreement, differences, data=data, since=edition_in(data), sealed=sealed_texts(theirs),
                    title=f"Dua versi baris “{sheet.line.indicator_statement}”",
                )  # fmt: skip
            edition = agreement.edition
        except ValidationError as refusal:
            put_in_form(form, refusal)
            return None
    form.add_error(None, "Draf ini sedang sering diubah orang lain. Isian Anda masih di sini; simpan sekali lagi.")
    return None


def _saved(request: HttpRequest, agreement: Agreement, changes: list[FieldChange], form: LineForm) -> HttpResponse:
    messages.success(request, "Baris sudah disimpan." if changes else "Tidak ada yang berubah pada baris ini.")
    _warn(request, form)
    return redirect(f"{reverse('agreements:agreement_edit', args=[agreement.pk])}#susunan")


def _add(
    request: HttpRequest, agreement: Agreement, form: LineForm, steps: StepRows, indicator: Indicator | None
) -> bool:
    """Store a new row. It overwrites nothing, so it is added to whatever the draft has become meanwhile."""
    given = {"by": request.user, "wording": form.wording(steps.steps), "source": indicator or form.measure}
    try:
        line = add_line(agreement, edition=None, **given)
    except ValidationError as refusal:
        put_in_form(form, refusal)
        return False
    messages.success(request, f"Indikator “{line.indicator_statement}” ditambahkan ke draf.")
    _warn(request, form)
    return True


def _warn(request: HttpRequest, form: LineForm) -> None:
    if weaker := weaker_than(form):
        messages.warning(request, f"{weaker} Tulis alasannya sebelum PK diajukan.")
    if form.warning:
        messages.warning(request, f"Periksa target triwulan: {form.warning}")


def _was_removed(agreement: Agreement, line_pk: int) -> bool:
    """Whether there is no such row any more, in this agreement or in another."""
    here = any(row.pk == line_pk for row in agreement.lines.all())
    return agreement.is_editable and not here and not AgreementLine.objects.filter(pk=line_pk).exists()


def _offer_again(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Somebody removed the row while it was being written: what was typed becomes a row that can be added."""
    text = request.POST.get("indikator", "")
    own = Indicator.objects.of_positions([agreement.position_id]).select_related("objective")
    indicator = own.filter(pk=number_in(text)).first()
    who = in_words(agreement, edition_in(request.POST))
    messages.warning(
        request,
        f"Baris ini sudah dihapus: {who}. Isian Anda masih di sini; tambahkan kembali ke draf, atau tinggalkan.",
    )
    form = LineForm(new_sheet(agreement, indicator), typed=request.POST)
    return _page(request, agreement, form, StepRows.rearranged(request.POST), indicator, is_new=True)


def _stored(sheet: LineSheet) -> dict[str, list[str]]:
    """What the form of the row, as it stands now, would send."""
    return raw_line(LineForm(sheet), StepRows.of(sheet.line.steps))


def _is_open(form: LineForm, key: str) -> bool:
    return key not in form.fields or not form.fields[key].disabled


def put_in_form(form: LineForm, refusal: ValidationError) -> None:
    """Show why the action refused, beside the box where there is one."""
    errors = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal.error_list}
    for name, sentences in errors.items():
        form.add_error(name if name in form.fields else None, sentences)


def measured_in_words(sheet: LineSheet) -> str:
    """How the indicator is measured: `Arah: naik. Angka setahun dari triwulan: jumlah.`; empty for a new one."""
    if sheet.spec is None:
        return ""
    return (
        f"Arah: {Polarity(sheet.spec.polarity).label}. Akumulasi triwulan: {Aggregation(sheet.spec.aggregation).label}."
    )


def _seen_at_first(request: HttpRequest, agreement: Agreement, sheet: LineSheet) -> dict[str, object]:
    """What the form carries of the moment in which it was opened: the edition, and what stood there."""
    if request.method == "POST":
        return {"edition": edition_in(request.POST), "sealed": request.POST.get(SEALED, "")}
    stood = line_texts(_stored(sheet), dict(sheet.objectives)) if sheet.line else {}
    return {"edition": agreement.edition, "sealed": sealed_texts(stood)}


def _page(
    request: HttpRequest,
    agreement: Agreement,
    form: LineForm,
    steps: StepRows,
    indicator: Indicator | None = None,
    *,
    is_new: bool = False,
) -> HttpResponse:
    sheet = form.sheet
    is_new = is_new or sheet.line is None
    row = None if is_new else next(r for r in agreement.lines.all() if r.indicator_id == sheet.line.indicator_id)
    address = ("line_create", [agreement.pk]) if row is None else ("line_edit", [agreement.pk, row.pk])
    context = {
        **agreement_context(agreement),
        "form": form,
        "steps": steps,
        "sheet": sheet,
        "errors": steps.refusals,
        **_seen_at_first(request, agreement, sheet),
        "indicator": indicator,
        "row": row,
        "page_url": reverse(f"agreements:{address[0]}", args=address[1]),
        "measured": measured_in_words(sheet),
        "history": sheet.history,
        "weaker": weaker_than(form),
    }
    if request.htmx:
        return render(request, "agreements/_line_fields.html", context)
    if is_new:
        context["unplanned"] = [] if indicator or form.is_bound else unplanned_indicators(agreement)
    return render(request, f"agreements/line_{'create' if is_new else 'edit'}.html", context)
