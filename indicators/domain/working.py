"""How a figure came about, step by step: quarters into one realisation, the target, the formula, rounding, category.

Everything is told in Indonesian and from the very values that the result was computed from, so that whoever has the
working can repeat it with a pocket calculator.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.accumulation import QUARTERS
from indicators.domain.classification import classify
from indicators.domain.expectations import is_asked
from indicators.domain.gaps import named
from indicators.domain.kinds import (
    NOT_REPORTED,
    Aggregation,
    Averaging,
    Figure,
    Grade,
    MinimizeFormula,
    QuarterReading,
    Value,
    ValueState,
)
from indicators.domain.measurement import Result
from indicators.domain.numbers import format_exact, format_number, format_percent, round_half_up
from indicators.domain.periods import roman
from indicators.domain.policy import Policy
from indicators.domain.ratios import component_value
from indicators.domain.spec import IndicatorSpec

SHOWN_PLACES = 10
"""Decimals that an unrounded percentage is written with; more follow where the dots stand."""

PARTS_PLACES = 6
"""Decimals that figures are stored with, also those computed from numerator and denominator."""

_RULES = {
    Aggregation.SUM: "Jumlah: realisasi triwulan ditambahkan",
    Aggregation.LAST: "Posisi akhir: realisasi triwulan terakhir yang dilaporkan",
    Aggregation.AVERAGE: "Rata-rata triwulan yang dilaporkan",
    Aggregation.MAX: "Maksimum: realisasi triwulan yang tertinggi",
    Aggregation.MIN: "Minimum: realisasi triwulan yang terendah",
    Aggregation.ANNUAL: "Tahunan: hanya realisasi triwulan IV",
    Aggregation.POOLED: "Pembilang dan penyebut dijumlah: semua pembilang dibagi semua penyebut",
}
_WORDS = {
    ValueState.NOT_REPORTED: "belum dilaporkan",
    ValueState.NOT_APPLICABLE: "tidak berlaku (n/a)",
    ValueState.WAITING: "menunggu data",
}
AVERAGING = {
    Averaging.INDICATORS: "rata-rata semua indikator",
    Averaging.OBJECTIVES: "rata-rata per sasaran, lalu rata-rata sasaran",
    Averaging.WEIGHTED: "rata-rata berbobot per sasaran, lalu menurut bobot sasaran",
}
_VARIANTS = {
    MinimizeFormula.A: "rumus A: (2 × target − realisasi) / target",
    MinimizeFormula.B: "rumus B: target / realisasi",
}

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the working: its heading, and rows of (term, text)."""

    heading: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Measured:
    """A result with what it was computed from; `quarter` is None for a whole year."""

    spec: IndicatorSpec
    year: int
    quarter: int | None
    result: Result
    readings: Mapping[int, QuarterReading]
    quarter_targets: Mapping[int, Value]
    policy: Policy
    multiplier: Decimal = Decimal(1)
    """What numerator by denominator is multiplied with to be in the indicator's unit."""

    @property
    def through(self) -> int:
        """The last quarter that was looked at."""
        return self.quarter or QUARTERS[-1]


def working(measured: Measured) -> tuple[Step, ...]:
    """The steps in the order in which they were taken."""
    steps = (
        Step("1. Realisasi", _realised(measured)),
        Step("2. Target", _target(measured)),
        Step("3. Capaian", _achievement(measured)),
        Step("4. Pembulatan dan kategori", _shown(measured)),
        Step(f"Kebijakan {measured.year}", _policy(measured.policy)),
    )
    return tuple(step for step in steps if step.rows)


def unrounded(percent: Decimal) -> str:
    """The percentage before rounding: `85,2380952380…%`; without dots when nothing was left out."""
    text = format_number(percent, SHOWN_PLACES)
    cut = percent != percent.quantize(Decimal(1).scaleb(-SHOWN_PLACES))
    return f"{text}{'…' if cut else ''}%"


def _realised(measured: Measured) -> Rows:
    rows = [("Akumulasi", _RULES[measured.spec.aggregation])]
    entered, is_untold = measured.result.realised.quarters, measured.result.realised.value is None
    for quarter in QUARTERS[: measured.through]:
        reading = measured.readings.get(quarter, NOT_REPORTED)
        if reading == NOT_REPORTED and not is_asked(measured.spec, quarter, measured.quarter_targets):
            continue
        words = _reading_words(reading, measured.multiplier, enters=quarter in entered or is_untold)
        rows.append((f"TW {roman(quarter)}", words))
    realised = measured.result.realised
    if realised.value is None:
        rows.append(("Hasil", measured.result.why or (realised.reason.sentence if realised.reason else "")))
    else:
        rows.append(("Hasil", _combination(measured, realised.value)))
    return tuple(row for row in rows if row[1])


def _reading_words(reading: QuarterReading, multiplier: Decimal, *, enters: bool) -> str:
    if reading.value is None:
        return _WORDS[reading.state]
    aside = [] if enters else ["tidak masuk hitungan"]
    if reading.provisional:
        aside.append("angka sementara")
    text = f"{format_exact(reading.value)}{_parts_words(reading, multiplier)}"
    return f"{text} ({', '.join(aside)})" if aside else text


def _parts_words(reading: QuarterReading, multiplier: Decimal) -> str:
    """` = 1.200 / 1.408 × 100`; a value that was typed and is not what its parts give stands beside what they give."""
    if reading.parts is None or not isinstance(reading.value, Figure) or not reading.parts[1]:
        return ""
    sides = [format_number(part, PARTS_PLACES) for part in reading.parts]
    term = " / ".join(sides) + (f" × {format_number(multiplier, 0)}" if multiplier != 1 else "")
    given = round_half_up(component_value(*reading.parts, multiplier), PARTS_PLACES)
    if given == reading.value.value:
        return f" = {term}"
    return f"; pembilang dan penyebut: {term} = {format_number(given, PARTS_PLACES)}"


def _combination(measured: Measured, value: Figure | Grade) -> str:
    """`3 + 5 + 2 = 10`; a single quarter is only named."""
    quarters = measured.result.realised.quarters
    shown = _text(value)
    rule = measured.spec.aggregation
    if rule in (Aggregation.LAST, Aggregation.ANNUAL) or len(quarters) == 1:
        listed = ", ".join(f"TW {roman(quarter)}" for quarter in quarters)
        return f"{shown} (dari {listed})"
    parts = [_text(reading.value) for quarter in quarters if (reading := measured.readings[quarter]).value is not None]
    if rule is Aggregation.SUM:
        return f"{' + '.join(parts)} = {shown}"
    if rule is Aggregation.POOLED:
        return _pooled(measured, shown)
    if rule is Aggregation.AVERAGE:
        return f"({' + '.join(parts)}) / {len(parts)} = {shown}"
    return f"{'tertinggi' if rule is Aggregation.MAX else 'terendah'} dari {'; '.join(parts)} = {shown}"


def _pooled(measured: Measured, shown: str) -> str:
    """`(9 + 1) / (850 + 90) × 100 = 1,06`: all numerators by all denominators."""
    pairs = [parts for quarter in measured.result.realised.quarters if (parts := measured.readings[quarter].parts)]
    sides = (" + ".join(format_number(part, PARTS_PLACES) for part in side) for side in zip(*pairs, strict=True))
    times = f" × {format_number(measured.multiplier, 0)}" if measured.multiplier != 1 else ""
    return f"{' / '.join(f'({side})' for side in sides)}{times} = {shown}"


def _text(value: Value) -> str:
    """Six decimals, as many as are stored; dots where a mean has more."""
    text = format_exact(value)
    if isinstance(value, Figure) and value.value != value.value.quantize(Decimal("1e-6")):
        return f"{text}…"
    return f"({text})" if text.startswith("-") else text


def _target(measured: Measured) -> Rows:
    target, quarter, targets = measured.result.target, measured.quarter, measured.quarter_targets
    if target is None:
        return (("Target", measured.result.achievement.reason.sentence),) if measured.result.achievement.reason else ()
    idle = [number for number, reading in measured.readings.items() if reading.state is ValueState.NOT_APPLICABLE]
    if quarter is None:
        without = (
            [number for number in idle if number in targets] if measured.spec.aggregation is Aggregation.SUM else []
        )
        aside = f" (tanpa target {named(without)}, yang tidak berlaku)" if without else ""
        return ((f"Target tahun {measured.year}", f"{format_exact(target)}{aside}"),)
    given = [(number, targets[number]) for number in QUARTERS[:quarter] if number in targets and number not in idle]
    if measured.spec.aggregation is Aggregation.SUM and given:
        listed = ", ".join(f"TW {roman(number)}" for number, _ in given)
        sums = " + ".join(_text(value) for _, value in given)
        return ((f"Target {listed}", f"{sums} = {format_exact(target)}" if len(given) > 1 else sums),)
    if quarter in targets:
        return ((f"Target TW {roman(quarter)}", format_exact(target)),)
    return ((f"Target tahun {measured.year}", f"{format_exact(target)} (triwulan tidak mempunyai target sendiri)"),)


def _achievement(measured: Measured) -> Rows:
    achievement = measured.result.achievement
    if achievement.percent is None:
        return (("Hasil", measured.result.why),)
    rows = (
        ("Rumus", achievement.formula),
        ("Perhitungan", achievement.substitution),
        ("Hasil", unrounded(achievement.percent)),
        ("Catatan", " ".join(flag.sentence for flag in achievement.flags)),
        ("Perhatikan", "; ".join(measured.result.notes)),
        ("Sumber rumus", achievement.source),
    )
    return tuple(row for row in rows if row[1])


def _shown(measured: Measured) -> Rows:
    percent, policy = measured.result.achievement.percent, measured.policy
    if percent is None:
        return ()
    shown = policy.shown(percent)
    band = classify(shown, policy.scale)
    rows = [("Batas kebijakan", f"{unrounded(percent)} ditampilkan {unrounded(shown)}")] if shown != percent else []
    rows.append(("Dibulatkan sekali", f"{format_percent(shown)} (dua desimal, setengah ke atas)"))
    if band is not None:
        bound = "selebihnya" if band.above is None else f"{_bound(band.inclusive)} {format_number(band.above)}%"
        rows.append(("Kategori", f"{band.label} ({bound}; dinilai sebelum dibulatkan)"))
    rows.append(("Skala", policy.scale.source or policy.scale.name))
    return tuple(row for row in rows if row[1])


def _bound(inclusive: bool) -> str:
    return "mulai" if inclusive else "di atas"


def _policy(policy: Policy) -> Rows:
    return (
        ("Indikator turun", _VARIANTS[policy.minimize_formula]),
        ("Batas atas yang ditampilkan", cap_words(policy.cap_display)),
        ("Batas atas dalam rata-rata", cap_words(policy.cap_in_average)),
        ("Nilai negatif", "ditampilkan 0%" if policy.floor_at_zero else "ditampilkan apa adanya"),
        ("Rata-rata unit", f"{AVERAGING[policy.averaging]}, hanya dari laporan terverifikasi"),
    )


def cap_words(cap: Decimal | None) -> str:
    """A limit of the policy in words."""
    return "tidak ada" if cap is None else f"{format_number(cap)}%"
