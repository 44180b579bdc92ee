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

from audit.trail import record
from documents.drawing.imprint import qr_code
from documents.enums import SignatureMethod, SubmissionStatus
from documents.inspection.domain import CertificateFacts
from documents.issuing.revisions import store_revision
from documents.issuing.tokens import verification_address
from documents.kinds import DocumentKind, Signatory, Subject
from documents.models import Submission
from documents.signing import bsre
from documents.signing.actions import issued_for_signing, prepared, signing_of
from documents.signing.bsre_wire import LostAnswerError
from documents.signing.bsre_words import status_objection
from documents.signing.credentials import refuse_unfit
from documents.signing.engine import visible_place
from documents.signing.verdicts import verify_own
from organisation.models import User

OPEN = (SubmissionStatus.SENT, SubmissionStatus.DOUBTFUL)
OTHER_FILE = "Berkas ini bukan hasil satu tanda tangan atas dokumen yang dikirim."
DOUBT = (
    "Jawaban BSrE tidak sampai, jadi belum pasti apakah dokumen sudah ditandatangani. Jangan menandatangani lagi; "
    "selesaikan dahulu melalui halaman “Selesaikan pengiriman BSrE”."
)


@sensitive_variables("nik", "passphrase", "order")
def sign_with_bsre(
    kind: DocumentKind, subject: Subject, key: str, *, by: User, nik: str, passphrase: str, now: datetime.datetime
) -> Subject:
    """Let BSrE sign the document for the party `key`.

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
    submission, content = _mark_sent(kind, subject, key, by=by, now=now)
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


def open_submission(kind: DocumentKind, subject: Subject) -> Submission | None:
    """The submission of this subject's document that nobody knows the end of, if there is one."""
    found = Submission.objects.select_related("document")
    return found.filter(document__kind=kind.name, document__subject_id=subject.pk, status__in=OPEN).first()


def signatory_of(submission: Submission, subject: Subject) -> Signatory:
    """The party for which it was sent."""
    parties = signing_of(submission.document.registered_kind).signatories(subject)
    return next(party for party in parties if party.key == submission.party)


def is_on_its_way(submission: Submission, now: datetime.datetime) -> bool:
    """Whether the answer can still come: settling now could have the document signed twice."""
    longest = datetime.timedelta(seconds=2 * settings.BSRE_TIMEOUT)
    return submission.status == SubmissionStatus.SENT and now < submission.sent_at + longest


def fetch_again(submission: Submission, *, by: User) -> Subject:
    """Fetch the file that BSrE signed, when it told its name; ValidationError when it cannot be had."""
    if not submission.service_id:
        raise ValidationError("BSrE tidak menyebutkan nomor dokumennya. Unduh dari portal BSrE, lalu unggah di sini.")
    try:
        content = bsre.configured_client().download(submission.service_id)
    except bsre.RefusedError as refusal:
        raise ValidationError(str(refusal), code="bsre") from refusal
    return finish(submission, content, by=by)


@transaction.atomic
def finish(submission: Submission, content: bytes, *, by: User) -> Subject:
    """Keep the signed file and record the signature. The file must be the one that was sent, with one signature more.

    Raises `ValidationError` when it is not, or when the certificate is somebody else's.
    """
    kind = submission.document.registered_kind
    subject = kind.lock(submission.document.subject)
    submission = _locked(submission)
    with submission.base.open("rb") as file:
        base = file.read()
    if not content.startswith(base):
        raise ValidationError(OTHER_FILE, code="other_file")
    *_, answered = signatures = verify_own(content, signers=())
    if sum(signature["end"] > len(base) for signature in signatures) != 1:
        raise ValidationError(OTHER_FILE, code="other_file")
    facts = _facts(answered)
    signed_at = parse_datetime(answered["signed_at"] or "") or submission.sent_at
    refuse_unfit(facts, signatory_of(submission, subject), timezone.localtime(signed_at))
    today = timezone.localdate(max(signed_at, submission.sent_at))
    signed = signing_of(kind).record(
        subject,
        submission.party,
        by=by,
        signed_on=timezone.localdate(submission.sent_at),
        today=today,
        method=SignatureMethod.BSRE,
        signed_at=signed_at,
        certificate=facts,
    )
    submission.status = SubmissionStatus.SIGNED
    submission.save(update_fields=["status"])
    store_revision(submission.document, content, by=by, party=submission.party, fingerprint=facts.fingerprint)
    return signed


@transaction.atomic
def close(submission: Submission, *, remark: str, by: User) -> None:
    """Say that BSrE did not sign; the document may be sent again. A person says so, or BSrE itself did."""
    subject = submission.document.registered_kind.lock(submission.document.subject)
    submission = _locked(submission)
    submission.status = SubmissionStatus.REFUSED
    submission.remark = remark[:300]
    submission.save(update_fields=["status", "remark"])
    record(subject, "document.bsre_settled", by=by, data={"refusal": submission.remark})


def _kept(submission: Submission, content: bytes, *, by: User) -> Subject:
    """Keep what BSrE sent back; when that cannot be, a person has to look, because BSrE did sign."""
    try:
        return finish(submission, content, by=by)
    except ValidationError as refusal:
        _doubt(submission, "", remark=" ".join(refusal.messages))
        raise


@transaction.atomic
def _mark_sent(
    kind: DocumentKind, subject: Subject, key: str, *, by: User, now: datetime.datetime
) -> tuple[Submission, bytes]:
    signing = signing_of(kind)
    subject = kind.lock(subject)
    if open_submission(kind, subject):
        raise ValidationError("Dokumen ini sudah dikirim ke BSrE dan hasilnya belum pasti. Tunggu.", code="open")
    today = timezone.localdate(now)
    party = signing.expect(subject, key, signed_on=today, today=today, method=SignatureMethod.BSRE)
    with issued_for_signing(kind, subject, by=by, today=today) as document:
        content = prepared(document, signing.signatories(subject), with_fields=False)
        submission = Submission(document=document, party=key, sent_at=now, sent_by=by)
        submission.base.save(f"{secrets.token_hex(16)}.pdf", ContentFile(content), save=False)
        submission.save()
    record(subject, "document.sent_to_bsre", by=by, data={"party": party.label, "name": party.name})
    return submission, content


def _order(submission: Submission, content: bytes, nik: str, passphrase: str) -> bsre.Order:
    signing, subject = signing_of(submission.document.registered_kind), submission.document.subject
    place, page_height = visible_place(content, submission.party)
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
        reason=signing.reason(subject),
        location=signing.place(subject),
    )


def _doubt(submission: Submission, service_id: str, *, remark: str = "") -> None:
    waiting = Submission.objects.filter(pk=submission.pk, status__in=OPEN)
    waiting.update(status=SubmissionStatus.DOUBTFUL, service_id=service_id[:100], remark=remark[:300])


def _locked(submission: Submission) -> Submission:
    """The submission as it is now; ValidationError when somebody settled it already."""
    found = Submission.objects.select_related("document")
    now = found.select_for_update(of=("self",)).get(pk=submission.pk)
    if now.status not in OPEN:
        raise ValidationError("Pengiriman ini sudah diselesaikan. Muat ulang halaman untuk melihat hasilnya.")
    return now


def _facts(answered: dict) -> CertificateFacts:
    times = {name: datetime.datetime.fromisoformat(answered[name]) for name in ("valid_from", "valid_until")}
    words = {name: answered[name] for name in ("common_name", "subject", "issuer", "serial", "fingerprint")}
    return CertificateFacts(**words, **times)
