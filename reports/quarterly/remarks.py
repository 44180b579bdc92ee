"""What the report of a quarter tells beside its figures: drivers, obstacles, follow-up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from indicators.models import QuarterReport, Realisation


@dataclass(frozen=True, slots=True)
class RemarkText:
    """One text with the indicator that it is about."""

    indicator: str
    text: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """The texts of a report by kind, in the order of its indicators."""

    drivers: tuple[RemarkText, ...]
    obstacles: tuple[RemarkText, ...]
    follow_ups: tuple[RemarkText, ...]


def remarks_of(report: QuarterReport) -> Remarks:
    """The texts of a report that was handed in. One query."""
    rows = list(
        report.realisations.select_related("indicator").order_by(
            "indicator__objective__order", "indicator__objective__code", "indicator__order", "indicator__code"
        )
    )
    return Remarks(
        drivers=_texts(rows, lambda row: row.supporting_factors),
        obstacles=_texts(rows, lambda row: row.inhibiting_factors),
        follow_ups=_texts(rows, lambda row: row.follow_up),
    )


def _texts(rows: Iterable[Realisation], text_of: Callable[[Realisation], str]) -> tuple[RemarkText, ...]:
    found = (RemarkText(row.indicator.statement, text_of(row).strip()) for row in rows)
    return tuple(remark for remark in found if remark.text)
