"""Every write of the organisation that is more than one row."""

from organisation.actions.delegations import end_delegation, give_delegation
from organisation.actions.messages import can_be_told, mark_read, mark_told, notify, save_message_settings
from organisation.actions.people import assign, create_employee, end_assignment, replace_holder, update_employee
from organisation.actions.structure import create_position, create_unit, update_position, update_unit
from organisation.actions.users import (
    create_user_for,
    grant_role,
    issue_password_link,
    note_password_set,
    revoke_role,
    set_active,
)

__all__ = [
    "assign",
    "can_be_told",
    "create_employee",
    "create_position",
    "create_unit",
    "create_user_for",
    "end_assignment",
    "end_delegation",
    "give_delegation",
    "grant_role",
    "issue_password_link",
    "mark_read",
    "mark_told",
    "note_password_set",
    "notify",
    "replace_holder",
    "revoke_role",
    "save_message_settings",
    "set_active",
    "update_employee",
    "update_position",
    "update_unit",
]
