"""Models of the organisation, one module per noun."""

from organisation.models.delegations import Delegation
from organisation.models.government import Government
from organisation.models.password_links import PasswordLink
from organisation.models.people import Assignment, Employee
from organisation.models.structure import FormerPosition, FormerUnit, Position, WorkUnit
from organisation.models.users import RoleGrant, User

__all__ = [
    "Assignment",
    "Delegation",
    "Employee",
    "FormerPosition",
    "FormerUnit",
    "Government",
    "PasswordLink",
    "Position",
    "RoleGrant",
    "User",
    "WorkUnit",
]
