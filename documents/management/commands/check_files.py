"""`manage.py check_files [--isi] [--hapus-yatim]`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.issuing.stored_files import examine, remove
from organisation.management.readiness import require_prepared_database


class Command(BaseCommand):
    help = "Mencocokkan berkas tersimpan dengan datanya: berkas tanpa data, dan data yang berkasnya hilang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--isi", action="store_true", help="Periksa juga apakah isi berkas berubah (SHA-256).")
        parser.add_argument("--hapus-yatim", action="store_true", help="Hapus berkas yang tidak disebut data mana pun.")

    def handle(self, *, isi: bool, hapus_yatim: bool, **options: Any) -> None:
        require_prepared_database()
        found = examine(with_content=isi)
        for row, name in found.lost:
            self.stderr.write(f"Berkas hilang: {name} ({row})")
        for row, name in found.altered:
            self.stderr.write(f"Isi berkas berubah: {name} ({row})")
        for name in found.orphans:
            self.stderr.write(f"Berkas yatim: {name}")
        if hapus_yatim:
            self.stderr.write(f"{remove(found.orphans)} berkas yatim dihapus.")
        summary = f"{found.checked} berkas diperiksa, {len(found.lost)} hilang, {len(found.orphans)} yatim"
        summary += f", {len(found.altered)} berubah." if isi else "."
        if found.lost or found.altered:
            raise CommandError(f"{summary} Pulihkan yang hilang atau berubah dari cadangan.")
        self.stderr.write(summary)
