"""Sets of indicators summed up, by the one rule for a running year (decisions 0024 and 0029), each under its own name.

Dashboard, pages, papers and exports take the average of a set from here, so that one question has one answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.accumulation import QUARTERS
from indicators.domain.average_working import average_working, weighted_working
from indicators.domain.classification import Summary, classify, summary_sentence
from indicators.domain.kinds import Averaging
from indicators.domain.periods import roman
from indicators.domain.policy import Band
from indicators.domain.policy import Policy as PolicyValue
from indicators.policies.facts import TONES
from organisation.enums import NATIONAL_OFFICE_KINDS
from organisation.models import Position, WorkUnit
from realisations.measurement.facts import objective_figures, summary_of
from realisations.measurement.indicator_year import YearFigures
from realisations.measurement.lines import MeasuredIndicator, stretch

SENIORS = "Para pejabat pimpinan"
"""Those whom a reader of the whole government compares: their own indicators, not those of their offices."""

IN_SCOPE = "Seluruh jabatan dalam lingkup Anda"


@dataclass(frozen=True)
class YearSummary:
    """A set of indicators at the end of a quarter, to date, or of the whole year (`quarter` is None)."""

    owner: str
    """Whose indicators they are: a position by its title, everything that a unit measures by `whole_unit()`."""

    year: int
    quarter: int | None
    lines: tuple[MeasuredIndicator, ...]
    summary: Summary
    policy: PolicyValue

    @property
    def counted(self) -> list[MeasuredIndicator]:
        """The indicators that this part of the year measures."""
        return [line for line in self.lines if line.is_measured]

    @property
    def whose(self) -> str:
        """`Kepala Dinas Kesehatan: 6 IKU`, or `Seluruh Dinas Kesehatan: 33 indikator`: which of both it is."""
        if not self.counted:
            return f"{self.owner}: belum ada indikator yang diukur"
        are_key = all(line.indicator.is_key for line in self.counted)
        return f"{self.owner}: {len(self.counted)} {'IKU' if are_key else 'indikator'}"

    @property
    def stretch(self) -> str:
        """The part of the year that the figures speak of: `setahun`, or `s.d. TW II`."""
        return stretch(self.quarter)

    @property
    def label(self) -> str:
        """`2026 setahun`, or `2026 s.d. TW II`."""
        return f"{self.year} {self.stretch}"

    @property
    def is_verified(self) -> bool:
        """Whether anything was verified that could be summed up."""
        return any(line.is_verified for line in self.counted)

    @property
    def verified_count(self) -> int:
        """Indicators of which the figure is verified, of those that are measured."""
        return sum(line.is_verified for line in self.counted)

    @property
    def heading(self) -> str:
        """What is summed up, so that nobody takes a running year for a finished one."""
        if not self.is_verified:
            return f"Ringkasan {self.year}: {self.lack}"
        return f"Ringkasan {self.label}"

    @property
    def lack(self) -> str:
        """Why nothing can be summed up: nothing was verified, or no figure can be told from what was."""
        newest = max((quarter for line in self.counted for quarter in line.verified), default=0)
        if not newest:
            return "belum ada triwulan terverifikasi"
        return f"TW {roman(newest)} sudah terverifikasi, tetapi belum ada angka yang dapat dihitung (lihat catatannya)"

    @property
    def words(self) -> str:
        """Whose figures they are, how many reached their target, and their average: as papers tell it."""
        if not self.summary.total:
            return f"{self.whose}."
        return f"{self.whose}. {summary_sentence(self.summary, self.policy, is_verified=self.is_verified)}"

    @property
    def sentence(self) -> str:
        """The same with the part of the year that it speaks of."""
        return f"{self.heading}. {self.words}" if self.summary.total else self.words

    @property
    def shown_average(self) -> Decimal | None:
        """The average in percent, unrounded and never below zero on screen; None when nothing was verified."""
        return self.summary.shown_average

    @property
    def category(self) -> str:
        """Category of the average; empty when there is none."""
        return self._band.label if self._band else ""

    @property
    def tone(self) -> str:
        """Colour of the average; missing is never green."""
        return TONES.get(self._band.tone, "neutral") if self._band else "neutral"

    @property
    def _band(self) -> Band | None:
        return classify(self.summary.average, self.policy.scale)

    @property
    def working(self) -> tuple[tuple[str, str], ...]:
        """How the average came about."""
        if self.policy.averaging is Averaging.WEIGHTED:
            return weighted_working(objective_figures(self.counted, self.policy), self.summary.average, self.policy)
        groups: dict[str, list[Decimal]] = defaultdict(list)
        for line in self.counted:
            percent = line.verified_achievement.percent
            if percent is not None:
                groups[line.indicator.objective.statement].append(percent)
        return average_working(groups, self.summary.average, self.policy)


def whole_unit(unit: WorkUnit, *, is_partial: bool = False) -> str:
    """What the set of all indicators of a unit is called, never by the unit's bare name.

    `is_partial` when the reader does not see every position of it.
    """
    return f"Jabatan {unit.name} dalam lingkup Anda" if is_partial else f"Seluruh {unit.name}"


def own_indicators(position: Position) -> str:
    """What a position's own indicators are called: by its title, with the unit where the title does not name it.

    An elected office needs no unit: there is one of its kind.
    """
    is_clear = position.kind in NATIONAL_OFFICE_KINDS or position.unit.name in position.title
    return position.title if is_clear else f"{position.title} ({position.unit.name})"


def summed_up(
    owner: str, lines: Iterable[MeasuredIndicator], *, year: int, quarter: int | None, policy: PolicyValue
) -> YearSummary:
    """These lines, all measured for the same part of the year, under the name of their owner."""
    found = tuple(lines)
    return YearSummary(owner, year, quarter, found, summary_of(found, policy), policy)


def at_quarter(
    owner: str, sheets: Sequence[YearFigures], year: int, quarter: int | None, policy: PolicyValue
) -> YearSummary:
    """These indicators at the end of `quarter`, or of the whole year."""
    lines = (sheet.quarters[quarter - 1].line if quarter else sheet.line for sheet in sheets)
    return summed_up(owner, lines, year=year, quarter=quarter, policy=policy)


def to_date(owner: str, sheets: Sequence[YearFigures], year: int, policy: PolicyValue) -> YearSummary:
    """The year of these indicators: as a year when it is whole, before that at the newest verified quarter."""
    return at_quarter(owner, sheets, year, newest_verified(sheets), policy)


def newest_verified(sheets: Sequence[YearFigures]) -> int | None:
    """The newest quarter with a verified figure; None for the year: when it is whole, or nothing is verified.

    Where a running year has verified figures of unmeasured quarters alone, the newest of these: nothing counts in it.
    """
    newest_first = QUARTERS[::-1]
    newest = next((quarter for quarter in newest_first if any(_is_verified(sheet, quarter) for sheet in sheets)), None)
    if newest == QUARTERS[-1] or all(sheet.is_whole for sheet in sheets):
        return None
    unasked = [sheet for sheet in sheets if not sheet.is_whole and sheet.line.is_verified]
    reported = (number for number in newest_first if any(one.quarters[number - 1].is_verified for one in unasked))
    return newest or next(reported, None)


def _is_verified(sheet: YearFigures, quarter: int) -> bool:
    figures = sheet.quarters[quarter - 1]
    return figures.is_verified and figures.line.is_measured
