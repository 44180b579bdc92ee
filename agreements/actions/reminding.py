"""Reminding the holder of a position that the agreement was not sent yet."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from agreements.actions.content import lock_position
from audit.trail import record
from organisation.actions import notify
from organisation.models import Position, User
from organisation.responsibility import holders_of

BODY = (
    "{by} mengingatkan bahwa PK {year} {position} belum diajukan (status: {state}). Periksa isinya, lalu ajukan kepada "
    "atasan."
)


@transaction.atomic
def remind_to_submit(position: Position, year: int, *, state: str, url: str, by: User, today: datetime.date) -> None:
    """Write to those who hold `position` today that its PK waits for them; at most once a day per position and person.

    `state` is the state in words, `url` the page of the PK; without one the message leads to the list. Raises
    ValidationError when nobody can be told, or when everybody was told already today.
    """
    position = lock_position(position.pk)
    recipients = list(holders_of([position.pk], today).exclude(pk=by.pk).select_related("employee"))
    if not recipients:
        raise ValidationError(f"Tidak ada pejabat {position} yang mempunyai akun aktif.", code="nobody")
    told = notify(
        recipients,
        occasion=f"agreement-missing:{year}:{position.pk}:{today:%Y-%m-%d}",
        subject=f"PK {year} {position} belum diajukan",
        body=BODY.format(by=by, year=year, position=position, state=state),
        path=url or f"{reverse('agreements:agreement_list')}?{urlencode({'tahun': str(year), 'q': position.title})}",
    )
    if not told:
        raise ValidationError("Sudah diingatkan hari ini. Pengingat dikirim paling banyak sekali sehari.", code="told")
    record(position, "agreement.reminded", by=by, data={"detail": f"PK {year}"})
