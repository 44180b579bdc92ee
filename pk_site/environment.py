"""Reading the environment: a setting that makes no sense stops the program with a sentence that names the variable."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DEVELOPMENT_KEY = "development-only-key-that-production-refuses-to-start-with"
SHORTEST_KEY = 50
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def envtext(name: str, default: str | None = None, *, choices: tuple[str, ...] = ()) -> str:
    """Return the text of variable `name`; without a default it must be set, with `choices` it must be one of them."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"The environment variable {name} must be set.")
    if choices and value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r} is not one of: {', '.join(choices)}.")
    return value


def envlist(name: str, default: str = "") -> list[str]:
    """Return the comma-separated values of variable `name`, without blanks."""
    return [part.strip() for part in envtext(name, default).split(",") if part.strip()]


def envurl(name: str, default: str | None = None) -> str:
    """Return the https address in variable `name`; plain http only to this machine, where nobody listens on the way."""
    url = envtext(name, default)
    parts = urlsplit(url)
    at_home = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
    if url and not (parts.hostname and (parts.scheme == "https" or at_home)):
        raise ImproperlyConfigured(f"{name}={url!r} must begin with https:// and name a host.")
    return url


def envbool(name: str, default: bool) -> bool:
    """Return variable `name` as a truth value; only 1/true/yes/on and 0/false/no/off are understood."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in _TRUE | _FALSE:
        return value in _TRUE
    raise ImproperlyConfigured(f"{name}={value!r} is neither true (1, true, yes, on) nor false (0, false, no, off).")


def envint(name: str, default: int, *, least: int = 0) -> int:
    """Return variable `name` as a whole number of at least `least`."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None
    if number < least:
        raise ImproperlyConfigured(f"{name}={number} is below the least possible value {least}.")
    return number


def database_from_url(url: str) -> dict[str, object]:
    """Return Django's database settings for `postgresql://user:password@host:port/name?option=value`.

    A Unix socket is given as `?host=/folder`. Other schemes are refused: Amanah runs on PostgreSQL only.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {parts.scheme!r}; Amanah needs postgresql://user:password@host:port/name."
        )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL names no database; write it as postgresql://.../name.")
    try:
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured("The port in DATABASE_URL is not a number between 0 and 65535.") from None
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def refuse_what_is_unsafe(*, debug: bool, secret_key: str, allowed_hosts: list[str]) -> None:
    """Stop an installation with AMANAH_ENV=production that would show or give away what it should keep."""
    if debug:
        raise ImproperlyConfigured("DEBUG must be off with AMANAH_ENV=production: its pages show data and settings.")
    if secret_key == DEVELOPMENT_KEY or len(secret_key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"SECRET_KEY must be a secret of at least {SHORTEST_KEY} characters in production.")
    if not allowed_hosts or "*" in allowed_hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS must list the host names of this installation; '*' is refused.")
