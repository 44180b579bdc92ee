"""`manage.py load_demo`: the fictional Kabupaten Contoh; loaded once, quick afterwards."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo import loading
from demo.production import refuse_in_production
from exchange.pages.console import ProgressBar
from organisation.clock import in_government_zone
from organisation.management.readiness import require_prepared_database


class Command(BaseCommand):
    help = "Memuat data contoh Kabupaten Contoh ke basis data kosong."

    @in_government_zone()
    def handle(self, **options: Any) -> None:
        refuse_in_production()
        require_prepared_database()
        try:
            if loading.is_loaded():
                self.stdout.write("Data contoh sudah ada.")
                return
            loading.load(ProgressBar(self.stderr), today=timezone.localdate())
        except (loading.ForeignDataError, loading.RefusedDemoError) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(f"Data contoh tidak dapat dimuat: {' '.join(error.messages)}") from error
        self.stdout.write("Selesai: data contoh Kabupaten Contoh sudah dimuat.")
