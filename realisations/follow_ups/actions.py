"""What was promised with a report: the day it is to be done, and that it is done."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.facts import changes_between, key_of, to_data
from organisation.models import User
from realisations.models import Realisation

LATEST = datetime.timedelta(days=2 * 366)
"""So far ahead a follow-up may be promised; a later day is a slip of the pen."""


@transaction.atomic
def schedule_follow_up(realisation: Realisation, *, due: datetime.date, by: User, today: datetime.date) -> Realisation:
    """Promise the follow-up of a report for a day, or for another one than before; also while the report is written.

    Raises ValidationError when it is done, says nothing, or the day is gone or too far ahead.
    """
    row = _open(realisation, Realisation.objects.exclude(follow_up=""))
    if not today <= due <= today + LATEST:
        raise ValidationError({"due": "Pilih tanggal mulai hari ini sampai paling lama dua tahun ke depan."})
    before, row.follow_up_due = row.follow_up_due, due
    row.save(update_fields=["follow_up_due"])
    changes = changes_between(
        Realisation,
        {"follow_up_due": before},
        {"follow_up_due": due},
        key=key_of(row.report, row.indicator),
        label=_named(row),
    )
    trail.record(row.report, "follow_up.scheduled", by=by, data={"detail": _named(row), "changes": to_data(changes)})
    return row


@transaction.atomic
def finish_follow_up(realisation: Realisation, *, by: User) -> Realisation:
    """Call a dated follow-up done. Raises ValidationError when somebody was faster, or it has no day."""
    row = _open(realisation, Realisation.objects.with_follow_up())
    if row.follow_up_due is None:
        raise ValidationError("Tetapkan dahulu batas waktu tindak lanjut ini.", code="step")
    row.follow_up_done_at, row.follow_up_done_by = timezone.now(), by
    row.save(update_fields=["follow_up_done_at", "follow_up_done_by"])
    trail.record(row.report, "follow_up.done", by=by, data={"detail": _named(row)})
    return row


def _open(realisation: Realisation, promised: Any) -> Any:
    """Lock and re-read the row, if it is among those promised; refuse what cannot be changed any more."""
    rows = promised.select_for_update(of=("self",))
    row = rows.select_related("report__position", "report__period", "indicator").filter(pk=realisation.pk).first()
    if row is None:
        raise ValidationError(
            "Tindak lanjut ini sudah tidak ada pada laporannya, atau laporannya belum dikirim.", code="gone"
        )
    if row.follow_up_done_at is not None:
        raise ValidationError("Tindak lanjut ini sudah ditandai selesai. Muat ulang halaman.", code="step")
    return row


def _named(row: Any) -> str:
    return str(row.indicator.statement)
