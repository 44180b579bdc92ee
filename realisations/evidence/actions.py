"""Adding evidence to reported figures, using it again, and taking it away."""

import hashlib
import secrets
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q
from django.template.defaultfilters import filesizeformat

from audit.trail import record
from indicators.models import Indicator
from organisation.clock import database_today
from organisation.models import Position
from realisations.entry.locks import lock_report, refuse_accepted, refuse_unless_editable
from realisations.enums import EvidenceKind
from realisations.evidence.intake import MAX_BYTES, InspectedFile, take
from realisations.models import Evidence, EvidenceUse, QuarterReport, Realisation

if TYPE_CHECKING:
    from organisation.models import User


MOST_PER_ROW = 20
NEWEST_REUSABLE = 50
"""How many are offered to be used again whatever year they are of."""

LIMITS = (
    f"PDF, JPG, PNG, WebP, DOCX, XLSX, atau ODS; paling besar {MAX_BYTES // 1024 // 1024} MB per berkas, paling banyak "
    f"{MOST_PER_ROW} bukti per indikator. Data lokasi pada foto dihapus."
)
TOO_MANY = f"Indikator ini sudah mempunyai {MOST_PER_ROW} bukti. Lepas salah satu sebelum menambah yang lain."
KNOWN = "Bukti ini sudah ada pada indikator ini, jadi tidak ditambahkan lagi."
GONE = "Bukti ini sudah dilepas orang lain. Muat ulang halaman untuk melihat daftar terbaru."
FOREIGN = "Bukti ini bukan milik jabatan laporan ini. Pilih dari daftar bukti jabatan Anda."
WRONG_ROW = "Indikator ini bukan milik laporan ini. Muat ulang halaman."


def add_file(report: QuarterReport, indicator: Indicator, upload: File, *, by: "User") -> EvidenceUse:
    """Keep `upload` as evidence of this row; a file that the position has already is used again, not stored twice.

    Raises ValidationError with one sentence: report or period closed, file not accepted, too many, known, disk full.
    """
    refuse_unless_editable(report, database_today())  # before the work of looking into the file
    return _keep_file(report, indicator, take(upload), by=by)


@transaction.atomic
def _keep_file(report: QuarterReport, indicator: Indicator, taken: InspectedFile, *, by: "User") -> EvidenceUse:
    row = _locked_row(report, indicator)
    known = _known(report, kind=EvidenceKind.FILE, source_sha256=taken.source_sha256)
    _refuse_again(row, known)
    return _use(known or _stored(report, taken, by=by), row, by=by)


@transaction.atomic
def add_link(report: QuarterReport, indicator: Indicator, link: str, name: str, *, by: "User") -> EvidenceUse:
    """Keep an https address as evidence; the server never opens it. Raises ValidationError like `add_file`."""
    row = _locked_row(report, indicator)
    known = _known(report, kind=EvidenceKind.LINK, link=link)
    _refuse_again(row, known)
    if known is None:
        known = Evidence(position_id=report.position_id, kind=EvidenceKind.LINK, name=name, link=link, uploaded_by=by)
        known.full_clean()
        known.save()
    return _use(known, row, by=by)


@transaction.atomic
def reuse_evidence(report: QuarterReport, indicator: Indicator, evidence: Evidence, *, by: "User") -> EvidenceUse:
    """Let evidence of the same position prove this row as well."""
    row = _locked_row(report, indicator)
    locked = Evidence.objects.select_for_update().filter(pk=evidence.pk).first()
    if locked is None:
        raise ValidationError(GONE, code="gone")
    if locked.position_id != row.report.position_id:
        raise ValidationError(FOREIGN, code="foreign")
    _refuse_again(row, locked)
    return _use(locked, row, by=by)


@transaction.atomic
def remove_evidence(report: QuarterReport, indicator: Indicator, use_pk: int, *, by: "User") -> None:
    """Take evidence away from this row; with its last use the file itself goes, once the transaction has ended."""
    row = _locked_row(report, indicator)
    use = EvidenceUse.objects.filter(pk=use_pk, realisation=row).select_related("evidence").first()
    if use is None:
        raise ValidationError(GONE, code="gone")
    evidence = Evidence.objects.select_for_update().get(pk=use.evidence_id)
    use.delete()
    _tell(row, evidence, "evidence.removed", by=by)
    if evidence.uses.exists():
        return
    storage, name = evidence.file.storage, evidence.file.name
    evidence.delete()
    if name:
        transaction.on_commit(partial(storage.delete, name), robust=True)


def reusable_evidence(report: QuarterReport, indicator: Indicator) -> list[Evidence]:
    """What the position has and this row has not yet, the newest first: all of the report's year, and some older."""
    used = EvidenceUse.objects.filter(realisation__report=report, realisation__indicator=indicator)
    own = Evidence.objects.of_positions([report.position_id]).exclude(pk__in=used.values("evidence"))
    of_year = EvidenceUse.objects.filter(realisation__report__period__year=report.period.year).values("evidence")
    return list(own.filter(Q(pk__in=of_year) | Q(pk__in=own.values("pk")[:NEWEST_REUSABLE])))


def _locked_row(report: QuarterReport, indicator: Indicator) -> Realisation:
    """The row, made if nothing was typed yet; report and position are held, so that limits and hashes stay true."""
    locked = lock_report(report)
    refuse_unless_editable(locked, database_today())
    Position.objects.select_for_update(no_key=True).get(pk=locked.position_id)
    period = locked.period
    measured = Indicator.objects.of_positions([locked.position_id]).measured_in(period.year, period.quarter)
    if not measured.filter(pk=indicator.pk).exists():
        raise ValidationError(WRONG_ROW, code="row")
    row, _ = Realisation.objects.get_or_create(report=locked, indicator=indicator)
    refuse_accepted(row)
    return row


def _known(report: QuarterReport, **what: str) -> Evidence | None:
    return Evidence.objects.select_for_update().filter(position_id=report.position_id, **what).first()


def _refuse_again(row: Realisation, known: Evidence | None) -> None:
    used = set(row.evidence_uses.values_list("evidence_id", flat=True))
    if known and known.pk in used:
        raise ValidationError(KNOWN, code="known")
    if len(used) >= MOST_PER_ROW:
        raise ValidationError(TOO_MANY, code="many")


def _stored(report: QuarterReport, taken: InspectedFile, *, by: "User") -> Evidence:
    """Write the file under a random name, and its row; no half file stays when the disk or the database refuses."""
    evidence = Evidence(
        position_id=report.position_id,
        kind=EvidenceKind.FILE,
        name=taken.name,
        format=taken.kind,
        size=len(taken.content),
        sha256=hashlib.sha256(taken.content).hexdigest(),
        source_sha256=taken.source_sha256,
        scan=taken.scan,
        uploaded_by=by,
    )
    name = f"{secrets.token_hex(16)}.{taken.kind}"
    evidence.file.save(name, ContentFile(taken.content), save=False)
    try:
        evidence.full_clean()
        evidence.save()
    except BaseException:
        evidence.file.delete(save=False)
        raise
    return evidence


def _use(evidence: Evidence, row: Realisation, *, by: "User") -> EvidenceUse:
    is_first = not evidence.uses.exists()
    use = EvidenceUse.objects.create(evidence=evidence, realisation=row, added_by=by)
    _tell(row, evidence, "evidence.added" if is_first else "evidence.reused", by=by)
    return use


def _tell(row: Realisation, evidence: Evidence, verb: str, *, by: "User") -> None:
    """Keep it in the trail, with the next version of the report, which is held: evidence is not sent unseen either."""
    report = row.report
    report.version += 1
    report.save(update_fields=["version"])
    what = (
        evidence.link if evidence.is_link else f"{evidence.get_format_display()}, {filesizeformat(evidence.size or 0)}"
    )
    data = {
        "version": report.version,
        "code": row.indicator.code,
        "name": f"{evidence.name} ({what})",
        "indicator": row.indicator_id,
        "sha256": evidence.sha256,
    }
    record(report, verb, by=by, data=data)
