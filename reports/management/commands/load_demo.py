"""`manage.py load_demo`: the fictional Kabupaten Contoh; loaded once, quick afterwards."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.demo import loading
from reports.workbook.console import ProgressBar


class Command(BaseCommand):
    help = "Memuat data contoh Kabupaten Contoh ke basis data kosong."

    def handle(self, **options: Any) -> None:
        try:
            if loading.is_loaded():
                self.stdout.write("Data contoh sudah ada.")
                return
        except loading.ForeignDataError as error:
            raise CommandError(str(error)) from error
        loading.load(ProgressBar(self.stderr))
        self.stdout.write("Selesai: data contoh Kabupaten Contoh sudah dimuat.")
