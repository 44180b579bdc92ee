"""The inbox: one row is one message to one person."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from messaging.enums import MessageKind
from messaging.querysets import NotificationQuerySet


def other_kinds() -> list[str]:
    """What a message is about when nobody said it."""
    return [MessageKind.OTHER]


class Notification(models.Model):
    """A message, written in the transaction of the change it tells of.

    The bell shows it at once; each way out of the house is a `Delivery` of its own. (recipient, occasion) is unique, so
    nothing can be queued twice. `kinds` holds more than one for the digest of a day.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications", verbose_name="penerima"
    )
    occasion = models.CharField("peristiwa", max_length=200)
    kinds = ArrayField(models.CharField(max_length=20, choices=MessageKind), verbose_name="jenis", default=other_kinds)
    subject = models.CharField("judul", max_length=200)
    body = models.TextField("isi")
    is_for_safety = models.BooleanField(
        "keamanan akun", default=False, help_text="Lewat setiap saluran, apa pun pilihan penerima dan jamnya."
    )
    password_link = models.ForeignKey(
        "organisation.PasswordLink",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tautan sandi yang ikut terkirim",
    )
    path = models.CharField("tautan", max_length=300, blank=True, help_text="Alamat halaman di aplikasi ini.")
    created_at = models.DateTimeField("dibuat", db_default=Now(), editable=False)
    read_at = models.DateTimeField("dibaca", null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "occasion"], name="notification_once_per_occasion"),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=MessageKind.values) & Q(kinds__len__gte=1),
                name="notification_kinds_known",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notification_inbox"),
            models.Index(fields=["-created_at", "-id"], name="notification_by_time"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def kind_labels(self) -> str:
        """What it is about, in words."""
        return ", ".join(str(kind.label) for kind in MessageKind if kind in self.kinds)
