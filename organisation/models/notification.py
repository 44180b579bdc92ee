"""The outbox and the inbox: one row is one message to one person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from organisation.enums import DeliveryState
from organisation.models.constraints import choices_constraint
from organisation.querysets import NotificationQuerySet


class Notification(models.Model):
    """A message, written in the transaction of the change it tells of.

    The bell shows it at once; a worker delivers it by e-mail. (recipient, occasion) is unique, so nothing can be
    queued twice. The worker's steps are ready -> claimed -> sending -> sent: a claim that is given up returns to
    ready, but a row found in `sending` becomes doubtful, because the message may have left.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications", verbose_name="penerima"
    )
    occasion = models.CharField("peristiwa", max_length=200)
    subject = models.CharField("judul", max_length=200)
    body = models.TextField("isi")
    path = models.CharField("tautan", max_length=300, blank=True, help_text="Alamat halaman di aplikasi ini.")
    created_at = models.DateTimeField("dibuat", db_default=Now(), editable=False)
    read_at = models.DateTimeField("dibaca", null=True, blank=True)
    state = models.CharField("pengiriman", max_length=20, choices=DeliveryState, default=DeliveryState.READY)
    claimed_at = models.DateTimeField("diambil", null=True, blank=True)
    sent_at = models.DateTimeField("terkirim", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    problem = models.CharField("kendala", max_length=300, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "occasion"], name="notification_once_per_occasion"),
            choices_constraint("state", DeliveryState, "notification_state_known"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT, sent_at__isnull=False)
                | (~Q(state=DeliveryState.SENT) & Q(sent_at__isnull=True)),
                name="notification_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="notification_outbox", condition=~Q(state=DeliveryState.SENT)),
            models.Index(fields=["recipient", "-created_at"], name="notification_inbox"),
        ]

    def __str__(self) -> str:
        return self.subject
