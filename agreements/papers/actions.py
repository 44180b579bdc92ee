"""Issuing the papers of an agreement."""

from agreements.models import Agreement
from agreements.papers.kind import AGREEMENTS
from documents.issuing.actions import issue_document
from documents.models import IssuedDocument
from organisation.models import User


def issue_agreement(agreement: Agreement, *, by: User) -> IssuedDocument:
    """Number, print and store the PK with the year's attachments; see `documents.issuing.actions.issue_document`."""
    return issue_document(AGREEMENTS, agreement, by=by)
