"""How an indicator that does not exist yet will be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator that does not exist yet will be read: polarity, rule of accumulation, scale of predicates."""

    polarity: str
    aggregation: str
    predicate_scale: tuple[str, ...] = ()
