"""Who may do what with documents as such; the permissions on a subject stand in the rules of its floor."""

import rules

from organisation.enums import UNIT_HEAD_KINDS
from organisation.models import User
from organisation.rules import is_organisation_section


@rules.predicate
def heads_apparatus(user: User, obj: object = None) -> bool:
    """Is in office today as head of an OPD or as camat."""
    return user.authority.holds_kind(*UNIT_HEAD_KINDS)


rules.add_perm("documents.print_in_bulk", rules.is_authenticated & (is_organisation_section | heads_apparatus))
rules.add_perm("documents.keep_scan", is_organisation_section)
rules.add_perm("documents.edit_wording", rules.is_authenticated & is_organisation_section)
