"""The reading vocabulary of issued documents."""

from indicators.querysets import ScopedQuerySet


class IssuedDocumentQuerySet(ScopedQuerySet):
    POSITION = "agreement__position"
