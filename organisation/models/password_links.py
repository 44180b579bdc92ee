"""Links behind which the owner of an account sets a password, each with who asked for it and who confirmed it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from organisation.enums import LinkWay
from organisation.models.constraints import choices_constraint
from organisation.querysets import PasswordLinkQuerySet


class PasswordLink(models.Model):
    """One link. Its secret is stored nowhere; the row tells by whose will it exists, and what became of it.

    One that needs a second person is live from the confirmation on; the second person is never the first.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="password_links", verbose_name="akun"
    )
    way = models.CharField("cara penyerahan", max_length=10, choices=LinkWay)
    needs_confirmation = models.BooleanField("perlu orang kedua", default=True)
    requested_at = models.DateTimeField("diminta pada", db_default=Now(), editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diminta oleh"
    )
    confirmed_at = models.DateTimeField("dikonfirmasi pada", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown_at = models.DateTimeField("ditampilkan pada", null=True, blank=True)
    used_at = models.DateTimeField("dipakai pada", null=True, blank=True)
    withdrawn_at = models.DateTimeField("dibatalkan pada", null=True, blank=True)

    objects = PasswordLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "tautan sandi"
        verbose_name_plural = "tautan sandi"
        ordering = ["-id"]
        constraints = [
            choices_constraint("way", LinkWay, "password_link_way_known"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="password_link_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("requested_by")) & ~Q(confirmed_by=F("account"))),
                name="password_link_second_person_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(way=LinkWay.HAND) | Q(needs_confirmation=True), name="password_link_by_hand_is_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(needs_confirmation=False)
                | Q(confirmed_at__isnull=False)
                | Q(shown_at__isnull=True, used_at__isnull=True),
                name="password_link_nothing_before_confirmation",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="password_link_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"Tautan sandi nomor {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it was neither used nor withdrawn."""
        return self.used_at is None and self.withdrawn_at is None

    @property
    def is_waiting(self) -> bool:
        """Whether a second person has still to confirm it."""
        return self.is_open and self.needs_confirmation and self.confirmed_at is None

    @property
    def is_live(self) -> bool:
        """Whether a password may be set behind it."""
        return self.is_open and not self.is_waiting

    @property
    def goes_to_owner(self) -> bool:
        """Whether its secret goes to the owner's own channels, where nobody else reads it."""
        return self.way == LinkWay.OWNER
