"""Choices of messages."""

from django.db.models import TextChoices


class MessageKind(TextChoices):
    """What a message is about: what a person chooses channels by."""

    FILL = "fill", "Mengisi laporan"
    VERIFY = "verify", "Memverifikasi laporan"
    SIGN = "sign", "Perjanjian kinerja"
    FOLLOW_UP = "follow_up", "Tindak lanjut"
    OTHER = "other", "Lainnya"


class Channel(TextChoices):
    """The ways out of the house; the bell in the application needs none."""

    EMAIL = "email", "Surel"
    WHATSAPP = "whatsapp", "WhatsApp"


class DeliveryState(TextChoices):
    """Life of one delivery in the outbox; DOUBTFUL is shown to a person and never repeated blindly."""

    READY = "ready", "Menunggu"
    CLAIMED = "claimed", "Diambil"
    SENDING = "sending", "Sedang dikirim"
    SENT = "sent", "Terkirim"
    DOUBTFUL = "doubtful", "Ragu"
    FAILED = "failed", "Gagal"
    INBOX_ONLY = "inbox_only", "Hanya di aplikasi"
    BY_HAND = "by_hand", "Perlu disampaikan"
    PASSED_ON = "passed_on", "Sudah disampaikan"


REACHED = frozenset({DeliveryState.SENT, DeliveryState.PASSED_ON})
"""The message is with its recipient, and the row knows since when."""
