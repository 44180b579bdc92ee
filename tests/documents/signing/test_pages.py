"""The pages of signing, and the public answer to: is this file the one that was issued?"""

from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.enums import AgreementStatus, Side
from agreements.models import Signature
from agreements.papers.actions import issue_agreement
from documents.checking import throttle
from documents.issuing.revisions import newest_bytes
from documents.models import IssuedDocument
from tests import factories
from tests.documents.signing.people import PASSWORD, p12
from tests.documents.signing.test_actions import scan, sign
from tests.documents.signing.test_engine import annotated, one_bit


@pytest.fixture(autouse=True)
def counted_from_zero():
    """Nobody has checked a file yet."""
    with redis.Redis.from_url(settings.REDIS_URL) as store:
        for key in store.scan_iter("amanah:check:*"):
            store.delete(key)


def sign_url(agreement):
    return reverse("documents:sign_electronic", args=["pk", agreement.pk])


def certificate(name="Siti Rahma"):
    return SimpleUploadedFile("saya.p12", p12(name))


def user_of(agreement, side):
    return agreement.party_of(side).employee.user


def post_signature(client, agreement, *, password=PASSWORD, name="Siti Rahma", follow=True):
    return client.post(sign_url(agreement), {"certificate": certificate(name), "password": password}, follow=follow)


def check(client, document, content, name="pk.pdf"):
    url = reverse("documents:document_check", args=[document.token])
    return client.post(url, {"file": SimpleUploadedFile(name, content)})


def stored_files() -> list[Path]:
    """Every file that this test has stored and not removed again."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


# --- Signing ---------------------------------------------------------------------------------------------------------


def test_each_party_signs_on_the_own_page_and_the_signed_file_is_printed(client, named):
    client.force_login(user_of(named, Side.FIRST))
    assert "Anda menandatangani sebagai" in client.get(sign_url(named)).content.decode()
    assert "Dokumen ditandatangani secara elektronik." in post_signature(client, named).content.decode()
    client.force_login(user_of(named, Side.SECOND))
    page = post_signature(client, named, name="Ahmad Contoh").content.decode()
    assert "PK ini sekarang berlaku." in page
    printed = client.get(reverse("documents:document_pdf", args=["pk", named.pk])).content
    assert printed == newest_bytes(IssuedDocument.objects.get())
    assert printed.count(b"/ETSI.CAdES.detached") == 2


def test_a_wrong_password_is_told_on_the_page_and_not_repeated(client, named):
    client.force_login(user_of(named, Side.FIRST))
    page = post_signature(client, named, password="Salah-Sekali-1").content.decode()
    assert "Kata sandi berkas sertifikat salah" in page
    assert "Salah-Sekali-1" not in page
    assert not Signature.objects.exists()


def test_out_of_turn_the_page_says_whose_turn_it_is(client, named):
    client.force_login(user_of(named, Side.SECOND))
    page = post_signature(client, named, name="Ahmad Contoh").content.decode()
    assert "Sekarang giliran Pihak Pertama, dr. Siti Rahma, M.Kes., untuk menandatangani." in page
    assert not Signature.objects.exists()


def test_nobody_else_signs_not_even_bagian_organisasi(client, named, officer):
    client.force_login(officer)
    assert post_signature(client, named, follow=False).status_code == 403
    client.force_login(factories.holder_of(factories.PositionFactory()))
    assert post_signature(client, named, follow=False).status_code == 404


def test_bagian_organisasi_keeps_the_scan_after_comparing_it(client, named, officer):
    issue_agreement(named, by=officer)
    client.force_login(officer)
    url = reverse("documents:document_scan", args=["pk", named.pk])
    data = {"files": SimpleUploadedFile("pk.pdf", scan()), "signed_on": timezone.localdate().isoformat()}
    assert "Cocokkan dahulu hasil pindai" in client.post(url, data).content.decode()
    data["files"] = SimpleUploadedFile("pk.pdf", scan())
    page = client.post(url, {**data, "compared": "on", "without_code": "on"}, follow=True).content.decode()
    assert "Hasil pindai disimpan. PK ini sekarang berlaku." in page
    named.refresh_from_db()
    assert named.status == AgreementStatus.IN_FORCE


# --- Checking a file -------------------------------------------------------------------------------------------------


def test_anyone_can_have_the_file_checked(client, named):
    sign(named, Side.FIRST, "Siti Rahma")
    document = IssuedDocument.objects.get()
    page = check(client, document, newest_bytes(document)).content.decode()
    assert "Asli: sama persis dengan berkas yang diterbitkan." in page
    assert "Tanda tangan elektronik utuh, tetapi penerbit sertifikatnya tidak terbukti: Siti Rahma." in page
    with document.file.open("rb") as file:
        page = check(client, document, file.read()).content.decode()
    assert "bukan berkas yang terbaru" in page


def test_the_public_page_tells_how_it_was_signed_and_every_hash(client, named):
    nip = named.party_of(Side.FIRST).employee_number
    sign(named, Side.FIRST, "Siti Rahma", nip=nip)
    document = IssuedDocument.objects.get()
    page = client.get(reverse("documents:document_verify", args=[document.token])).content.decode()
    assert document.sha256 in page and document.revisions.get().sha256 in page
    assert "sertifikat atas nama Siti Rahma" in page
    assert nip not in page


@pytest.mark.parametrize(("change", "words"), [(one_bit, "rusak"), (annotated, "ditambahkan setelah")])
def test_a_changed_file_is_called_changed(client, named, change, words):
    sign(named, Side.FIRST, "Siti Rahma")
    document = IssuedDocument.objects.get()
    page = check(client, document, change(newest_bytes(document))).content.decode()
    assert "Bukan berkas yang diterbitkan, atau sudah diubah." in page
    assert words in page


def test_a_file_that_is_not_looked_into_is_told_and_a_missing_one_too(client, agreement, officer):
    document = issue_agreement(agreement, by=officer)
    assert "bukan PDF yang dapat dibaca" in check(client, document, b"GIF89a").content.decode()
    response = client.post(reverse("documents:document_check", args=[document.token]))
    assert "Pilih berkas PDF yang akan diperiksa." in response.content.decode()


def test_who_checks_too_often_waits(client, agreement, officer, monkeypatch):
    monkeypatch.setattr(throttle, "ALLOWED", 2)
    document = issue_agreement(agreement, by=officer)
    for _ in range(2):
        assert check(client, document, b"GIF89a").status_code == 200
    response = check(client, document, b"GIF89a")
    assert response.status_code == 429
    assert "Tunggu satu menit" in response.content.decode()
    assert response["Retry-After"] == "60"
