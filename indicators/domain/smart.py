"""Whether an indicator's plan says what a plan must say (SMART): eleven questions, and a sentence for each gap.

Eleven things are looked for: the reference sheet (definition, formula, source, person responsible, frequency,
collection medium, unit, baseline, evidence), the year's target, and quarter targets that agree with it by the rule of
accumulation. They follow the data collection that Permenpan RB 53/2014 Lampiran I asks for and criterion 1.b(6) of the
evaluation of accountability (indicators are SMART). Everything is compared exactly; nothing is rounded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, Inexact, localcontext

from indicators.domain.formulas import EXACT, HUNDRED
from indicators.domain.kinds import Aggregation, Figure, Grade, Range, Value
from indicators.domain.numbers import format_exact, format_number
from indicators.domain.periods import roman

TARGET = "target"
QUARTERS = "quarters"

GAPS: dict[str, str] = {
    "operational_definition": "Definisi operasional belum diisi.",
    "formula_text": "Formula penghitungan belum diisi.",
    "data_source": "Sumber data belum diisi.",
    "person_in_charge": "Penanggung jawab data belum diisi.",
    "collection_frequency": "Frekuensi pengumpulan data belum dipilih.",
    "collection_medium": "Media pengumpulan data belum diisi.",
    "unit_of_measure": "Satuan belum diisi.",
    "baseline": "Kondisi awal belum diisi.",
    "evidence_type": "Jenis bukti belum diisi.",
}
"""Per field of the reference sheet, what is said when it is empty."""

CHECKED = len(GAPS) + 2
"""The fields of the sheet, the year's target, the quarter targets: eleven."""

_FILLERS = " \t\r\n-–—."
"""What people type where they have nothing to say."""


@dataclass(frozen=True, slots=True)
class PlannedIndicator:
    """What is planned for one indicator in one year; empty texts, None and missing quarters are what is not told."""

    aggregation: Aggregation
    annual: Value | None = None
    quarters: Mapping[int, Value] = field(default_factory=dict)
    operational_definition: str = ""
    formula_text: str = ""
    data_source: str = ""
    person_in_charge: str = ""
    collection_frequency: str = ""
    collection_medium: str = ""
    unit_of_measure: str = ""
    baseline: str = ""
    evidence_type: str = ""


@dataclass(frozen=True, slots=True)
class PlanGap:
    """One gap: the key of what is missing (a field of the sheet, TARGET or QUARTERS), and a sentence that tells it."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the checked things are there."""

    met: int
    checked: int

    @property
    def percent(self) -> Decimal | None:
        """The share in percent, not rounded; None when there was nothing to check."""
        if not self.checked:
            return None
        with localcontext(EXACT):
            return self.met * HUNDRED / self.checked

    @property
    def words(self) -> str:
        """`8 dari 11`."""
        return f"{self.met} dari {self.checked}"

    @property
    def is_full(self) -> bool:
        """Whether nothing is missing."""
        return self.met == self.checked


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one indicator's plan lacks: one finding at most for each of the eleven things."""

    findings: tuple[PlanGap, ...]

    @property
    def score(self) -> Score:
        """How many of the eleven are there."""
        return Score(CHECKED - len(self.findings), CHECKED)

    @property
    def brief(self) -> tuple[str, ...]:
        """The findings in as few sentences as tell them: several empty fields are named in one."""
        empty = [finding.sentence for finding in self.findings if finding.field in GAPS]
        others = [finding.sentence for finding in self.findings if finding.field not in GAPS]
        if len(empty) < 2:
            return (*empty, *others)
        names = [sentence.partition(" belum ")[0] for sentence in empty]
        return (f"Belum diisi: {', '.join(name[0].lower() + name[1:] for name in names)}.", *others)


def assess(sheet: PlannedIndicator) -> Assessment:
    """Look for the eleven things, in the order of the reference sheet, then the targets."""
    gaps = [PlanGap(name, sentence) for name, sentence in GAPS.items() if not is_filled(getattr(sheet, name))]
    if sheet.annual is None:
        gaps.append(PlanGap(TARGET, "Target setahun belum ditetapkan."))
    objection = _quarters_gap(sheet)
    if objection:
        gaps.append(PlanGap(QUARTERS, objection))
    return Assessment(tuple(gaps))


def total_score(assessments: Iterable[Assessment]) -> Score:
    """The scores of several indicators as one."""
    scores = [assessment.score for assessment in assessments]
    return Score(sum(score.met for score in scores), sum(score.checked for score in scores))


def is_filled(text: str) -> bool:
    """Whether the text says anything: spaces, dashes and full stops alone do not."""
    return bool(text.strip(_FILLERS))


def quarters_objection(aggregation: Aggregation | str, annual: Value, quarters: Mapping[int, Value]) -> str | None:
    """What does not agree between the targets of the quarters (keys 1 to 4) and that of the year; None if all agrees.

    SUM: the quarters add up to the year's target. AVERAGE: their mean is it. MAX and MIN: the highest or lowest is it.
    LAST, ANNUAL and POOLED, and every range or grade, which nobody can add: the fourth quarter's is it. A quarter
    without a target is not measured and takes no part; without any quarter target there is nothing to object to.
    """
    if not quarters:
        return None
    different = next((quarter for quarter in sorted(quarters) if type(quarters[quarter]) is not type(annual)), None)
    if different is not None:
        return (
            f"Target triwulan {roman(different)} berupa {_kind(quarters[different])}, sedangkan target setahun "
            f"berupa {_kind(annual)}."
        )
    rule = Aggregation(aggregation)
    figures = [value.value for _, value in sorted(quarters.items()) if isinstance(value, Figure)]
    if not isinstance(annual, Figure) or rule in (Aggregation.LAST, Aggregation.ANNUAL, Aggregation.POOLED):
        return _fourth_objection(annual, quarters.get(4))
    return _figures_objection(rule, annual.value, figures)


def _quarters_gap(sheet: PlannedIndicator) -> str | None:
    if not sheet.quarters:
        return "Target triwulan belum diisi."
    if sheet.annual is None:
        return "Target triwulan belum dapat dibandingkan karena target setahun belum ditetapkan."
    return quarters_objection(sheet.aggregation, sheet.annual, sheet.quarters)


def _fourth_objection(annual: Value, fourth: Value | None) -> str | None:
    if fourth is None:
        return f"Target triwulan IV belum diisi; isinya harus sama dengan target setahun, {_text(annual)}."
    if _comparable(fourth) == _comparable(annual):
        return None
    return f"Target triwulan IV {_text(fourth)}, sedangkan target setahun {_text(annual)}."


def _figures_objection(rule: Aggregation, annual: Decimal, figures: list[Decimal]) -> str | None:
    year = _text(Figure(annual))
    if rule is Aggregation.MAX:
        return None if max(figures) == annual else _unequal("tertinggi", max(figures), year)
    if rule is Aggregation.MIN:
        return None if min(figures) == annual else _unequal("terendah", min(figures), year)
    with localcontext(EXACT):
        total = sum(figures, Decimal(0))
        if rule is Aggregation.SUM:
            agrees = total == annual
            sentence = f"Jumlah target triwulan {_text(Figure(total))}, sedangkan target setahun {year}."
        else:
            agrees = total == annual * len(figures)
            sentence = f"Rata-rata target triwulan {_mean(total, len(figures))}, sedangkan target setahun {year}."
    return None if agrees else sentence


def _unequal(which: str, found: Decimal, year: str) -> str:
    return f"Target triwulan {which} {_text(Figure(found))}, sedangkan target setahun {year}."


def _mean(total: Decimal, count: int) -> str:
    """The mean in full; as a division where the figure would not end: `200 dibagi 3`."""
    with localcontext(EXACT) as context:
        context.clear_flags()
        mean = total / count
        if context.flags[Inexact]:
            return f"{_text(Figure(total))} dibagi {count}"
    return _text(Figure(mean))


def _comparable(value: Value) -> object:
    return " ".join(value.label.split()).casefold() if isinstance(value, Grade) else value


def _text(value: Value) -> str:
    """The value with every decimal that it has."""
    if isinstance(value, Figure):
        return format_number(value.value, _places(value.value))
    if isinstance(value, Range):
        return format_exact(value)
    return format_exact(value)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _kind(value: Value) -> str:
    return {Figure: "angka", Range: "rentang", Grade: "predikat"}[type(value)]
