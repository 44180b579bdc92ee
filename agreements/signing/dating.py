"""The day that stands on an agreement's paper: chosen when it is issued, or left as dots for the pen."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.content.actions import lock_agreement
from agreements.content.document import document_of
from agreements.domain.signing import long_date, printed_date_objection
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from audit.facts import changes_between, field_values, to_data
from audit.trail import record
from organisation.models import User

ISSUED = "PK ini sudah terbit dengan nomor {number}; tanggalnya tidak berubah lagi."


def day_can_be_chosen(agreement: Agreement) -> bool:
    """Whether nobody has signed yet: a signature fixes the day."""
    return agreement.status == AgreementStatus.APPROVED


@transaction.atomic
def date_agreement(agreement: Agreement, day: datetime.date | None, *, by: User) -> Agreement:
    """Let `day` stand on the paper that will be issued; None leaves dots, and then it is signed with a pen only.

    Raises `ValidationError` when the agreement was issued or signed, or could not have been made on that day.
    """
    agreement = lock_agreement(agreement)
    document = document_of(agreement)
    if document:
        raise ValidationError(ISSUED.format(number=document.number), code="issued")
    if not day_can_be_chosen(agreement):
        raise ValidationError(
            f"PK ini berstatus “{agreement.get_status_display()}”, jadi tanggalnya tidak dipilih lagi.", code="step"
        )
    objection = _objection(agreement, day) if day else None
    if objection:
        raise ValidationError({"day": objection})
    if day != agreement.signed_on:
        before = field_values(agreement, ["signed_on"])
        agreement.signed_on = day
        agreement.save(update_fields=["signed_on"])
        changes = changes_between(agreement, before, field_values(agreement, ["signed_on"]))
        record(agreement, "agreement.dated", by=by, data={"changes": to_data(changes)})
    return agreement


def _objection(agreement: Agreement, day: datetime.date) -> str | None:
    revised = agreement.supersedes.signed_on if agreement.supersedes else None
    if revised and day < revised:
        return f"Tanggal PK Perubahan tidak boleh sebelum tanggal PK yang diubah, yaitu {long_date(revised)}."
    return printed_date_objection(day, year=agreement.year)
