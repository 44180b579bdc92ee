"""Targets that something stands on already: quarters judged against them, and agreements that promise them (ADR 0013).

Whoever imports verified figures may also correct what they were judged against, and is told of it. Everybody else is
refused, as on the pages.
"""

from collections.abc import Collection

from agreements.actions.planned_budgets import BINDING
from agreements.models import Agreement
from indicators.domain.periods import ROMAN
from indicators.enums import ReportStatus
from indicators.models import Objective, QuarterReport
from reports.workbook.importing.run import Difference, IndicatorFacts, Row, Run

_QUARTER_OF = {f"TW {roman}": number for number, roman in enumerate(ROMAN, start=1)}


class Judged:
    """The verified quarters and binding agreements of the positions whose targets a chunk may change. Two queries."""

    def __init__(self, run: Run, indicators: Collection[int], years: Collection[int]) -> None:
        self.run = run
        positions = Objective.objects.filter(indicators__in=indicators).values("position")
        reports = QuarterReport.objects.filter(
            position__in=positions, period__year__in=years, status=ReportStatus.VERIFIED
        )
        self._verified = set(reports.values_list("position", "period__year", "period__quarter"))
        bound = Agreement.objects.filter(position__in=positions, year__in=years, status__in=BINDING)
        self._bound = set(bound.order_by().values_list("position", "year"))

    def tell(self, row: Row, facts: IndicatorFacts, differences: Collection[Difference]) -> None:
        """Refuse the changed cells of a stored row that something stands on, or warn of them."""
        place = (facts.position_id, row["Tahun"])
        verified = {quarter for quarter in _QUARTER_OF.values() if (*place, quarter) in self._verified}
        for header in [difference.header for difference in differences]:
            quarter = _QUARTER_OF.get(header)
            if quarter in verified or (quarter is None and len(verified) == len(_QUARTER_OF)):
                self._say(row, header, "Laporannya sudah diverifikasi terhadap target yang lama")
            elif place in self._bound:
                self._say(row, header, "PK tahun ini sudah disepakati dengan target yang lama")

    def _say(self, row: Row, header: str, why: str) -> None:
        if self.run.is_verified:
            row.warn(header, f"{why}; capaiannya dihitung ulang. Pastikan perubahan ini disengaja.")
        else:
            row.refuse(header, f"{why}, jadi target ini tidak dapat diubah. Mintalah Bagian Organisasi.")
