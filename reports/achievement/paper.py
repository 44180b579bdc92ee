"""Laporan Capaian Kinerja Triwulan on paper."""

import datetime

from django.template.loader import render_to_string

from documents.drawing import pdf
from documents.drawing.imprint import government_name
from indicators.domain.money_units import RUPIAH, MoneyUnit
from indicators.policy.printing import print_policy
from organisation.models import Government
from realisations.models import QuarterReport
from realisations.reports.receipts import Receipt, moment
from reports.achievement.facts import AchievementReport, in_objectives

TITLE = "Laporan Capaian Kinerja Triwulan"


def render_achievement(report: AchievementReport, unit: MoneyUnit | None = None) -> bytes:
    """The document as PDF; the same document gives the same bytes. Raises `pdf.RenderError`."""
    context = {"report": report, "groups": in_objectives(report.rows), "title": TITLE, "unit": unit or RUPIAH}
    html = render_to_string("pdf/quarter_achievement.html", context)
    return pdf.render(html, paper=report.head.paper, landscape=True)


RECEIPT_TITLE = "Tanda Terima Laporan Triwulan"


def render_receipt(report: QuarterReport, receipt: Receipt, *, at: datetime.datetime) -> bytes:
    """The receipt as a tagged PDF that says when it was made. Raises `pdf.RenderError`."""
    context = {
        "title": RECEIPT_TITLE,
        "government": government_name(Government.objects.current()),
        "receipt": receipt,
        "made": moment(at),
    }
    html = render_to_string("pdf/receipt.html", context)
    return pdf.render(html, paper=print_policy(report.period.year).paper)
