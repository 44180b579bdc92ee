"""`manage.py export_workbook FILE.xlsx --tahun 2024 [--unit KODE] [--dengan-draf]`: the government, or a unit of it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from exchange.export.facts import NOBODYS, export_workbook
from exchange.export.scopes import EVERYTHING, scope_of_unit
from exchange.pages.console import reason_of
from organisation.clock import in_government_zone
from organisation.management.readiness import require_prepared_database
from organisation.models import WorkUnit


class Command(BaseCommand):
    help = "Menulis buku kerja pertukaran (.xlsx) satu tahun."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Berkas yang ditulis (.xlsx).")
        parser.add_argument("--tahun", type=int, required=True, help="Tahun target, realisasi, dan anggaran.")
        parser.add_argument(
            "--dengan-draf", action="store_true", help="Juga realisasi yang belum dikirim; jangan diedarkan."
        )
        parser.add_argument("--unit", metavar="KODE", help="Hanya unit ini dan unit di bawahnya.")

    @in_government_zone()
    def handle(self, *, file: Path, tahun: int, unit: str | None, dengan_draf: bool, **options: Any) -> None:
        require_prepared_database()
        scope = EVERYTHING
        if unit:
            chosen = WorkUnit.objects.filter(code=unit).first()
            if chosen is None:
                raise CommandError(f"Unit dengan kode {unit} tidak ada. Periksa kodenya pada halaman Unit.")
            scope = scope_of_unit(chosen, EVERYTHING)
        try:
            with file.open("wb") as target:
                counts = export_workbook(
                    target,
                    year=tahun,
                    today=timezone.localdate(),
                    scope=scope,
                    drafts_of=None if dengan_draf else NOBODYS,
                    warn=self._warn,
                )
        except OSError as error:
            raise CommandError(f"Berkas {file} tidak dapat ditulis: {reason_of(error)}.") from error
        for sheet, count in counts.items():
            self.stdout.write(f"{sheet}: {count} baris")
        self.stdout.write(f"Selesai: {file}")

    def _warn(self, sentence: str) -> None:
        self.stderr.write(f"Peringatan: {sentence}")
