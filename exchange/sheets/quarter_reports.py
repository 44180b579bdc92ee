"""The quarter reports that imported realisations stand in: found, begun when missing, filled, verified."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from audit.trail import advance
from exchange.sheets.run import Run, SheetRow
from exchange.sheets.years import prepare_years
from exchange.workbook.schema import QUARTERS, REALISASI
from indicators.domain.periods import Quarter, default_dates
from indicators.models import Period
from organisation.models import Position
from realisations.entry.actions import EntryRefusedError, Refusal, ReportEntries, write_entries
from realisations.entry.domain import Entry
from realisations.entry.locks import ACCEPTED_IN_SHEET, HeldReports, hold_reports
from realisations.enums import EntryRoute, ReportStatus
from realisations.models import QuarterReport

ReportKey = tuple[int | None, int, int]
"""Position, year, quarter."""

HEADERS = {
    "numerator": "Pembilang",
    "denominator": "Penyebut",
    "supporting_factors": "Faktor Pendorong",
    "inhibiting_factors": "Faktor Penghambat",
    "follow_up": "Tindak Lanjut",
    "note": "Keterangan",
}
"""The column of each field that is not the value."""


class Reports:
    """The quarter reports that the file touches: found, told what their rows say, verified."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._keys: dict[ReportKey, int] = {}
        self._periods: dict[tuple[int, int], Period] = {}
        self._positions: dict[int, Position] = {}
        self._held = HeldReports({}, run.today)
        self._said: dict[ReportKey, dict[int, Entry]] = {}
        self._rows: dict[tuple[ReportKey, int], SheetRow] = {}
        self._touched: dict[int, QuarterReport] = {}

    def load(self, years: set[int]) -> None:
        """Read calendar and reports of these years once; make their policy and periods when they are missing."""
        for year in sorted(years - {year for year, _ in self._periods}):
            prepare_years([year], REALISASI, self.run)
            stored = {period.quarter: period for period in Period.objects.of_year(year)}
            for quarter in QUARTERS:
                self._periods[year, quarter] = stored.get(quarter) or _usual_period(year, quarter)
            found = QuarterReport.objects.filter(period__year=year)
            for pk, position, quarter in found.values_list("pk", "position_id", "period__quarter"):
                self._keys[position, year, quarter] = pk

    def hold(self, places: set[ReportKey]) -> None:
        """Lock those of these reports that exist until the import ends: none is sent or typed into meanwhile."""
        keys = [self._keys[place] for place in places if place in self._keys]
        self._held = hold_reports(QuarterReport.objects.filter(pk__in=keys), today=self.run.today)
        self._positions = Position.objects.in_bulk({position for position, _, _ in places if position})

    def say(self, place: ReportKey, indicator: int, entry: Entry, row: SheetRow) -> None:
        """Remember what is new or changed in this report, and which row says it."""
        self._said.setdefault(place, {})[indicator] = entry
        self._rows[place, indicator] = row

    def write(self) -> None:
        """Store what was said, or refuse the rows that cannot be stored."""
        said = {place: ReportEntries(self._report(place), entries) for place, entries in self._said.items()}
        places = {id(one.report): place for place, one in said.items()}
        try:
            reports = write_entries(
                list(said.values()),
                by=self.run.by,
                route=EntryRoute.WORKBOOK,
                held=self._held,
                is_history=self.run.is_verified,
                needs_targets=self.run.fills is not None,
                is_trial=not self.run.may_write,
            )
        except EntryRefusedError as refused:
            for refusal in refused.refusals:
                self._refuse(refusal, places[id(refusal.report)])
        else:
            if self.run.may_write:
                self._keys |= {place: report.pk for place, report in zip(said, reports, strict=True)}
                self._touched |= {report.pk: report for report in reports}
        self._said, self._rows = {}, {}

    def finish(self) -> None:
        """Verify what was begun empty or was opened again, if what the file says counts as verified."""
        if not (self.run.may_write and self.run.is_verified):
            return
        for report in self._touched.values():
            if report.is_editable:
                came = {"data": {"via": EntryRoute.WORKBOOK.value}, "by": self.run.by}
                advance(report, ReportStatus.SUBMITTED, verb="report.submitted", **came)
                stamp = self._stamp()
                report = advance(report, stamp.pop("status"), verb="report.verified", **came, **stamp)
                QuarterReport.objects.filter(pk=report.pk).update(remark="")

    def _report(self, place: ReportKey) -> QuarterReport:
        if place in self._keys:
            return self._held.reports[self._keys[place]]
        position, year, quarter = place
        of_position = {"position": self._positions.get(position or 0)}
        return QuarterReport(**of_position, period=self._periods[year, quarter], **self._stamp())

    def _stamp(self) -> dict[str, Any]:
        if not self.run.is_verified:
            return {"status": ReportStatus.DRAFT}
        return {"status": ReportStatus.VERIFIED, "verified_at": timezone.now(), "verified_by": self.run.by}

    def _refuse(self, refusal: Refusal, place: ReportKey) -> None:
        """Say at the rows, in words of the file, why they are not stored."""
        fault, sentence = refusal.fault, refusal.fault.sentence
        if fault.code == "accepted":
            sentence = ACCEPTED_IN_SHEET
        elif fault.code == "step" and not self.run.is_verified:
            label = refusal.report.get_status_display().lower()
            sentence = (
                f"Laporan triwulan ini sudah {label}, jadi isinya tidak dapat diubah. Hapus baris ini, atau mintalah "
                "verifikator mengembalikan laporannya."
            )
        header = HEADERS.get(fault.field, "Triwulan" if fault.code == "window" else "Realisasi")
        for (of_report, key), row in self._rows.items():
            if of_report == place and refusal.key in (None, key):
                row.refuse(header, sentence, fault.code)


def _usual_period(year: int, quarter: int) -> Period:
    return Period(year=year, quarter=quarter, **asdict(default_dates(Quarter(year, quarter))))
