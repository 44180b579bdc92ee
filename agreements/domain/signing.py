"""When a signature may be recorded, and on which date."""

import datetime
from collections.abc import Collection, Sequence

from documents.signing.domain import long_date
from indicators.domain.choices import LabelledChoice
from indicators.domain.policy import SigningOrder


class Side(LabelledChoice):
    """The one who promises, and then the one who receives the promise."""

    FIRST = "first", "Pihak Pertama"
    SECOND = "second", "Pihak Kedua"


def sides_in_order(sides: Collection[str]) -> list[str]:
    """The sides of an agreement in the order in which they are named."""
    return [side for side in Side if side in sides]


def awaited_sides(sides: Collection[str], signed: Collection[str], order: str) -> list[str]:
    """The sides that may sign now: one after the other, or all that are left; empty when all have signed."""
    missing = [side for side in sides_in_order(sides) if side not in signed]
    return missing if order == SigningOrder.ANY else missing[:1]


def earliest_signing(year: int) -> datetime.date:
    """The first day on which an agreement of `year` can have been signed.

    It follows the budget document, and that follows the budget, which council and head agree at the latest one month
    before the year begins (UU 23/2014 art. 312): 1 December of the year before.
    """
    return datetime.date(year - 1, 12, 1)


def date_objection(
    signed_on: datetime.date, *, year: int, today: datetime.date, earlier: Sequence[tuple[str, datetime.date]] = ()
) -> str | None:
    """Why `signed_on` cannot be the date of a signature, as a sentence; None when it can.

    `earlier` holds what must have come before it: (what it is called, its date).
    """
    if signed_on > today:
        return "Tanggal tanda tangan tidak boleh setelah hari ini. Catat tanda tangan setelah dibubuhkan."
    first_day = earliest_signing(year)
    if signed_on < first_day:
        return f"Tanggal tanda tangan PK {year} tidak boleh sebelum {long_date(first_day)}. Periksa tahunnya."
    for name, day in earlier:
        if signed_on < day:
            return f"Tanggal tanda tangan tidak boleh sebelum {name}, yaitu {long_date(day)}."
    return None


def printed_date_objection(day: datetime.date, *, year: int) -> str | None:
    """Why `day` cannot stand on an agreement of `year` that is still a draft; None when it can.

    It may lie ahead, because a signing is planned, but not outside the time in which the agreement can be made.
    """
    first_day, last_day = earliest_signing(year), datetime.date(year, 12, 31)
    if first_day <= day <= last_day:
        return None
    return f"Tanggal PK {year} harus antara {long_date(first_day)} dan {long_date(last_day)}. Periksa tahunnya."


def recording_delay(signed_on: datetime.date, recorded_on: datetime.date) -> int:
    """Days between the date of a signature and the day it was recorded; back-dating must stay visible."""
    return (recorded_on - signed_on).days
