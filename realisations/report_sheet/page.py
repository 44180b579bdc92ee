"""Typing a report, checking it, and sending it."""

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from indicators.domain.numbers import format_number
from indicators.domain.working import Step
from indicators.enums import ValueState
from organisation.pages.access import visible_or_404
from realisations.calendar.facts import window_of
from realisations.history.since_return import NOTHING, RowStory, SinceReturn, since_return
from realisations.measurement.facts import HANDED_IN, report_lines, seen_in
from realisations.measurement.lines import REPORT_TONES, MeasuredIndicator
from realisations.models import QuarterReport
from realisations.report_sheet.facts import PLACES, ReportRow, report_sheet_of

PLACE = re.compile(r"indikator-[0-9]{1,18}")


def _place(request: HttpRequest) -> str:
    """The row of the check page from which somebody came to change it, and to which saving leads back."""
    place = request.GET.get("kembali", "")
    return place if PLACE.fullmatch(place) else ""


def _check_url(request: HttpRequest, report: QuarterReport) -> str:
    place = _place(request)
    return reverse("realisations:report_check", args=[report.pk]) + (f"#{place}" if place else "")


STATE_WORDS = {
    ValueState.NOT_REPORTED: "Belum dilaporkan",
    ValueState.NOT_APPLICABLE: "Tidak berlaku (n/a)",
    ValueState.WAITING: "Menunggu data",
}
NOT_MEASURED = "Tidak diukur pada triwulan ini"

HIDDEN_DRAFT = (
    "Laporan ini masih draf",
    "Angkanya tampil di sini setelah pemegang jabatan mengirimnya. Sampai saat itu hanya pemegang jabatan dan "
    "operatornya yang dapat melihat isinya.",
)
HIDDEN_RETURNED = (
    "Laporan ini sedang diperbaiki",
    "Angkanya tampil lagi setelah dikirim ulang. Sampai saat itu hanya pemegang jabatan dan operatornya yang dapat "
    "melihat isinya; baris yang sudah diterima verifikator tetap tampil.",
)


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One indicator of a report with its achievement."""

    row: ReportRow
    line: MeasuredIndicator
    story: RowStory = NOTHING

    @property
    def answer(self) -> str:
        """The state in words when there is no value; empty when there is one."""
        state = self.row.realisation.state
        if state == ValueState.NOT_REPORTED and not self.row.is_asked:
            return NOT_MEASURED
        return STATE_WORDS.get(state, "")

    @property
    def narratives(self) -> list[tuple[str, str]]:
        """What was written about the row, with its heading; empty texts are left out."""
        row = self.row.realisation
        texts = (
            ("Faktor pendorong", row.supporting_factors),
            ("Faktor penghambat", row.inhibiting_factors),
            ("Tindak lanjut", row.follow_up),
            ("Keterangan", row.note),
        )
        return [(heading, text) for heading, text in texts if text]

    @property
    def unit(self) -> str:
        """The unit behind a figure; a grade needs none."""
        return "" if self.row.is_graded else self.row.indicator.unit_of_measure

    @property
    def parts(self) -> str:
        """Numerator and denominator in one line, empty when neither was given."""
        row = self.row.realisation
        pairs = (("Pembilang", row.numerator), ("penyebut", row.denominator))
        return ", ".join(f"{word} {format_number(figure, PLACES)}" for word, figure in pairs if figure is not None)

    @property
    def differs_to_date(self) -> bool:
        """Whether the year to date is another figure than this quarter's own."""
        return self.line.realised.value not in (None, self.row.realisation.value)

    @property
    def working(self) -> tuple[Step, ...]:
        """How the achievement was computed."""
        return self.line.working


def visible_report(request: HttpRequest, pk: int) -> QuarterReport:
    """The report with all that its pages name, if the person who asks may see it; Http404 otherwise."""
    reports = QuarterReport.objects.select_related(
        "position__unit", "period", "submitted_by__employee", "verified_by__employee"
    )
    return visible_or_404(request, reports, pk)


def report_page(request: HttpRequest, report: QuarterReport) -> dict[str, object]:
    """The report measured, and what this user can do with it now.

    What was not sent, for the first time or since it was returned, its authors see alone. Of a returned report others
    see the rows that the verifier accepted: these stay as they were sent.
    """
    today = timezone.localdate()
    window = window_of(report)
    fills = request.user.has_perm("realisations.fill_report", report)
    checks = request.user.has_perm("realisations.check_report", report)
    shows_figures = checks or report.is_handed_in
    sheet = report_sheet_of(report) if shows_figures or report.is_returned else None
    shown = [row for row in sheet.rows if shows_figures or row.realisation.is_accepted] if sheet else []
    statuses = seen_in(report) if checks else HANDED_IN
    lines = {line.indicator.pk: line for line in report_lines(report, statuses)} if shown else {}
    since = since_return(report) if shows_figures else None
    is_open = report.is_editable and window.is_open(today)
    return {
        "report": report,
        "window": window,
        "countdown": window.countdown_and_delay(today) if report.is_editable else "",
        "status_tone": REPORT_TONES[report.status],
        "shows_figures": shows_figures,
        "hidden": HIDDEN_RETURNED if report.is_returned else HIDDEN_DRAFT,
        "has_documents": report.is_handed_in,
        "sheet": sheet,
        "since": since,
        "rows": [MeasuredRow(row, lines[row.indicator.pk], _story(since, row)) for row in shown],
        "may_fill": fills and is_open,
        "may_submit": is_open and request.user.has_perm("realisations.submit_report", report),
        "may_verify": report.is_waiting and request.user.has_perm("realisations.verify_report", report),
        "may_open_rows": report.is_returned and request.user.has_perm("realisations.open_row", report),
        "may_reopen": report.is_verified and request.user.has_perm("realisations.reopen_report", report),
        "refusal": window.refusal(today) if checks and report.is_editable else "",
    }


def _story(since: SinceReturn | None, row: ReportRow) -> RowStory:
    return since.of(row.indicator.pk) if since else NOTHING
