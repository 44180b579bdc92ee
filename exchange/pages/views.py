"""Pages of the exchange workbook: download the template or the data, upload, look, save."""

import tempfile
from collections.abc import Callable
from typing import IO, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from documents.drawing.responses import workbook_response
from exchange.export.facts import export_workbook
from exchange.export.scopes import EVERYTHING, ExportScope, scope_of_positions, scope_of_unit
from exchange.pages import keeping
from exchange.pages.forms import ExportForm, WorkbookUploadForm
from exchange.sheets.outcome import ImportOutcome, import_workbook
from exchange.workbook.annotating import annotate
from exchange.workbook.problems import WorkbookError
from exchange.workbook.template import write_template
from indicators.models import Target
from organisation.models import User
from organisation.pages.access import require
from realisations.models import QuarterReport

SHOWN_PROBLEMS = 200
LARGEST = 5000
"""Rows that a page takes: about fifteen seconds of work, well before a web worker is given up (60 seconds)."""

EXPIRED = "Berkas yang diperiksa sudah tidak tersimpan (paling lama satu jam). Unggah sekali lagi."


@require_safe
def exchange_home(request: HttpRequest) -> HttpResponse:
    """What can be taken out, and for those who may, what can be brought in."""
    return _home(request, WorkbookUploadForm())


@require_safe
def workbook_template(request: HttpRequest) -> HttpResponse:
    """The empty workbook with instructions."""
    require(request, "exchange.exchange_workbook")
    return workbook_response(_written(write_template), "templat pertukaran")


@require_safe
def workbook_export(request: HttpRequest) -> HttpResponse:
    """The stored data of a year, as far as the user may see them."""
    require(request, "exchange.exchange_workbook")
    form = ExportForm(request.GET, user=request.user, years=_years(request.user))
    if not form.is_valid():
        raise Http404("Tahun atau unit ini tidak ada.")
    year, unit = form.cleaned_data["tahun"], form.cleaned_data["unit"]
    scope = _scope(request.user)
    if unit:
        scope = scope_of_unit(unit, scope)
    with_people = request.user.has_perm("organisation.manage_organisation")
    content = _written(
        lambda target: export_workbook(
            target,
            year=year,
            today=timezone.localdate(),
            scope=scope,
            with_people=with_people,
            drafts_of=_own_drafts(request.user),
            warn=lambda sentence: messages.warning(request, sentence),
        )
    )
    return workbook_response(content, f"pertukaran {year} {unit.code if unit else ''}".strip())


@require_POST
def workbook_upload(request: HttpRequest) -> HttpResponse:
    """Check an uploaded workbook and show what would become of it; nothing is saved yet."""
    require(request, "exchange.import_realisations")
    form = WorkbookUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _home(request, form)
    try:
        outcome = _import(form.cleaned_data["file"], request.user, dry_run=True)
        token = keeping.keep(form.cleaned_data["file"], by=request.user)
    except (WorkbookError, ValidationError) as refusal:
        form.add_error("file", refusal if isinstance(refusal, ValidationError) else str(refusal))
        return _home(request, form)
    return _preview(request, outcome, token, form.cleaned_data["file"].name)


@require_POST
def workbook_apply(request: HttpRequest) -> HttpResponse:
    """Save a workbook that was looked at."""
    require(request, "exchange.import_realisations")
    path = keeping.kept(request.POST.get("berkas", ""), by=request.user)
    if path is None:
        messages.error(request, EXPIRED)
        return redirect("exchange:exchange_home")
    try:
        with path.open("rb") as file:
            outcome = _import(file, request.user, dry_run=False)
    except WorkbookError as refusal:
        messages.error(request, str(refusal))
        return redirect("exchange:exchange_home")
    if outcome.is_refused:
        return _preview(request, outcome, request.POST["berkas"], "")
    keeping.forget(path)
    messages.success(request, f"Impor selesai: {outcome.summary}.")
    return redirect("exchange:exchange_home")


@require_POST
def workbook_problems(request: HttpRequest) -> HttpResponse:
    """The refused workbook again, with a column that says what is wrong with each row."""
    require(request, "exchange.import_realisations")
    path = keeping.kept(request.POST.get("berkas", ""), by=request.user)
    if path is None:
        messages.error(request, EXPIRED)
        return redirect("exchange:exchange_home")
    try:
        with path.open("rb") as file:
            outcome = _import(file, request.user, dry_run=True)
            file.seek(0)
            content = _written(lambda target: annotate(file, target, outcome.findings))
    except WorkbookError as refusal:
        messages.error(request, str(refusal))
        return redirect("exchange:exchange_home")
    return workbook_response(content, "pertukaran dengan kesalahan")


def _home(request: HttpRequest, upload: WorkbookUploadForm) -> HttpResponse:
    require(request, "exchange.exchange_workbook")
    years = _years(request.user)
    context = {
        "form": upload,
        "export": ExportForm(user=request.user, years=years) if years else None,
        "may_import": request.user.has_perm("exchange.import_realisations"),
        "imports_everything": request.user.has_perm("exchange.import_workbook"),
        "largest": f"{LARGEST:,}".replace(",", "."),
        "imports_verified": request.user.has_perm("exchange.import_verified"),
    }
    return render(request, "exchange/exchange_home.html", context)


def _preview(request: HttpRequest, outcome: ImportOutcome, token: str, name: str) -> HttpResponse:
    problems = outcome.findings.problems
    context: dict[str, Any] = {
        "outcome": outcome,
        "token": token,
        "name": name,
        "problems": problems[:SHOWN_PROBLEMS],
        "more_problems": max(0, len(problems) - SHOWN_PROBLEMS),
        "warnings": outcome.findings.digest(),
        "readings": outcome.findings.readings(),
        "may_save": not problems and bool(outcome.new or outcome.changed),
        "imports_verified": request.user.has_perm("exchange.import_verified"),
    }
    return render(request, "exchange/exchange_preview.html", context)


def _import(file: IO[bytes], user: User, *, dry_run: bool) -> ImportOutcome:
    return import_workbook(
        file,
        by=user,
        is_verified=user.has_perm("exchange.import_verified"),
        today=timezone.localdate(),
        fills=None if user.has_perm("exchange.import_workbook") else _fillable(user),
        largest=LARGEST,
        dry_run=dry_run,
    )


def _own_drafts(user: User) -> frozenset[int]:
    """The positions whose drafts the user reads on the pages: those that they fill in or send for."""
    authority = user.authority
    near = {held.position_id for held in authority.held}
    near |= authority.operated_position_ids | authority.delegated_position_ids
    return frozenset(pk for pk in near if user.has_perm("realisations.check_report", QuarterReport(position_id=pk)))


def _fillable(user: User) -> frozenset[int]:
    """The positions whose reports the user may fill in."""
    near = {held.position_id for held in user.authority.held} | user.authority.operated_position_ids
    return frozenset(pk for pk in near if user.has_perm("realisations.fill_report", QuarterReport(position_id=pk)))


def _written(write: Callable[[IO[bytes]], object]) -> bytes:
    with tempfile.TemporaryFile() as target:
        write(target)
        target.seek(0)
        return target.read()


def _scope(user: User) -> ExportScope:
    if user.authority.sees_everything:
        return EVERYTHING
    return scope_of_positions(user.authority.visible_position_ids)


def _years(user: User) -> list[int]:
    """Years with targets in the user's scope, and the running year; newest first."""
    years = set(Target.objects.visible_to(user).values_list("year", flat=True).distinct())
    return sorted(years | {timezone.localdate().year}, reverse=True)
