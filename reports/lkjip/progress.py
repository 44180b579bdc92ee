"""Chapter III A.3 of the performance report: what was reached so far against the end of the medium-term plan.

The target is the plan's, never the agreed one (PermenPAN-RB 53/2014, Lampiran II).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.domain.numbers import format_figure, format_percent
from indicators.domain.years import adds_over_years
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.progress import PlanProgress, progress_of

NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class ProgressText:
    """One indicator beside the end of its plan, worded."""

    statement: str
    unit: str
    plan: str
    end: str
    reached: str
    percent: str
    note: str


def progress_texts(lines: Sequence[MeasuredIndicator]) -> Mapping[int, ProgressText]:
    """Per indicator that has targets in a medium-term plan: its progress in words."""
    found = progress_of(lines)
    return {line.indicator.pk: _worded(line, found[line.indicator.pk]) for line in lines if line.indicator.pk in found}


def _worded(line: MeasuredIndicator, progress: PlanProgress) -> ProgressText:
    indicator, percent = line.indicator, progress.shown_percent
    decimals = indicator.decimals
    adds = adds_over_years(indicator.spec.aggregation, indicator.unit_of_measure)
    reason = progress.achievement.reason
    notes = [f"jumlah sejak {progress.plan.first_year}"] if adds else []
    if progress.end is None:
        notes.append("rencana belum memuat target yang diperlukan")
    elif reason:
        notes.append(reason.sentence.rstrip("."))
    if progress.lack:
        notes.append(f"tahun {line.year} {progress.lack}")
    return ProgressText(
        statement=indicator.statement,
        unit=indicator.unit_of_measure,
        plan=progress.plan.title,
        end=f"{format_figure(progress.end, decimals)} ({progress.plan.last_year})" if progress.end else NO_VALUE,
        reached=format_figure(progress.reached, decimals) if progress.reached else NO_VALUE,
        percent=NO_VALUE if percent is None else format_percent(percent),
        note="; ".join(notes),
    )
