"""The verifier's mark on single rows: accepted as they are, and open again when something in them must change."""

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit.trail import record
from indicators.enums import ValueState
from indicators.models import Indicator
from realisations.entry.locks import lock_report
from realisations.models import QuarterReport, Realisation
from realisations.querysets import RealisationQuerySet
from realisations.reports import messages

if TYPE_CHECKING:
    from organisation.models import User


ROW_OPENED = "report.row_opened"


def mark_rows(
    report: QuarterReport, accepted: Collection[int] | None, remarked: Collection[int], *, by: "User"
) -> list[int]:
    """Let exactly the answered rows of `accepted` (indicator ids) bear the mark; give those that bear it now.

    None keeps the marks as they are, except on the rows with a remark: what is to be corrected is not accepted.
    Raises ValidationError for a row with both. The caller holds the report.
    """
    both = set(accepted or ()) & set(remarked)
    if both:
        codes = ", ".join(Indicator.objects.filter(pk__in=both).order_by("order").values_list("code", flat=True))
        raise ValidationError(
            f"{codes}: baris ini ditandai diterima dan juga diberi catatan. Pilih salah satu.", code="both"
        )
    rows = report.realisations.exclude(state=ValueState.NOT_REPORTED)
    if accepted is not None:
        rows.filter(indicator__in=accepted, accepted_at=None).update(accepted_at=timezone.now(), accepted_by=by)
        clear_marks(report.realisations.exclude(indicator__in=accepted))
    clear_marks(report.realisations.filter(indicator__in=remarked))
    marked = report.realisations.filter(accepted_at__isnull=False).order_by("indicator__order", "indicator__code")
    return list(marked.values_list("indicator_id", flat=True))


def clear_marks(rows: RealisationQuerySet) -> None:
    """Take the mark off these rows."""
    rows.exclude(accepted_at=None).update(accepted_at=None, accepted_by=None)


@transaction.atomic
def open_row(report: QuarterReport, indicator_pk: int, *, by: "User", today: datetime.date) -> Realisation:
    """Let an accepted row of a returned report be changed again; holder, delegate and operators are told.

    The report gets its next version: a form that was open shows the row locked, so it is looked at again first.
    ValidationError when the report is not with its holder, or the row bears no mark.
    """
    locked = lock_report(report)
    if not locked.is_editable:
        raise ValidationError(
            f"Laporan ini berstatus “{locked.get_status_display()}”. Baris hanya dapat dibuka selama laporan sedang "
            "diperbaiki pemegang jabatan.",
            code="step",
        )
    rows = locked.realisations.select_related("indicator").exclude(accepted_at=None)
    row = rows.filter(indicator=indicator_pk).first()
    if row is None:
        raise ValidationError("Baris ini tidak sedang terkunci. Muat ulang halaman untuk melihat keadaan terbaru.")
    row.accepted_at = row.accepted_by = None
    row.save(update_fields=["accepted_at", "accepted_by"])
    locked.version += 1
    locked.save(update_fields=["version"])
    name = f"{row.indicator.code} {row.indicator.statement}"
    data = {"version": locked.version, "detail": name, "indicator": row.indicator_id}
    event = record(locked, ROW_OPENED, by=by, data=data)
    messages.notify_row_opened(locked, name, event.pk, today=today)
    return row
