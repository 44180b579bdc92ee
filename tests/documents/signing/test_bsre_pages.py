"""The pages of signing with BSrE and of settling a lost answer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.enums import AgreementStatus, Side
from agreements.models import Signature
from documents.enums import SubmissionStatus
from documents.models import Submission
from tests.documents.signing.fake_bsre import NIK, PASSPHRASE
from tests.documents.signing.test_bsre import service

__all__ = ["service"]


@pytest.fixture
def head(client, named, service):
    """The first party, logged in."""
    client.force_login(named.party_of(Side.FIRST).employee.user)
    return client


def url(agreement, page):
    return reverse(f"documents:{page}_bsre", args=["pk", agreement.pk])


def press(client, agreement, passphrase=PASSPHRASE, nik=NIK):
    return client.post(url(agreement, "sign"), {"nik": nik, "passphrase": passphrase}, follow=True).content.decode()


def settle(client, agreement, **data):
    return client.post(url(agreement, "settle"), data, follow=True).content.decode()


def test_a_party_signs_with_nik_and_passphrase(head, named):
    page = head.get(reverse("documents:sign_electronic", args=["pk", named.pk])).content.decode()
    assert url(named, "sign") in page
    assert "Dokumen ditandatangani melalui BSrE." in press(head, named)
    named.refresh_from_db()
    assert named.status == AgreementStatus.PARTLY_SIGNED


def test_a_wrong_passphrase_is_told_and_not_repeated(head, named):
    page = press(head, named, "Salah-Sekali-2")
    assert "Passphrase salah." in page
    assert "Salah-Sekali-2" not in page


def test_a_lost_answer_leads_to_settling_with_the_file_of_the_portal(head, named, service):
    service.mode = "cut"
    assert "Jangan menandatangani lagi" in press(head, named)
    page = head.get(url(named, "sign"), follow=True).content.decode()
    assert "Selesaikan pengiriman BSrE" in page
    assert "Pilih PDF yang Anda unduh" in settle(head, named, outcome="berkas")
    file = SimpleUploadedFile("pk.pdf", service.stored["dok-1"])
    assert "Tanda tangan BSrE dicatat." in settle(head, named, outcome="berkas", file=file)
    assert service.signings == Signature.objects.count() == 1


def test_what_was_not_signed_may_be_sent_again(head, named, service):
    service.mode = "cut"
    press(head, named)
    assert "tidak menyebutkan nomor" in settle(head, named, outcome="ambil")
    assert "Dokumen dapat ditandatangani lagi." in settle(head, named, outcome="tidak")
    service.mode = ""
    assert "Dokumen ditandatangani melalui BSrE." in press(head, named)


def test_while_the_answer_can_still_come_nothing_is_settled(head, named, service):
    service.mode = "cut"
    press(head, named)
    Submission.objects.update(status=SubmissionStatus.SENT)
    assert "Jawaban BSrE masih ditunggu." in settle(head, named, outcome="tidak")
    assert Submission.objects.get().status == SubmissionStatus.SENT


def test_without_settings_the_page_says_that_it_is_off(head, named, settings):
    settings.BSRE_API = "off"
    assert "belum diaktifkan" in press(head, named)
