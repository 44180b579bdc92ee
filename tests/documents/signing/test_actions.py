"""Signing an agreement with certificates: what comes of it, once, and what is refused."""

import datetime
import hashlib
import io
import threading
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Signature
from agreements.papers.actions import issue_agreement
from agreements.papers.kind import AGREEMENTS
from agreements.signing.actions import record_signature
from audit.trail import history
from documents.enums import SignatureMethod
from documents.issuing.revisions import known_hashes, newest_bytes, signers_of, store_revision
from documents.models import DocumentRevision, IssuedDocument, NumberRegister
from documents.scans.keeping import accept_scan
from documents.signing.actions import sign_with_certificate
from documents.signing.verdicts import examine
from tests.documents.signing.people import PASSWORD, p12

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def user_of(agreement, side):
    return agreement.party_of(side).employee.user


def sign(agreement, side, name, *, now=NOW, password=PASSWORD, content=b"", **certificate):
    content = content or p12(name, **certificate)
    by = user_of(agreement, side)
    return sign_with_certificate(AGREEMENTS, agreement, side, by=by, pkcs12=content, password=password, now=now)


# --- Works -----------------------------------------------------------------------------------------------------------


def test_the_first_signature_issues_the_document_with_its_date_and_keeps_the_certificates_facts(named):
    signed = sign(named, Side.FIRST, "SITI RAHMA")
    assert signed.status == AgreementStatus.PARTLY_SIGNED
    signature = Signature.objects.get()
    assert (signature.method, signature.signed_at) == (SignatureMethod.LOCAL_CERTIFICATE, NOW)
    assert signature.certificate_name == "SITI RAHMA"
    assert "CA Uji Kabupaten Contoh" in signature.certificate_issuer
    assert len(signature.certificate_fingerprint) == 64
    assert signature.certificate_valid_until > NOW
    assert [event.verb for event in history(named)] == ["document.issued", "agreement.signed"]


def test_with_the_second_signature_it_is_in_force_and_the_newest_file_is_genuine(named):
    sign(named, Side.FIRST, "Siti Rahma")
    assert sign(named, Side.SECOND, "Ahmad Contoh").status == AgreementStatus.IN_FORCE
    document = IssuedDocument.objects.get()
    content = newest_bytes(document)
    assert len(PdfFileReader(io.BytesIO(content)).embedded_regular_signatures) == 2
    known = known_hashes(document)
    assert known[-1] == hashlib.sha256(content).hexdigest()
    assert len(set(known)) == 3
    assert examine(content, known=known, signers=signers_of(document)).is_genuine


def test_a_certificate_with_the_nip_needs_no_matching_name(named):
    nip = named.party_of(Side.FIRST).employee_number
    assert sign(named, Side.FIRST, "S. R.", nip=nip).status == AgreementStatus.PARTLY_SIGNED


def test_a_stored_file_is_never_changed_or_removed(named):
    sign(named, Side.FIRST, "Siti Rahma")
    revision = DocumentRevision.objects.get()
    revision.sha256 = "0" * 64
    with pytest.raises(ProgrammingError):
        revision.save()


# --- Refused: nothing has changed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"password": "salah"}, "Kata sandi berkas sertifikat salah"),
        ({"since": -400, "until": -2}, "sudah kedaluwarsa sejak"),
        ({"since": 3, "until": 400}, "baru berlaku mulai"),
        ({"name": "Budi Lain"}, "atas nama “Budi Lain”, bukan Siti Rahma"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_refused_and_nothing_has_changed(named, case, words):
    with pytest.raises(ValidationError, match=words):
        sign(named, Side.FIRST, **{"name": "Siti Rahma", **case})
    named.refresh_from_db()
    assert named.status == AgreementStatus.APPROVED
    assert not Signature.objects.exists() and not IssuedDocument.objects.exists()
    assert not NumberRegister.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))


def test_the_database_keeps_an_electronic_signature_whose_file_is_stored(named):
    sign(named, Side.FIRST, "Siti Rahma")
    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        Signature.objects.get().delete()
    with pytest.raises(IntegrityError, match="party_signs_once"), transaction.atomic():
        store_revision(IssuedDocument.objects.get(), b"%PDF-", by=named.parties.first().employee.user, party="first",
                       fingerprint="a" * 64)  # fmt: skip


def test_a_file_that_is_no_pkcs12_is_refused(named):
    with pytest.raises(ValidationError, match="bukan PKCS#12"):
        who = user_of(named, Side.FIRST)
        sign_with_certificate(AGREEMENTS, named, Side.FIRST, by=who, pkcs12=b"bukan", password="x", now=NOW)


def test_the_second_party_waits_for_the_first(named):
    with pytest.raises(ValidationError, match="Pihak Pertama menandatangani lebih dahulu"):
        sign(named, Side.SECOND, "Ahmad Contoh")


def test_paper_and_file_are_not_mixed(named, officer):
    issue_agreement(named, by=officer, day=TODAY)
    record_signature(named, Side.FIRST, by=officer, signed_on=TODAY, today=TODAY)
    with pytest.raises(ValidationError, match="sudah menandatangani di kertas"):
        sign(named, Side.SECOND, "Ahmad Contoh")


def test_after_an_electronic_signature_no_wet_one_is_recorded(named, officer):
    sign(named, Side.FIRST, "Siti Rahma")
    with pytest.raises(ValidationError, match="sudah menandatangani secara elektronik"):
        record_signature(named, Side.SECOND, by=officer, signed_on=TODAY, today=TODAY)
    with pytest.raises(ValidationError, match="ditandatangani secara elektronik"):
        accept_scan(AGREEMENTS, named, [scan()], by=officer, signed_on=TODAY, today=TODAY, without_code=True)


def test_an_unreachable_time_stamp_service_leaves_everything_as_it_was(named, settings):
    settings.SIGNING_TIMESTAMP_URL = "http://127.0.0.1:9/tsa"
    with pytest.raises(ValidationError, match="Layanan stempel waktu tidak menjawab"):
        sign(named, Side.FIRST, "Siti Rahma")
    assert not Signature.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))


@pytest.mark.django_db(transaction=True)
def test_twenty_signatures_at_once_are_one_signature(named):
    start = threading.Barrier(20)
    outcome = []

    def press() -> None:
        try:
            start.wait(timeout=60)
            sign(Agreement.objects.get(pk=named.pk), Side.FIRST, "Siti Rahma")
            outcome.append("done")
        except ValidationError as refusal:
            outcome.append(refusal.messages[0])
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _ in range(20)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert outcome.count("done") == 1
    assert all("sudah dicatat sebelumnya" in said for said in outcome if said != "done")
    assert Signature.objects.count() == DocumentRevision.objects.count() == 1


# --- Scans -----------------------------------------------------------------------------------------------------------


def scan() -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(output)
    return output.getvalue()


def picture(kind="PNG", size=(600, 900)) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", size, "white").save(output, kind, **({"comment": b"<?php rahasia ?>"} if kind == "JPEG" else {}))
    return output.getvalue()


def accept(agreement, officer, *files, day=TODAY):
    return accept_scan(AGREEMENTS, agreement, files, by=officer, signed_on=day, today=TODAY, without_code=True)


def test_a_scan_brings_the_agreement_into_force_and_is_printed_from_then_on(named, officer):
    document = issue_agreement(named, by=officer)
    content = scan()
    assert accept(named, officer, content).status == AgreementStatus.IN_FORCE
    assert newest_bytes(document) == content
    assert set(Signature.objects.values_list("method", flat=True)) == {SignatureMethod.WET_INK}
    assert "document.scanned" in [event.verb for event in history(named)]


def test_pictures_are_read_anew_and_become_one_pdf(named, officer):
    document = issue_agreement(named, by=officer)
    accept(named, officer, picture(), picture("JPEG"))
    content = newest_bytes(document)
    assert b"<?php" not in content
    with pikepdf.open(io.BytesIO(content)) as kept:
        assert len(kept.pages) == 2


def bomb() -> bytes:
    """A PNG of 50,000 x 50,000 pixels that is only a header."""
    return picture().replace((600).to_bytes(4) + (900).to_bytes(4), (50_000).to_bytes(4) * 2, 1)


def with_program() -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.save(output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bomb(), "terlalu besar|bukan JPG atau PNG"),
        (b"GIF89a<script>", "bukan JPG atau PNG"),
        (with_program(), "memuat program atau lampiran"),
        (b"%PDF-1.4 rusak", "bukan PDF yang dapat dibaca"),
    ],
)
def test_what_is_no_scan_is_refused_and_nothing_has_changed(named, officer, content, words):
    issue_agreement(named, by=officer)
    with pytest.raises(ValidationError, match=words):
        accept(named, officer, content)
    assert not Signature.objects.exists() and not DocumentRevision.objects.exists()


def test_a_scan_needs_an_issued_document_and_a_possible_date(named, officer):
    with pytest.raises(ValidationError, match="belum diterbitkan"):
        accept(named, officer, scan())
    issue_agreement(named, by=officer)
    with pytest.raises(ValidationError, match="tidak boleh setelah hari ini"):
        accept(named, officer, scan(), day=TODAY + datetime.timedelta(days=1))
