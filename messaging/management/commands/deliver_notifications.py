"""`manage.py deliver_notifications`: send the waiting messages now, without a worker."""

from typing import Any

from django.core.management.base import BaseCommand

from messaging.enums import DeliveryState
from messaging.outbox import actions as outbox
from organisation.management.readiness import require_prepared_database


class Command(BaseCommand):
    help = "Mengirim surel yang menunggu di kotak keluar, lalu menyebut hasilnya."

    def handle(self, **options: Any) -> None:
        require_prepared_database()
        outcome = outbox.deliver()
        total = sum(outcome.values())
        self.stdout.write(f"{total} pemberitahuan diproses.")
        for state, count in sorted(outcome.items()):
            self.stdout.write(f"  {DeliveryState(state).label}: {count}")
