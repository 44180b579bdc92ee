"""Signing an issued agreement with a certificate.

`agreements.actions.record_signature` stays the only step that makes somebody a signer; here the file that goes with it
is made and kept, in the same transaction.
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

from agreements.content.actions import lock_agreement
from agreements.enums import SignatureMethod
from agreements.models import Agreement, Party
from agreements.signing.actions import expected_signer, record_signature
from organisation.models import User
from organisation.users.confirmation import Confirmed
from reports.actions import issue_agreement
from reports.models import IssuedDocument
from reports.signing import engine
from reports.signing.certificates import facts_of
from reports.signing.credentials import open_credential, refuse_unfit
from reports.signing.kept_keys import open_kept_key
from reports.signing.places import NoPlaceError
from reports.signing.revisions import is_signed_electronically, newest_bytes, signers_of, store_revision
from reports.signing.stamps import annex_stamp, signature_stamp
from reports.signing.timestamps import BoundedTimeStamper
from reports.signing.verdicts import verify_own
from reports.tokens import verification_address

logger = logging.getLogger(__name__)


@sensitive_variables("pkcs12", "password", "signer")
@transaction.atomic
def sign_with_certificate(
    agreement: Agreement, side: str, *, by: User, pkcs12: bytes, password: str, now: datetime.datetime
) -> Agreement:
    """Sign the document for the party of `side` with the certificate and key of a PKCS#12 file.

    The document is issued first when it was not. Key and password are used here and kept nowhere. Everything or
    nothing; one effect however many ask at once. Raises `ValidationError` with a sentence (wrong password,
    certificate not valid or somebody else's, out of order), `pdf.RenderError` when the document cannot be made.
    """
    return _sign(agreement, side, open_credential(pkcs12, password), SignatureMethod.LOCAL_CERTIFICATE, by=by, now=now)


@transaction.atomic
def sign_with_kept_key(agreement: Agreement, side: str, *, by: Confirmed, now: datetime.datetime) -> Agreement:
    """Like `sign_with_certificate`, with the key that this server keeps for the person who just confirmed."""
    return _sign(agreement, side, open_kept_key(by.user), SignatureMethod.KEPT_KEY, by=by.user, now=now)


@sensitive_variables("signer")
def _sign(
    agreement: Agreement, side: str, signer: Signer, method: SignatureMethod, *, by: User, now: datetime.datetime
) -> Agreement:
    facts = facts_of(signer.signing_cert)
    agreement = lock_agreement(agreement)
    today = timezone.localdate(now)
    party = expected_signer(agreement, side, signed_on=today, today=today, method=method)
    refuse_unfit(facts, party, timezone.localtime(now))
    signed = record_signature(
        agreement,
        side,
        by=by,
        signed_on=today,
        today=today,
        method=method,
        signed_at=now,
        certificate=facts,
    )
    with issued_for_signing(agreement, by=by) as document:
        content = _signed(document, party, signer, now)
        verify_own(content, signers={*signers_of(document), facts.fingerprint})
        store_revision(document, content, by=by, signature=party_of(signed, side).signature)
    return signed


@contextmanager
def issued_for_signing(agreement: Agreement, *, by: User) -> Iterator[IssuedDocument]:
    """The issued document; when it was issued only now and the signing fails, its files do not stay behind."""
    is_new = not IssuedDocument.objects.filter(agreement=agreement).exists()
    document = issue_agreement(agreement, by=by)
    new = [document, *document.attachments.all()] if is_new else []
    try:
        yield document
    except BaseException:
        for issued in new:
            issued.file.delete(save=False)
        raise


def prepared(document: IssuedDocument, *, with_fields: bool = True) -> bytes:
    """The newest file, with the places for signatures reserved when nobody has signed yet."""
    content = newest_bytes(document)
    if is_signed_electronically(document):
        return content
    try:
        return engine.reserve(content, annex_stamp(verification_address(document.token)), with_fields=with_fields)
    except NoPlaceError as error:
        raise ValidationError(
            "Dokumen ini diterbitkan tanpa tempat tanda tangan elektronik. Gunakan tanda tangan basah.", code="no_place"
        ) from error


def party_of(agreement: Agreement, side: str) -> Party:
    """The party of a side, as the database has it now."""
    return Party.objects.select_related("signature").get(agreement=agreement, side=side)


def _timestamper() -> BoundedTimeStamper | None:
    if not settings.SIGNING_TIMESTAMP_URL:
        return None
    return BoundedTimeStamper(settings.SIGNING_TIMESTAMP_URL, settings.SIGNING_TIMESTAMP_TIMEOUT)


@sensitive_variables("signer")
def _signed(document: IssuedDocument, party: Party, signer: Signer, now: datetime.datetime) -> bytes:
    address = verification_address(document.token)
    agreement = party.agreement
    intent = engine.Intent(party.side, party.name, agreement.title, agreement.signed_place or "Indonesia")
    stamp = signature_stamp(party.name, now, address)
    try:
        return engine.sign(prepared(document), intent, signer, stamp, timestamper=_timestamper())
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
