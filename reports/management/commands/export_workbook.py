"""`manage.py export_workbook FILE.xlsx --tahun 2024 [--unit KODE]`: the government, or a unit of it, as a workbook."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from organisation.models import WorkUnit
from reports.workbook.exporting import EVERYTHING, export_workbook, scope_of_unit


class Command(BaseCommand):
    help = "Menulis buku kerja pertukaran (.xlsx) satu tahun."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Berkas yang ditulis (.xlsx).")
        parser.add_argument("--tahun", type=int, required=True, help="Tahun target, realisasi, dan anggaran.")
        parser.add_argument("--unit", metavar="KODE", help="Hanya unit ini dan unit di bawahnya.")

    def handle(self, *, file: Path, tahun: int, unit: str | None, **options: Any) -> None:
        scope = EVERYTHING
        if unit:
            chosen = WorkUnit.objects.filter(code=unit).first()
            if chosen is None:
                raise CommandError(f"Unit dengan kode {unit} tidak ada. Periksa kodenya pada halaman Unit.")
            scope = scope_of_unit(chosen, EVERYTHING)
        try:
            with file.open("wb") as target:
                counts = export_workbook(target, year=tahun, scope=scope)
        except OSError as error:
            raise CommandError(f"Berkas {file} tidak dapat ditulis: {error.strerror}.") from error
        for sheet, count in counts.items():
            self.stdout.write(f"{sheet}: {count} baris")
        self.stdout.write(f"Selesai: {file}")
