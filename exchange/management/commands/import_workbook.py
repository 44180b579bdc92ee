"""`manage.py import_workbook FILE.xlsx [--dry-run]`: everything or nothing; exit 0 imported, 1 refused."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from exchange.pages.console import ProgressBar, reason_of, tell
from exchange.sheets.outcome import import_workbook
from exchange.workbook.problems import WorkbookError
from organisation.clock import in_government_zone
from organisation.management.readiness import require_prepared_database


class Command(BaseCommand):
    help = "Mengimpor buku kerja pertukaran (.xlsx): semua baris atau tidak sama sekali."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Buku kerja pertukaran (.xlsx).")
        parser.add_argument("--dry-run", action="store_true", help="Periksa saja; tidak ada yang disimpan.")

    @in_government_zone()
    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        require_prepared_database()
        try:
            with file.open("rb") as source:
                outcome = import_workbook(
                    source,
                    by=None,
                    is_verified=True,
                    today=timezone.localdate(),
                    dry_run=dry_run,
                    progress=ProgressBar(self.stderr),
                )
        except OSError as error:
            raise CommandError(f"Berkas {file} tidak dapat dibuka: {reason_of(error)}.") from error
        except WorkbookError as error:
            raise CommandError(str(error)) from error
        tell(outcome, out=self.stdout, err=self.stderr, dry_run=dry_run)
        if outcome.is_refused:
            sys.exit(1)
