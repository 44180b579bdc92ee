"""In what rupiah are printed: whole, or in a larger unit that the head of their column names."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.numbers import format_number, format_rupiah, shown_places


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """So many rupiah (`size`): `code` in addresses, `head` above columns, `words` beside the table."""

    code: str
    size: int
    head: str
    words: str = ""
    decimals: int = 0

    def written(self, amount: Decimal) -> str:
        """The amount in this unit, without its name; a sum too small for the unit keeps its decimals and is no zero."""
        scaled = amount / self.size
        return format_number(scaled, shown_places(scaled, self.decimals))

    def named(self, amount: Decimal) -> str:
        """`Rp1.234.567` for whole rupiah; in a larger unit the head of the column says what it is."""
        return format_rupiah(amount) if self.size == 1 else self.written(amount)

    @property
    def addition(self) -> str:
        """What the head of a column of money adds to its own words: ` (Rp juta)`, or nothing for whole rupiah."""
        return "" if self.size == 1 else f" ({self.head})"


_ROUNDED = "Rupiah dalam {}an, dibulatkan; jumlah dihitung dari angka sebelum dibulatkan."
RUPIAH = MoneyUnit("penuh", 1, "Rp", decimals=2)
THOUSANDS = MoneyUnit("ribu", 1_000, "Rp ribu", _ROUNDED.format("ribu"))
MILLIONS = MoneyUnit("juta", 1_000_000, "Rp juta", _ROUNDED.format("juta"))
BILLIONS = MoneyUnit("miliar", 1_000_000_000, "Rp miliar", _ROUNDED.format("miliar"), decimals=2)
UNITS = (RUPIAH, THOUSANDS, MILLIONS, BILLIONS)
"""From the finest to the coarsest."""


def chosen_unit(code: str) -> MoneyUnit | None:
    """The unit of an address (`?rupiah=juta`); None for no choice, or one that there is not."""
    return next((unit for unit in UNITS if unit.code == code), None)
