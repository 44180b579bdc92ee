"""Kinds of duties, and why a person hears of one; known to the pure domain."""

from enum import StrEnum


class Kind(StrEnum):
    """Why somebody is reminded; the same words in the store and in addresses."""

    FILL = "fill"
    VERIFY = "verify"
    SIGN = "sign"
    FOLLOW_UP = "follow_up"


class Reason(StrEnum):
    """Why a person hears of a duty; the first one that holds is given."""

    HOLDER = "Pemegang jabatan"
    DELEGATE = "Delegasi"
    OPERATOR = "Operator"
    VERIFIER = "Verifikator"
    PARTY = "Pihak dalam PK"
    SUPERIOR = "Atasan langsung"
    SECRETARY = "Sekda"

    @property
    def is_own_duty(self) -> bool:
        """Whether this person has to act, rather than to see that others do."""
        return self not in {Reason.SUPERIOR, Reason.SECRETARY}
