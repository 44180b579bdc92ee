"""Everything that changes an agreement, one module per part of its life."""

from agreements.actions.copying import draft_from_last_year
from agreements.actions.deciding import approve_agreement, return_agreement, submit_agreement
from agreements.actions.drafting import draft_agreement, refresh_draft, update_draft
from agreements.actions.ending import begin_revision, cancel_agreement
from agreements.actions.signing import record_signature

__all__ = [
    "approve_agreement",
    "begin_revision",
    "cancel_agreement",
    "draft_agreement",
    "draft_from_last_year",
    "record_signature",
    "refresh_draft",
    "return_agreement",
    "submit_agreement",
    "update_draft",
]
