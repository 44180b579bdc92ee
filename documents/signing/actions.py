"""Signing an issued document with a certificate.

The kind's `record` stays the only step that makes somebody a signer; here the file that goes with it is made and kept,
in the same transaction.
"""

import datetime
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from pyhanko.sign.signers import Signer

from documents.enums import SignatureMethod
from documents.inspection.certificates import facts_of
from documents.issuing.actions import issue_document
from documents.issuing.facts import document_of
from documents.issuing.revisions import is_signed_electronically, newest_bytes, signers_of, store_revision
from documents.issuing.tokens import verification_address
from documents.kinds import DocumentKind, Signatory, Signing, Subject
from documents.models import IssuedDocument
from documents.signing import engine
from documents.signing.credentials import open_credential, refuse_unfit
from documents.signing.kept_keys import open_kept_key
from documents.signing.places import NoPlaceError
from documents.signing.stamps import annex_stamp, signature_stamp
from documents.signing.timestamps import BoundedTimeStamper
from documents.signing.trust import is_trial, refuse_untrusted_files
from documents.signing.verdicts import verify_own
from organisation.models import User
from organisation.users.confirmation import Confirmed

logger = logging.getLogger(__name__)


@sensitive_variables("pkcs12", "password", "signer")
@transaction.atomic
def sign_with_certificate(
    kind: DocumentKind, subject: Subject, key: str, *, by: User, pkcs12: bytes, password: str, now: datetime.datetime
) -> Subject:
    """Sign the document as the party `key` with the certificate and key of a PKCS#12 file.

    The document is issued first when it was not. Key and password are used here and kept nowhere. Everything or
    nothing; one effect however many ask at once. Raises `ValidationError` with a sentence (wrong password,
    certificate not valid or somebody else's, out of order), `pdf.RenderError` when the document cannot be made.
    """
    refuse_untrusted_files()
    signer = open_credential(pkcs12, password)
    return _sign(kind, subject, key, signer, SignatureMethod.LOCAL_CERTIFICATE, by=by, now=now)


@transaction.atomic
def sign_with_kept_key(
    kind: DocumentKind, subject: Subject, key: str, *, by: Confirmed, now: datetime.datetime
) -> Subject:
    """Like `sign_with_certificate`, with the key that this server keeps for the person who just confirmed."""
    refuse_untrusted_files()
    return _sign(kind, subject, key, open_kept_key(by.user), SignatureMethod.KEPT_KEY, by=by.user, now=now)


@sensitive_variables("signer")
def _sign(
    kind: DocumentKind,
    subject: Subject,
    key: str,
    signer: Signer,
    method: SignatureMethod,
    *,
    by: User,
    now: datetime.datetime,
) -> Subject:
    facts = facts_of(signer.signing_cert)
    signing = signing_of(kind)
    subject = kind.lock(subject)
    today = timezone.localdate(now)
    party = signing.expect(subject, key, signed_on=today, today=today, method=method)
    refuse_unfit(facts, party, timezone.localtime(now))
    signed = signing.record(
        subject, key, by=by, signed_on=today, today=today, method=method, signed_at=now, certificate=facts
    )
    with issued_for_signing(kind, subject, by=by, today=today) as document:
        content = _signed(document, subject, party, signer, now)
        verify_own(content, signers={*signers_of(document), facts.fingerprint})
        store_revision(document, content, by=by, party=key, fingerprint=facts.fingerprint)
    return signed


def signing_of(kind: DocumentKind) -> Signing:
    """How documents of this kind are signed. Raises `ValidationError` when nobody signs them."""
    if kind.signing is None:
        raise ValidationError(f"{kind.label} tidak ditandatangani.", code="unsigned")
    return kind.signing


@contextmanager
def issued_for_signing(
    kind: DocumentKind, subject: Subject, *, by: User, today: datetime.date
) -> Iterator[IssuedDocument]:
    """The issued document; one that is issued only now bears the day that was chosen, or that of its signing.

    When the signing fails, what was issued only now does not leave its files behind.
    """
    is_new = document_of(kind.name, subject.pk) is None
    subject = kind.lock(subject)
    dating = kind.issuing.dating
    if is_new and dating and dating.is_open(subject) and dating.day(subject) is None:
        dating.write(subject, today, by=by)
    document = issue_document(kind, subject, by=by)
    new = [document, *document.attachments.all()] if is_new else []
    try:
        yield document
    except BaseException:
        for issued in new:
            issued.file.delete(save=False)
        raise


def prepared(document: IssuedDocument, parties: tuple[Signatory, ...], *, with_fields: bool = True) -> bytes:
    """The newest file, with the places for signatures reserved when nobody has signed yet."""
    content = newest_bytes(document)
    if is_signed_electronically(document):
        return content
    labels = {party.key: party.label for party in parties}
    stamp = annex_stamp(verification_address(document.token))
    try:
        return engine.reserve(content, stamp, labels, with_fields=with_fields)
    except NoPlaceError as error:
        raise ValidationError(
            "Dokumen ini diterbitkan tanpa tempat tanda tangan elektronik. Gunakan tanda tangan basah.", code="no_place"
        ) from error


def _timestamper() -> BoundedTimeStamper | None:
    if not settings.SIGNING_TIMESTAMP_URL:
        return None
    return BoundedTimeStamper(settings.SIGNING_TIMESTAMP_URL, settings.SIGNING_TIMESTAMP_TIMEOUT)


@sensitive_variables("signer")
def _signed(
    document: IssuedDocument, subject: Subject, party: Signatory, signer: Signer, now: datetime.datetime
) -> bytes:
    signing = signing_of(document.registered_kind)
    intent = engine.Intent(party.label, party.name, signing.reason(subject), signing.place(subject))
    stamp = signature_stamp(party.name, now, verification_address(document.token), is_trial=is_trial())
    content = prepared(document, signing.signatories(subject))
    try:
        return engine.sign(content, intent, signer, stamp, timestamper=_timestamper())
    except engine.TimestampError as error:
        logger.warning("Time-stamp service failed: %s", error)
        raise ValidationError(
            "Layanan stempel waktu tidak menjawab dengan benar, jadi dokumen belum ditandatangani. Coba lagi "
            "sebentar lagi; bila tetap gagal, hubungi administrator.",
            code="timestamp",
        ) from error
    except engine.SigningError as error:
        logger.warning("Document %s could not be signed: %s", document.pk, error)
        raise ValidationError(
            "Dokumen ini tidak dapat ditandatangani dengan sertifikat tersebut. Belum ada yang berubah.", code="engine"
        ) from error
