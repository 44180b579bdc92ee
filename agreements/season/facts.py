"""The season board: every position of a year by state, with what it lacks and how late it is.

One query counts everything that the board can be filtered by; the number of queries is constant.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from agreements.ambition.facts import deviations_of
from agreements.domain.ambition import Deviation
from agreements.domain.season import Season
from agreements.enums import AgreementStatus, Gap
from agreements.models import Agreement, AgreementBudgetLine
from agreements.season.filters import NOT_BEGUN, AgreementFilter
from agreements.season.listing import SeasonPosition, StateCount, state_counts
from indicators.models import BudgetLine, Policy, Target
from organisation.enums import PositionKind
from organisation.models import Assignment
from organisation.querysets import PositionQuerySet

S = AgreementStatus
UNSENT = frozenset({None, S.DRAFT.value, S.RETURNED.value, S.CANCELLED.value})
"""States in which the superior has nothing to decide yet: the holder's turn."""

WITHOUT_BUDGET = (
    PositionKind.REGIONAL_HEAD,
    PositionKind.DEPUTY_REGIONAL_HEAD,
    PositionKind.ASSISTANT,
    PositionKind.EXPERT_STAFF,
    PositionKind.FUNCTIONAL,
    PositionKind.EXECUTING_STAFF,
)
"""Kinds that manage no programme of their own: a missing budget is nothing to mend there.

The regional head's budget is the sum of the OPD.
"""

FLAGS = {
    Gap.HOLDER.value: "lacks_holder",
    Gap.USER.value: "lacks_user",
    Gap.SUPERIOR.value: "lacks_superior",
    Gap.BUDGET.value: "lacks_budget",
    Gap.DEVIATION.value: "deviates",
}
"""The annotation behind each gap; whether a PK was sent is told by its state."""

COUNTED_BY = "newest_state", *FLAGS.values()


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many positions lack something."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """One position of the board: its PK, when it was sent or how late it is, and what is missing."""

    row: SeasonPosition
    late: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many positions there are of each state and each combination of gaps."""

    cells: tuple[dict, ...]

    def states(self, gap: str) -> list[StateCount]:
        """Positions by state, of those with this gap."""
        return state_counts((cell["newest_state"], cell["count"]) for cell in self.cells if _has(cell, gap))

    def gaps(self, state: str) -> list[GapCount]:
        """Positions by gap, of those in this state; what nobody lacks is left out."""
        counts: Counter[str] = Counter()
        for cell in self.cells:
            if _is(cell, state):
                counts.update({gap.value: cell["count"] for gap in Gap if _has(cell, gap.value)})
        return [GapCount(gap.value, gap.label, counts[gap.value]) for gap in Gap if counts[gap.value]]

    def total(self, state: str, gap: str) -> int:
        """Positions in this state and with this gap; empty means any."""
        return sum(cell["count"] for cell in self.cells if _is(cell, state) and _has(cell, gap))


def _is(cell: dict, state: str) -> bool:
    return not state or (cell["newest_state"] or NOT_BEGUN) == state


def _has(cell: dict, gap: str) -> bool:
    if gap == Gap.NOT_SUBMITTED:
        return cell["newest_state"] in UNSENT
    return not gap or cell[FLAGS[gap]]


def deviations(year: int) -> dict[int, Deviation]:
    """Per position: how the targets of its agreement differ from RPJMD and Renstra, where they do. Two queries."""
    return deviations_of(Agreement.objects.of_year(year).not_cancelled().latest_versions().values("pk"), year)


def with_gaps(
    positions: PositionQuerySet, year: int, today: datetime.date, deviating: Collection[int] | None = None
) -> PositionQuerySet:
    """Annotate what each of the positions of `positions_in` lacks in `year`; `deviating` are asked for if not given."""
    deviating = deviations(year) if deviating is None else deviating
    in_office = Assignment.objects.in_office(today).filter(position=OuterRef("pk"))
    budget = BudgetLine.objects.filter(position=OuterRef("pk"), year=year)
    own_budget = AgreementBudgetLine.objects.filter(agreement=OuterRef("newest_pk"))
    return positions.annotate(
        lacks_holder=~Exists(in_office),
        lacks_user=Exists(in_office) & ~Exists(in_office.filter(employee__user__is_active=True)),
        lacks_superior=Q(reports_to__isnull=True) & ~Q(kind=PositionKind.REGIONAL_HEAD),
        lacks_budget=~Q(kind__in=WITHOUT_BUDGET) & ~Exists(budget) & ~Exists(own_budget),
        deviates=Q(pk__in=list(deviating)),
    )


def with_gap(positions: PositionQuerySet, gap: str) -> PositionQuerySet:
    """Those with this gap; empty: all. The positions come from `with_gaps`."""
    if gap == Gap.NOT_SUBMITTED:
        return positions.filter(Q(newest_state=None) | Q(newest_state__in=UNSENT - {None}))
    return positions.filter(**{FLAGS[gap]: True}) if gap else positions


def tally_of(positions: PositionQuerySet) -> Tally:
    """Count the positions of `with_gaps` by state and gaps: one query, however many they are."""
    return Tally(tuple(positions.order_by().values(*COUNTED_BY).annotate(count=Count("pk"))))


def season_of(policies: Iterable[Policy], year: int, today: datetime.date) -> Season | None:
    """The season of the year; None while the day of its budget document is not recorded."""
    document_on = next((policy.budget_document_on for policy in policies if policy.year == year), None)
    return Season(document_on, today) if document_on else None


def season_rows(
    rows: Iterable[SeasonPosition], season: Season | None, found: Mapping[int, Deviation]
) -> list[SeasonRow]:
    """The rows of the board; their positions carry the annotations of `with_gaps`, and `found` how they deviate."""
    return [_season_row(row, season, found.get(row.position.pk)) for row in rows]


def _season_row(row: SeasonPosition, season: Season | None, found: Deviation | None) -> SeasonRow:
    late = season.lateness(row.submitted_on) if season and not row.is_revision else ""
    lacking = [gap for gap in Gap if gap in FLAGS and getattr(row.position, FLAGS[gap.value])]
    words = {gap: str(gap.label) for gap in lacking}
    if found:
        words[Gap.DEVIATION] = f"{Gap.DEVIATION.label} ({found.words})"
    return SeasonRow(row, late, tuple(words.values()))


def years_of(policies: Iterable[Policy], chosen: AgreementFilter, today: datetime.date) -> list[int]:
    """The years that can be chosen: those with a policy, this one, the next and the one that is shown."""
    return sorted({*(policy.year for policy in policies), chosen.year, today.year, today.year + 1}, reverse=True)


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
    latest = _latest(agreements.order_by("version", "pk").values_list("position_id", "year", "pk", "status"))
    promised = set(targets.values_list("indicator__objective__position", "year"))
    found = {pair: latest.get(pair, Unsent()) for pair in sorted(promised)}
    return {pair: unsent for pair, unsent in found.items() if unsent.status in UNSENT}


def _latest(rows: Iterable[tuple[int, int, int, str]]) -> dict[tuple[int, int], Unsent]:
    """Where each position and year stands; an agreement that was sent once counts before a later draft."""
    latest: dict[tuple[int, int], Unsent] = {}
    for position, year, pk, status in rows:
        if latest.get((position, year), Unsent()).status in UNSENT:
            latest[position, year] = Unsent(pk, status)
    return latest
