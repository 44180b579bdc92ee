"""Ending and renewing: an agreement is cancelled, or revised by a new version."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.content.actions import lock_agreement, write_content
from agreements.content.facts import renewed_plan
from agreements.enums import AgreementStatus, RevisionReason, Side
from agreements.messages.actions import tell
from agreements.models import Agreement
from audit.trail import advance, record
from organisation.models import User


@transaction.atomic
def cancel_agreement(agreement: Agreement, *, by: User, today: datetime.date, reason: str) -> Agreement:
    """Cancel the agreement for good, with the reason (free text). Its version number becomes free again.

    Raises ValidationError without a reason; when its state does not allow it; for an agreement that is being revised;
    and for a revision in force, because the version before it binds nobody any more.
    """
    agreement = lock_agreement(agreement)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Tulis alasan pembatalan."})
    if agreement.status == AgreementStatus.IN_FORCE:
        _refuse_cancelling_in_force(agreement)
    data = {"supersedes": agreement.supersedes_id, "version": agreement.version}
    is_known_to_others = not agreement.is_editable
    advance(
        agreement,
        AgreementStatus.CANCELLED,
        by=by,
        verb="agreement.cancelled",
        remark=reason,
        data=data,
        supersedes=None,
    )
    if is_known_to_others:
        tell(agreement, "cancelled", to=[Side.FIRST, Side.SECOND], by=by, today=today)
    return agreement


def _refuse_cancelling_in_force(agreement: Agreement) -> None:
    if hasattr(agreement, "superseded_by"):
        raise ValidationError(
            "PK ini sedang diubah dengan PK Perubahan. Batalkan dahulu PK Perubahan itu.", code="being_revised"
        )
    if agreement.is_revision:
        raise ValidationError(
            "PK Perubahan yang sudah berlaku tidak dapat dibatalkan, karena PK sebelumnya sudah tidak berlaku. Buat PK "
            "Perubahan yang baru untuk memperbaikinya.",
            code="revision_in_force",
        )


@transaction.atomic
def begin_revision(agreement: Agreement, *, by: User, today: datetime.date, reason: str) -> Agreement:
    """Draft the PK Perubahan of an agreement in force: a new version from the plan of today.

    `reason` is a RevisionReason (PermenPAN-RB 53/2014, Lampiran I). The agreement binds until the revision is signed.
    Raises ValidationError when it is not in force or already being revised, and for each obstacle.
    """
    agreement = lock_agreement(agreement)
    if reason not in RevisionReason.values:
        raise ValidationError({"reason": "Pilih alasan perubahan."})
    if agreement.status != AgreementStatus.IN_FORCE:
        raise ValidationError(
            f"PK ini berstatus “{agreement.get_status_display()}”. Hanya PK yang berlaku dapat diubah.", code="step"
        )
    if hasattr(agreement, "superseded_by"):
        raise ValidationError("PK Perubahan untuk PK ini sudah disusun. Buka PK Perubahan itu.", code="being_revised")
    plan, obstacles = renewed_plan(agreement, on=today)
    if obstacles:
        raise ValidationError(obstacles, code="obstacle")
    revision = Agreement.objects.create(
        position=agreement.position,
        year=agreement.year,
        version=agreement.version + 1,
        supersedes=agreement,
        reason=reason,
        signed_place=agreement.signed_place,
        counterpart=agreement.counterpart,
    )
    revision.left_out.set(agreement.left_out.all())
    write_content(revision, plan)
    data = {"reason": reason, "supersedes": agreement.pk, "revision": revision.pk}
    record(revision, "agreement.revision_begun", by=by, data=data)
    record(agreement, "agreement.being_revised", by=by, data=data)
    return revision
