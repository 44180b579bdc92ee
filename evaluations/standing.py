"""Sets of indicators summed up for a year: as a year when it is whole, before that at the newest verified quarter."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.dashboard import Averaged
from indicators.domain.accumulation import QUARTERS
from indicators.domain.classification import Summary, summary_sentence
from indicators.domain.policy import Policy as PolicyValue
from indicators.figure_sheet import YearFigures, stretch
from indicators.lines import Line
from indicators.measurement import summary_of


@dataclass(frozen=True)
class Standing(Averaged):
    """A set of indicators at the end of a quarter, to date, or of the whole year (`quarter` is None)."""

    year: int
    quarter: int | None
    lines: tuple[Line, ...]
    summary: Summary
    policy: PolicyValue

    @property
    def label(self) -> str:
        """`2026 setahun`, or `2026 s.d. TW II`."""
        return f"{self.year} {stretch(self.quarter)}"

    @property
    def is_verified(self) -> bool:
        """Whether anything was verified that could be summed up."""
        return any(line.is_verified for line in self.lines if line.is_measured)

    @property
    def heading(self) -> str:
        """What is summed up, so that nobody takes a running year for a finished one."""
        if not self.is_verified:
            return f"Ringkasan {self.year}: belum ada triwulan terverifikasi"
        return f"Ringkasan {self.label}"

    @property
    def sentence(self) -> str:
        """The summary in words, as print and workbook have it."""
        words = summary_sentence(self.summary, self.policy)
        return f"{self.heading}. {words}" if self.summary.total else words

    @property
    def verified_count(self) -> int:
        """Indicators of which the figure is verified, of those that the quarter measures."""
        return sum(line.is_verified for line in self.lines if line.is_measured)

    @property
    def working(self) -> tuple[tuple[str, str], ...]:
        """How the average came about."""
        return self.average_rows(self.lines)


def standing_at(sheets: Sequence[YearFigures], year: int, quarter: int | None, policy: PolicyValue) -> Standing:
    """These indicators at the end of `quarter`, or of the whole year."""
    lines = tuple(sheet.quarters[quarter - 1].line if quarter else sheet.line for sheet in sheets)
    return Standing(year, quarter, lines, summary_of(lines, policy), policy)


def summed_up_at(sheets: Sequence[YearFigures]) -> int | None:
    """The newest quarter with a verified figure; None for the year: when it is whole, or nothing is verified."""
    newest_first = reversed(QUARTERS)
    newest = next((quarter for quarter in newest_first if any(_is_verified(sheet, quarter) for sheet in sheets)), None)
    is_over = newest == QUARTERS[-1] or all(sheet.is_whole for sheet in sheets)
    return None if is_over else newest


def _is_verified(sheet: YearFigures, quarter: int) -> bool:
    line = sheet.quarters[quarter - 1].line
    return line.is_verified and line.is_measured
