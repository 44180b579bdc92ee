"""Uploading scans, pairing them by hand, confirming them, and throwing them away."""

import datetime
import secrets
from collections.abc import Sequence
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from audit.trail import record
from documents.enums import ScanState
from documents.inspection.confined import MAX_BYTES
from documents.issuing.stored import stored_bytes
from documents.kinds import Subject, common_noun, scanned_kinds
from documents.models import IssuedDocument, UploadedScan
from documents.querysets import UploadedScanQuerySet
from documents.scans.codes import refuse_other, refuse_unscannable
from documents.scans.keeping import keep_scan
from organisation.models import User

MOST_FILES = 100
"""At once; a season of a whole government is 45."""

MOST_WAITING = 500
"""Unconfirmed scans of all people together: then somebody has to confirm or throw away first."""

STARTS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")

EMPTY = "Berkas ini kosong (0 byte). Pindai kembali, lalu unggah hasilnya."
LARGE = "Berkas ini lebih besar dari 20 MB. Pindai dengan 300 dpi atau kurang."
OTHER_TYPE = (
    "Berkas ini bukan PDF, JPG, atau PNG. Simpan hasil pindai dalam salah satu bentuk itu, lalu unggah kembali."
)
GONE = (
    "Hasil pindai ini sudah dikonfirmasi, dibuang, atau sedang dibaca. Muat ulang halaman untuk melihat keadaan "
    "terbaru."
)


@transaction.atomic
def upload_scans(files: Sequence[UploadedFile], *, by: User) -> list[UploadedScan]:
    """One row for each file: waiting to be looked into, or refused at once with its own sentence.

    Raises `ValidationError` for too many files, now or together with those that wait.
    """
    if len(files) > MOST_FILES:
        raise ValidationError(
            f"Sekali unggah paling banyak {MOST_FILES} berkas; Anda memilih {len(files)}. Belum ada yang diunggah.",
            code="too_many",
        )
    if UploadedScan.objects.exclude(state=ScanState.REFUSED).count() + len(files) > MOST_WAITING:
        raise ValidationError(
            f"Paling banyak {MOST_WAITING} hasil pindai boleh menunggu. Konfirmasi atau buang dahulu yang sudah ada.",
            code="too_many_waiting",
        )
    scans: list[UploadedScan] = []
    try:
        for file in files:
            scans.append(_upload(file, by))
    except BaseException:
        for scan in scans:
            scan.file.delete(save=False)  # its row goes with the transaction
        raise
    return scans


def _upload(file: UploadedFile, by: User) -> UploadedScan:
    scan = UploadedScan(name=_plain_name(file.name or ""), uploaded_by=by)
    problem = _objection(file)
    if problem:
        scan.state, scan.problem = ScanState.REFUSED, problem
    else:
        scan.file.save(f"{secrets.token_hex(16)}.upload", file, save=False)
    try:
        scan.save()
    except BaseException:
        scan.file.delete(save=False)
        raise
    return scan


def _objection(file: UploadedFile) -> str:
    """What can be told from size and first bytes; the inspector looks at the rest."""
    if not file.size:
        return EMPTY
    if file.size > MAX_BYTES:
        return LARGE
    start = file.read(8)
    file.seek(0)
    return "" if start.startswith(STARTS) else OTHER_TYPE


def _plain_name(name: str) -> str:
    """The name as one line of printable characters; it is shown, and never used for a file."""
    return "".join(letter if letter.isprintable() else " " for letter in name).strip()[-200:] or "tanpa nama"


@transaction.atomic
def match_scan(scan: UploadedScan, document: IssuedDocument, *, by: User) -> UploadedScan:
    """Say by hand whose scan this is. `ValidationError` when its QR code says otherwise, or it cannot be kept there."""
    scan = _locked(scan)
    if scan.document and not scan.is_chosen_by_hand:
        refuse_other(scan.document, document)
    if scan.state not in {ScanState.UNREAD, ScanState.MATCHED}:
        raise ValidationError(scan.problem or GONE)
    refuse_unscannable(document)
    scan.is_chosen_by_hand = scan.is_chosen_by_hand or scan.document is None
    scan.document, scan.state = document, ScanState.MATCHED
    scan.save(update_fields=["document", "state", "is_chosen_by_hand"])
    record(document.subject, "scan.matched", by=by, data={"detail": scan.name})
    return scan


@transaction.atomic
def confirm_scan(scan: UploadedScan, *, by: User, signed_on: datetime.date, today: datetime.date) -> Subject:
    """Keep this scan with its document and record the signatures on it; the row is gone afterwards.

    Raises `ValidationError` when it is not matched or was confirmed meanwhile, and for what `keep_scan` refuses.
    """
    scan = _locked(scan)
    if scan.document is None:
        noun = common_noun(scanned_kinds())
        raise ValidationError(f"Hasil pindai ini belum cocok dengan satu {noun}. Pilih {noun}-nya dahulu.")
    kind, content = scan.document.registered_kind, stored_bytes(scan, scan.document.number)
    subject = keep_scan(kind, scan.document.subject, content, by=by, signed_on=signed_on, today=today)
    _remove(scan)
    return subject


def discard_refused(*, by: User) -> int:
    """Clear the list of what was refused; give the number of rows."""
    return _discard_all(UploadedScan.objects.visible_to(by).filter(state=ScanState.REFUSED), by=by)


@transaction.atomic
def discard_scan(scan: UploadedScan, *, by: User | None) -> None:
    """Throw an unconfirmed scan away. Raises `ValidationError` when it is gone already."""
    scan = _locked(scan)
    facts = {"name": scan.name, "document": scan.document.called if scan.document else ""}
    record(scan, "scan.discarded", by=by, data=facts)
    _remove(scan)


def discard_old_scans(*, older_than: datetime.timedelta) -> int:
    """Throw away what nobody confirmed for so long; give their number. What somebody has in hand stays."""
    return _discard_all(UploadedScan.objects.filter(uploaded_at__lt=timezone.now() - older_than), by=None)


def _discard_all(scans: UploadedScanQuerySet, *, by: User | None) -> int:
    """Throw these away; one that somebody else has in hand, or threw away meanwhile, is passed by."""
    count = 0
    for scan in scans.defer("preview"):
        try:
            discard_scan(scan, by=by)
        except ValidationError:
            continue
        count += 1
    return count


def _locked(scan: UploadedScan) -> UploadedScan:
    rows = UploadedScan.objects.select_for_update(skip_locked=True, of=("self",)).defer("preview")
    locked = rows.select_related("document").filter(pk=scan.pk).first()
    if locked is None:
        raise ValidationError(GONE, code="gone")
    return locked


def _remove(scan: UploadedScan) -> None:
    """The row, and its file as soon as that is certain."""
    name, storage = scan.file.name, scan.file.storage
    scan.delete()
    if name:
        transaction.on_commit(partial(storage.delete, name))
