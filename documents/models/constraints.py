"""Guards that several models of documents share."""

from django.db import models
from django.db.models import Q

SHA256 = r"^[0-9a-f]{64}$"


def name_constraint(field: str, name: str) -> models.CheckConstraint:
    """The column holds the name of something registered: small letters, digits and underscores."""
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": r"^[a-z][a-z0-9_]*$"}), name=name)
