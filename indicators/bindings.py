"""What binds the plan: floors above fix parts of it, and the plan asks them through this list.

Filled in `AppConfig.ready()`: by `realisations` (what was reported or verified stays as it was judged) and by
`agreements` (what was agreed is changed by a PK Perubahan only, ADR 0013). Nothing else adds to the list.
"""

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from indicators.domain.kinds import Value
from indicators.models import Indicator, Program


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed, with the sentence why the plan is not changed beside it, and the permission to read it."""

    sentence: str
    title: str
    url: str
    permission: str
    subject: Any


@dataclass(frozen=True, slots=True)
class Binder:
    """What one app of a floor above says of the plan; a function that is left out binds nothing."""

    agreed_year: Callable[[int, int], Agreed | None] = lambda position_id, year: None
    """What fixes targets and budget of a position's year."""
    agreed_definition: Callable[[Indicator, datetime.date], Agreed | None] = lambda indicator, today: None
    """What fixes the words and the measure of an indicator from this day's year on."""
    other_targets: Callable[[Indicator], list[Value]] = lambda indicator: []
    """Targets of the indicator that are written outside of the plan, in drafts."""
    latest_year: Callable[[Indicator], int | None] = lambda indicator: None
    """The newest year in which the indicator is used."""
    version_objection: Callable[[Indicator, int], str] = lambda indicator, first_year: ""
    """Why no new version of the indicator can begin with this year; empty when it can."""
    program_use: Callable[[Program], str] = lambda program: ""
    """What uses an entry of the catalogue, as a clause; empty when nothing does."""
    reported: Callable[[Collection[int]], frozenset[int]] = lambda indicators: frozenset()
    """Those of these indicators of which anything was reported, in any year."""
    verified: Callable[[Collection[int]], frozenset[int]] = lambda indicators: frozenset()
    """Those of these indicators that have a verified figure, in any year."""
    hold: Callable[[Collection[int]], None] = lambda indicators: None
    """Lock the reports of these indicators, so that nobody verifies one while their measure changes."""
    verified_quarters: Callable[[int, int], frozenset[int]] = lambda position_id, year: frozenset()
    """The quarters of a position's year whose targets were judged against, so that they stay."""
    is_reported_in: Callable[[Indicator, int], bool] = lambda indicator, year: False
    """Whether a report of the year holds the indicator."""
    spent: Callable[[int, int], dict[tuple[str, str], Decimal]] = lambda position_id, year: {}
    """Rupiah spent in a position's year, by programme code and source of funds."""


BINDERS: list[Binder] = []


def agreed_year(position_id: int, year: int) -> Agreed | None:
    """What fixes targets and budget of the position's year; None while nothing is agreed."""
    return next((agreed for binder in BINDERS if (agreed := binder.agreed_year(position_id, year))), None)


def refuse_agreed_year(position_id: int, year: int) -> None:
    """ValidationError when something agreed fixes the plan of the position's year."""
    agreed = agreed_year(position_id, year)
    if agreed:
        raise ValidationError(agreed.sentence, code="bound")


def agreed_definition(indicator: Indicator, today: datetime.date) -> Agreed | None:
    """What fixes the words and the measure of the indicator in this year or later; None when nothing does."""
    return next((agreed for binder in BINDERS if (agreed := binder.agreed_definition(indicator, today))), None)


def other_targets(indicator: Indicator) -> list[Value]:
    """Targets of the indicator that are written outside of the plan."""
    return [value for binder in BINDERS for value in binder.other_targets(indicator)]


def latest_year(indicator: Indicator) -> int | None:
    """The newest year in which anything uses the indicator."""
    return max((year for binder in BINDERS if (year := binder.latest_year(indicator))), default=None)


def version_objection(indicator: Indicator, first_year: int) -> str:
    """Why no new version can begin with this year; empty when it can."""
    return next((why for binder in BINDERS if (why := binder.version_objection(indicator, first_year))), "")


def program_use(program: Program) -> str:
    """What uses the entry of the catalogue; empty when nothing does."""
    return next((use for binder in BINDERS if (use := binder.program_use(program))), "")


def reported_among(indicators: Collection[int]) -> frozenset[int]:
    """Those of these indicators of which anything was reported, in any year."""
    return frozenset().union(*(binder.reported(indicators) for binder in BINDERS))


def verified_among(indicators: Collection[int]) -> frozenset[int]:
    """Those of these indicators that have a verified figure, in any year."""
    return frozenset().union(*(binder.verified(indicators) for binder in BINDERS))


def hold_reports(indicators: Collection[int]) -> None:
    """Lock the reports of these indicators until the end of the transaction."""
    for binder in BINDERS:
        binder.hold(indicators)


def verified_quarters(position_id: int, year: int) -> frozenset[int]:
    """The quarters of the position's year that were verified: their targets stay."""
    return frozenset().union(*(binder.verified_quarters(position_id, year) for binder in BINDERS))


def is_reported_in(indicator: Indicator, year: int) -> bool:
    """Whether a report of the year holds the indicator."""
    return any(binder.is_reported_in(indicator, year) for binder in BINDERS)


def spent_of(position_id: int, year: int) -> dict[tuple[str, str], Decimal]:
    """Rupiah reported as spent in the year, by programme code and source of funds; those without a report are out."""
    return {key: amount for binder in BINDERS for key, amount in binder.spent(position_id, year).items()}
