"""The indicators that another may hang from: those of the superiors, and those found elsewhere by words.

Whoever drafts a position's PK reads the indicators of its line of superiors, also outside the own scope: nobody can
support what they may not see, and a PK is a public document. Figures are shown only in scope.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from agreements.cascade.facts import LONGEST_ON_SCREEN, OUT_OF_SCOPE, shortened
from indicators.domain.numbers import format_figure
from indicators.models import Indicator, Target
from indicators.querysets import IndicatorQuerySet
from organisation.models import Position, User

MOST_FOUND = 20


@dataclass
class PossibleParent:
    """One indicator to choose, with its target of the year if there is one to show."""

    indicator: Indicator
    statement: str
    office: str
    target: str

    @property
    def id(self) -> int:
        """The indicator's key."""
        return self.indicator.pk


@dataclass
class CandidateGroup:
    """The candidates of one position."""

    title: str
    candidates: list[PossibleParent] = field(default_factory=list)


@dataclass
class Candidates:
    """What can be chosen: by superior, and what a search found elsewhere."""

    above: list[CandidateGroup]
    found: list[PossibleParent]
    has_more: bool

    def by_id(self) -> dict[int, PossibleParent]:
        """Every candidate by the key of its indicator."""
        above = [candidate for group in self.above for candidate in group.candidates]
        return {candidate.id: candidate for candidate in above + self.found}


def candidates_for(indicator: Indicator, words: list[str], *, year: int, user: User) -> Candidates:
    """The indicators of the superiors, and without them those in scope that hold every one of the words."""
    above = candidates_above(indicator, year=year, user=user)
    if not words:
        return Candidates(above, [], False)
    known = [candidate.id for group in above for candidate in group.candidates]
    return Candidates(above, *candidates_found(indicator, words, year=year, user=user, known=known))


def superiors_of(position: Position) -> list[Position]:
    """The line of superiors, the nearest first; a circle in the data ends it."""
    line: list[Position] = []
    superior = position.reports_to
    while superior is not None and superior != position and superior not in line:
        line.append(superior)
        superior = superior.reports_to
    return line


def candidates_above(indicator: Indicator, *, year: int, user: User) -> list[CandidateGroup]:
    """By superior, what is measured in the year; the parent of today first where it is none of these."""
    line = superiors_of(indicator.objective.position)
    measured = Indicator.objects.of_positions(line).measured_in(year)
    groups = {position.pk: CandidateGroup(position.title) for position in line}
    known = set()
    for found in _with_targets(measured, year):
        groups[found.objective.position_id].candidates.append(_candidate(found, user))
        known.add(found.pk)
    listed = [group for group in groups.values() if group.candidates]
    if indicator.supports_id and indicator.supports_id not in known:
        (parent,) = _with_targets(Indicator.objects.filter(pk=indicator.supports_id), year)
        seen = user.authority.sees_position(parent.objective.position_id)
        title = f"Saat ini: {parent.objective.position.title}" if seen else "Saat ini"
        candidate = _candidate(parent, user)
        if not seen:
            candidate = PossibleParent(parent, OUT_OF_SCOPE, "", "")
        listed.insert(0, CandidateGroup(title, [candidate]))
    return listed


def candidates_found(
    indicator: Indicator, words: list[str], *, year: int, user: User, known: Iterable[int]
) -> tuple[list[PossibleParent], bool]:
    """Indicators in scope whose text, code or office holds every word, and whether there are more than are shown."""
    found = Indicator.objects.visible_to(user).measured_in(year)
    found = found.exclude(pk__in=[indicator.pk, *known]).exclude(objective__position=indicator.objective.position)
    for word in words:
        holds = Q(statement__icontains=word) | Q(code__iexact=word)
        found = found.filter(holds | Q(objective__position__title__icontains=word))
    rows = list(_with_targets(found, year)[: MOST_FOUND + 1])
    return [_candidate(row, user) for row in rows[:MOST_FOUND]], len(rows) > MOST_FOUND


def _with_targets(found: IndicatorQuerySet, year: int) -> IndicatorQuerySet:
    of_year = Prefetch("targets", queryset=Target.objects.filter(year=year), to_attr="of_year")
    return found.select_related("objective__position").prefetch_related(of_year).in_order()


def _candidate(indicator: Indicator, user: User) -> PossibleParent:
    target = ""
    if indicator.of_year and user.authority.sees_position(indicator.objective.position_id):
        target = f"{format_figure(indicator.of_year[0].value, indicator.decimals)} {indicator.unit_of_measure}"
    return PossibleParent(
        indicator, shortened(indicator.statement, LONGEST_ON_SCREEN), indicator.objective.position.title, target
    )
