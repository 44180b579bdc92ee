"""Choices of issued documents."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    AGREEMENT = "agreement", "Perjanjian Kinerja"
