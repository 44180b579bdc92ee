"""Figures that something stands on already: quarters that were verified, and agreements that promise them (ADR 0013).

A workbook is a road like any other: what was verified stays until its report is opened again, and what was agreed is
changed by a PK Perubahan. Only a report that an import alone brought in as verified takes what was missing in it.
"""

from collections.abc import Collection, Iterable, Mapping

from agreements.models import Agreement, AgreementLine
from agreements.publication.binding import BINDING
from exchange.sheets.counted import CellChange
from exchange.sheets.run import Run, SheetRow
from indicators.domain.periods import ROMAN
from indicators.models import Indicator
from realisations.entry.locks import brought_in
from realisations.models import QuarterReport

_TARGET_OF = {f"TW {roman}": number for number, roman in enumerate(ROMAN, start=1)}
_SPENT_OF = {f"Realisasi {header}": number for header, number in _TARGET_OF.items()}
_REOPEN = "Mintalah Bagian Organisasi membuka kembali laporannya dengan alasan."
_REVISE = "Perubahannya dibuat lewat PK Perubahan."
_JUDGED = f"Laporannya sudah diverifikasi terhadap target yang lama, jadi tidak dapat diubah. {_REOPEN}"
_SPENT = f"Laporan triwulan ini sudah diverifikasi dengan realisasi anggaran yang lama, jadi terkunci. {_REOPEN}"
_AGREED = f"PK tahun ini sudah disepakati dengan {{}} yang lama, jadi tidak dapat diubah di sini. {_REVISE}"
_NOT_AGREED = f"PK tahun ini sudah disepakati tanpa {{}} ini, jadi tidak dapat ditambahkan di sini. {_REVISE}"

_PROMISED = f"Indikator ini dimuat dalam PK yang sudah disepakati, jadi tidak dapat diubah di sini. {_REVISE}"


class Judged:
    """The verified quarters and binding agreements of the positions that a chunk may change. Three queries."""

    def __init__(self, run: Run, positions: Iterable[int | None], years: Collection[int]) -> None:
        where = {"position__in": set(positions) - {None}}
        reports = list(
            QuarterReport.objects.verified().filter(period__year__in=years, **where).select_related("period")
        )
        history = brought_in(reports) if run.is_verified else frozenset()
        places = {(r.position_id, r.period.year, r.period.quarter): r.pk in history for r in reports}
        self._verified = set(places)
        self._judged = {place for place, is_history in places.items() if not is_history}
        """Those that a new row cannot complete."""
        bound = Agreement.objects.filter(year__in=years, status__in=BINDING, **where)
        self._bound = set(bound.order_by().values_list("position", "year"))

    def tell_target(self, row: SheetRow, position: int | None, differences: Collection[CellChange]) -> None:
        """Refuse the changed targets of a stored row that something stands on."""
        place = (position, row["Tahun"])
        verified = {quarter for quarter in _TARGET_OF.values() if (*place, quarter) in self._verified}
        for header in [difference.header for difference in differences]:
            if _is_fixed(_TARGET_OF.get(header), verified):
                row.refuse(header, _JUDGED, "verified")
            elif place in self._bound:
                row.refuse(header, _AGREED.format("target"), "bound")

    def tell_new_target(self, row: SheetRow, position: int | None) -> None:
        """Refuse a new row whose year was agreed without it, and its targets of quarters judged without it."""
        place = (position, row["Tahun"])
        verified = {quarter for quarter in _TARGET_OF.values() if (*place, quarter) in self._judged}
        if place in self._bound:
            row.refuse("Target", _NOT_AGREED.format("target"), "bound")
            return
        for header in ("Target", *_TARGET_OF):
            if row[header] is not None and _is_fixed(_TARGET_OF.get(header), verified):
                row.refuse(header, _JUDGED, "verified")

    def tell_budget(self, row: SheetRow, position: int | None, differences: Collection[CellChange]) -> None:
        """The same for the ceiling and for what was spent in a verified quarter; what was missing may come in later."""
        place = (position, row["Tahun"])
        for difference in differences:
            header = difference.header
            verified = self._verified if difference.before else self._judged
            if (*place, _SPENT_OF.get(header)) in verified:
                row.refuse(header, _SPENT, "verified")
            elif header == "Pagu" and place in self._bound:
                row.refuse(header, _AGREED.format("pagu"), "bound")

    def tell_new_budget(self, row: SheetRow, position: int | None) -> None:
        """Refuse a new line of a year that was agreed without it."""
        if (position, row["Tahun"]) in self._bound:
            row.refuse("Pagu", _NOT_AGREED.format("anggaran"), "bound")


def refuse_promised(
    changed: Iterable[tuple[SheetRow, Indicator, Mapping[str, object]]], headers: Mapping[str, str], year: int
) -> None:
    """Refuse other words or another measure of what an agreement of this year or later promises.

    Each row comes with the stored indicator and its measure as the row says it; `headers` are its columns by field.
    """
    rows = list(changed)
    lines = AgreementLine.objects.filter(agreement__status__in=BINDING, agreement__year__gte=year)
    promised = set(lines.filter(indicator__in=[stored.pk for _, stored, _ in rows]).values_list("indicator", flat=True))
    for row, stored, measure in rows:
        wanted = {"statement": row["Uraian"], **measure} if stored.pk in promised else {}
        for name, value in wanted.items():
            if getattr(stored, name) != value:
                row.refuse(headers.get(name, "Uraian"), _PROMISED, "bound")


def _is_fixed(quarter: int | None, verified: Collection[int]) -> bool:
    """A target of a verified quarter is fixed, that of the year (None) once all four are."""
    return quarter in verified if quarter else len(verified) == len(_TARGET_OF)
