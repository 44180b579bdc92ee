"""Signing with a time-stamp (PAdES B-T), and what a bad time-stamp service cannot do."""

import subprocess

import pytest
from django.core.exceptions import ValidationError

from agreements.enums import AgreementStatus, Side
from agreements.models import Signature
from documents.inspection.confined import inspect
from documents.issuing.revisions import known_hashes, newest_bytes, signers_of
from documents.models import DocumentRevision, IssuedDocument, NumberRegister
from documents.signing.verdicts import examine
from tests.documents.signing.fake_tsa import STAMPED_AT, Service, serve
from tests.documents.signing.test_actions import sign
from tests.documents.signing.test_engine import page_replaced
from tests.documents.signing.test_pages import post_signature, stored_files


@pytest.fixture
def tsa(settings):
    """The service, and an installation that uses it."""
    service = Service()
    server = serve(service)
    settings.SIGNING_TIMESTAMP_URL, settings.SIGNING_TIMESTAMP_TIMEOUT = service.url, 20
    yield service
    server.shutdown()
    server.server_close()


# --- Works -----------------------------------------------------------------------------------------------------------


@pytest.mark.slow  # two signatures, each with a time stamp
def test_both_signatures_carry_a_valid_time_stamp_and_the_file_is_genuine(named, tsa):
    sign(named, Side.FIRST, "Siti Rahma")
    assert sign(named, Side.SECOND, "Ahmad Contoh").status == AgreementStatus.IN_FORCE
    document = IssuedDocument.objects.get()
    content = newest_bytes(document)
    output = inspect("signatures", [content])[0]["signatures"]
    assert [(one["stamped_at"], one["stamp_intact"]) for one in output] == [(STAMPED_AT.isoformat(), True)] * 2
    assert [(one["intact"], one["harmless"]) for one in output] == [(True, True)] * 2
    verdict = examine(content, known=known_hashes(document), signers=signers_of(document))
    assert verdict.is_genuine
    assert any(note.startswith("Stempel waktu Siti Rahma: ") for note in verdict.notes)
    assert not examine(page_replaced(content), known=[], signers=signers_of(document)).is_genuine
    assert tsa.asked >= 2


def test_another_program_finds_the_time_stamped_signatures_valid(named, tsa, tmp_path):
    sign(named, Side.FIRST, "Siti Rahma")
    path = tmp_path / "pk.pdf"
    path.write_bytes(newest_bytes(IssuedDocument.objects.get()))
    output = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
    assert "Signature Validation: Signature is Valid." in output


# --- A service that is not as it should be: nothing is signed, nothing half-done ------------------------------------


BAD_MODES = [
    "slow", "refuses", "garbage", "empty", "other nonce", "other digest", "huge", "page", "error",
]  # fmt: skip


@pytest.mark.parametrize("mode", BAD_MODES)
def test_a_bad_answer_is_told_in_a_sentence_and_nothing_has_changed(client, named, tsa, mode, caplog, settings):
    tsa.mode = mode
    if mode == "slow":
        settings.SIGNING_TIMESTAMP_TIMEOUT = 2
    client.force_login(named.party_of(Side.FIRST).employee.user)
    page = post_signature(client, named).content.decode()
    assert "Layanan stempel waktu tidak menjawab dengan benar, jadi dokumen belum ditandatangani." in page
    assert ("the answer is too slow" in caplog.text) == (mode == "slow")
    nothing_happened(named)


def test_a_forged_time_stamp_is_not_kept(named, tsa):
    tsa.mode = "forged"
    with pytest.raises(ValidationError) as refusal:
        sign(named, Side.FIRST, "Siti Rahma")
    assert "Tanda tangan ke-1 (Siti Rahma) memuat stempel waktu yang tidak sah." in refusal.value.messages
    nothing_happened(named)


def test_when_the_service_is_well_again_the_same_page_signs(client, named, tsa):
    tsa.mode = "error"
    client.force_login(named.party_of(Side.FIRST).employee.user)
    post_signature(client, named)
    tsa.mode = ""
    assert "Dokumen ditandatangani secara elektronik." in post_signature(client, named).content.decode()


def nothing_happened(agreement):
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.APPROVED
    assert not Signature.objects.exists() and not DocumentRevision.objects.exists()
    assert not IssuedDocument.objects.exists() and not NumberRegister.objects.exists()
    assert stored_files() == []
