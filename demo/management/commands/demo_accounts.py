"""`manage.py demo_accounts`: the log-ins of the demo as a table."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.accounts import table
from demo.production import refuse_in_production
from organisation.management.readiness import require_prepared_database

HEADERS = ("Peran", "Nama pengguna", "Kata sandi", "Nama", "Jabatan")


class Command(BaseCommand):
    help = "Menampilkan akun-akun data contoh."

    def handle(self, **options: Any) -> None:
        refuse_in_production()
        require_prepared_database()
        rows = table()
        if not rows:
            raise CommandError("Data contoh belum dimuat. Jalankan: python manage.py load_demo")
        lines = [HEADERS, *rows]
        widths = [max(len(line[index]) for line in lines) for index in range(len(HEADERS))]
        self._line(HEADERS, widths)
        self.stdout.write("  ".join("─" * width for width in widths))
        for row in rows:
            self._line(row, widths)

    def _line(self, cells: tuple[str, ...], widths: list[int]) -> None:
        self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
