"""Laporan Capaian Kinerja Triwulan on paper."""

from django.template.loader import render_to_string

from reports import pdf
from reports.quarterly.achievement import AchievementReport, in_objectives

TITLE = "Laporan Capaian Kinerja Triwulan"


def render_achievement(report: AchievementReport) -> bytes:
    """The document as PDF; the same document gives the same bytes. Raises `pdf.RenderError`."""
    context = {"report": report, "groups": in_objectives(report.rows), "title": TITLE}
    html = render_to_string("pdf/quarter_achievement.html", context)
    return pdf.render(html, paper=report.head.paper, landscape=True)
