"""Documents of a quarter's report, as the data stand today; they are not stored."""

import datetime
import unicodedata
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents.drawing import pdf
from documents.drawing.responses import document_failed, pdf_response, workbook_response
from documents.preparing.papers import Paper, prepared
from indicators.domain.money_units import MoneyUnit, chosen_unit
from organisation.models import Position
from organisation.pages.access import require, visible_or_404
from organisation.querysets import PositionQuerySet
from organisation.structure.past import as_it_was
from realisations.models import QuarterReport
from realisations.reports.receipts import receipts_of
from reports.achievement.book import write_achievement
from reports.achievement.facts import achievement_report
from reports.achievement.paper import render_achievement, render_receipt
from reports.e81.book import write_renja
from reports.e81.facts import renja_form, require_office
from reports.e81.paper import render_renja
from reports.quarterly.facts import require_handed_in

Maker = Callable[[QuarterReport, datetime.date, PositionQuerySet], bytes]
NAMES = {"capaian": "Laporan Capaian", "e81": "E81"}
REQUIRED: dict[str, Callable[[QuarterReport], None]] = {"capaian": require_handed_in, "e81": require_office}
"""What is asked of a report before anything of its document is read."""

PAGES: dict[str, Callable[[QuarterReport, datetime.date, PositionQuerySet, MoneyUnit | None], bytes]] = {
    "capaian": lambda report, on, visible, unit: render_achievement(
        achievement_report(report, on=on, visible=visible), unit
    ),
    "e81": lambda report, on, visible, unit: render_renja(renja_form(report, on=on, visible=visible), unit),
}
BOOKS: dict[str, Maker] = {
    "capaian": lambda report, on, visible: write_achievement(achievement_report(report, on=on, visible=visible)),
    "e81": lambda report, on, visible: write_renja(renja_form(report, on=on, visible=visible)),
}


@prepared
def quarter_pdf(request: HttpRequest, pk: int, kind: str) -> Paper:
    """A document of a report on paper; `rupiah` in the address chooses the unit of its money."""
    report, visible = _report(request, pk, kind), Position.objects.visible_to(request.user)
    REQUIRED[kind](report)
    unit = chosen_unit(request.GET.get("rupiah", ""))
    return Paper(_name(report, kind), lambda: PAGES[kind](report, timezone.localdate(), visible, unit))


@require_safe
def quarter_workbook(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A document of a report as a workbook."""
    report = _report(request, pk, kind)
    try:
        content = BOOKS[kind](report, timezone.localdate(), Position.objects.visible_to(request.user))
    except ValidationError as refusal:
        return document_failed(request, " ".join(refusal.messages), status=409)
    return workbook_response(content, _name(report, kind))


@require_safe
def receipt_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The receipt of the report's sending `number` on paper."""
    reports = QuarterReport.objects.select_related("position__unit", "period", "submitted_by__employee")
    report = visible_or_404(request, reports, pk)
    require(request, "realisations.view_report", report)
    receipt = next((receipt for receipt in receipts_of(report) if receipt.number == number), None)
    if receipt is None:
        raise Http404("Tidak ada tanda terima dengan nomor ini.")
    try:
        content = render_receipt(report, receipt, at=timezone.now())
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)
    return pdf_response(content, f"Tanda terima {receipt.code}".replace("/", "-"), download="unduh" in request.GET)


def _report(request: HttpRequest, pk: int, kind: str) -> QuarterReport:
    if kind not in NAMES:
        raise Http404("Tidak ada dokumen dengan nama ini.")
    report = visible_or_404(request, QuarterReport.objects.select_related("position__unit", "period"), pk)
    require(request, "realisations.view_report", report)
    return report


def _name(report: QuarterReport, kind: str) -> str:
    """`E81 TW III 2026 Dinas Kesehatan`, in ASCII: some mail programs tear other letters."""
    position = as_it_was(report.position, report.period.as_quarter.last_day)
    name = f"{NAMES[kind]} {report.period.as_quarter.short_label} {position.unit.name}"
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
