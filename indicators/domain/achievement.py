"""Achievement (capaian): one realisation against one target, as a percentage or as the reason why there is none.

Formulas and where they are found:
* higher is better: realisation / target (LKjIP Maluku Tengah 2021 III.2 and every other source);
* lower is better, A: (2 x target - realisation) / target (LAN 239/IX/6/8/2003; PermenPANRB 8/2021 p. 100 writes it
  1 + (1 - realisation / target)); B: target / realisation (LKjIP Manggarai Timur 2019);
* a target between two bounds: the bound that was passed takes the target's place (PermenPANRB 8/2021 p. 100);
* grades by their rank in the scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.formulas import (
    HUNDRED,
    FormulaResult,
    maximise,
    maximise_range,
    minimise,
    minimise_range,
    ranked,
    same_answer,
    stabilise,
)
from indicators.domain.kinds import Figure, Grade, MinimizeFormula, Polarity, Range, Value, ZeroTarget
from indicators.domain.numbers import format_exact, format_number, format_percent
from indicators.domain.policy import Policy
from indicators.domain.reasons import Flag, NoFigure


@dataclass(frozen=True, slots=True)
class Achievement:
    """A percentage (100 = on target; unrounded, may be negative) or the reason why it cannot be told; never both.

    `formula`, `substitution` and `source` show the working in Indonesian; `flags` are footnotes.
    """

    percent: Decimal | None
    reason: NoFigure | None = None
    flags: tuple[Flag, ...] = ()
    formula: str = ""
    substitution: str = ""
    source: str = ""
    target: Value | None = None
    realised: Figure | Grade | None = None

    def __post_init__(self) -> None:
        """A result is told or has a reason, never both or neither."""
        if (self.percent is None) == (self.reason is None):
            raise ValueError("Capaian harus berupa persentase atau alasan, salah satu saja.")

    @property
    def is_known(self) -> bool:
        """Whether there is a percentage."""
        return self.percent is not None

    def shown(self, policy: Policy) -> Decimal | None:
        """The percentage for screens and documents: floored and capped by policy, not rounded."""
        return None if self.percent is None else policy.shown(self.percent)

    def for_average(self, policy: Policy) -> Decimal | None:
        """The percentage as it enters an average; None takes no part in it."""
        return None if self.percent is None else policy.averaged(self.percent)

    @property
    def remark(self) -> str:
        """Why the percentage stands although its formula cannot be reckoned (a target of 0); empty when it can.

        `Target 0 dan realisasi 5: 100%. Target atau batas target 0, sehingga rumus pembagian tidak dapat dipakai`.
        """
        laid_down = [flag for flag in self.flags if flag in (Flag.ZERO_TARGET, Flag.PINNED)]
        if not laid_down:
            return ""
        words = f"{self.substitution[:1].upper()}{self.substitution[1:]}"
        return ". ".join((words, *(flag.sentence.rstrip(".") for flag in laid_down)))

    def explain(self, policy: Policy) -> tuple[tuple[str, str], ...]:
        """The working as (heading, text) rows in Indonesian; empty rows are left out."""
        rows = (
            ("Rumus", self.formula),
            ("Target", "" if self.target is None else format_exact(self.target)),
            ("Realisasi", "" if self.realised is None else format_exact(self.realised)),
            ("Perhitungan", self.substitution),
            ("Hasil", self._result(policy)),
            ("Catatan", " ".join(flag.sentence for flag in self.flags)),
            ("Kebijakan", _policy_words(policy)),
            ("Sumber", self.source),
        )
        return tuple((heading, text) for heading, text in rows if text)

    def _result(self, policy: Policy) -> str:
        if self.percent is None:
            return "" if self.reason is None else self.reason.sentence
        shown = policy.shown(self.percent)
        if shown == self.percent:
            return format_percent(shown)
        return f"{format_percent(self.percent)}, ditampilkan {format_percent(shown)}"


def _policy_words(policy: Policy) -> str:
    """The choices that bear on one percentage, in one line."""
    formula = {
        MinimizeFormula.A: "(2 × target − realisasi) / target",
        MinimizeFormula.B: "target / realisasi",
    }[policy.minimize_formula]
    caps = (
        ("batas atas yang ditampilkan", policy.cap_display),
        ("batas atas dalam rata-rata", policy.cap_in_average),
    )
    words = [f"indikator turun: {formula}"]
    words += [f"{name}: {'tidak ada' if cap is None else format_number(cap) + '%'}" for name, cap in caps]
    if policy.floor_at_zero:
        words.append("nilai negatif ditampilkan 0%")
    return "; ".join(words)


def unknown(reason: NoFigure, target: Value | None = None, realised: Figure | Grade | None = None) -> Achievement:
    """An achievement that cannot be told, with its reason and what is known."""
    return Achievement(None, reason, target=target, realised=realised)


def achieve(
    *,
    polarity: Polarity,
    target: Value | None,
    realised: Figure | Grade | None,
    policy: Policy,
    scale: Sequence[str] = (),
) -> Achievement:
    """Compare a realisation with its target.

    `scale` lists the grades of a PREDICATE indicator, lowest first. Never raises for figures: what cannot be compared
    comes back with its reason. A range whose bounds are equal counts as one number.
    """
    if target is None:
        return unknown(NoFigure.NO_TARGET, realised=realised)
    if realised is None:
        return unknown(NoFigure.NOT_REPORTED, target=target)
    outcome = _by_policy(_outcome(polarity, target, realised, policy, scale), policy)
    if isinstance(outcome, NoFigure):
        return unknown(outcome, target, realised)
    working = (outcome.flags, outcome.formula, outcome.substitution, outcome.source)
    return Achievement(outcome.percent, None, *working, target, realised)


def _by_policy(outcome: FormulaResult | NoFigure, policy: Policy) -> FormulaResult | NoFigure:
    """The outcome, unless it is the 100 % that stands in for a division by 0 and the government wants none."""
    if isinstance(outcome, NoFigure) or policy.zero_target is ZeroTarget.LAID_DOWN:
        return outcome
    is_laid_down = Flag.ZERO_TARGET in outcome.flags and outcome.percent == HUNDRED
    return NoFigure.ZERO_TARGET_BY_POLICY if is_laid_down else outcome


def _outcome(
    polarity: Polarity, target: Value, realised: Figure | Grade, policy: Policy, scale: Sequence[str]
) -> FormulaResult | NoFigure:
    """Choose the formula for the polarity and the kind of target."""
    if isinstance(realised, Grade):
        if not isinstance(target, Grade):
            return NoFigure.DIFFERENT_KINDS
        if polarity is Polarity.PREDICATE:
            return ranked(realised, target, scale)
        return same_answer(realised, target) if polarity is Polarity.YES_NO else NoFigure.DIFFERENT_KINDS
    if isinstance(target, Grade) or polarity in (Polarity.PREDICATE, Polarity.YES_NO):
        return NoFigure.DIFFERENT_KINDS
    return _compare(polarity, target, realised.value, policy)


def _compare(polarity: Polarity, target: Figure | Range, realised: Decimal, policy: Policy) -> FormulaResult | NoFigure:
    """Compare numbers."""
    if polarity is Polarity.RANGE:
        return stabilise(realised, Range(target.value, target.value) if isinstance(target, Figure) else target)
    if isinstance(target, Range) and target.lower == target.upper:
        target = Figure(target.lower)
    if isinstance(target, Range):
        if polarity is Polarity.MAXIMIZE:
            return maximise_range(realised, target)
        return minimise_range(realised, target, policy)
    if polarity is Polarity.MAXIMIZE:
        return maximise(realised, target.value)
    return minimise(realised, target.value, policy)
