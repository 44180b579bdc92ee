"""The one door to importing, and what it tells of itself."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from django.db import IntegrityError, connection, transaction

from audit.trail import record
from documents.drawing.workbook import Sheet
from exchange.sheets import (
    budgets,
    days_off,
    medium_term,
    organisation,
    people,
    plan_targets,
    plans,
    programs,
    realisations,
    targets,
)
from exchange.sheets.counted import SheetReport
from exchange.sheets.run import Progress, Run
from exchange.sheets.validity import refuse_holders_outside
from exchange.workbook.problems import WorkbookError, WorkbookFindings
from exchange.workbook.reading import PAGE_TIME_LIMIT, TIME_LIMIT, ExchangeBook, RawSheet, open_workbook
from exchange.workbook.schema import (
    ANGGARAN,
    INDIKATOR,
    INDIKATOR_TUJUAN,
    JABATAN,
    LIBUR,
    MISI,
    PEGAWAI,
    PEMDA,
    PROGRAM,
    REALISASI,
    RENCANA,
    SASARAN,
    SASARAN_TUJUAN,
    SHEETS,
    TARGET,
    TARGET_RENCANA,
    TUJUAN,
    UNIT,
)
from indicators.models import Goal, Indicator, MediumTermPlan, Objective, Program
from organisation.models import Government, Position, User, WorkUnit

IMPORTERS: dict[str, Callable[[RawSheet, Run], None]] = {
    PEMDA.name: organisation.import_government,
    UNIT.name: organisation.import_units,
    JABATAN.name: organisation.import_positions,
    PEGAWAI.name: people.import_people,
    SASARAN.name: plans.import_objectives,
    INDIKATOR.name: plans.import_indicators,
    TARGET.name: targets.import_targets,
    REALISASI.name: realisations.import_realisations,
    PROGRAM.name: programs.import_programs,
    ANGGARAN.name: budgets.import_budgets,
    RENCANA.name: medium_term.import_plans,
    MISI.name: medium_term.import_missions,
    TUJUAN.name: medium_term.import_goals,
    SASARAN_TUJUAN.name: medium_term.import_objectives_of_goals,
    INDIKATOR_TUJUAN.name: medium_term.import_indicators_of_goals,
    TARGET_RENCANA.name: plan_targets.import_plan_targets,
    LIBUR.name: days_off.import_days_off,
}
CODED = (
    (UNIT, WorkUnit), (JABATAN, Position), (SASARAN, Objective), (INDIKATOR, Indicator), (PROGRAM, Program),
    (RENCANA, MediumTermPlan), (TUJUAN, Goal),
)  # fmt: skip

# Imports wait for each other: two at once would each miss what the other writes.
LOCK = 4_921_027
VERB = "workbook.imported"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did, or would do."""

    sheets: tuple[SheetReport, ...]
    findings: WorkbookFindings
    is_written: bool

    @property
    def new(self) -> int:
        """Rows that were not there before."""
        return sum(sheet.new for sheet in self.sheets)

    @property
    def changed(self) -> int:
        """Rows that differ from what is stored."""
        return sum(sheet.changed for sheet in self.sheets)

    @property
    def refused(self) -> int:
        """Rows with at least one problem."""
        return sum(sheet.refused for sheet in self.sheets)

    @property
    def is_refused(self) -> bool:
        """Whether nothing was written because something must be mended first."""
        return bool(self.findings.problems)

    @property
    def summary(self) -> str:
        """`812 baru, 0 berubah, 0 ditolak`."""
        return f"{self.new} baru, {self.changed} berubah, {self.refused} ditolak"


def import_workbook(
    file: IO[bytes],
    *,
    by: User | None,
    is_verified: bool,
    today: dt.date,
    fills: frozenset[int] | None = None,
    largest: int | None = None,
    dry_run: bool = False,
    progress: Progress = lambda sheet, done, total: None,
) -> ImportOutcome:
    """Import an .xlsx file, everything or nothing.

    `by=None` is the system (the commands). `is_verified` makes imported realisations count as verified, else they are
    drafts, which are taken only while their period is open on `today`. `fills` are the positions of which alone
    realisations are taken, and nothing else (None: everything). `dry_run` does everything and takes it back. Raises
    WorkbookError when the file cannot be read at all or has more than `largest` rows; bad rows are told in the outcome.
    """
    findings = WorkbookFindings()
    book = open_workbook(file, findings, time_limit=TIME_LIMIT if largest is None else PAGE_TIME_LIMIT)
    if largest is not None and book.count_rows(SHEETS) > largest:
        raise WorkbookError(_too_many_rows(largest))
    try:
        with transaction.atomic():
            run = Run(by, is_verified, findings, progress, today, fills)
            _import_sheets(book, run)
            if findings.problems or dry_run:
                transaction.set_rollback(True)
            else:
                _record(run)
    except IntegrityError as error:
        logger.exception("The database refused a workbook that passed all checks.")
        raise WorkbookError(
            "Basis data menolak isi buku kerja ini, jadi tidak ada yang disimpan. Mungkin data diubah orang lain pada "
            "saat yang sama. Coba sekali lagi; bila tetap ditolak, sampaikan kepada administrator."
        ) from error
    return ImportOutcome(_reports(run), findings, is_written=not (findings.problems or dry_run))


def _import_sheets(book: ExchangeBook, run: Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    run.codes = {sheet.name: dict(model._base_manager.values_list("code", "pk")) for sheet, model in CODED}
    if run.fills is not None:
        _refuse_sheets_of_others(book, run)
        run.codes[INDIKATOR.name] = dict(Indicator.objects.of_positions(run.fills).values_list("code", "pk"))
    if any(sheet in book for sheet in (INDIKATOR, TARGET, REALISASI)):
        plans.load_facts(run)
    for sheet in IMPORT_ORDER if run.fills is None else [REALISASI]:
        if sheet not in book:
            continue
        raw = book.read(sheet, run.findings)
        if raw is None:
            run.unread.add(sheet.name)
            continue
        run.report(sheet)
        IMPORTERS[sheet.name](raw, run)
        _refuse_foreign_sheet(sheet, run)
    refuse_holders_outside(run)
    if not (run.findings.problems or Government.objects.exists()):
        message = "Pemerintah daerah belum dikenal. Tambahkan lembar Pemda pada impor yang pertama."
        run.findings.refuse(PEMDA.name, 0, "", "", message)


def _refuse_sheets_of_others(book: ExchangeBook, run: Run) -> None:
    """Who fills in reports brings in nothing but realisations; sheets without rows (a template's) do no harm."""
    for sheet in SHEETS:
        if sheet is not REALISASI and book.count_rows([sheet]):
            keepers, _ = KEPT_BY.get(sheet, ("Bagian Organisasi, Bappeda, atau administrator", ""))
            run.findings.refuse(
                sheet.name,
                0,
                "",
                "",
                f"Lembar {sheet.name} hanya diimpor oleh {keepers}. Hapus lembar ini; yang dapat "
                f"Anda impor hanya lembar {REALISASI.name}.",
            )


def _refuse_foreign_sheet(sheet: Sheet, run: Run) -> None:
    """Structure, people and plans are changed by those who keep them; the same rows again are no change."""
    report = run.report(sheet)
    if run.by is None or sheet not in KEPT_BY or not (report.new or report.changed):
        return
    keepers, permission = KEPT_BY[sheet]
    if not run.by.has_perm(permission):
        for change in report.changes[:1]:
            run.findings.refuse(
                sheet.name,
                change.row,
                "",
                change.key,
                f"Lembar {sheet.name} hanya dapat diubah oleh {keepers}. Hapus lembar ini atau minta mereka "
                "mengimpornya.",
            )


KEPT_BY = {
    **dict.fromkeys(
        (PEMDA, UNIT, JABATAN, PEGAWAI), ("Bagian Organisasi atau administrator", "organisation.manage_organisation")
    ),
    **dict.fromkeys(
        (RENCANA, MISI, TUJUAN, SASARAN_TUJUAN, INDIKATOR_TUJUAN, TARGET_RENCANA),
        ("Bappeda", "indicators.manage_plans"),
    ),
    LIBUR: ("Bagian Organisasi atau administrator", "indicators.manage_periods"),
}
"""Sheets that not everybody who imports may change: who may, in words, and by which permission."""

IMPORT_ORDER = [sheet for sheet in SHEETS if sheet not in (TARGET, REALISASI)] + [TARGET, REALISASI]


def _too_many_rows(largest: int) -> str:
    count = f"{largest:,}".replace(",", ".")
    return (
        f"Buku kerja ini berisi lebih dari {count} baris, terlalu banyak untuk diunggah. "
        "Bagi menjadi beberapa berkas, atau mintalah pengelola server menjalankan: "
        "python manage.py import_workbook BERKAS.xlsx"
    )


def _record(run: Run) -> None:
    counts: dict[str, Any] = {
        report.name: {"baru": report.new, "berubah": report.changed, "tetap": report.same}
        for report in run.reports.values()
    }
    record(Government.objects.current(), VERB, by=run.by, data={"sheets": counts})


def _reports(run: Run) -> tuple[SheetReport, ...]:
    order = [sheet.name for sheet in SHEETS]
    run.findings.problems.sort(key=lambda problem: (order.index(problem.sheet), problem.row))
    for sheet, row in dict.fromkeys((problem.sheet, problem.row) for problem in run.findings.problems):
        run.reports.setdefault(sheet, SheetReport(sheet)).refuse(row)
    return tuple(sorted(run.reports.values(), key=lambda report: order.index(report.name)))
