"""The demo stays out of a real installation: everybody knows the passwords of its accounts."""

from django.conf import settings
from django.core.management.base import CommandError

REFUSAL = (
    "Data contoh tidak dimuat pada pemasangan sungguhan (AMANAH_ENV=production): sandi akunnya diketahui semua orang. "
    "Untuk mencoba Amanah, jalankan make demo di komputer lain."
)


def refuse_in_production() -> None:
    """Raise CommandError with AMANAH_ENV=production, before the database is asked anything."""
    if settings.PRODUCTION:
        raise CommandError(REFUSAL)
