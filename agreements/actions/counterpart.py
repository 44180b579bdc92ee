"""Who receives the promise, when it is not the superior by the structure."""

import datetime
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.actions.content import lock_draft, write_content
from agreements.domain.plan import PlannedParty
from agreements.enums import Side
from agreements.models import Agreement
from agreements.plans import content_of, renewed_plan
from audit.trail import record
from organisation.models import Position, User
from organisation.scope import positions_below


@transaction.atomic
def choose_counterpart(
    agreement: Agreement, position: Position | None, *, by: User, today: datetime.date, edition: int | None
) -> str:
    """Let `position` receive the promise instead of the superior; None goes back to the superior. Gives who it is now.

    Raises EditConflictError when the draft is no longer at `edition`; ValidationError for a PK with one signer, the
    own post, a post below it, one without holder, and one that the same person holds.
    """
    agreement = lock_draft(agreement, edition=edition)
    _refuse_circle(agreement, position)
    before = content_of(agreement)
    old = before.party(Side.SECOND)
    agreement.counterpart = position
    plan, obstacles = renewed_plan(agreement, on=today)
    second = plan.party(Side.SECOND)
    if second is None:
        raise ValidationError({"position": obstacles}, code="obstacle")
    if position is not None and second.position_id != position.pk:
        raise ValidationError(
            {"position": f"Pejabat {position} adalah Pihak Pertama sendiri. Pilih jabatan yang dipegang orang lain."}
        )
    agreement.save(update_fields=["counterpart"])
    parties = (*(party for party in before.parties if party.side == Side.FIRST), second)
    write_content(agreement, replace(before, parties=parties))
    changes = [{"field": "Pihak Kedua", "from": _seat(old), "to": _seat(second)}]
    data = {"edition": agreement.edition, "changes": changes}
    record(agreement, "agreement.counterpart_chosen", by=by, data=data)
    return _seat(second)


def _refuse_circle(agreement: Agreement, position: Position | None) -> None:
    """ValidationError when nobody may be chosen, or the chosen post answers to the one that promises."""
    if agreement.has_one_signer:
        raise ValidationError(f"PK {agreement.position} ditandatangani sendiri, jadi tidak mempunyai Pihak Kedua.")
    if position is None:
        return
    if position.pk == agreement.position_id:
        raise ValidationError({"position": "Jabatan tidak dapat berjanji kepada dirinya sendiri. Pilih jabatan lain."})
    if position.pk in positions_below(positions=[agreement.position_id], units=[]):
        raise ValidationError(
            {"position": f"{position} berada di bawah {agreement.position}, jadi tidak dapat menerima janjinya."}
        )


def _seat(party: PlannedParty | None) -> str:
    return f"{party.name} ({party.position_title})" if party else ""
