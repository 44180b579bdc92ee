"""`manage.py export_achievements --tahun 2024 [--triwulan 3] --format csv|json [--output FILE]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.achievements.table import achievement_rows, write_csv, write_json
from exchange.pages.console import reason_of
from indicators.models import Indicator
from organisation.management.readiness import require_prepared_database

WRITERS = {"csv": write_csv, "json": write_json}


class Command(BaseCommand):
    help = "Menulis capaian setiap indikator pada satu tahun, atau sampai satu triwulan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tahun", type=int, required=True)
        parser.add_argument(
            "--triwulan",
            type=int,
            choices=(1, 2, 3, 4),
            help="Sampai triwulan ini; tanpa ini: setahun, dan selama tahun berjalan sampai triwulan terverifikasi.",
        )
        parser.add_argument("--format", choices=sorted(WRITERS), required=True)
        parser.add_argument("--output", type=Path, help="Berkas yang ditulis; tanpa ini: ke layar.")

    def handle(self, *, tahun: int, triwulan: int | None, output: Path | None, **options: Any) -> None:
        require_prepared_database()
        write = WRITERS[options["format"]]
        rows = achievement_rows(Indicator.objects.all(), year=tahun, quarter=triwulan)
        if output is None:
            write(rows, _Verbatim(self.stdout))
            return
        try:
            with output.open("w", encoding="utf-8", newline="") as target:
                count = write(rows, target)
        except OSError as error:
            raise CommandError(f"Berkas {output} tidak dapat ditulis: {reason_of(error)}.") from error
        self.stderr.write(f"Selesai: {count} indikator, {output}")


class _Verbatim:
    """Standard output without the line end that Django adds to every piece."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(text, ending="")
        return len(text)
