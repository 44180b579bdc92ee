"""Models of the performance agreement, one module per noun."""

from agreements.models.agreement import Agreement
from agreements.models.ceremonies import Ceremony, Invitation
from agreements.models.content import ActionStep, AgreementBudgetLine, AgreementLine, LineQuarterTarget
from agreements.models.parties import Party, Signature

__all__ = [
    "ActionStep",
    "Agreement",
    "AgreementBudgetLine",
    "AgreementLine",
    "Ceremony",
    "Invitation",
    "LineQuarterTarget",
    "Party",
    "Signature",
]
