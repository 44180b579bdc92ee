"""Bad input and faults on the pages of signing: a clear sentence each, nothing lost, nothing half-done."""

import threading
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Signature
from agreements.papers.kind import AGREEMENTS
from audit.trail import history
from documents import signing
from documents.enums import SubmissionStatus
from documents.models import DocumentRevision, IssuedDocument, NumberRegister, Submission
from documents.signing import actions as signing_actions
from organisation.users.confirmation import Confirmed
from tests.documents.signing.fake_bsre import NIK, PASSPHRASE
from tests.documents.signing.people import PASSWORD, authority, p12
from tests.documents.signing.test_actions import sign
from tests.documents.signing.test_bsre import service
from tests.documents.signing.test_bsre import sign as sign_with_bsre
from tests.documents.signing.test_kept_keys import keep, keys
from tests.documents.signing.test_pages import sign_url, stored_files

__all__ = ["keys", "service"]

PEOPLE = 20


@pytest.fixture
def head(client, named):
    """The first party, logged in."""
    client.force_login(named.party_of(Side.FIRST).employee.user)
    return client


def nothing_happened(agreement):
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.APPROVED
    assert not Signature.objects.exists() and not DocumentRevision.objects.exists()
    assert not IssuedDocument.objects.exists() and not NumberRegister.objects.exists()
    assert stored_files() == []


# --- A file that is no good ------------------------------------------------------------------------------------------


def without_key() -> bytes:
    return pkcs12.serialize_key_and_certificates(b"uji", None, authority()[1], None, NoEncryption())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (p12("Siti Rahma", password="Sandi-Yang-Lain-1"), "Kata sandi berkas sertifikat salah"),
        (p12("Siti Rahma", since=-400, until=-2), "sudah kedaluwarsa sejak"),
        (p12("Siti Rahma", since=3, until=400), "baru berlaku mulai"),
        (p12("Budi Lain"), "atas nama “Budi Lain”, bukan Siti Rahma"),
        (p12("Siti Rahma")[:-40], "bukan PKCS#12"),
        (b"%PDF-1.7 bukan sertifikat", "bukan PKCS#12"),
        (b"\x30\x84\xff\xff\xff\xff", "bukan PKCS#12"),
        (without_key(), "Kata sandi berkas sertifikat salah|tidak memuat sertifikat beserta kunci"),
        (b"0" * 10_000_000, "terlalu besar untuk sebuah sertifikat"),
        (b"", "Berkas sertifikat ini kosong."),
    ],
    ids=["password", "expired", "not yet", "somebody else", "cut", "pdf", "length bomb", "no key", "10 MB", "empty"],
)
def test_a_certificate_that_cannot_be_used_is_told_on_the_page(head, named, content, words):
    data = {"certificate": SimpleUploadedFile("saya.p12", content), "password": PASSWORD}
    response = head.post(sign_url(named), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert any(part in page for part in words.split("|"))
    assert PASSWORD not in page
    nothing_happened(named)


def test_without_a_file_or_a_password_the_page_says_what_is_missing(head, named):
    page = head.post(sign_url(named), {"password": ""}).content.decode()
    assert "Pilih berkas sertifikat Anda." in page and "Ketikkan kata sandi berkas sertifikat." in page


# --- BSrE ------------------------------------------------------------------------------------------------------------


def test_an_unreachable_bsre_keeps_the_nik_but_never_the_passphrase(head, named, settings):
    settings.BSRE_API, settings.BSRE_URL = "v1", "http://127.0.0.1:9"
    url = reverse("documents:sign_bsre", args=["pk", named.pk])
    page = head.post(url, {"nik": NIK, "passphrase": PASSPHRASE}).content.decode()
    assert "Layanan BSrE tidak dapat dihubungi; dokumen belum ditandatangani." in page
    assert f'value="{NIK}"' in page and PASSPHRASE not in page
    nothing_happened(named)


@pytest.mark.parametrize("nik", ["123", "12345678901234567", "12345678901234ab", "\uff11" * 16])
def test_a_nik_of_another_form_is_told_before_anything_is_sent(head, named, service, nik):
    url = reverse("documents:sign_bsre", args=["pk", named.pk])
    page = head.post(url, {"nik": nik, "passphrase": PASSPHRASE}).content.decode()
    assert "NIK terdiri atas 16 angka." in page
    assert service.asked == []


# --- Twenty at once: real threads, each with a connection of its own -------------------------------------------------


def all_at_once(action: Callable[[], object]) -> list[str]:
    """What became of the deed for each of the people who do it in the same moment."""
    start, outcome = threading.Barrier(PEOPLE), []

    def press() -> None:
        try:
            start.wait(timeout=60)
            action()
            outcome.append("done")
        except ValidationError as refusal:
            outcome.append(refusal.messages[0])
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _ in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return outcome


@pytest.fixture
def signings(monkeypatch) -> list[str]:
    """The party of every signature that the engine was asked for; the engine itself does its work."""
    asked: list[str] = []
    put_in = signing.engine.sign

    def counted(content, intent, *rest, **more):
        asked.append(intent.label)
        return put_in(content, intent, *rest, **more)

    monkeypatch.setattr(signing.engine, "sign", counted)
    return asked


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_with_a_certificate_put_one_signature_into_one_file(named, signings):
    outcome = all_at_once(lambda: sign(Agreement.objects.get(pk=named.pk), Side.FIRST, "Siti Rahma"))
    one_effect(outcome, named)
    assert signings == ["Pihak Pertama"]


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_with_a_kept_key_put_one_signature_into_one_file(named, keys, signings):
    user = named.party_of(Side.FIRST).employee.user
    keep(keys, user, p12("Siti Rahma"))

    def press() -> None:
        agreement = Agreement.objects.get(pk=named.pk)
        signing_actions.sign_with_kept_key(AGREEMENTS, agreement, Side.FIRST, by=Confirmed(user), now=timezone.now())

    one_effect(all_at_once(press), named)
    assert signings == ["Pihak Pertama"]


@pytest.mark.parametrize("version", ["v1", "v2"])
@pytest.mark.django_db(transaction=True)
def test_twenty_presses_send_one_document_to_bsre(named, service, settings, version):
    settings.BSRE_API = version
    outcome = all_at_once(lambda: sign_with_bsre(Agreement.objects.with_content().get(pk=named.pk)))
    one_effect(outcome, named, "Dokumen ini sudah dikirim ke BSrE dan hasilnya belum pasti.")
    assert service.signings == 1
    assert list(Submission.objects.values_list("status", flat=True)) == [SubmissionStatus.SIGNED]


def one_effect(outcome: list[str], agreement: Agreement, *more: str) -> None:
    sentences = ("sudah dicatat sebelumnya", *more)
    assert len(outcome) == PEOPLE and outcome.count("done") == 1
    assert all(any(part in said for part in sentences) for said in outcome if said != "done"), set(outcome)
    assert Signature.objects.count() == DocumentRevision.objects.count() == IssuedDocument.objects.count() == 1
    assert history(agreement).filter(verb="agreement.signed").count() == 1
    assert len([path for path in stored_files() if path.parent.name != "sent"]) == 2, "issued and signed, no strays"
