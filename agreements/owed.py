"""First agreements that somebody still has to send: one answer for the reminders and for the start page."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from agreements.domain.season import Season
from agreements.models import Agreement
from agreements.season import UNSENT
from indicators.models import Policy, Target


@dataclass(frozen=True, slots=True)
class Unsent:
    """What there is of an agreement that is owed: its draft, or nothing (None)."""

    pk: int | None = None
    status: str | None = None


def seasons_of(today: datetime.date) -> dict[int, Season]:
    """The seasons of this year and the next, of those whose day of the budget document is recorded. One query."""
    policies = Policy.objects.filter(year__in=(today.year, today.year + 1), budget_document_on__isnull=False)
    return {policy.year: Season(policy.budget_document_on, today) for policy in policies}


def unsent_agreements(years: Collection[int], *, among: Collection[int] | None = None) -> dict[tuple[int, int], Unsent]:
    """Position (id) and year of every promised year whose agreement nobody sent, only `among` these positions if given.

    Two queries; none when nothing is asked for.
    """
    targets = Target.objects.filter(year__in=years)
    agreements = Agreement.objects.filter(year__in=years)
    if among is not None:
        targets = targets.filter(indicator__objective__position__in=among)
        agreements = agreements.filter(position__in=among)
    standing = _standing(agreements.order_by("version", "pk").values_list("position_id", "year", "pk", "status"))
    promised = set(targets.values_list("indicator__objective__position", "year"))
    found = {pair: standing.get(pair, Unsent()) for pair in sorted(promised)}
    return {pair: unsent for pair, unsent in found.items() if unsent.status in UNSENT}


def _standing(rows: Iterable[tuple[int, int, int, str]]) -> dict[tuple[int, int], Unsent]:
    """Where each position and year stands; an agreement that was sent once counts before a later draft."""
    standing: dict[tuple[int, int], Unsent] = {}
    for position, year, pk, status in rows:
        if standing.get((position, year), Unsent()).status in UNSENT:
            standing[position, year] = Unsent(pk, status)
    return standing
