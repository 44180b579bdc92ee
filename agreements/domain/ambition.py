"""A target of an agreement beside what the medium-term plan sets for its year, and what was reached the year before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from indicators.domain.kinds import Value
from indicators.domain.numbers import format_exact
from indicators.domain.strength import Strength, same_word, strength, strength_of_reached

PLAN = "Renstra/RPJMD"


@dataclass(frozen=True, slots=True)
class TargetAmbition:
    """What one target is held against; None is what there is nothing of."""

    year: int
    target: Value
    planned: Value | None = None
    """What the medium-term plan sets for the year."""

    against_plan: Strength | None = None
    reached: Value | None = None
    """What the whole of the year before came to."""

    against_reached: Strength | None = None
    history: tuple[tuple[int, Value | None], ...] = ()
    """What the last five years came to, the oldest first."""

    reason: str = ""
    about: str = ""
    """The `subject` that the reason was written about; empty when nobody knows."""

    @property
    def is_weaker(self) -> bool:
        """Whether it asks for less than the plan or than was reached, so that a reason is owed."""
        return Strength.WEAKER in (self.against_plan, self.against_reached)

    @property
    def is_unexplained(self) -> bool:
        """Whether a reason is owed and not given, or given about another target or plan."""
        return self.is_weaker and (not self.reason.strip() or self.is_outdated)

    @property
    def subject(self) -> str:
        """What a reason has to explain: the target, and what it is weaker than; `–` for what it is not weaker than."""
        sides = ((self.planned, self.against_plan), (self.reached, self.against_reached))
        weaker = (format_exact(value) if value and kind is Strength.WEAKER else "–" for value, kind in sides)
        return " / ".join((format_exact(self.target), *weaker))

    @property
    def is_outdated(self) -> bool:
        """Whether there is a reason that was written about another target, plan or realisation of last year."""
        return bool(self.reason.strip() and self.about) and self.about != self.subject

    @property
    def is_below_reached(self) -> bool:
        """Whether it asks for less than was reached the year before."""
        return self.against_reached is Strength.WEAKER

    def sentences(self, *, with_reached: bool = True) -> tuple[str, ...]:
        """What it is weaker than, one sentence each; the figure that was reached only `with_reached`."""
        target, said = format_exact(self.target), []
        if self.against_plan is Strength.WEAKER and self.planned is not None:
            planned = format_exact(self.planned)
            said.append(f"Target {target} lebih lemah daripada {PLAN} {self.year}, yaitu {planned}.")
        if self.is_below_reached and self.reached is not None:
            reached = f", yaitu {format_exact(self.reached)}" if with_reached else ""
            said.append(f"Target {target} lebih lemah daripada realisasi {self.year - 1}{reached}.")
        return tuple(said)


def ambition(
    year: int,
    target: Value,
    *,
    planned: Value | None,
    reached: Value | None,
    polarity: str,
    scale: tuple[str, ...] = (),
    units: Collection[str] = (),
    history: tuple[tuple[int, Value | None], ...] = (),
    reason: str = "",
    about: str = "",
) -> TargetAmbition:
    """Hold `target` against both; `units`: those of the target and of the catalogue, which must say the same."""
    is_same_measure = len({same_word(unit) for unit in units}) <= 1
    against = [
        None if other is None else judge(target, other, polarity=polarity, scale=scale)
        for judge, other in ((strength, planned), (strength_of_reached, reached))
    ]
    if not is_same_measure:
        against = [known and Strength.OTHER for known in against]
    return TargetAmbition(year, target, planned, against[0], reached, against[1], history, reason, about)


@dataclass(frozen=True, slots=True)
class Deviation:
    """How many targets of an agreement ask for less, for more, or for something else than the medium-term plan."""

    weaker: int = 0
    stronger: int = 0
    other: int = 0

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return bool(self.weaker or self.stronger or self.other)

    @property
    def words(self) -> str:
        """`2 lebih lemah, 1 lebih kuat`; empty when every target is that of the plan."""
        counted = ((self.weaker, Strength.WEAKER), (self.stronger, Strength.STRONGER), (self.other, Strength.OTHER))
        return ", ".join(f"{count} {kind.label}" for count, kind in counted if count)


def deviation(found: Iterable[Strength | None]) -> Deviation:
    """Count what differs."""
    kinds = list(found)
    return Deviation(*(kinds.count(kind) for kind in (Strength.WEAKER, Strength.STRONGER, Strength.OTHER)))
