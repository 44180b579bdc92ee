"""Opening a verified report once more, because a figure in it turned out to be wrong."""

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.facts import FieldChange, to_data
from audit.trail import advance
from realisations.entry.locks import REOPENED, lock_report
from realisations.enums import ReportStatus
from realisations.history.keys import row_fact
from realisations.models import QuarterReport
from realisations.reports import messages
from realisations.reports.acceptance import clear_marks
from realisations.reports.actions import refuse_unseen

if TYPE_CHECKING:
    from organisation.models import User


VERIFIED_FIELDS = ("state", "figure", "grade", "is_provisional")
"""What the history keeps of a report that is opened again."""

SHORTEST_REASON = 10
"""Letters; less says nothing to the auditor who reads the history."""


@transaction.atomic
def reopen_report(
    report: QuarterReport, *, by: "User", today: datetime.date, reason: str, version: int | None = None
) -> QuarterReport:
    """Give a verified report back to its holder; its figures no longer count until it is verified again.

    What had been verified is written into the history, figure by figure; no row keeps its mark. Targets of the quarter
    may change again, as of every quarter without a verified report. The period does not open by this: a unit whose
    time is over needs an extension as well. ValidationError without a reason, when the report is not verified, or
    (code CONFLICT) when it is another version than the one that was looked at.
    """
    reason = reason.strip()
    _refuse_short(reason)
    locked = lock_report(report)
    refuse_unseen(locked, version)
    if not locked.is_verified:
        raise ValidationError(
            f"Laporan ini berstatus “{locked.get_status_display()}”. Hanya laporan yang sudah disetujui yang dapat "
            "dibuka kembali.",
            code="step",
        )
    advance(
        locked,
        ReportStatus.RETURNED,
        by=by,
        verb=REOPENED,
        remark=reason,
        data={"version": locked.version + 1, "changes": to_data(verified_figures(locked))},
        version=locked.version + 1,
        verified_at=None,
        verified_by=None,
    )
    clear_marks(locked.realisations.all())
    locked.remark = reason
    locked.save(update_fields=["remark"])
    messages.tell_reporters(locked, today=today, verdict=messages.REOPENED)
    return locked


def _refuse_short(reason: str) -> None:
    if len(reason) < SHORTEST_REASON:
        raise ValidationError(
            {
                "reason": f"Tulis alasannya dengan sedikitnya {SHORTEST_REASON} huruf; alasan ini tercatat dalam "
                "riwayat dan dibaca pemegang jabatan."
            }
        )


def verified_figures(report: QuarterReport) -> list[FieldChange]:
    """What stands in the report, as facts that are not valid any more."""
    rows = report.realisations.select_related("indicator").order_by("indicator__order", "indicator__code")
    return [
        row_fact(report, row.indicator, name, getattr(row, name), None)
        for row in rows
        for name in VERIFIED_FIELDS
        if getattr(row, name) or (name == "figure" and row.figure is not None)
    ]
