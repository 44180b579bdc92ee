"""How the commands speak: a progress bar on a terminal, plain lines elsewhere, problems on standard error."""

import errno
import sys
from typing import TextIO

from exchange.sheets.outcome import ImportOutcome

BAR = 24


class ProgressBar:
    """Shows how far each sheet is."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream.isatty()
        self._finished: set[str] = set()

    def __call__(self, sheet: str, done: int, total: int) -> None:
        """Show that `done` of `total` rows of a sheet were handled."""
        is_finished = done >= total
        if self.is_terminal:
            filled = BAR * done // max(total, 1)
            bar = "█" * filled + "░" * (BAR - filled)
            self.stream.write(f"\r{sheet:<10} {bar} {done}/{total}" + ("\n" if is_finished else ""))
        elif is_finished and sheet not in self._finished:
            self.stream.write(f"{sheet}: {total - 1} baris dibaca\n")
        self._finished |= {sheet} if is_finished else set()
        self.stream.flush()


def tell(outcome: ImportOutcome, *, out: TextIO, err: TextIO, dry_run: bool) -> None:
    """Counts per sheet, warnings, every problem, and the closing line."""
    for sheet in outcome.sheets:
        out.write(
            f"{sheet.name}: {sheet.new} baru, {sheet.changed} berubah, {sheet.same} tetap, {sheet.refused} ditolak\n"
        )
    for reading, columns, count in outcome.findings.readings():
        err.write(f"Dibaca: {reading}\n")
        if count > 1:
            err.write(f"        … begitu pula {count - 1} sel lain ({columns}).\n")
    for warning, more in outcome.findings.digest():
        err.write(f"Peringatan: {warning}\n")
        if more:
            err.write(f"            … dan {more} sel lain dengan peringatan yang sama.\n")
    for problem in outcome.findings.problems:
        err.write(f"Kesalahan: {problem}\n")
    if outcome.is_refused:
        err.write(f"Ditolak: {outcome.summary}. Tidak ada yang disimpan.\n")
    elif dry_run:
        out.write(f"Uji coba selesai: {outcome.summary}. Tidak ada yang disimpan.\n")
    else:
        out.write(f"Selesai: {outcome.summary}.\n")


_OS_ERRORS = {
    errno.ENOENT: "berkas atau mapnya tidak ada",
    errno.ENOTDIR: "sebagian jalurnya bukan map",
    errno.EISDIR: "itu map, bukan berkas",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "medianya hanya dapat dibaca",
    errno.ENOSPC: "ruang penyimpanan penuh",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
}


def reason_of(error: OSError) -> str:
    """Why the operating system refused a file, as the end of an Indonesian sentence."""
    return _OS_ERRORS.get(error.errno or 0) or f"sistem operasi menjawab galat {error.errno}"
