"""The secret of a password link: made from its row and its account when it leaves, and stored nowhere."""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from organisation.models import PasswordLink, User

LONGEST_KEY = 20
"""Characters of the key of a row, encoded."""


class LinkTokens(PasswordResetTokenGenerator):
    """Tokens of one link; they end with the password that is set behind them, and after PASSWORD_RESET_TIMEOUT.

    They end with a closing of the account as well: one of before it does not come back with the account.
    """

    key_salt = "organisation.password_links"

    def __init__(self, link: PasswordLink) -> None:
        super().__init__()
        self.link = link

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}/{self.link.pk}/{user.closings}"


def address_of(link: PasswordLink) -> str:
    """The whole address behind which the owner sets a password. Whoever reads it can do so: give it to nobody else."""
    key = urlsafe_base64_encode(force_bytes(link.pk))
    path = reverse("organisation:password_set", args=[key, LinkTokens(link).make_token(link.account)])
    return f"{settings.SITE_URL}{path}"


def link_behind(key: str) -> PasswordLink | None:
    """The link that an address names, as long as it may be used."""
    try:
        pk = int(urlsafe_base64_decode(key[:LONGEST_KEY]).decode())
    except (ValueError, OverflowError):
        return None
    if not 0 < pk < 2**63:
        return None
    link = PasswordLink.objects.select_related("account__employee").filter(pk=pk).first()
    return link if link and link.is_live else None
