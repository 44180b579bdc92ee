"""Judging achievements: category, status beside 100 percent, averages, counts and the sentence that sums them up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from indicators.domain.achievement import Achievement
from indicators.domain.formulas import EXACT
from indicators.domain.kinds import Averaging, TargetStatus
from indicators.domain.numbers import format_percent, round_half_up
from indicators.domain.policy import Band, Policy, Scale

HUNDRED = Decimal(100)


def classify(percent: Decimal | None, scale: Scale) -> Band | None:
    """The category of an unrounded percentage; None when there is none."""
    if percent is None:
        return None
    bands = scale.descending
    return next((band for band in bands if band.holds(percent)), bands[-1])


def target_status(percent: Decimal | None, tolerance: Decimal) -> TargetStatus | None:
    """Exceeded, met (closer to 100 than `tolerance`) or below; None when there is no percentage."""
    if percent is None:
        return None
    if abs(percent - HUNDRED) < tolerance:
        return TargetStatus.MET
    return TargetStatus.EXCEEDED if percent > HUNDRED else TargetStatus.BELOW


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of indicators and their average (None when nothing could be told).

    `total` = `known` + `unknown`; `known` = `exceeded` + `met` + `below`. What cannot be told is in no average.
    """

    total: int
    known: int
    exceeded: int
    met: int
    below: int
    unknown: int
    average: Decimal | None

    @property
    def shown_average(self) -> Decimal | None:
        """The average as every page and document shows it: unrounded, never below zero; None when nothing counts.

        How far single achievements are cut before they are averaged is the policy's; the average itself is not cut.
        """
        return None if self.average is None else max(self.average, Decimal(0))


@dataclass(frozen=True, slots=True)
class Shares:
    """Percentages of all indicators, rounded so that they add up to exactly 100."""

    exceeded: Decimal
    met: Decimal
    below: Decimal
    unknown: Decimal


def summarise(achievements: Iterable[Achievement], policy: Policy) -> Summary:
    """Count and average the indicators of a unit; the average is the plain mean of what could be told."""
    listed = list(achievements)
    statuses = [target_status(achievement.percent, policy.met_tolerance) for achievement in listed]
    unknown = statuses.count(None)
    return Summary(
        total=len(listed),
        known=len(listed) - unknown,
        exceeded=statuses.count(TargetStatus.EXCEEDED),
        met=statuses.count(TargetStatus.MET),
        below=statuses.count(TargetStatus.BELOW),
        unknown=unknown,
        average=_mean(achievement.for_average(policy) for achievement in listed),
    )


def average_by_objective(groups: Iterable[Iterable[Achievement]], policy: Policy) -> Decimal | None:
    """The mean of the objectives' means; an objective of which nothing can be told takes no part."""
    return _mean(_mean(achievement.for_average(policy) for achievement in group) for group in groups)


def average(groups: Iterable[Iterable[Achievement]], policy: Policy) -> Decimal | None:
    """A unit's average by the policy's rule; each group holds the achievements of one objective.

    Without weights, which `indicators.domain.weights` reckons with, an average by weight is that of the objectives.
    """
    listed = [list(group) for group in groups]
    if policy.averaging is not Averaging.INDICATORS:
        return average_by_objective(listed, policy)
    return _mean(achievement.for_average(policy) for group in listed for achievement in group)


def _mean(percentages: Iterable[Decimal | None]) -> Decimal | None:
    known = [percent for percent in percentages if percent is not None]
    if not known:
        return None
    with localcontext(EXACT):
        return sum(known, Decimal(0)) / len(known)


def shares(summary: Summary, places: int = 1) -> Shares | None:
    """What part of all indicators stands where, in percent; None when there are no indicators.

    Rounding differences go to the largest part, so that a chart's labels add up to 100.
    """
    if not summary.total:
        return None
    counts = (summary.exceeded, summary.met, summary.below, summary.unknown)
    parts = _adding_up(counts, summary.total, places)
    return Shares(*parts)


def _adding_up(counts: Sequence[int], total: int, places: int) -> list[Decimal]:
    parts = [round_half_up(Decimal(count) * HUNDRED / total, places) for count in counts]
    largest = max(range(len(parts)), key=lambda index: parts[index])
    parts[largest] += HUNDRED - sum(parts, Decimal(0))
    return parts


def summary_sentence(summary: Summary, policy: Policy, *, is_verified: bool = True) -> str:
    """The sentence of the LKjIP: how many of the indicators exceeded, met and missed their targets.

    `is_verified` says whether anything behind it was: what waits for its verifier may have a percentage in its row.
    """
    if not summary.total:
        return "Belum ada indikator kinerja."
    if summary.shown_average is None:
        lack = "dapat dinilai" if is_verified else "terverifikasi"
        return f"Dari {summary.total} indikator kinerja, belum ada yang {lack}."
    sentence = (
        f"Dari {summary.total} indikator kinerja, {summary.exceeded} melampaui, {summary.met} sesuai, "
        f"{summary.below} belum mencapai target; rata-rata capaian {format_percent(summary.shown_average)}"
    )
    band = classify(summary.average, policy.scale)
    if band is not None:
        sentence += f" (kategori {band.label})"
    if summary.unknown:
        sentence += f"; {summary.unknown} indikator belum dapat dinilai"
    return f"{sentence}."
