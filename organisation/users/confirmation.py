"""Confirming with one's own password that it is really oneself who is about to do something that binds."""

from dataclasses import dataclass

from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from organisation.models import User

REFUSED = "Sandi Amanah Anda salah. Ketikkan sandi yang Anda pakai untuk masuk."


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Somebody who has just typed the own password; made by `confirm` only."""

    user: User


@sensitive_variables("password")
def confirm(request: HttpRequest, password: str) -> Confirmed:
    """The logged-in user, when this is their log-in password; `ValidationError` otherwise.

    Wrong ones count as wrong log-ins do: after too many, the account is locked for a while at this address.
    """
    found = authenticate(request, username=request.user.get_username(), password=password)
    if found is None or found.pk != request.user.pk:
        raise ValidationError({"password": REFUSED})
    return Confirmed(found)
