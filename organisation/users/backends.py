"""Logging in with a NIP or a user name."""

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q
from django.http import HttpRequest

from organisation.domain.nip import is_nip, normalise_nip
from organisation.models import User

LONGEST_ATTEMPT = 255
"""Characters of a tried name that are counted; no account has a longer one, and the counter's column ends there."""


def login_name(typed: str) -> str:
    """What was typed, with a NIP reduced to its eighteen digits; other names only lose blanks at the ends."""
    return normalise_nip(typed) if is_nip(typed) else typed.strip()


def attempted_name(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """The name under which wrong passwords are counted: one account, one count, however it is spelled."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return login_name(typed).lower()[:LONGEST_ATTEMPT]


class NipOrUsernameBackend(BaseBackend):
    """Finds the user by the NIP of the employee, otherwise by user name.

    An unknown name costs as much time as a wrong password, and inactive users are refused like wrong passwords, so
    the answer does not tell who has an account. It knows nothing of permissions: those are the rules of the apps.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: object
    ) -> User | None:
        """The active user with this name and password, or None."""
        if username is None or password is None:
            return None
        user = self._find(login_name(username))
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def _find(self, name: str) -> User | None:
        if "\x00" in name:
            return None
        found = User.objects.filter(Q(username=name) | Q(employee__employee_number=name)).select_related("employee")
        # A user name that looks like somebody else's NIP never takes that person's place.
        return min(found, key=lambda user: not (user.employee and user.employee.employee_number == name), default=None)

    def get_user(self, user_id: int) -> User | None:
        """The active user of a session with the employee, whose name stands on every page."""
        return User.objects.select_related("employee").filter(pk=user_id, is_active=True).first()
