"""How agreements are signed, as `documents` asks: the parties, whose turn it is, and what a signature brings about."""

import datetime

from django.db.models import prefetch_related_objects

from agreements.models import Agreement, Party
from agreements.reading.facts import awaited_as, awaited_parties
from agreements.signing.actions import expected_signer
from documents.kinds import GivenSignature, Signatory
from organisation.models import User


def signatories(agreement: Agreement) -> tuple[Signatory, ...]:
    """Both sides, the one who promises first; whatever was not fetched with the agreement is fetched for all sides."""
    prefetch_related_objects([agreement], "parties__signature", "parties__employee")
    return tuple(signatory(party) for party in agreement.parties.all())


def signatory(party: Party) -> Signatory:
    """A side of an agreement as its papers call it."""
    signature = getattr(party, "signature", None)
    given = signature and GivenSignature(
        method=signature.get_method_display(),
        signed_on=signature.signed_on,
        signed_at=signature.signed_at,
        certificate_name=signature.certificate_name,
    )
    return Signatory(
        key=party.side,
        label=party.get_side_display(),
        name=party.name,
        title=party.position_title,
        holder=party.employee.name,
        employee_number=party.employee_number,
        signature=given,
    )


def awaited(agreement: Agreement) -> tuple[Signatory, ...]:
    """The sides that may sign now."""
    return tuple(signatory(party) for party in awaited_parties(agreement))


def awaited_for(agreement: Agreement, user: User) -> Signatory | None:
    """The side as which the user may sign now; None when it is not the user's turn."""
    party = awaited_as(agreement, user)
    return signatory(party) if party else None


def expect(agreement: Agreement, key: str, *, signed_on: datetime.date, today: datetime.date, method: str) -> Signatory:
    """The side, when it may sign in this way on this day; `ValidationError` otherwise."""
    return signatory(expected_signer(agreement, key, signed_on=signed_on, today=today, method=method))


def ended(agreement: Agreement) -> str:
    """What the signatures brought about, as a sentence; empty while some are awaited."""
    return "" if agreement.is_open_for_signing else "PK ini sekarang berlaku."


def place(agreement: Agreement) -> str:
    """Where it is signed."""
    return agreement.signed_place or "Indonesia"
