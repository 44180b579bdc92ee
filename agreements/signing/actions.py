"""Signing: the parties sign one after the other, and with the last signature the agreement is in force."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.content.actions import lock_agreement
from agreements.content.document import document_of
from agreements.domain.signing import awaited_sides, date_objection
from agreements.enums import AgreementStatus, Side
from agreements.messages.actions import tell
from agreements.models import Agreement, Party, Signature
from agreements.publication.actions import publish_plan
from audit.facts import canonical
from audit.trail import advance, record
from documents.enums import SignatureMethod
from documents.inspection.domain import CertificateFacts
from indicators.domain.policy import SigningOrder
from organisation.models import User


@transaction.atomic
def record_signature(
    agreement: Agreement,
    side: str,
    *,
    by: User,
    signed_on: datetime.date,
    today: datetime.date,
    method: str = SignatureMethod.WET_INK,
    signed_at: datetime.datetime | None = None,
    certificate: CertificateFacts | None = None,
) -> Agreement:
    """Record that the party of `side` signed on the day `signed_on`, in the order that the year's policy wants.

    An electronic signature comes with its moment and the facts of its certificate. With the last signature the
    agreement comes into force, and the version it revises is superseded in the same transaction. Raises
    ValidationError when it is not approved, out of order, signed twice, or with a date that cannot be.
    """
    agreement = lock_agreement(agreement)
    party = expected_signer(agreement, side, signed_on=signed_on, today=today, method=method)
    Signature.objects.create(
        party=party,
        method=method,
        signed_on=signed_on,
        signed_at=signed_at,
        recorded_by=by,
        **_certificate_columns(certificate),
    )
    agreement.signed_on = agreement.signed_on or signed_on
    facts = _facts(party, signed_on, method, certificate)
    awaited = awaited_sides(_sides(agreement), {*_signed(agreement), side}, agreement.signing_order)
    if not awaited:
        _bring_into_force(agreement, by=by, today=today, facts=facts)
    else:
        _sign(agreement, AgreementStatus.PARTLY_SIGNED, by=by, facts=facts)
        tell(agreement, "sign", to=awaited, by=by, today=today)
    return agreement


def _facts(party: Party, signed_on: datetime.date, method: str, certificate: CertificateFacts | None) -> dict[str, Any]:
    facts = {"side": party.side, "name": party.name, "signed_on": canonical(signed_on), "method": canonical(method)}
    if certificate:
        facts |= {"certificate": certificate.subject, "certificate_serial": certificate.serial}
    return facts


def _certificate_columns(certificate: CertificateFacts | None) -> dict[str, Any]:
    if certificate is None:
        return {}
    return {
        "certificate_name": certificate.common_name,
        "certificate_subject": certificate.subject,
        "certificate_issuer": certificate.issuer,
        "certificate_serial": certificate.serial,
        "certificate_valid_from": certificate.valid_from,
        "certificate_valid_until": certificate.valid_until,
        "certificate_fingerprint": certificate.fingerprint,
    }


def _bring_into_force(agreement: Agreement, *, by: User, today: datetime.date, facts: dict) -> None:
    replaced = agreement.supersedes
    if replaced is not None:
        data = {"superseded_by": agreement.pk, "version": agreement.version}
        advance(replaced, AgreementStatus.SUPERSEDED, by=by, verb="agreement.superseded", data=data)
        publish_plan(agreement, by=by, today=today)
    _sign(agreement, AgreementStatus.IN_FORCE, by=by, facts=facts)
    record(agreement, "agreement.in_force", by=by)
    tell(agreement, "in_force", to=[Side.FIRST, Side.SECOND], by=by, today=today)


def _sign(agreement: Agreement, status: str, *, by: User, facts: dict) -> None:
    advance(agreement, status, by=by, verb="agreement.signed", data=facts, signed_on=agreement.signed_on)


def expected_signer(
    agreement: Agreement, side: str, *, signed_on: datetime.date, today: datetime.date, method: str
) -> Party:
    """The party of `side`, when it may sign in this way on this day; ValidationError otherwise.

    Lock the agreement before, if something is to follow.
    """
    party = _party_whose_turn_it_is(agreement, side)
    _refuse_mixture(agreement, method)
    _refuse_paper(agreement, method)
    _refuse_date(agreement, signed_on, today)
    return party


def _refuse_paper(agreement: Agreement, method: str) -> None:
    """A pen needs a numbered paper to sign; a paper whose date is left to the pen is not signed electronically."""
    is_issued = document_of(agreement) is not None
    if method == SignatureMethod.WET_INK and not is_issued:
        raise ValidationError(
            "PK ini belum diterbitkan, jadi belum ada kertas bernomor yang dapat ditandatangani. Terbitkan dan cetak "
            "PK ini lebih dahulu.",
            code="not_issued",
        )
    if method != SignatureMethod.WET_INK and is_issued and agreement.signed_on is None:
        raise ValidationError(
            "Dokumen PK ini diterbitkan dengan tanggal titik-titik untuk tanda tangan basah, jadi tidak ditandatangani "
            "secara elektronik. Tandatangani di kertas.",
            code="no_date",
        )


def _refuse_mixture(agreement: Agreement, method: str) -> None:
    """One document is signed on paper by all, or electronically by all: a print loses electronic signatures."""
    for party in agreement.parties.all():
        if party.side not in _signed(agreement):
            continue
        on_paper = party.signature.method == SignatureMethod.WET_INK
        if on_paper and method != SignatureMethod.WET_INK:
            raise ValidationError(
                f"{party.name} sudah menandatangani di kertas. Lanjutkan dengan tanda tangan basah pada kertas yang "
                "sama.",
                code="mixture",
            )
        if not on_paper and method == SignatureMethod.WET_INK:
            raise ValidationError(
                f"{party.name} sudah menandatangani secara elektronik. Lanjutkan dengan tanda tangan elektronik pada "
                "berkas yang sama.",
                code="mixture",
            )


def _party_whose_turn_it_is(agreement: Agreement, side: str) -> Party:
    """The party of `side`, when its signature is awaited; ValidationError otherwise. Lock the agreement before."""
    party = agreement.party_of(side)
    if party is None:
        raise ValidationError(f"PK ini tidak mempunyai {Side(side).label}.", code="no_party")
    signed = _signed(agreement)
    if side in signed:
        raise ValidationError(
            f"Tanda tangan {party.name} sebagai {party.get_side_display()} sudah dicatat sebelumnya. Muat ulang "
            "halaman untuk melihat keadaan terbaru.",
            code="signed_twice",
        )
    if not agreement.is_open_for_signing:
        raise ValidationError(
            f"PK ini berstatus “{agreement.get_status_display()}”. Tanda tangan baru dapat dicatat setelah PK "
            "disetujui dan sebelum PK berlaku.",
            code="step",
        )
    awaited_now = awaited_sides(_sides(agreement), signed, agreement.signing_order)
    awaited = agreement.party_of(awaited_now[0])
    if awaited and side not in awaited_now:
        raise ValidationError(
            f"{awaited.get_side_display()} menandatangani lebih dahulu. Catat tanda tangan {awaited.name} sebelum "
            f"tanda tangan {party.name}.",
            code="order",
        )
    return party


def _refuse_date(agreement: Agreement, signed_on: datetime.date, today: datetime.date) -> None:
    earlier = []
    if agreement.signing_order == SigningOrder.FIRST_THEN_SECOND:
        earlier = [
            (f"tanggal tanda tangan {party.get_side_display()}", party.signature.signed_on)
            for party in agreement.parties.all()
            if party.side in _signed(agreement)
        ]
    if agreement.supersedes and agreement.supersedes.signed_on:
        earlier.append(("tanggal PK yang diubah", agreement.supersedes.signed_on))
    objection = date_objection(signed_on, year=agreement.year, today=today, earlier=earlier)
    if objection:
        raise ValidationError({"signed_on": objection})


def _sides(agreement: Agreement) -> set[str]:
    return {party.side for party in agreement.parties.all()}


def _signed(agreement: Agreement) -> set[str]:
    return {party.side for party in agreement.parties.all() if hasattr(party, "signature")}
