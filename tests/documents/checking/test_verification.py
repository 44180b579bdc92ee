"""The public page behind the QR code."""

import pytest

from agreements.content.document import document_of
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.papers.actions import issue_agreement
from organisation.domain.nip import group_nip
from tests.agreements.papers.rows import agreement_of


@pytest.fixture
def issued(agreement, officer):
    return issue_agreement(agreement, by=officer)


def test_anyone_with_the_paper_can_check_it(client, agreement, issued):
    response = client.get(f"/v/{issued.token}/")
    page = response.content.decode()
    first, second = agreement.parties.all()
    for words in (
        issued.number, issued.sha256, "Perjanjian Kinerja Tahun 2026 – Dinas Kesehatan", "Pemerintah Kabupaten Contoh",
        first.name, first.position_title, second.name, second.position_title, "Pihak Pertama", "belum ditandatangani",
    ):  # fmt: skip
        assert words in page
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_the_page_shows_no_nip_and_no_way_into_the_file(client, agreement, issued):
    page = client.get(f"/v/{issued.token}/").content.decode()
    for party in agreement.parties.all():
        assert party.employee_number not in page
        assert group_nip(party.employee_number) not in page
    assert issued.file.name not in page
    assert "/cetak/" not in page


@pytest.mark.parametrize(
    ("status", "words", "tone"),
    [
        (AgreementStatus.APPROVED, "Isinya disepakati para pihak", "info"),
        (AgreementStatus.PARTLY_SIGNED, "Baru satu pihak", "info"),
        (AgreementStatus.IN_FORCE, "Ditandatangani dan berlaku.", "success"),
        (AgreementStatus.SUPERSEDED, "Tidak berlaku lagi", "warning"),
        (AgreementStatus.CANCELLED, "Dibatalkan dan tidak berlaku.", "danger"),
    ],
)
def test_the_page_tells_the_state_of_today_in_words(client, agreement, issued, status, words, tone):
    Agreement.objects.filter(pk=agreement.pk).update(status=status, signed_on="2026-01-05")
    page = client.get(f"/v/{issued.token}/").content.decode()
    assert words in page
    assert f'class="tag tag-{tone}"' in page
    assert "5 Januari 2026" in page


def test_the_page_of_a_replaced_document_names_its_successor_once_that_is_issued(client, agreement, issued, officer):
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.SUPERSEDED, signed_on="2026-01-05")
    superior = agreement.party_of("second").position
    successor = agreement_of(
        agreement.position, superior, "in_force", version=2, supersedes=agreement, reason="strategy"
    )
    assert "Penggantinya bernomor" not in client.get(f"/v/{issued.token}/").content.decode()
    number = issue_agreement(successor, by=officer).number
    assert f"Penggantinya bernomor {number}." in client.get(f"/v/{issued.token}/").content.decode()
    assert document_of(successor).title.startswith("Perjanjian Kinerja Perubahan Tahun 2026")


@pytest.mark.parametrize("token", ["salah", "1", "a" * 200])
def test_an_unknown_code_leads_nowhere(client, issued, token):
    assert client.get(f"/v/{token}/").status_code == 404


def test_nothing_can_be_sent_to_the_page(client, issued):
    assert client.post(f"/v/{issued.token}/").status_code == 405
