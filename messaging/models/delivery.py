"""The outbox: one row is one message on one way out of the house."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from messaging.enums import REACHED, Channel, DeliveryState
from messaging.models.notification import Notification
from messaging.querysets import DeliveryQuerySet
from organisation.models.constraints import choices_constraint


class Delivery(models.Model):
    """One message on its way by one channel; (message, channel) is unique, so nothing goes the same way twice.

    The worker's steps are ready -> claimed -> sending -> sent: a claim that is given up returns to ready, but a row
    found in `sending` becomes doubtful, because the message may have left. `by_hand` waits for a person instead of a
    worker, and becomes `told`. `subject` and `body` are empty when the message's own words are sent.
    """

    message = models.ForeignKey(
        Notification, on_delete=models.CASCADE, related_name="deliveries", verbose_name="pemberitahuan"
    )
    channel = models.CharField("saluran", max_length=10, choices=Channel)
    subject = models.CharField("judul", max_length=200, blank=True)
    body = models.TextField("isi", blank=True)
    state = models.CharField("pengiriman", max_length=20, choices=DeliveryState, default=DeliveryState.READY)
    created_at = models.DateTimeField("dibuat", db_default=Now(), editable=False)
    claimed_at = models.DateTimeField("diambil", null=True, blank=True)
    sent_at = models.DateTimeField("terkirim", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    problem = models.CharField("kendala", max_length=300, blank=True)
    sent_as = models.CharField("nomor pesan", max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "pengiriman"
        verbose_name_plural = "pengiriman"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_per_channel"),
            choices_constraint("channel", Channel, "delivery_channel_known"),
            choices_constraint("state", DeliveryState, "delivery_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(REACHED), sent_at__isnull=False)
                | (~Q(state__in=sorted(REACHED)) & Q(sent_at__isnull=True)),
                name="delivery_reached_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="delivery_outbox", condition=~Q(state=DeliveryState.SENT)),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.message}"

    @property
    def sent_subject(self) -> str:
        """The subject that leaves the house; select the message."""
        return self.subject or self.message.subject

    @property
    def sent_body(self) -> str:
        """The text that leaves the house; select the message."""
        return self.body or self.message.body

    @property
    def is_doubtful(self) -> bool:
        """Whether it may or may not have left."""
        return self.state == DeliveryState.DOUBTFUL

    @property
    def has_reached(self) -> bool:
        """Whether it is with its recipient."""
        return self.state in REACHED

    @property
    def waits_for_hand(self) -> bool:
        """Whether a person can still pass it on: no worker has it, and it did not arrive."""
        by_hand = {DeliveryState.BY_HAND, DeliveryState.DOUBTFUL, DeliveryState.FAILED, DeliveryState.INBOX_ONLY}
        return self.state in by_hand
