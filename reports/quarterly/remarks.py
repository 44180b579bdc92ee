"""What the report of a quarter tells beside its figures: drivers, obstacles, follow-up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from realisations.models import QuarterReport, Realisation
from reports.quarterly.scope import DocumentScope


@dataclass(frozen=True, slots=True)
class RemarkText:
    """One text with the indicator that it is about."""

    indicator: str
    text: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """The texts of a quarter by kind, in the order of the indicators."""

    drivers: tuple[RemarkText, ...]
    obstacles: tuple[RemarkText, ...]
    follow_ups: tuple[RemarkText, ...]


def stories_of(report: QuarterReport, scope: DocumentScope) -> list[Realisation]:
    """The rows of the report's quarter that were handed in, in the order of their indicators. One query."""
    rows = Realisation.objects.handed_in().of_positions(scope.positions).filter(report__period=report.period_id)
    return list(
        rows.select_related("indicator").order_by(
            "report__position__protocol_order", "report__position__code",
            "indicator__objective__order", "indicator__objective__code", "indicator__order", "indicator__code",
        )
    )  # fmt: skip


def remarks_of(report: QuarterReport, scope: DocumentScope) -> Remarks:
    """The texts of the reports that were handed in. One query."""
    rows = stories_of(report, scope)
    return Remarks(
        drivers=_texts(rows, lambda row: row.supporting_factors),
        obstacles=_texts(rows, lambda row: row.inhibiting_factors),
        follow_ups=_texts(rows, lambda row: row.follow_up),
    )


def _texts(rows: Iterable[Realisation], text_of: Callable[[Realisation], str]) -> tuple[RemarkText, ...]:
    found = (RemarkText(row.indicator.statement, text_of(row).strip()) for row in rows)
    return tuple(remark for remark in found if remark.text)
