"""Who may look at the evaluation: one line per permission."""

import rules

from organisation.enums import UNIT_HEAD_KINDS, PositionKind
from organisation.rules import holds_kind, operates_a_unit, sees_whole_government

leads_others = holds_kind(*UNIT_HEAD_KINDS, PositionKind.ASSISTANT, PositionKind.ADMINISTRATOR)
"""Heads of OPD, camat, assistants and administrators follow the part of the government that is theirs."""

rules.add_perm("evaluations.view_dashboard", sees_whole_government | leads_others | operates_a_unit)
