"""Ceilings (pagu) that change during their year: which quarters keep the old one, and which new one cannot be."""

import datetime
from decimal import Decimal

from indicators.domain.money import QUARTERS
from indicators.domain.numbers import format_rupiah
from indicators.domain.periods import Quarter


def ended_quarters(year: int, day: datetime.date, *, is_revision: bool = False) -> tuple[int, ...]:
    """The quarters of the year that keep their ceilings when these change on `day`: those that had ended before it.

    Whoever changes a year that is over corrects it, so nothing is kept; a revision of an agreement (`is_revision`)
    that is agreed so late changed the last quarter, and the others keep theirs.
    """
    if day.year > year:
        return QUARTERS[:-1] if is_revision else ()
    return tuple(quarter for quarter in QUARTERS if Quarter(year, quarter).last_day < day)


def below_spent_sentence(code: str, source: str, after: Decimal, spent: Decimal, *, before: Decimal | None) -> str:
    """Why a ceiling cannot become `after`, because more was spent of it; empty when it can.

    What stands below already (`before`) may stay or rise.
    """
    if after >= spent or (before is not None and after >= before):
        return ""
    return (
        f"Pagu {code} ({source}) {format_rupiah(after)} lebih kecil daripada yang sudah direalisasikan, "
        f"{format_rupiah(spent)}. Naikkan pagunya, atau perbaiki dahulu realisasinya lewat laporan triwulan."
    )
