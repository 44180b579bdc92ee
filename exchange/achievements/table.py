"""Achievements as a table for other systems: one row per indicator, plain figures, every column named."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone

from exchange.workbook import words
from indicators.domain.kinds import Figure, Grade, Range, TargetStatus, Value
from indicators.domain.numbers import number_cell
from indicators.domain.periods import Quarter
from indicators.querysets import IndicatorQuerySet
from organisation.structure.past import as_they_were, end_of
from realisations.enums import ReportStatus
from realisations.measurement.facts import PROGRESS, indicator_lines
from realisations.measurement.lines import WITHOUT_FIGURE, MeasuredIndicator
from realisations.measurement.position_year import sheets_in
from realisations.models import QuarterReport

STATUSES = {TargetStatus.EXCEEDED: "melampaui", TargetStatus.MET: "sesuai", TargetStatus.BELOW: "belum"}
REPORT_STATUSES = {
    None: "belum lapor",
    ReportStatus.DRAFT: "draf",
    ReportStatus.SUBMITTED: "dikirim",
    ReportStatus.RETURNED: "dikembalikan",
    ReportStatus.VERIFIED: "terverifikasi",
}
PERCENT_DECIMALS = 6

# Cells that begin so are run as a formula by spreadsheets (OWASP, CSV injection); the last four are full-width.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", ";", "|", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True)
class AchievementRecord:
    """One indicator; the fields are the columns, in their public order."""

    kode_indikator: str
    indikator: str
    kode_jabatan: str
    jabatan: str
    kode_unit: str
    unit: str
    satuan: str
    arah: str
    akumulasi: str
    tahun: int
    triwulan: int | None
    target: str
    realisasi: str
    capaian_persen: str
    kategori: str
    status_target: str
    keterangan: str
    status_laporan: str


COLUMNS = tuple(field.name for field in fields(AchievementRecord))
FIGURES = frozenset({"tahun", "triwulan", "target", "realisasi", "capaian_persen"})


def achievement_rows(indicators: IndicatorQuerySet, *, year: int, quarter: int | None) -> Iterator[AchievementRecord]:
    """The achievements of a year, or of a quarter to date, in the order of the government's protocol.

    The figures are those of every screen: of reports that were handed in, with the policy's floor and cap, not rounded;
    `status_laporan` says of the others that they are drafts or were sent back. A year that is still running is told at
    the newest verified quarter of each indicator, which `triwulan` names (decision 0024); of a whole one `triwulan` is
    empty, and `status_laporan` is `belum lapor` as soon as one quarter that the figure should rest on was not reported.
    What has no figure is never `terverifikasi`: `tidak diukur`, `dikeluarkan`, `tidak berlaku`, `menunggu data`.
    Positions and units are called as they were.
    """
    statuses = _report_statuses(year, quarter)
    lines = _lines(indicators, year, quarter)
    day = Quarter(year, quarter).last_day if quarter else end_of(year)
    as_they_were([line.indicator.objective.position for line in lines], day)
    for line in lines:
        yield _row(line, _status_words(line, statuses.get(line.indicator.objective.position_id)))


def write_csv(rows: Iterable[AchievementRecord], target: IO[str]) -> int:
    """Write the rows with a header; texts that a spreadsheet would run as a formula get an apostrophe in front."""
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    lines = [[_csv_cell(name, value) for name, value in zip(COLUMNS, astuple(row), strict=True)] for row in rows]
    writer.writerows(lines)
    return len(lines)


def write_json(rows: Iterable[AchievementRecord], target: IO[str]) -> int:
    """Write a list of objects, one object a line."""
    count = 0
    target.write("[")
    for count, row in enumerate(rows, start=1):
        target.write(",\n " if count > 1 else "\n ")
        json.dump(dict(zip(COLUMNS, astuple(row), strict=True)), target, ensure_ascii=False)
    target.write("\n]\n")
    return count


def _lines(indicators: IndicatorQuerySet, year: int, quarter: int | None) -> list[MeasuredIndicator]:
    if quarter is not None:
        return indicator_lines(indicators, year=year, quarter=quarter)
    sheets = sheets_in(indicators, year, today=timezone.localdate())
    return [figures.judged for _, figures in sheets.of_year(year)]


def _report_statuses(year: int, quarter: int | None) -> dict[int, str]:
    """Per position the least advanced report of the quarter or year: also of indicators that it says nothing about."""
    reports = QuarterReport.objects.filter(period__year=year)
    if quarter is not None:
        reports = reports.filter(period__quarter=quarter)
    statuses: dict[int, str] = {}
    for position, status in reports.values_list("position_id", "status"):
        statuses[position] = min(statuses.get(position, status), status, key=PROGRESS.index)
    return statuses


def _status_words(line: MeasuredIndicator, of_position: str | None) -> str:
    """Where the reports behind the figure stand; what is missing where there is no figure to be verified."""
    if not line.is_measured:
        return line.report_label.lower()
    status = line.report_status if line.report_status or line.owed else of_position
    if status == ReportStatus.VERIFIED and line.realised.value is None:
        return WITHOUT_FIGURE.get(line.realised.reason, "tanpa angka").lower()
    return REPORT_STATUSES[status]


def _row(line: MeasuredIndicator, report_status: str) -> AchievementRecord:
    indicator = line.indicator
    position = indicator.objective.position
    return AchievementRecord(
        kode_indikator=indicator.code,
        indikator=indicator.statement,
        kode_jabatan=position.code,
        jabatan=position.title,
        kode_unit=position.unit.code,
        unit=position.unit.name,
        satuan=indicator.unit_of_measure,
        arah=words.word_for(words.POLARITIES, indicator.polarity),
        akumulasi=words.word_for(words.AGGREGATIONS, indicator.aggregation),
        tahun=line.year,
        triwulan=line.quarter,
        target=_plain(line.target),
        realisasi=_plain(line.realised.value),
        capaian_persen=_percent(line.shown_percent),
        kategori=line.category,
        status_target=STATUSES.get(line.target_status, ""),
        keterangan=line.note,
        status_laporan=report_status,
    )


def _plain(value: Value | None) -> str:
    """A value with a decimal point: `80.5`, `80-90`, or a predicate."""
    match value:
        case Figure(value=figure):
            return _point(figure)
        case Range(lower=lower, upper=upper):
            return f"{_point(lower)}-{_point(upper)}"
        case Grade(label=label):
            return label
    return ""


def _point(figure: Decimal) -> str:
    return f"{number_cell(figure):f}"


def _percent(percent: Decimal | None) -> str:
    """Unrounded, with at least six decimals; empty when it cannot be told."""
    if percent is None:
        return ""
    exponent = percent.as_tuple().exponent
    decimals = max(PERCENT_DECIMALS, -exponent if isinstance(exponent, int) else 0)
    return f"{percent:.{decimals}f}"


def _csv_cell(name: str, value: Any) -> Any:
    if value is None:
        return ""
    if name in FIGURES or not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(RISKY) else value
