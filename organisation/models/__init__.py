"""Models of the organisation, one module per noun."""

from organisation.models.delegations import Delegation
from organisation.models.delivery import Delivery
from organisation.models.government import Government
from organisation.models.notification import Notification
from organisation.models.people import Assignment, Employee
from organisation.models.preferences import MessageSettings
from organisation.models.structure import Position, WorkUnit
from organisation.models.users import RoleGrant, User

__all__ = [
    "Assignment",
    "Delegation",
    "Delivery",
    "Employee",
    "Government",
    "MessageSettings",
    "Notification",
    "Position",
    "RoleGrant",
    "User",
    "WorkUnit",
]
