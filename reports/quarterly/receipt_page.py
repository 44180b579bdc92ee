"""The receipt of a sending, on paper: what the page shows, and nothing else."""

import datetime

from django.template.loader import render_to_string

from indicators.models import QuarterReport
from indicators.receipts import Receipt, moment
from organisation.models import Government
from reports import pdf
from reports.documents import government_name, print_policy

TITLE = "Tanda Terima Laporan Triwulan"


def render_receipt(report: QuarterReport, receipt: Receipt, *, at: datetime.datetime) -> bytes:
    """The receipt as a tagged PDF that says when it was made. Raises `pdf.RenderError`."""
    context = {
        "title": TITLE,
        "government": government_name(Government.objects.current()),
        "receipt": receipt,
        "made": moment(at),
    }
    html = render_to_string("pdf/receipt.html", context)
    return pdf.render(html, paper=print_policy(report.period.year).paper)
