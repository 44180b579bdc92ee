"""The performance report (LKjIP) in words: frozen values, ready to be laid out."""

from dataclasses import dataclass

from agreements.papers.facts import AgreementDocument, PartyText
from documents.drawing import pdf
from documents.enums import Paper
from indicators.domain.money_units import RUPIAH, MoneyUnit
from reports.lkjip.progress import ProgressText


@dataclass(frozen=True, slots=True)
class Story:
    """What a quarterly report tells of one indicator."""

    quarter: str
    supporting: str
    inhibiting: str
    follow_up: str


@dataclass(frozen=True, slots=True)
class MeasuredText:
    """One indicator: promise, result, and the stories behind it."""

    statement: str
    unit: str
    promised: str
    """The target of the whole year."""

    target: str
    """What the realisation is held against: the year's target, or of a running year the one to date."""

    realised: str
    percent: str
    category: str
    previous: str
    note: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveSection:
    """One objective with its indicators."""

    number: int
    statement: str
    rows: tuple[MeasuredText, ...]
    progress: tuple[ProgressText, ...] = ()
    """Those of its indicators that have targets in a medium-term plan, beside the plan's end."""

    @property
    def plans(self) -> str:
        """The plans whose targets stand in the table of progress."""
        return f"Target menurut {'; '.join(dict.fromkeys(row.plan for row in self.progress))}."

    @property
    def measured(self) -> tuple[MeasuredText, ...]:
        """The indicators with a story."""
        return tuple(row for row in self.rows if row.stories)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart: how many indicators, what part of all of them, and its length (0-100)."""

    label: str
    count: int
    share: str
    length: int
    tone: str


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Money of one programme, or of one OPD in the report of the whole government."""

    name: str
    amount: str
    spent: str
    absorbed: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem or a next step, with the indicator it belongs to."""

    statement: str
    text: str


@dataclass(frozen=True, slots=True)
class PerformanceReport:
    """Everything that stands in a LKjIP."""

    year: int
    owner_name: str
    government_name: str
    introduction: str
    parts: tuple[str, ...]
    """Names of the units that the owner consists of."""

    running: str
    """That the figures are not yet those of a year; empty when they are."""

    summary: str
    """Whose indicators they are and what they reached."""

    coverage: str
    """How much of it was verified, and on which day that was so."""

    bars: tuple[Bar, ...]
    scale: tuple[str, ...]
    """The categories and their bounds, highest first."""

    sections: tuple[ObjectiveSection, ...]
    budget_title: str
    budget: tuple[BudgetRow, ...]
    budget_total: BudgetRow | None
    budget_outside: str
    """How much money below the owner stands outside of the total, and why; empty when all of it is in it."""

    problems: tuple[Remark, ...]
    next_steps: tuple[Remark, ...]
    agreement: AgreementDocument | None
    agreement_sentence: str
    signer: PartyText | None
    place: str
    date: str
    created: str
    paper: Paper
    crest: pdf.Asset | None = None
    unit: MoneyUnit = RUPIAH
    """Of the money in the table of the budget."""

    @property
    def title(self) -> str:
        """The title with whose it is."""
        return f"Laporan Kinerja Instansi Pemerintah Tahun {self.year} – {self.owner_name}"
