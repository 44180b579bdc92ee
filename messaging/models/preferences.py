"""How a person wants to be told."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from messaging.domain.quiet_hours import QUIET_FROM, QUIET_UNTIL
from messaging.enums import Channel, MessageKind


def every_kind() -> list[str]:
    """E-mail about everything: what holds until a person chooses."""
    return list(MessageKind.values)


def no_kind() -> list[str]:
    """WhatsApp about nothing: Meta asks that a person has agreed to it first."""
    return []


class MessageSettings(models.Model):
    """What reaches a person by which channel, and when not; no row means the defaults of the fields.

    Both times empty: no quiet hours. They are read by the government's clock, and `from` may be later than `until`.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="message_settings",
        verbose_name="pengguna",
    )
    email_kinds = ArrayField(
        models.CharField(max_length=20, choices=MessageKind), verbose_name="lewat surel", default=every_kind, blank=True
    )
    whatsapp_kinds = ArrayField(
        models.CharField(max_length=20, choices=MessageKind), verbose_name="lewat WhatsApp", default=no_kind, blank=True
    )
    quiet_from = models.TimeField("jam tenang mulai", null=True, blank=True, default=QUIET_FROM)
    quiet_until = models.TimeField("jam tenang sampai", null=True, blank=True, default=QUIET_UNTIL)

    class Meta:
        verbose_name = "pengaturan pemberitahuan"
        verbose_name_plural = "pengaturan pemberitahuan"
        constraints = [
            models.CheckConstraint(
                condition=Q(email_kinds__contained_by=MessageKind.values)
                & Q(whatsapp_kinds__contained_by=MessageKind.values),
                name="message_settings_kinds_known",
            ),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | (Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until"))),
                name="message_settings_quiet_hours_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"Pengaturan pemberitahuan {self.user}"

    def kinds_by(self, channel: str) -> frozenset[str]:
        """The kinds of message that the person wants by this channel."""
        return frozenset(self.email_kinds if channel == Channel.EMAIL else self.whatsapp_kinds)

    @property
    def in_words(self) -> str:
        """`Surel: semua; WhatsApp: tidak ada; jam tenang 20.00–06.00`."""
        ways = (f"{channel.label}: {_listed(self.kinds_by(channel))}" for channel in Channel)
        return f"{'; '.join(ways)}; jam tenang: {self.quiet_hours or 'tidak ada'}"

    @property
    def quiet_hours(self) -> str:
        """`20.00–06.00`; empty without any."""
        return f"{self.quiet_from:%H.%M}–{self.quiet_until:%H.%M}" if self.quiet_from is not None else ""


def _listed(kinds: frozenset[str]) -> str:
    if kinds == set(MessageKind.values):
        return "semua"
    return ", ".join(str(kind.label) for kind in MessageKind if kind in kinds) or "tidak ada"
