"""Signing with BSrE: mark, send once, keep what comes back; what nobody can tell waits for a person.

States of a submission: sent -> signed, refused, or doubtful; doubtful -> signed or refused, by a person only.
"""

import datetime
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.debug import sensitive_variables

from agreements.content.actions import lock_agreement
from agreements.domain.certificates import CertificateFacts
from agreements.enums import SignatureMethod
from agreements.models import Agreement, Party
from agreements.signing.actions import expected_signer, record_signature
from audit.trail import record
from organisation.models import User
from reports.documents import qr_code
from reports.enums import SubmissionStatus
from reports.signing import bsre
from reports.signing.actions import issued_for_signing, party_of, prepared
from reports.signing.bsre_wire import LostAnswerError
from reports.signing.bsre_words import status_objection
from reports.signing.credentials import refuse_unfit
from reports.signing.engine import visible_place
from reports.signing.models import Submission
from reports.signing.revisions import store_revision
from reports.signing.verdicts import verify_own
from reports.tokens import verification_address

OPEN = (SubmissionStatus.SENT, SubmissionStatus.DOUBTFUL)
DOUBT = (
    "Jawaban BSrE tidak sampai, jadi belum pasti apakah dokumen sudah ditandatangani. Jangan menandatangani lagi; "
    "selesaikan dahulu melalui halaman “Selesaikan pengiriman BSrE”."
)


@sensitive_variables("nik", "passphrase", "order")
def sign_with_bsre(
    agreement: Agreement, side: str, *, by: User, nik: str, passphrase: str, now: datetime.datetime
) -> Agreement:
    """Let BSrE sign the document for the party of `side`.

    NIK and passphrase are used here and kept nowhere. Raises `ValidationError`: with code `doubtful` when nobody can
    tell whether BSrE signed, otherwise nothing was signed.
    """
    client = bsre.configured_client()
    try:
        objection = status_objection(client.status(nik))
    except bsre.RefusedError as refusal:
        raise ValidationError(str(refusal), code="bsre") from refusal
    if objection:
        raise ValidationError(objection, code="bsre")
    submission, content = _mark_sent(agreement, side, by=by, now=now)
    order = _order(submission, content, nik, passphrase)
    try:
        signed = client.sign(content, order)
    except bsre.RefusedError as refusal:
        close(submission, remark=str(refusal), by=by)
        raise ValidationError(str(refusal), code="bsre") from refusal
    except LostAnswerError as lost:
        _doubt(submission, lost.document_id)
        raise ValidationError(DOUBT, code="doubtful") from lost
    return _kept(submission, signed.content, by=by)


def open_submission(agreement: Agreement) -> Submission | None:
    """The submission of this agreement that nobody knows the end of, if there is one."""
    found = Submission.objects.select_related("party", "document").filter(document__agreement=agreement)
    return found.filter(status__in=OPEN).first()


def is_on_its_way(submission: Submission, now: datetime.datetime) -> bool:
    """Whether the answer can still come: settling now could have the document signed twice."""
    longest = datetime.timedelta(seconds=2 * settings.BSRE_TIMEOUT)
    return submission.status == SubmissionStatus.SENT and now < submission.sent_at + longest


def fetch_again(submission: Submission, *, by: User) -> Agreement:
    """Fetch the file that BSrE signed, when it told its name; ValidationError when it cannot be had."""
    if not submission.service_id:
        raise ValidationError("BSrE tidak menyebutkan nomor dokumennya. Unduh dari portal BSrE, lalu unggah di sini.")
    try:
        content = bsre.configured_client().download(submission.service_id)
    except bsre.RefusedError as refusal:
        raise ValidationError(str(refusal), code="bsre") from refusal
    return finish(submission, content, by=by)


@transaction.atomic
def finish(submission: Submission, content: bytes, *, by: User) -> Agreement:
    """Keep the signed file and record the signature. The file must be the one that was sent, with one signature more.

    Raises `ValidationError` when it is not, or when the certificate is somebody else's.
    """
    agreement = lock_agreement(submission.document.agreement)
    submission = _locked(submission)
    with submission.base.open("rb") as file:
        if not content.startswith(file.read()):
            raise ValidationError("Berkas ini bukan hasil tanda tangan atas dokumen yang dikirim.", code="other_file")
    told = verify_own(content, signers=())[-1]
    facts = _facts(told)
    signed_at = parse_datetime(told["signed_at"] or "") or submission.sent_at
    refuse_unfit(facts, submission.party, timezone.localtime(signed_at))
    today = timezone.localdate(max(signed_at, submission.sent_at))
    signed = record_signature(
        agreement,
        submission.party.side,
        by=by,
        signed_on=timezone.localdate(submission.sent_at),
        today=today,
        method=SignatureMethod.BSRE,
        signed_at=signed_at,
        certificate=facts,
    )
    submission.status = SubmissionStatus.SIGNED
    submission.save(update_fields=["status"])
    signature = party_of(signed, submission.party.side).signature
    store_revision(submission.document, content, by=by, signature=signature)
    return signed


@transaction.atomic
def close(submission: Submission, *, remark: str, by: User) -> None:
    """Say that BSrE did not sign; the document may be sent again. A person says so, or BSrE itself did."""
    agreement = lock_agreement(submission.document.agreement)
    submission = _locked(submission)
    submission.status = SubmissionStatus.REFUSED
    submission.remark = remark[:300]
    submission.save(update_fields=["status", "remark"])
    record(agreement, "document.bsre_settled", by=by, data={"refusal": submission.remark})


def _kept(submission: Submission, content: bytes, *, by: User) -> Agreement:
    """Keep what BSrE sent back; when that cannot be, a person has to look, because BSrE did sign."""
    try:
        return finish(submission, content, by=by)
    except ValidationError as refusal:
        _doubt(submission, "", remark=" ".join(refusal.messages))
        raise


@transaction.atomic
def _mark_sent(agreement: Agreement, side: str, *, by: User, now: datetime.datetime) -> tuple[Submission, bytes]:
    agreement = lock_agreement(agreement)
    if open_submission(agreement):
        raise ValidationError("Dokumen ini sudah dikirim ke BSrE dan hasilnya belum pasti. Tunggu.", code="open")
    today = timezone.localdate(now)
    party = expected_signer(agreement, side, signed_on=today, today=today, method=SignatureMethod.BSRE)
    with issued_for_signing(agreement, by=by) as document:
        content = prepared(document, with_fields=False)
        submission = Submission(document=document, party=party, sent_at=now, sent_by=by)
        submission.base.save(f"{secrets.token_hex(16)}.pdf", ContentFile(content), save=False)
        submission.save()
    record(agreement, "document.sent_to_bsre", by=by, data={"side": party.side, "name": party.name})
    return submission, content


def _order(submission: Submission, content: bytes, nik: str, passphrase: str) -> bsre.Order:
    party: Party = submission.party
    place, page_height = visible_place(content, party.side)
    left, bottom, right, top = place.box
    address = verification_address(submission.document.token)
    return bsre.Order(
        nik=nik,
        passphrase=passphrase,
        page=place.page + 1,
        left=left + (right - left - (top - bottom)) / 2,
        bottom=bottom,
        width=top - bottom,
        height=top - bottom,
        page_height=page_height,
        picture=qr_code(address).content,
        address=address,
        reason=party.agreement.title,
        location=party.agreement.signed_place or "Indonesia",
    )


def _doubt(submission: Submission, service_id: str, *, remark: str = "") -> None:
    waiting = Submission.objects.filter(pk=submission.pk, status__in=OPEN)
    waiting.update(status=SubmissionStatus.DOUBTFUL, service_id=service_id[:100], remark=remark[:300])


def _locked(submission: Submission) -> Submission:
    """The submission as it is now; ValidationError when somebody settled it already."""
    found = Submission.objects.select_related("document", "party__employee", "party__agreement")
    now = found.select_for_update(of=("self",)).get(pk=submission.pk)
    if now.status not in OPEN:
        raise ValidationError("Pengiriman ini sudah diselesaikan. Muat ulang halaman untuk melihat hasilnya.")
    return now


def _facts(told: dict) -> CertificateFacts:
    times = {name: datetime.datetime.fromisoformat(told[name]) for name in ("valid_from", "valid_until")}
    words = {name: told[name] for name in ("common_name", "subject", "issuer", "serial", "fingerprint")}
    return CertificateFacts(**words, **times)
