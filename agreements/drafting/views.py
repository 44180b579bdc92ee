"""Drafting: begin, bring in line with the plan."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agreements.ambition.facts import planned_values
from agreements.conflicts.forms import (
    ALL_THEIRS,
    DECIDE,
    SEALED,
    ConflictPart,
    arrangement_parts,
    arrangement_texts,
    differences_between,
    edition_in,
    is_untouched,
    raw_arrangement,
    sealed_texts,
    settled,
    unsealed_texts,
)
from agreements.conflicts.views import conflict_page, in_words, too_late
from agreements.content.facts import content_of, plan_of
from agreements.drafting.actions import (
    choose_counterpart,
    draft_agreement,
    refresh_draft,
    update_draft,
)
from agreements.drafting.forms import (
    MOST_FOUND,
    ArrangementForm,
    CounterpartForm,
    LineChoiceFormSet,
    candidates,
    line_choices,
)
from agreements.enums import Side
from agreements.models import Agreement
from agreements.reading.access import agreement_for, require, take_step
from agreements.reading.page import agreement_context, completeness_card
from audit.editing import ConflictError
from organisation.models import Position
from organisation.pages.access import visible_or_404
from organisation.pages.filtering import words_in, year_in
from organisation.pages.refusals import succeeds


@require_POST
def agreement_draft(request: HttpRequest, position_pk: int) -> HttpResponse:
    """Draft the PK of a position for the year in `tahun`."""
    position = visible_or_404(request, Position.objects, position_pk)
    require(request, "agreements.draft_agreement", position)
    year = year_in(request.POST.get("tahun", ""))
    if year is None:
        return HttpResponseBadRequest("Tahun PK tidak dikenal.")
    done = f"Draf PK {year} sudah disusun dari target dan anggaran.{{taken}} Periksa isinya, lalu ajukan."
    agreement = take_step(
        request,
        lambda: draft_agreement(position, year, by=request.user, today=timezone.localdate()),
        partial(with_taken, done),
    )
    return redirect(agreement) if agreement else redirect(f"{reverse('agreements:agreement_list')}?tahun={year}")


@require_POST
def agreement_refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Take targets, budget and holders again, and say what changed."""
    agreement = agreement_for(request, pk, "agreements.edit_agreement")
    try:
        changes = refresh_draft(agreement, by=request.user, today=timezone.localdate())
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return redirect(agreement)
    text = "\n".join(["Isi PK sudah diambil ulang dari rencana.", *changes])
    messages.success(request, text if changes else "Isi PK sudah sama dengan rencana; tidak ada yang berubah.")
    return redirect(agreement)


def with_taken(done: str, agreement: Agreement) -> str:
    """The words, with how many targets were taken from RPJMD or Renstra."""
    own = [line.indicator_id for line in agreement.lines.filter(is_own=True)]
    count = len(planned_values(own, agreement.year))
    taken = f" {count} target mengikuti Renstra/RPJMD {agreement.year}; lengkapi target triwulannya." if count else ""
    return done.format(taken=taken)


EDIT = "agreements.edit_agreement"


@require_http_methods(["GET", "HEAD", "POST"])
def counterpart_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Search a post, choose it; or go back to the superior by the structure."""
    agreement = agreement_for(request, pk, EDIT)
    if refused := too_late(request, agreement):
        return refused
    if agreement.has_one_signer:
        messages.error(request, "PK ini ditandatangani sendiri, jadi tidak mempunyai Pihak Kedua.")
        return redirect("agreements:agreement_edit", agreement.pk)
    form = CounterpartForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _chosen(request, agreement, form):
        return redirect("agreements:agreement_edit", agreement.pk)
    return render(request, "agreements/counterpart_choose.html", _context(request, agreement, form))


def _chosen(request: HttpRequest, agreement: Agreement, form: CounterpartForm) -> bool:
    given: dict[str, Any] = {"by": request.user, "today": timezone.localdate(), "edition": edition_in(request.POST)}
    seat = succeeds(form, choose_counterpart, agreement, form.cleaned_data["position"], **given)
    if seat:
        messages.success(request, f"Pihak Kedua: {seat}.")
    return bool(seat)


def _context(request: HttpRequest, agreement: Agreement, form: CounterpartForm) -> dict[str, Any]:
    today = timezone.localdate()
    words = words_in(request.POST.get("q") or request.GET.get("q") or "")
    found = list(candidates(agreement, words, on=today)[: MOST_FOUND + 1]) if words else []
    conflict = form.has_error("__all__", "conflict")
    return {
        **agreement_context(agreement),
        "form": form,
        "words": words,
        "found": found[:MOST_FOUND],
        "has_more": len(found) > MOST_FOUND,
        "second": agreement.party_of("second"),
        "is_chosen": agreement.counterpart is not None,
        "others": in_words(agreement, edition_in(request.POST)) if conflict else "",
    }


ARRANGEMENT_EDIT = "agreements.edit_agreement"
ATTEMPTS = 3
"""How often a page that nobody else touched is saved over changes of the rows' content."""


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Arrange a draft; what was typed stays when something is refused, and nobody overwrites what was not seen."""
    agreement = agreement_for(request, pk, ARRANGEMENT_EDIT)
    if refused := too_late(request, agreement):
        return refused
    if request.method != "POST":
        return _page(request, agreement, *arrangement_forms(agreement))
    if request.POST.get(DECIDE) == ALL_THEIRS:
        messages.info(request, "Versi sekarang dipakai; isian Anda tidak disimpan.")
        return redirect("agreements:agreement_edit", agreement.pk)
    stored = raw_arrangement(*arrangement_forms(agreement))
    data = settled(request.POST, _parts(agreement), stored)
    form, rows = arrangement_forms(agreement, data)
    answer = form.is_valid() & rows.is_valid() and _save(request, agreement, form, rows)
    return answer or _page(request, agreement, form, rows)


def arrangement_forms(agreement: Agreement, data: QueryDict | None = None) -> tuple[ArrangementForm, LineChoiceFormSet]:
    """What is typed around the rows, and the choice of rows."""
    plan, _ = plan_of(agreement.position, agreement.year, on=timezone.localdate())
    return ArrangementForm(data, agreement=agreement), line_choices(content_of(agreement), plan, data)


def arrangement_context(agreement: Agreement, form: ArrangementForm, rows: LineChoiceFormSet) -> dict[str, Any]:
    """What the page and its table show."""
    is_typed = form.is_bound
    stood = "" if is_typed else sealed_texts(_texts(agreement, raw_arrangement(form, rows), rows))
    return {
        **agreement_context(agreement),
        "form": form,
        "rows": rows,
        "lines": list(agreement.lines.all()),
        "edition": edition_in(form.data) if is_typed else agreement.edition,
        "sealed": form.data.get(SEALED, "") if is_typed else stood,
        "has_counterpart": not agreement.has_one_signer,
        "second": agreement.party_of(Side.SECOND),
    }


def _page(request: HttpRequest, agreement: Agreement, form: ArrangementForm, rows: LineChoiceFormSet) -> HttpResponse:
    context = {**arrangement_context(agreement, form, rows), "completeness": completeness_card(agreement, request.user)}
    return render(request, "agreements/agreement_edit.html", context)


def _save(
    request: HttpRequest, agreement: Agreement, form: ArrangementForm, rows: LineChoiceFormSet
) -> HttpResponse | None:
    """Store what was arranged. Where somebody else changed only the content of rows it is stored all the same."""
    edition, base = edition_in(form.data), unsealed_texts(form.data.get(SEALED, ""))
    for _ in range(ATTEMPTS):
        try:
            _update(request, agreement, form, rows, edition)
        except ConflictError:
            agreement = agreement_for(request, agreement.pk, ARRANGEMENT_EDIT)
            fresh_form, fresh_rows = arrangement_forms(agreement)
            theirs = _texts(agreement, raw_arrangement(fresh_form, fresh_rows), fresh_rows)
            mine = _texts(agreement, dict(form.data.lists()), rows)
            differences = differences_between(_parts(agreement), base, mine, theirs)
            if differences and not is_untouched(base, theirs):
                return conflict_page(
                    request, agreement, differences, data=form.data, since=edition_in(form.data),
                    sealed=sealed_texts(theirs), title="Dua versi draf PK",
                )  # fmt: skip
            edition = agreement.edition
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return None
        else:
            messages.success(request, "Draf PK sudah disimpan.")
            return redirect(agreement)
    form.add_error(None, "Draf ini sedang sering diubah orang lain. Isian Anda masih di sini; simpan sekali lagi.")
    return None


def _update(
    request: HttpRequest, agreement: Agreement, form: ArrangementForm, rows: LineChoiceFormSet, edition: int
) -> None:
    update_draft(
        agreement,
        by=request.user,
        today=timezone.localdate(),
        signed_place=form.cleaned_data["signed_place"],
        signed_on=form.cleaned_data["signed_on"],
        indicator_ids=rows.indicator_ids,
        titles=form.titles,
        edition=edition,
    )


def _parts(agreement: Agreement) -> tuple[ConflictPart, ...]:
    return arrangement_parts((party.side, party.get_side_display()) for party in agreement.parties.all())


def _texts(agreement: Agreement, raw: dict[str, list[str]], rows: LineChoiceFormSet) -> dict[str, str]:
    statements = {str(line.indicator_id): line.indicator_statement for line in agreement.lines.all()}
    statements |= {str(row.line.indicator_id): row.line.indicator_statement for row in rows.forms if row.line}
    return arrangement_texts(raw, _parts(agreement), statements)
