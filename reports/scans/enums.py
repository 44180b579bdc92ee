"""Choices of scans."""

from django.db.models import TextChoices


class ScanState(TextChoices):
    """What is known of a scan that nobody has confirmed yet."""

    WAITING = "waiting", "Sedang dibaca"
    MATCHED = "matched", "Cocok"
    UNREAD = "unread", "QR tidak terbaca"
    REFUSED = "refused", "Ditolak"
