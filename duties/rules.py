"""Who may remind others: one line per permission."""

import rules

from organisation.rules import is_organisation_section, is_secretary

rules.add_perm("duties.remind_by_hand", is_organisation_section | is_secretary)
