"""In which capacity somebody sends a report: as its holder, or as the holder's delegate for a time."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from indicators.models import QuarterReport
from organisation.models import Delegation, User


def on_behalf_of(report: QuarterReport, by: User, today: datetime.date) -> str:
    """`atas nama Kepala Dinas Kesehatan (delegasi sampai 20 Oktober 2026)`; empty for whoever sends in their own name.

    The delegation is held until the transaction ends, so that sending and taking it back follow one another.
    ValidationError when `by` was delegate as the page was opened and is no longer.
    """
    if by.authority.holds(report.position_id):
        return ""
    given = Delegation.objects.in_force(today).filter(position=report.position_id, delegate=by)
    delegation = given.select_for_update().first()
    if delegation is not None:
        return f"atas nama {report.position.title} (delegasi sampai {date_format(delegation.end, 'j F Y')})"
    if report.position_id in by.authority.delegated_position_ids:
        raise ValidationError(
            f"Delegasi Anda untuk {report.position.title} sudah berakhir, jadi laporan ini belum dikirim. Mintalah "
            "pemegang jabatan mengirimnya atau menunjuk delegasi lagi.",
            code="delegation",
        )
    return ""
