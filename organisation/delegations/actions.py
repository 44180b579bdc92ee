"""Letting somebody send a position's reports for a time, and taking it back."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from audit import trail
from organisation.clock import database_today
from organisation.delegations.notifying import notify
from organisation.models import Delegation, Position, User
from organisation.models.delegations import SHORTEST_REASON
from organisation.people import rows
from organisation.people.responsibility import holders_of, possible_delegates

GIVEN, ENDED = "delegation.given", "delegation.ended"
FACTS = ("position", "delegate", "start", "end")
"""What the trail keeps of a delegation that begins; its reason is the remark."""


@transaction.atomic
def give_delegation(
    *, position: Position, delegate: User, start: datetime.date, end: datetime.date, reason: str, by: User
) -> Delegation:
    """Let `delegate` send the reports of `position` from `start` to `end` (inclusive).

    ValidationError for days that have passed (the database's clock decides), without a reason, for somebody who has no
    post in the unit of the position or below it, and when another delegation of the position overlaps.
    """
    Position.objects.select_for_update().get(pk=position.pk)
    reason = reason.strip()
    _refuse_days(start, end, database_today())
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": "Tulis alasannya, misalnya Cuti tahunan atau Dinas luar."})
    if not possible_delegates(position, start).filter(pk=delegate.pk).exists():
        raise ValidationError(
            {
                "delegate": f"{delegate} tidak mempunyai jabatan di {position.unit} atau unit di bawahnya, tidak "
                "mempunyai akun aktif, atau memegang jabatan ini sendiri. Pilih orang lain."
            }
        )
    given = Delegation(position=position, delegate=delegate, start=start, end=end, reason=reason)
    _refuse_overlap(given)
    rows.create(given, GIVEN, by, facts=FACTS, remark=given.reason)
    _tell(given, GIVEN, by)
    return given


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: User) -> Delegation:
    """Take a delegation back: from now on it gives nothing. ValidationError when it is over already."""
    locked = Delegation.objects.select_related("position__unit", "delegate__employee")
    ended = locked.select_for_update(of=("self",)).get(pk=delegation.pk)
    today = database_today()
    if not ended.can_end(today):
        raise ValidationError("Delegasi ini sudah berakhir. Muat ulang halaman untuk melihat keadaan terbaru.")
    ended.ended_on = today
    ended.save(update_fields=["ended_on"])
    data = rows.begun(ended, ["ended_on"]) | {"remark": ended.reason}
    trail.record(ended, ENDED, by=by, data=data)
    _tell(ended, ENDED, by)
    return ended


def _refuse_days(start: datetime.date, end: datetime.date, today: datetime.date) -> None:
    if start < today:
        raise ValidationError(
            {"start": f"Delegasi tidak dapat berlaku surut. Pilih hari ini, {_day(today)}, atau sesudahnya."}
        )
    if end < start:
        raise ValidationError({"end": f"Hari terakhir tidak boleh sebelum hari pertama, {_day(start)}."})


def _refuse_overlap(given: Delegation) -> None:
    """ValidationError naming who is delegate already; what the exclusion constraint would refuse without names."""
    others = Delegation.objects.filter(position=given.position, ended_on=None, start__lte=given.end)
    rival = others.filter(end__gte=given.start).select_related("delegate__employee").first()
    if rival is not None:
        raise ValidationError(
            f"{rival.delegate} sudah menjadi delegasi {given.position} pada {rival.span}. Akhiri dahulu delegasi itu, "
            "atau pilih tanggal lain.",
            code="overlap",
        )


def _tell(delegation: Delegation, what: str, by: User) -> None:
    """Tell the delegate, and the head when somebody else did it for them."""
    ends = what == ENDED
    subject = f"{'Delegasi diakhiri' if ends else 'Anda menjadi delegasi'}: {delegation.position}"
    body = (
        f"Delegasi Anda untuk mengirim laporan {delegation.position} sudah diakhiri."
        if ends
        else f"Pada {delegation.span} Anda dapat memeriksa dan mengirim laporan triwulan atas nama "
        f"{delegation.position}. Alasan: {delegation.reason}."
    )
    occasion = f"delegation/{delegation.pk}/{'ended' if ends else 'given'}"
    notify([delegation.delegate], occasion=occasion, subject=subject, body=body, path=reverse("home"))
    heads = [head for head in holders_of([delegation.position_id], database_today()) if head.pk != by.pk]
    done = "mengakhiri delegasi" if ends else "menunjuk delegasi"
    notify(
        heads,
        occasion=f"{occasion}/head",
        subject=f"Delegasi pengirim laporan: {delegation.position}",
        body=f"{by} {done} pengirim laporan {delegation.position}: {delegation.delegate}, {delegation.span}.",
        path=reverse("organisation:position_detail", args=[delegation.position_id]),
    )


def _day(day: datetime.date) -> str:
    return date_format(day, "j F Y")
