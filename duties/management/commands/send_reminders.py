"""`manage.py send_reminders`: remind of what is owed as on a given day, or only show who would get what."""

import datetime
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from duties.enums import Kind
from duties.reminders.actions import queue_reminders
from duties.reminders.domain import Plan
from duties.reminders.facts import reminders_on
from organisation.clock import in_government_zone
from organisation.management.readiness import require_prepared_database
from organisation.models import User

WORDS = {
    Kind.FILL: "laporan",
    Kind.VERIFY: "verifikasi",
    Kind.SIGN: "PK",
    Kind.FOLLOW_UP: "tindak lanjut",
}
HEADINGS = ("Penerima", "Sebagai", "Perihal", "Tahap")


class Command(BaseCommand):
    help = "Mengingatkan laporan, verifikasi, PK, dan tindak lanjut yang belum selesai pada tanggal yang disebut."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", metavar="TTTT-BB-HH", help="Tanggal pengingat; tanpa ini: hari ini.")
        parser.add_argument("--dry-run", action="store_true", help="Tampilkan saja, tanpa menulis ke kotak keluar.")

    @in_government_zone()
    def handle(self, *, date: str | None, dry_run: bool, **options: Any) -> None:
        require_prepared_database()
        today = _day(date)
        plan, new = (reminders_on(today), 0) if dry_run else queue_reminders(today=today)
        if plan.by_person:
            self._print_table(_rows(plan))
        for duty in plan.without_user:
            self.stdout.write(f"Tidak ada pengguna: {duty.label} ({duty.unit})")
        duties = {line.duty for line in plan.lines} | set(plan.without_user)
        counted = "; ".join(f"{WORDS[kind]} {sum(duty.kind == kind for duty in duties)}" for kind in Kind)
        people = len(plan.by_person)
        self.stdout.write(f"{date_format(today, 'l, j F Y')}: {people} penerima, {len(duties)} hal ({counted}).")
        self.stdout.write(
            "Hanya ditampilkan; tidak ada yang ditulis."
            if dry_run
            else f"Kotak keluar: {new} pemberitahuan baru, {people - new} sudah ada."
        )

    def _print_table(self, rows: Sequence[tuple[str, ...]]) -> None:
        table = [HEADINGS, *rows]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        for row in [HEADINGS, tuple("-" * width for width in widths), *rows]:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())
        self.stdout.write("")


def _day(text: str | None) -> datetime.date:
    if text is None:
        return timezone.localdate()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"Tanggal “{text}” tidak dikenal. Tulis tahun-bulan-hari, misalnya 2026-04-07.") from None


def _rows(plan: Plan) -> list[tuple[str, ...]]:
    people = User.objects.select_related("employee").in_bulk(plan.by_person)
    return [
        (
            str(people[line.person]),
            line.reason.value,
            line.duty.label,
            f"{line.stage.code} ({line.stage.words})",
        )
        for line in plan.lines
    ]
