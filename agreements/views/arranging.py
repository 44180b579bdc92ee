"""The page that arranges a draft: its rows and their order, place, date, and the wording of the posts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.actions import update_draft
from agreements.actions.content import EditConflictError
from agreements.enums import Side
from agreements.forms.drafts import ArrangementForm, LineChoiceFormSet, line_choices
from agreements.forms.versions import (
    ALL_THEIRS,
    DECIDE,
    SEALED,
    Part,
    arrangement_parts,
    arrangement_texts,
    differences_between,
    edition_in,
    is_untouched,
    raw_arrangement,
    seal,
    settled,
    unseal,
)
from agreements.models import Agreement
from agreements.plans import content_of, plan_of
from agreements.views.access import agreement_for
from agreements.views.completeness import completeness_card
from agreements.views.conflicts import conflict_page, too_late
from agreements.views.details import agreement_context

EDIT = "agreements.edit_agreement"
ATTEMPTS = 3
"""How often a page that nobody else touched is saved over changes of the rows' content."""


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Arrange a draft; what was typed stays when something is refused, and nobody overwrites what was not seen."""
    agreement = agreement_for(request, pk, EDIT)
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
    return {
        **agreement_context(agreement),
        "form": form,
        "rows": rows,
        "lines": list(agreement.lines.all()),
        "edition": edition_in(form.data) if is_typed else agreement.edition,
        "sealed": form.data.get(SEALED, "") if is_typed else seal(_texts(agreement, raw_arrangement(form, rows), rows)),
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
    edition, base = edition_in(form.data), unseal(form.data.get(SEALED, ""))
    for _ in range(ATTEMPTS):
        try:
            _update(request, agreement, form, rows, edition)
        except EditConflictError:
            agreement = agreement_for(request, agreement.pk, EDIT)
            fresh_form, fresh_rows = arrangement_forms(agreement)
            theirs = _texts(agreement, raw_arrangement(fresh_form, fresh_rows), fresh_rows)
            mine = _texts(agreement, dict(form.data.lists()), rows)
            differences = differences_between(_parts(agreement), base, mine, theirs)
            if differences and not is_untouched(base, theirs):
                return conflict_page(
                    request, agreement, differences, data=form.data, since=edition_in(form.data), sealed=seal(theirs),
                    title="Dua versi draf PK",
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


def _parts(agreement: Agreement) -> tuple[Part, ...]:
    return arrangement_parts((party.side, party.get_side_display()) for party in agreement.parties.all())


def _texts(agreement: Agreement, raw: dict[str, list[str]], rows: LineChoiceFormSet) -> dict[str, str]:
    statements = {str(line.indicator_id): line.indicator_statement for line in agreement.lines.all()}
    statements |= {str(row.line.indicator_id): row.line.indicator_statement for row in rows.forms if row.line}
    return arrangement_texts(raw, _parts(agreement), statements)
