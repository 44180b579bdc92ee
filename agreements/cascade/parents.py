"""The indicators that another may hang from: those of the superiors, and those found elsewhere by words.

Whoever drafts a position's PK reads the indicators of its line of superiors, also outside the own scope: nobody can
support what they may not see, and a PK is a public document. Figures are shown only in scope.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from agreements.cascade.actions import short
from agreements.cascade.rows import LONGEST_ON_SCREEN, OUT_OF_SCOPE, shortened
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
    """What can be chosen: by superior, what is chosen already, and what a search found elsewhere."""

    above: list[CandidateGroup]
    chosen: list[PossibleParent] = field(default_factory=list)
    """What hangs from nobody above: chosen before, or a moment ago on this page."""

    found: list[PossibleParent] = field(default_factory=list)
    has_more: bool = False
    refused: dict[int, str] = field(default_factory=dict)
    """What was chosen on this page and cannot be, with the sentence that says why."""

    def by_id(self) -> dict[int, PossibleParent]:
        """Every candidate by the key of its indicator."""
        above = [candidate for group in self.above for candidate in group.candidates]
        return {candidate.id: candidate for candidate in above + self.chosen + self.found}


def candidates_for(
    indicator: Indicator, words: list[str], *, year: int, user: User, also: Iterable[int], picked: Iterable[int]
) -> Candidates:
    """The indicators of the superiors, what it supports already (`also` beside its parent), and what was `picked`.

    Without those, the indicators in scope that hold every one of the words. As many queries for one as for many.
    """
    candidates = Candidates(candidates_above(indicator, year=year, user=user))
    stored = {pk for pk in (indicator.supports_id, *also) if pk}
    wanted = (stored | set(picked)) - candidates.by_id().keys()
    if wanted:
        _add_chosen(candidates, indicator, wanted, stored, year=year, user=user)
    if words:
        known = [*candidates.by_id(), *candidates.refused]
        found = candidates_found(indicator, words, year=year, user=user, known=known)
        candidates.found, candidates.has_more = found
    return candidates


def _add_chosen(
    candidates: Candidates, indicator: Indicator, wanted: Iterable[int], stored: Iterable[int], *, year: int, user: User
) -> None:
    """What stands in the data is kept, read or not; what was picked on the page must be in scope and have a target."""
    for one in _with_targets(Indicator.objects.filter(pk__in=wanted), year):
        is_seen = user.authority.sees_position(one.objective.position_id)
        if one.pk in stored:
            candidates.chosen.append(_candidate(one, user) if is_seen else PossibleParent(one, OUT_OF_SCOPE, "", ""))
        elif is_seen and one.objective.position_id == indicator.objective.position_id:
            candidates.refused[one.pk] = (
                f"“{short(one.statement)}” milik jabatan yang sama. Pilih indikator jabatan lain."
            )
        elif is_seen and not one.of_year:
            candidates.refused[one.pk] = (
                f"“{short(one.statement)}” tidak bertarget {year}. Pilih indikator yang diukur pada tahun itu, atau "
                "lengkapi dahulu targetnya."
            )
        elif is_seen:
            candidates.chosen.append(_candidate(one, user))


def superiors_of(position: Position) -> list[Position]:
    """The line of superiors, the nearest first; a circle in the data ends it."""
    line: list[Position] = []
    superior = position.reports_to
    while superior is not None and superior != position and superior not in line:
        line.append(superior)
        superior = superior.reports_to
    return line


def candidates_above(indicator: Indicator, *, year: int, user: User) -> list[CandidateGroup]:
    """By superior, what is measured in the year."""
    line = superiors_of(indicator.objective.position)
    measured = Indicator.objects.of_positions(line).measured_in(year)
    groups = {position.pk: CandidateGroup(position.title) for position in line}
    for found in _with_targets(measured, year):
        groups[found.objective.position_id].candidates.append(_candidate(found, user))
    return [group for group in groups.values() if group.candidates]


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
