"""What was measured already, held against an agreement: paper and plan must not say two things."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from agreements.models import Agreement
from agreements.plans import against_verified

LAST = 4
"""The last quarter, the only one whose numeral is not as many strokes."""


def refuse_other_than_verified(agreement: Agreement) -> None:
    """ValidationError when a quarter was verified meanwhile against another target than the agreement would print."""
    pairs = against_verified(agreement)
    if not pairs:
        return
    quarters = {quarter for line, kept in pairs for quarter, _ in set(line.quarters) ^ set(kept.quarters)}
    named = f"Triwulan {numerals(quarters)}" if quarters else "Keempat triwulan"
    lines = ", ".join(f"“{line.indicator_statement}”" for line, _ in pairs)
    raise ValidationError(
        f"{named} sudah diverifikasi sejak PK ini diajukan, dengan target lain daripada yang dimuat PK ini untuk "
        f"{lines}. Kembalikan PK ini agar target triwulan itu mengikuti yang sudah diverifikasi.",
        code="verified",
    )


def numerals(quarters: Iterable[int]) -> str:
    """The quarters as they are read: `I, II`."""
    return ", ".join("I" * quarter if quarter < LAST else "IV" for quarter in sorted(quarters))
