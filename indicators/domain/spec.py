"""What measuring needs to know of an indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.kinds import NO, YES, Aggregation, Polarity
from indicators.domain.ratios import multiplier_for_unit

LAST_QUARTER = 4


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """What measuring needs to know of an indicator."""

    polarity: Polarity
    aggregation: Aggregation
    scale: tuple[str, ...] = ()
    """Its grades, lowest first."""

    multiplier: Decimal = Decimal(1)
    """What numerator by denominator is multiplied with to be in the indicator's unit."""

    last_quarter: int = LAST_QUARTER
    """The quarter with which the promise of the year ends: an earlier one when a PK Perubahan took it out (0: before
    any of them)."""

    @classmethod
    def of(
        cls,
        polarity: str,
        aggregation: str,
        scale: Sequence[str] = (),
        *,
        unit: str = "",
        last_quarter: int | None = None,
    ) -> "IndicatorSpec":
        """From stored values; a `last_quarter` of None is the fourth. Raises ValueError for unknown choices."""
        last = LAST_QUARTER if last_quarter is None else last_quarter
        return cls(Polarity(polarity), Aggregation(aggregation), tuple(scale), multiplier_for_unit(unit), last)

    @property
    def ranks(self) -> tuple[str, ...]:
        """The grades by rank; a yes outranks a no."""
        return (NO, YES) if self.polarity is Polarity.YES_NO else self.scale

    @property
    def is_dropped(self) -> bool:
        """Whether a PK Perubahan took the indicator out before the year was over."""
        return self.last_quarter < LAST_QUARTER
