"""Everything that saving one box of a report has to know.

What is read here is the same as `report_sheet_of()` and `report_lines()` read for the whole report, with fewer queries:
half a government types in the last hour of a quarter. A test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.domain.expectations import is_asked
from indicators.domain.kinds import Figure, Value
from indicators.domain.money import rupiah
from indicators.domain.numbers import format_exact, round_half_up
from indicators.domain.plausibility import FigureQuestion
from indicators.domain.ratios import component_value, multiplier_for_unit
from indicators.domain.roll_up import RolledUp
from indicators.enums import EvidenceRule, Polarity, ValueState
from indicators.models import BudgetLine, Indicator, Policy, Target
from realisations.measurement.plausibility import odd_values
from realisations.measurement.roll_up import rolled_up
from realisations.models import BudgetRealisation, EvidenceUse, QuarterReport, Realisation


@dataclass(frozen=True, slots=True)
class FillCount:
    """How far the report is filled in."""

    answered: int
    asked: int

    @property
    def words(self) -> str:
        """`12 dari 30 terisi`."""
        return f"{self.answered} dari {self.asked} terisi"


PLACES = 6
"""Decimals that a figure is stored with."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One indicator of the report; `realisation` is an empty unsaved row when nothing was typed yet."""

    indicator: Indicator
    target: Value
    quarter_target: Value | None
    previous: Realisation | None
    realisation: Realisation
    is_asked: bool
    evidence: tuple[EvidenceUse, ...] = ()
    needs_evidence: bool = False
    questions: tuple[FigureQuestion, ...] = ()
    """What a careful reader would ask about the figure; a sentence in Keterangan answers all of it."""

    rolled: RolledUp | None = None
    """What those below make of a figure that is made from them; None for one that is reported by itself."""

    @property
    def anchor(self) -> str:
        """Where the row stands on the entry page."""
        return f"indikator-{self.indicator.pk}"

    @property
    def is_graded(self) -> bool:
        """Whether the value is chosen from a scale instead of typed."""
        return self.indicator.polarity in (Polarity.PREDICATE, Polarity.YES_NO)

    @property
    def lack(self) -> str:
        """What keeps the report from being sent, and what to do; empty when the row is answered or explained."""
        stored, proven = self.realisation, bool(self.evidence) or not self.needs_evidence
        is_made = self.rolled is not None and self.rolled.value is not None
        state = ValueState.REPORTED if is_made and stored.state == ValueState.NOT_REPORTED else stored.state
        if is_answered(state, is_asked=self.is_asked, has_note=bool(stored.note), is_proven=proven):
            return ""
        name = f"{self.indicator.code} {self.indicator.statement}"
        match self.realisation.state:
            case ValueState.NOT_REPORTED if self.rolled and not is_made:
                return f"{name}: {self.rolled.words}"
            case ValueState.NOT_REPORTED if not is_made:
                return (
                    f"{name}: realisasi belum diisi. Isi nilainya, atau pilih “Tidak berlaku” atau “Menunggu data” "
                    "dengan keterangannya."
                )
            case ValueState.NOT_APPLICABLE:
                return f"{name}: dinyatakan tidak berlaku tanpa keterangan. Tulis alasannya pada Keterangan."
            case ValueState.WAITING:
                return (
                    f"{name}: menunggu data tanpa keterangan. Tulis pada Keterangan dari mana data ditunggu dan "
                    "perkiraan waktunya."
                )
        return f"{name}: kurang bukti. Tambahkan sedikitnya satu berkas atau tautan lewat “Kelola bukti”."

    @property
    def is_unexplained(self) -> bool:
        """Whether the figure is odd and nobody has said why; it can be sent all the same."""
        return bool(self.questions) and not self.realisation.note

    @property
    def doubt(self) -> str:
        """What a careful reader would ask: numerator and denominator that give another figure; else empty."""
        row = self.realisation
        if self.rolled and self.rolled.value is not None and row.figure not in (None, self.rolled.value):
            return f"{self.rolled.words} Yang tersimpan {format_exact(Figure(row.figure))}."
        return doubt_of_parts(row.figure, row.numerator, row.denominator, self.indicator.unit_of_measure)


@dataclass(frozen=True, slots=True)
class ReportBudgetRow:
    """One budget line of the position's year; `spent` is None as long as this quarter was not reported."""

    line: BudgetLine
    spent_before: Decimal | None
    spent: Decimal | None

    @property
    def spent_to_date(self) -> Decimal | None:
        """What the quarters up to this one add up to; None when none of them was reported, which is not zero."""
        return rupiah((self.spent_before, self.spent))


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """The report with all its rows."""

    report: QuarterReport
    rows: tuple[ReportRow, ...]
    budget: tuple[ReportBudgetRow, ...]

    @property
    def lacking(self) -> tuple[ReportRow, ...]:
        """The rows that keep the report from being sent."""
        return tuple(row for row in self.rows if row.lack)

    @property
    def unexplained(self) -> tuple[ReportRow, ...]:
        """The rows with an odd figure that want a sentence, the most urgent first."""
        rows = (row for row in self.rows if row.is_unexplained)
        return tuple(sorted(rows, key=lambda row: -row.questions[0].weight))

    @property
    def explained(self) -> tuple[ReportRow, ...]:
        """The rows with an odd figure for which a sentence was written."""
        return tuple(row for row in self.rows if row.questions and not row.is_unexplained)

    @property
    def asked(self) -> int:
        """How many rows have to be answered this quarter."""
        return sum(row.is_asked for row in self.rows)

    @property
    def answered(self) -> int:
        """How many of these are answered or explained."""
        return sum(row.is_asked and not row.lack for row in self.rows)


def report_sheet_of(report: QuarterReport) -> ReportSheet:
    """Lay out `report` (with its period loaded). Twelve queries, whatever the number of indicators."""
    period = report.period
    indicators = list(
        Indicator.objects.of_positions([report.position_id])
        .measured_in(period.year, period.quarter)
        .select_related("objective__position")
        .in_order()
    )
    targets = {
        target.indicator_id: target
        for target in Target.objects.filter(indicator__in=indicators, year=period.year).prefetch_related("quarters")
    }
    typed = {row.indicator_id: row for row in _realisations(report)} if report.pk else {}
    before = _previous_realisations(report)
    proofs, rule = _evidence(report), _evidence_rule(period.year)
    odd = odd_values(report, [(item, targets[item.pk]) for item in indicators])
    rolled = rolled_up(indicators, period)
    rows = tuple(
        replace(
            _row(report, item, targets[item.pk], typed.get(item.pk), before.get(item.pk)),
            evidence=tuple(proofs[item.pk]),
            needs_evidence=rule == EvidenceRule.ALL or (rule == EvidenceRule.KEY and item.is_key),
            questions=odd.get(item.pk, ()),
            rolled=rolled.get(item.pk),
        )
        for item in indicators
    )
    return ReportSheet(report, rows, _budget_rows(report))


def is_answered(state: str, *, is_asked: bool, has_note: bool, is_proven: bool) -> bool:
    """Whether a row is answered or explained: a figure with the evidence it needs, or another state with a sentence."""
    match state:
        case ValueState.NOT_REPORTED:
            return not is_asked
        case ValueState.REPORTED:
            return is_proven
    return has_note


def doubt_of_parts(figure: Decimal | None, numerator: Decimal | None, denominator: Decimal | None, unit: str) -> str:
    """A sentence where numerator and denominator give another figure than the one beside them; else empty."""
    if figure is None or numerator is None or not denominator:
        return ""
    computed = ratio(numerator, denominator, unit)
    if abs(computed - figure) <= tolerance_of(figure):
        return ""
    given, told = (format_exact(Figure(number)) for number in (computed, figure))
    return f"Pembilang dan penyebut memberi {given}, sedangkan realisasi {told}."


def ratio(numerator: Decimal, denominator: Decimal, unit: str) -> Decimal:
    """Numerator by denominator in the indicator's unit, with as many decimals as are stored."""
    return round_half_up(component_value(numerator, denominator, multiplier_for_unit(unit)), PLACES)


def tolerance_of(figure: Decimal) -> Decimal:
    """Half of the last place that was typed: 85,2 agrees with 85,23."""
    exponent = figure.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return Decimal(5).scaleb(-places - 1)


def _row(
    report: QuarterReport, indicator: Indicator, target: Target, typed: Realisation | None, before: Realisation | None
) -> ReportRow:
    quarter = report.period.quarter
    quarter_targets = {row.quarter: row.value for row in target.quarters.all()}
    return ReportRow(
        indicator=indicator,
        target=target.value,
        quarter_target=quarter_targets.get(quarter),
        previous=before,
        realisation=typed or Realisation(report=report, indicator=indicator),
        is_asked=is_asked(target.spec_of(indicator), quarter, quarter_targets),
    )


def _realisations(report: QuarterReport) -> Iterable[Realisation]:
    return report.realisations.select_related("accepted_by__employee")


def _evidence(report: QuarterReport) -> dict[int, list[EvidenceUse]]:
    """What proves each indicator's figure in this report, in the order in which it was added."""
    found: dict[int, list[EvidenceUse]] = defaultdict(list)
    uses = EvidenceUse.objects.filter(realisation__report=report.pk).select_related(
        "evidence__uploaded_by__employee", "realisation"
    )
    for use in uses:
        found[use.realisation.indicator_id].append(use)
    return found


def _evidence_rule(year: int) -> str:
    return Policy.objects.filter(year=year).values_list("evidence_rule", flat=True).first() or EvidenceRule.NONE


def _previous_realisations(report: QuarterReport) -> dict[int, Realisation]:
    previous = report.period.as_quarter.previous
    rows = Realisation.objects.filter(
        report__position=report.position_id,
        report__period__year=previous.year,
        report__period__quarter=previous.number,
    )
    return {row.indicator_id: row for row in rows}


def _budget_rows(report: QuarterReport) -> tuple[ReportBudgetRow, ...]:
    period = report.period
    lines = (
        BudgetLine.objects.of_positions([report.position_id])
        .of_year(period.year)
        .select_related("program")
        .prefetch_related("realisations")
    )
    return tuple(
        budget_row(line, period.quarter, line.realisations.all())
        for line in lines.order_by("program__code", "funding_source")
    )


def budget_row(line: BudgetLine, quarter: int, spending: Iterable[BudgetRealisation]) -> ReportBudgetRow:
    """One line as the report of `quarter` shows it; `spending` is what was spent of it in the year's quarters."""
    spent: dict[int, Decimal] = {row.quarter: row.amount for row in spending}
    before = rupiah(amount for number, amount in spent.items() if number < quarter)
    return ReportBudgetRow(line, before, spent.get(quarter))
