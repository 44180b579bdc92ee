"""Figures that something stands on already: quarters that were verified, and agreements that promise them (ADR 0013).

Whoever imports verified figures may also correct what they were judged against, and is told of it. Everybody else is
refused, as on the pages.
"""

from collections.abc import Collection, Iterable

from agreements.models import Agreement
from agreements.publication.binding import BINDING
from exchange.sheets.run import CellChange, Run, SheetRow
from indicators.domain.periods import ROMAN
from realisations.enums import ReportStatus
from realisations.models import QuarterReport

_TARGET_OF = {f"TW {roman}": number for number, roman in enumerate(ROMAN, start=1)}
_SPENT_OF = {f"Realisasi {header}": number for header, number in _TARGET_OF.items()}


class Judged:
    """The verified quarters and binding agreements of the positions that a chunk may change. Two queries."""

    def __init__(self, run: Run, positions: Iterable[int | None], years: Collection[int]) -> None:
        self.run = run
        where = {"position__in": set(positions) - {None}}
        reports = QuarterReport.objects.filter(period__year__in=years, status=ReportStatus.VERIFIED, **where)
        self._verified = set(reports.values_list("position", "period__year", "period__quarter"))
        bound = Agreement.objects.filter(year__in=years, status__in=BINDING, **where)
        self._bound = set(bound.order_by().values_list("position", "year"))

    def tell_target(self, row: SheetRow, position: int | None, differences: Collection[CellChange]) -> None:
        """Refuse the changed targets of a stored row that something stands on, or warn of them."""
        place = (position, row["Tahun"])
        verified = {quarter for quarter in _TARGET_OF.values() if (*place, quarter) in self._verified}
        for header in [difference.header for difference in differences]:
            quarter = _TARGET_OF.get(header)
            if quarter in verified or (quarter is None and len(verified) == len(_TARGET_OF)):
                self._say(row, header, "Laporannya sudah diverifikasi terhadap target yang lama")
            elif place in self._bound:
                self._say(row, header, "PK tahun ini sudah disepakati dengan target yang lama")

    def tell_budget(self, row: SheetRow, position: int | None, differences: Collection[CellChange]) -> None:
        """The same for the ceiling and for what was spent in a verified quarter.

        A verified quarter whose money comes in later is completed, not changed, by whoever imports verified figures.
        """
        place = (position, row["Tahun"])
        for difference in differences:
            header = difference.header
            completes = self.run.is_verified and not difference.before
            if (*place, _SPENT_OF.get(header)) in self._verified and not completes:
                self._say(row, header, "Laporan triwulan ini sudah diverifikasi dengan realisasi anggaran yang lama")
            elif header == "Pagu" and place in self._bound:
                self._say(row, header, "PK tahun ini sudah disepakati dengan pagu yang lama")

    def _say(self, row: SheetRow, header: str, why: str) -> None:
        if self.run.is_verified:
            row.warn(header, f"{why}; hasilnya dihitung ulang. Pastikan perubahan ini disengaja.")
        else:
            row.refuse(header, f"{why}, jadi tidak dapat diubah. Mintalah Bagian Organisasi.")
