"""Users and the roles they are given for a time."""

import hashlib
from collections.abc import Iterator

import rules
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from organisation.enums import Role
from organisation.models.constraints import choices_constraint
from organisation.querysets import RoleGrantQuerySet
from organisation.scope import Authority, authority_of


class User(AbstractUser):
    """Someone who logs in, with a NIP or a user name."""

    first_name = None
    last_name = None
    name = models.CharField("nama", max_length=150, blank=True)
    employee = models.OneToOneField(
        "organisation.Employee",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="user",
        verbose_name="pegawai",
    )
    closings = models.PositiveIntegerField("berapa kali ditutup", default=0, editable=False)
    """How often the account was closed; a session belongs to the time before or after a closing, never to both."""

    objects = UserManager()

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The employee's name with titles, else the user's own."""
        return str(self.employee) if self.employee_id else (self.name or self.username)

    def get_short_name(self) -> str:
        """The employee's bare name, else the user's own."""
        return self.employee.name if self.employee_id else (self.name or self.username)

    def get_session_auth_hash(self) -> str:
        """What a session must hold to be this user's: it changes with the password and when the account is closed."""
        return self._of_this_opening(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under each older secret key that still counts."""
        return map(self._of_this_opening, super().get_session_auth_fallback_hash())

    def _of_this_opening(self, session_hash: str) -> str:
        if not self.closings:
            return session_hash
        return hashlib.sha256(f"{session_hash}/{self.closings}".encode()).hexdigest()

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Whether the rules of the apps allow it; nobody is above them.

        Django answers yes to everything for a superuser. Here separation of duties holds for administrators too:
        none of them sends, verifies or signs for somebody else.
        """
        return self.is_active and rules.has_perm(perm, self, obj)

    @cached_property
    def authority(self) -> Authority:
        """Roles, positions held today and scope; read once per request."""
        return authority_of(self)


class RoleGrant(models.Model):
    """A role given to a user, for a unit where the role needs one, between two dates."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants", verbose_name="pengguna")
    role = models.CharField("peran", max_length=30, choices=Role)
    unit = models.ForeignKey(
        "organisation.WorkUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="role_grants",
        verbose_name="unit kerja",
    )
    start = models.DateField("mulai")
    end = models.DateField("selesai", null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberian peran"
        verbose_name_plural = "pemberian peran"
        ordering = ["user", "role", "-start"]
        constraints = [
            choices_constraint("role", Role, "role_grant_role_known"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=models.F("start")), name="role_grant_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.OPERATOR) | Q(unit__isnull=False),
                name="role_grant_operator_has_unit",
                violation_error_message="Peran operator memerlukan unit kerja.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "start"], name="role_grant_unique", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
