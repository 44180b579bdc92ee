"""What a reverse proxy in front of Amanah tells, and how far it is believed."""

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of the browser, as the proxy saw it, for locking out who guesses passwords.

    Used only with BEHIND_PROXY. A proxy appends to X-Forwarded-For, so the last entry is its own observation; the
    entries before it are what the browser claimed, and are not believed.
    """
    claimed = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return claimed.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
