"""Issuing the papers of an agreement."""

import datetime

from agreements.models import Agreement
from agreements.papers.kind import AGREEMENTS
from documents.issuing.actions import issue_dated, issue_document
from documents.models import IssuedDocument
from organisation.models import User


def issue_agreement(agreement: Agreement, *, by: User, day: datetime.date | None = None) -> IssuedDocument:
    """Number, print and store the PK with the year's attachments; see `documents.issuing.actions.issue_document`.

    With a `day` on its paper; without one that of the draft stays, or dots.
    """
    return issue_dated(AGREEMENTS, agreement, day, by=by) if day else issue_document(AGREEMENTS, agreement, by=by)
