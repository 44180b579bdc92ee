"""Form E.81 as values: its rows and columns, and the facts that they are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.domain.kinds import Value
from indicators.domain.policy import Policy
from indicators.models import MediumTermPlan
from realisations.measurement.summaries import YearSummary
from reports.e81.rows import RowPlace
from reports.quarterly.facts import QUARTERS, Head
from reports.quarterly.money import DocumentMoney
from reports.quarterly.remarks import Remarks
from reports.quarterly.scope import DocumentScope


@dataclass(frozen=True, slots=True)
class Pair:
    """A column K and Rp: performance and rupiah; None is unknown, never zero."""

    performance: Value | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class QuarterCells:
    """Columns 9 to 12: the quarter's own figure, the year to date in percent of the year's target, the rupiah.

    `word` says why there is no figure, `reason` why a figure has no percentage; a provisional figure may still be
    changed by its source.
    """

    performance: Value | None = None
    percent: Decimal | None = None
    amount: Decimal | None = None
    word: str = ""
    reason: str = ""
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class RenjaRow:
    """One row of the form, columns 2 to 16."""

    objective: str
    place: RowPlace
    plan_end: Pair
    before: Pair
    this_year: Pair
    quarters: tuple[QuarterCells, ...]
    total: Pair
    to_date: Pair
    percent: Decimal | None
    percent_amount: Decimal | None
    responsible: str
    note: str
    lineage: tuple[str, ...] = ()
    """What stands above the objective, highest first: mission, objective of the RPJMD, goal of the agency."""

    @property
    def decimals(self) -> int | None:
        """With how many decimals the figures of its indicator are shown; None where nobody chose, or without one."""
        return self.place.line.decimals if self.place.line else None


@dataclass(frozen=True, slots=True)
class RenjaForm:
    """The whole form, up to a quarter."""

    head: Head
    rows: tuple[RenjaRow, ...]
    sum_row: RenjaRow
    overall: YearSummary
    """The indicators of the form to date, as every page of the quarter sums them up."""

    remarks: Remarks
    footnotes: tuple[str, ...]
    vision: str = ""
    """The vision of the RPJMD, with its name."""

    @property
    def verified(self) -> str:
        """How many of the measured indicators stand behind the average."""
        summary = self.overall.summary
        return f"{summary.known} dari {summary.total} indikator yang diukur dapat dinilai dan terverifikasi"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a row is computed from."""

    head: Head
    policy: Policy
    targets: Mapping[int, Mapping[int, Value]]
    past: Mapping[int, Mapping[int, Value]]
    """Per indicator: the figure of each year before this one."""

    years: tuple[int, ...]
    """The years of the plan; without a stored plan those of which a target is stored, and only this one means that
    the plan's end is not known."""

    money: DocumentMoney
    scope: DocumentScope
    plans: Mapping[int, MediumTermPlan] = field(default_factory=dict)
    """Per indicator whose plan is stored and sets targets: that plan."""

    plan_targets: Mapping[int, Mapping[int, Value]] = field(default_factory=dict)
    """Per such indicator: the plan's targets by year."""

    lineage: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Per objective: the lines above it in the plans."""

    @property
    def begins(self) -> bool:
        """Whether this is the first year of a stored plan, before which there is nothing to add."""
        return bool(self.plans) and min(self.years) == self.head.year

    @property
    def shown(self) -> tuple[int, ...]:
        """The quarters up to that of the form."""
        return QUARTERS[: self.head.quarter]

    @property
    def years_before(self) -> tuple[int, ...]:
        """The years of the plan, or the stored years, before this one."""
        recorded = set() if self.plans else {year for figures in self.past.values() for year in figures}
        return tuple(sorted(year for year in {*self.years, *recorded} if year < self.head.year))
