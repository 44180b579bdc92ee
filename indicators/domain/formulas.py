"""The formulas of achievement, each with its working in words. Called by `achieve()`; nothing is rounded here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext

from indicators.domain.kinds import NO, YES, Grade, MinimizeFormula, Range, Value
from indicators.domain.numbers import format_exact, format_number
from indicators.domain.policy import Policy
from indicators.domain.reasons import Flag, NoFigure

EXACT = Context(prec=50)
"""Enough digits that no stored figure (20 digits) is rounded before display."""

HUNDRED = Decimal(100)
ZERO = Decimal(0)

_COMMON = "LKjIP pemerintah daerah (realisasi / target), antara lain LKjIP Maluku Tengah 2021 hal. III.2"
_LAN = "Keputusan Kepala LAN 239/IX/6/8/2003; PermenPANRB 8/2021 hal. 100"
_INVERSE = "LKjIP Kabupaten Manggarai Timur 2019 (target / realisasi)"
_RANGE = "PermenPANRB 8/2021 hal. 100 (target berupa rentang)"
_STABLE = "Rumus stabilisasi: penyimpangan dari batas terdekat"
_RANKS = "Peringkat predikat dalam skala indikator"
_ANSWER = "Indikator ya/tidak: 100% bila sesuai target, selain itu 0%"
_ZERO_RULE = "Aturan target nol"


@dataclass(frozen=True, slots=True)
class FormulaResult:
    """A percentage with its working."""

    percent: Decimal
    formula: str
    substitution: str
    source: str
    flags: tuple[Flag, ...] = ()


def _text(value: Value | Decimal) -> str:
    """A figure inside a working: six decimals, as many as are stored; negative ones in brackets."""
    if isinstance(value, Decimal):
        words = format_number(value, 6)
        return f"({words})" if words.startswith("-") else words
    return format_exact(value)


def maximise(realised: Decimal, target: Decimal, *, name: str = "target") -> FormulaResult | NoFigure:
    """Higher is better. Target 0 with nothing realised cannot be told; with something, 100 with a flag."""
    if target == ZERO:
        if realised == ZERO:
            return NoFigure.ZERO_TARGET_NOT_APPLICABLE
        return _zero_target(HUNDRED if realised > ZERO else ZERO, realised, name)
    if target < ZERO:
        return _by_difference(realised, target, name, sign=1)
    with localcontext(EXACT):
        percent = realised * HUNDRED / target
    return FormulaResult(percent, f"realisasi / {name} × 100%", f"{_text(realised)} / {_text(target)} × 100%", _COMMON)


def minimise(realised: Decimal, target: Decimal, policy: Policy, *, name: str = "target") -> FormulaResult:
    """Lower is better, by the policy's formula. Target 0: 100 when nothing was realised, else 0 with a flag."""
    if target == ZERO:
        if realised == ZERO:
            words = f"{name} 0 dan realisasi 0: 100%"
            return FormulaResult(HUNDRED, words, words, _ZERO_RULE)
        return _zero_target(ZERO if realised > ZERO else HUNDRED, realised, name)
    if target < ZERO:
        return _by_difference(realised, target, name, sign=-1)
    if policy.minimize_formula is MinimizeFormula.B:
        return _inverse(realised, target, policy, name)
    with localcontext(EXACT):
        percent = (2 * target - realised) * HUNDRED / target
    return FormulaResult(
        percent,
        f"(2 × {name} − realisasi) / {name} × 100%",
        f"(2 × {_text(target)} − {_text(realised)}) / {_text(target)} × 100%",
        _LAN,
    )


def _inverse(realised: Decimal, target: Decimal, policy: Policy, name: str) -> FormulaResult:
    """Formula B. Nothing realised would be infinitely good; the policy pins it (Pringsewu: 100)."""
    if realised <= ZERO:
        pinned = policy.minimize_b_without_realisation
        words = f"realisasi {_text(realised)}: ditetapkan {_text(pinned)}%"
        return FormulaResult(pinned, f"{name} / realisasi × 100%", words, _INVERSE, (Flag.PINNED,))
    with localcontext(EXACT):
        percent = target * HUNDRED / realised
    return FormulaResult(percent, f"{name} / realisasi × 100%", f"{_text(target)} / {_text(realised)} × 100%", _INVERSE)


def _zero_target(percent: Decimal, realised: Decimal, name: str) -> FormulaResult:
    """What stands in for a division by a target of zero."""
    words = f"{name} 0 dan realisasi {_text(realised)}: {_text(percent)}%"
    return FormulaResult(percent, words, words, _ZERO_RULE, (Flag.ZERO_TARGET,))


def _by_difference(realised: Decimal, target: Decimal, name: str, *, sign: int) -> FormulaResult:
    """Negative targets (a shrinking economy): the plain quotient would reward what is worse.

    1 ± (realisation - target) / |target| equals the usual formulas for positive targets and stays monotone here.
    """
    with localcontext(EXACT):
        percent = HUNDRED + sign * (realised - target) * HUNDRED / abs(target)
    symbol = "+" if sign > 0 else "−"
    formula = f"(1 {symbol} (realisasi − {name}) / |{name}|) × 100%"
    substitution = f"(1 {symbol} ({_text(realised)} − {_text(target)}) / {_text(target.copy_abs())}) × 100%"
    return FormulaResult(percent, formula, substitution, _COMMON if sign > 0 else _LAN, (Flag.NEGATIVE_TARGET,))


def maximise_range(realised: Decimal, target: Range) -> FormulaResult:
    """Higher is better than a range: the passed bound is the target; inside is 100."""
    bound, name = _passed_bound(realised, target)
    if bound is None:
        return _inside(realised, target, _RANGE)
    outcome = maximise(realised, bound, name=name)
    if isinstance(outcome, NoFigure):
        raise AssertionError("A bound of 0 that was passed cannot equal the realisation.")
    return replace(outcome, source=_RANGE)


def minimise_range(realised: Decimal, target: Range, policy: Policy) -> FormulaResult:
    """Lower is better than a range: the passed bound is the target; inside is 100."""
    bound, name = _passed_bound(realised, target)
    if bound is None:
        return _inside(realised, target, _RANGE)
    return replace(minimise(realised, bound, policy, name=name), source=_RANGE)


def stabilise(realised: Decimal, target: Range) -> FormulaResult:
    """Both sides are bad: 100 less the deviation from the nearest bound in percent of it, never below 0."""
    bound, name = _passed_bound(realised, target)
    if bound is None:
        return _inside(realised, target, _STABLE)
    if bound == ZERO:
        return _zero_target(ZERO, realised, name)
    with localcontext(EXACT):
        percent = max(ZERO, HUNDRED - abs(realised - bound) * HUNDRED / abs(bound))
    flags = (Flag.NEGATIVE_TARGET,) if bound < ZERO else ()
    return FormulaResult(
        percent,
        f"100% − |realisasi − {name}| / {name if bound > ZERO else f'|{name}|'} × 100%, paling rendah 0%",
        f"100% − |{_text(realised)} − {_text(bound)}| / {_text(bound.copy_abs())} × 100%",
        _STABLE,
        flags,
    )


def _passed_bound(realised: Decimal, target: Range) -> tuple[Decimal | None, str]:
    """The bound that the realisation lies beyond, with its name; (None, "") inside."""
    if realised > target.upper:
        return target.upper, "batas atas"
    if realised < target.lower:
        return target.lower, "batas bawah"
    return None, ""


def _inside(realised: Decimal, target: Range, source: str) -> FormulaResult:
    words = f"{_text(realised)} berada di dalam {_text(target)}: 100%"
    return FormulaResult(HUNDRED, "realisasi di dalam rentang target: 100%", words, source)


def ranked(realised: Grade, target: Grade, scale: Sequence[str]) -> FormulaResult | NoFigure:
    """Grades by their rank in the scale, lowest = 1, as "higher is better"."""
    ranks = {label.casefold(): rank for rank, label in enumerate(scale, start=1)}
    reached, wanted = ranks.get(realised.label.casefold()), ranks.get(target.label.casefold())
    if reached is None or wanted is None:
        return NoFigure.UNKNOWN_GRADE
    with localcontext(EXACT):
        percent = reached * HUNDRED / wanted
    return FormulaResult(
        percent,
        "peringkat realisasi / peringkat target × 100%",
        f"{realised.label} ({reached}) / {target.label} ({wanted}) × 100%",
        f"{_RANKS}: {' < '.join(scale)}",
    )


def same_answer(realised: Grade, target: Grade) -> FormulaResult | NoFigure:
    """Yes or no: 100 when the answer is the wanted one, else 0."""
    if {realised.label.casefold(), target.label.casefold()} - {YES, NO}:
        return NoFigure.UNKNOWN_GRADE
    same = realised.label.casefold() == target.label.casefold()
    words = f"target {target.label}, realisasi {realised.label}: {'100' if same else '0'}%"
    return FormulaResult(HUNDRED if same else ZERO, "jawaban sesuai target: 100%, selain itu 0%", words, _ANSWER)
