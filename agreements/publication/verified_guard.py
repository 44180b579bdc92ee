"""What was measured already, held against an agreement: paper and plan must not say two things."""

from django.core.exceptions import ValidationError

from agreements.content.facts import against_verified
from agreements.models import Agreement
from indicators.domain.periods import roman
from realisations.reports.binding import reported_among


def refuse_other_than_verified(agreement: Agreement) -> None:
    """ValidationError when a quarter was verified meanwhile against another target than the agreement would print."""
    pairs = against_verified(agreement)
    if not pairs:
        return
    quarters = {quarter for line, kept in pairs for quarter, _ in set(line.quarters) ^ set(kept.quarters)}
    named = f"Triwulan {', '.join(map(roman, sorted(quarters)))}" if quarters else "Keempat triwulan"
    lines = ", ".join(f"“{line.indicator_statement}”" for line, _ in pairs)
    raise ValidationError(
        f"{named} sudah diverifikasi sejak PK ini diajukan, dengan target lain daripada yang dimuat PK ini untuk "
        f"{lines}. Kembalikan PK ini agar target triwulan itu mengikuti yang sudah diverifikasi.",
        code="verified",
    )


def refuse_other_unit(agreement: Agreement) -> None:
    """ValidationError when a line measures in another unit than the realisations that its indicator has already."""
    lines = [line for line in agreement.lines.all() if line.is_own]
    realised = reported_among([line.indicator_id for line in lines])
    for line in lines:
        if line.indicator_id in realised and line.unit_of_measure != line.indicator.unit_of_measure:
            raise ValidationError(
                f"Indikator “{line.indicator_statement}” sudah mempunyai realisasi dalam satuan "
                f"“{line.indicator.unit_of_measure}”, sedangkan PK ini memakai “{line.unit_of_measure}”. Kembalikan PK "
                "ini agar satuannya mengikuti realisasi itu.",
                code="unit",
            )
