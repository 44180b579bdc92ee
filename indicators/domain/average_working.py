"""How the average of a set of indicators came about, step by step; `indicators.domain.working` tells one figure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from indicators.domain.kinds import Averaging
from indicators.domain.numbers import format_number, format_percent
from indicators.domain.policy import Policy
from indicators.domain.weights import ObjectiveFigures, Weighted, weights_of
from indicators.domain.working import AVERAGING, Rows, cap_words, unrounded


def average_working(groups: Mapping[str, Sequence[Decimal]], average: Decimal | None, policy: Policy) -> Rows:
    """How a unit's average came about: per objective (its name) the achievements that enter, capped by the policy."""
    if average is None:
        return (("Hasil", "Belum ada capaian dari laporan terverifikasi."),)
    entering = [[policy.averaged(percent) for percent in group] for group in groups.values()]
    rows = [("Aturan", f"{AVERAGING[policy.averaging]}, hanya dari laporan terverifikasi")]
    rows += [(name, _mean_words(group)) for name, group in zip(groups, entering, strict=True)]
    if policy.averaging is Averaging.OBJECTIVES:
        means = [sum(group, Decimal(0)) / len(group) for group in entering]
        rows.append(("Perhitungan", _mean_words(means)))
    else:
        rows.append(("Perhitungan", _mean_words([percent for group in entering for percent in group])))
    if policy.cap_in_average is not None:
        rows.append(("Batas atas dalam rata-rata", cap_words(policy.cap_in_average)))
    return (*rows, ("Hasil", f"{unrounded(average)}, ditampilkan {format_percent(average)}"))


def weighted_working(objectives: Sequence[ObjectiveFigures], average: Decimal | None, policy: Policy) -> Rows:
    """How a weighted average came about; the percentages are those that enter, capped by the policy."""
    told = [objective for objective in objectives if objective.mean is not None]
    if average is None or not told:
        return (("Hasil", "Belum ada capaian dari laporan terverifikasi."),)
    rows = [("Aturan", f"{AVERAGING[policy.averaging]}, hanya dari laporan terverifikasi")]
    rows += [(objective.name, _weighted_words(objective.indicators)) for objective in told]
    weights = dict(zip(map(id, objectives), weights_of(objectives), strict=True))
    is_weighted = any(objective.weight is not None for objective in objectives)
    pairs = [(weights[id(one)] if is_weighted else None, one.mean) for one in told]
    rows.append(("Perhitungan", _weighted_words(pairs)))
    if policy.cap_in_average is not None:
        rows.append(("Batas atas dalam rata-rata", cap_words(policy.cap_in_average)))
    return (*rows, ("Hasil", f"{unrounded(average)}, ditampilkan {format_percent(average)}"))


def _weighted_words(pairs: Sequence[Weighted]) -> str:
    """`(60 × 90,00% + 40 × 80,00%) / 100`; without weights as a plain mean."""
    known = [(weight, percent) for weight, percent in pairs if percent is not None]
    if all(weight is None for weight, _ in pairs):
        return _mean_words([percent for _, percent in known])
    weights = [weight or Decimal(0) for weight, _ in known]
    words = [
        f"{format_number(weight)} × {format_percent(percent)}"
        for weight, (_, percent) in zip(weights, known, strict=True)
    ]
    return f"({' + '.join(words)}) / {format_number(sum(weights, Decimal(0)))}"


def _mean_words(percents: Sequence[Decimal]) -> str:
    """`(90,00% + 80,00%) / 2`; one alone stands by itself."""
    words = [format_percent(percent) for percent in percents]
    return f"({' + '.join(words)}) / {len(words)}" if len(words) > 1 else words[0]
