"""The quarter reports that imported realisations stand in: whether they may be changed, made when missing, verified."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db.models import F
from django.utils import timezone

from audit.trail import advance, record_many
from exchange.sheets.run import Row, Run
from exchange.sheets.saving import BATCH
from exchange.workbook.schema import QUARTERS
from indicators.calendar.actions import ensure_year
from indicators.domain.periods import Quarter, default_dates
from indicators.models import Period
from organisation.models import Position
from realisations.calendar.facts import Window, windows_of
from realisations.enums import ReportStatus
from realisations.models import QuarterReport

ReportKey = tuple[int | None, int, int]
"""Position, year, quarter."""


class Calendar:
    """When each quarter may be reported: by anybody from its first day, as a draft only while its window is open."""

    def __init__(self, today: dt.date, *, is_verified: bool) -> None:
        self.today, self.is_verified = today, is_verified
        self._general: dict[tuple[int, int], Window] = {}
        self._own: dict[tuple[int, int, int], Window] = {}
        self._unit_of: dict[int, int] = {}

    def load(self, year: int) -> None:
        """Read the periods of a year; one that is not there yet has the usual days."""
        stored = {period.quarter: period for period in Period.objects.of_year(year)}
        for quarter in QUARTERS:
            period = stored.get(quarter) or _usual_period(year, quarter)
            self._general[year, quarter] = Window(
                str(period), period.opens, period.due, period.closes, grace=period.grace
            )
        if not self.is_verified:
            self._load_windows(list(stored.values()))

    def refusal(self, place: ReportKey) -> str:
        """Why this report cannot be brought in today; empty when it can."""
        position, year, quarter = place
        general = self._general[year, quarter]
        if self.is_verified:
            return general.refusal(self.today) if self.today < general.opens else ""
        unit = self._unit_of.get(position or 0, 0)
        return self._own.get((unit, year, quarter), general).refusal(self.today)

    def _load_windows(self, periods: list[Period]) -> None:
        self._unit_of = self._unit_of or dict(Position.objects.values_list("pk", "unit_id"))
        windows = windows_of(periods, set(self._unit_of.values()))
        quarter_of = {period.pk: (period.year, period.quarter) for period in periods}
        self._own |= {(unit, *quarter_of[period]): window for (period, unit), window in windows.items()}


def _usual_period(year: int, quarter: int) -> Period:
    return Period(year=year, quarter=quarter, **asdict(default_dates(Quarter(year, quarter))))


class Reports:
    """The quarter reports that the file touches: found, made, verified."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.calendar = Calendar(run.today, is_verified=run.is_verified)
        self.pk_of: dict[ReportKey, int] = {}
        self.status_of: dict[ReportKey, str] = {}
        self._loaded: set[int] = set()
        self._new: set[ReportKey] = set()
        self._touched: dict[ReportKey, list[dict[str, Any]]] = {}

    def load(self, years: set[int]) -> None:
        """Read calendar and reports of these years once; make their policy and periods when they are missing."""
        for year in sorted(years - self._loaded):
            if self.run.may_write:
                ensure_year(year, by=self.run.by)
            self.calendar.load(year)
            found = QuarterReport.objects.filter(period__year=year)
            for pk, position, quarter, status in found.values_list("pk", "position_id", "period__quarter", "status"):
                self.pk_of[position, year, quarter] = pk
                self.status_of[position, year, quarter] = status
            self._loaded.add(year)

    def hold(self, places: set[ReportKey]) -> None:
        """Lock those of these reports that exist until the import ends: none is sent or typed into meanwhile."""
        held = {self.pk_of[place]: place for place in places if self.pk_of.get(place)}
        if not (held and self.run.may_write):
            return
        reports = QuarterReport.objects.select_for_update().filter(pk__in=held).order_by("pk")
        for pk, status in reports.values_list("pk", "status"):
            self.status_of[held[pk]] = status

    def accepts(self, place: ReportKey, row: Row) -> bool:
        """Whether the report may still be changed by this importer; refuses the row otherwise."""
        refusal = self.calendar.refusal(place)
        if refusal:
            row.refuse("Triwulan", refusal)
            return False
        status = self.status_of.get(place)
        if self.run.is_verified or status in (None, ReportStatus.DRAFT, ReportStatus.RETURNED):
            return True
        label = ReportStatus(status).label.lower()
        row.refuse(
            "Realisasi",
            f"Laporan triwulan ini sudah {label}, jadi hanya Bagian Organisasi atau administrator yang dapat "
            "mengubahnya lewat impor. Hapus baris ini atau minta mereka mengimpornya.",
        )
        return False

    def touch(self, place: ReportKey, changes: list[dict[str, Any]]) -> None:
        """Remember what is new or changed in this report, for the trail."""
        self._touched.setdefault(place, []).extend(changes)
        if place not in self.status_of:
            self._new.add(place)
            self.status_of[place] = ReportStatus.VERIFIED if self.run.is_verified else ReportStatus.DRAFT

    def write(self) -> None:
        """Make the reports that are missing."""
        new, self._new = sorted(self._new, key=str), set()
        if not self.run.may_write:
            self.pk_of |= dict.fromkeys(new, 0)
            return
        periods = {(p.year, p.quarter): p.pk for p in Period.objects.filter(year__in={year for _, year, _ in new})}
        stamp = self._verification()
        made = QuarterReport.objects.bulk_create(
            [
                QuarterReport(position_id=position, period_id=periods[year, quarter], **stamp)
                for position, year, quarter in new
            ],
            batch_size=BATCH,
        )
        self.pk_of |= {place: report.pk for place, report in zip(new, made, strict=True)}

    def finish(self) -> None:
        """Verify the reports that were there unverified, and write one event for each report that was touched."""
        if not self.run.may_write or not self._touched:
            return
        ids = {self.pk_of[place]: changes for place, changes in self._touched.items()}
        QuarterReport.objects.filter(pk__in=ids).update(version=F("version") + 1)
        reports = list(QuarterReport.objects.filter(pk__in=ids).select_related("period", "position"))
        told = [(report, {"version": report.version, "changes": ids[report.pk]}) for report in reports]
        record_many(told, "report.imported", by=self.run.by)
        if self.run.is_verified:
            for report in reports:
                self._verify(report)

    def _verify(self, report: QuarterReport) -> None:
        if report.status in (ReportStatus.DRAFT, ReportStatus.RETURNED):
            advance(report, ReportStatus.SUBMITTED, by=self.run.by, verb="report.submitted")
        if report.status == ReportStatus.SUBMITTED:
            stamp = self._verification()
            stamp.pop("status")
            advance(report, ReportStatus.VERIFIED, by=self.run.by, verb="report.verified", **stamp)

    def _verification(self) -> dict[str, Any]:
        if not self.run.is_verified:
            return {"status": ReportStatus.DRAFT}
        return {"status": ReportStatus.VERIFIED, "verified_at": timezone.now(), "verified_by": self.run.by}
