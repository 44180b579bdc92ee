"""Where issuers are named, a certificate must come from one of them; where none are, nobody claims that it does."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement
from documents.enums import SubmissionStatus
from documents.issuing.revisions import known_hashes, newest_bytes, signers_of
from documents.models import IssuedDocument, Submission
from documents.signing.checks import check_trust
from documents.signing.verdicts import examine
from tests.documents.signing.people import authority, elsewhere, p12, stranger
from tests.documents.signing.test_actions import sign
from tests.documents.signing.test_bsre import service
from tests.documents.signing.test_bsre import sign as sign_with_bsre
from tests.documents.signing.test_pages import check, post_signature, stored_files

__all__ = ["service"]


@pytest.fixture
def roots(settings, tmp_path):
    """An installation that trusts the authority of the tests, after another one."""
    path = tmp_path / "penerbit.pem"
    path.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in (elsewhere()[1], authority()[1])))
    settings.SIGNING_TRUST_ROOTS = str(path)
    return path


@pytest.fixture
def other_roots(roots):
    """An installation that trusts only another authority."""
    roots.write_bytes(stranger()[1].public_bytes(Encoding.PEM))
    return roots


def verdict_on(content: bytes):
    document = IssuedDocument.objects.get()
    return examine(content, known=known_hashes(document), signers=signers_of(document))


# --- Works -----------------------------------------------------------------------------------------------------------


def test_with_certificates_of_trusted_issuers_both_sign_and_the_public_page_says_so(client, named, roots):
    sign(named, Side.FIRST, "Siti Rahma")
    assert sign(named, Side.SECOND, "Ahmad Contoh").status == AgreementStatus.IN_FORCE
    document = IssuedDocument.objects.get()
    page = check(client, document, newest_bytes(document)).content.decode()
    assert "Asli: sama persis dengan berkas yang diterbitkan." in page
    assert "Rantai sertifikat: tepercaya" in page


def test_without_named_issuers_the_public_page_says_that_the_chain_was_not_followed(client, named):
    sign(named, Side.FIRST, "Siti Rahma")
    document = IssuedDocument.objects.get()
    assert "Rantai sertifikat: tidak diperiksa" in check(client, document, newest_bytes(document)).content.decode()


def test_a_file_without_signatures_says_nothing_about_chains(client, named):
    sign(named, Side.FIRST, "Siti Rahma")
    document = IssuedDocument.objects.get()
    with document.file.open("rb") as file:
        assert "Rantai sertifikat" not in check(client, document, file.read()).content.decode()


def test_what_was_signed_before_issuers_were_named_stays_genuine_but_is_told(named, roots):
    sign(named, Side.FIRST, "Siti Rahma")
    roots.write_bytes(stranger()[1].public_bytes(Encoding.PEM))
    verdict = verdict_on(newest_bytes(IssuedDocument.objects.get()))
    assert verdict.is_genuine
    assert verdict.notes[0] == "Rantai sertifikat: tidak sampai ke penerbit yang diakui instansi ini."


@pytest.fixture
def production(settings):
    """A real installation."""
    settings.PRODUCTION = True


def test_without_named_issuers_no_file_signs_in_production_and_the_page_says_so(client, named, production):
    client.force_login(named.party_of("first").employee.user)
    page = client.get(reverse("documents:sign_electronic", args=["pk", named.pk])).content.decode()
    assert "Tanda tangan dengan berkas sertifikat dimatikan" in page
    assert 'type="file"' not in page
    with pytest.raises(ValidationError, match="SIGNING_TRUST_ROOTS"):
        sign(named, Side.FIRST, "Siti Rahma")
    assert not IssuedDocument.objects.exists()
    assert "Tanda tangani secara elektronik" not in client.get(named.get_absolute_url()).content.decode()


def test_with_named_issuers_files_sign_in_production(client, named, production, roots):
    client.force_login(named.party_of("first").employee.user)
    page = client.get(reverse("documents:sign_electronic", args=["pk", named.pk])).content.decode()
    assert 'type="file"' in page and "percobaan" not in page
    sign(named, Side.FIRST, "Siti Rahma")
    document = IssuedDocument.objects.get()
    page = check(client, document, newest_bytes(document)).content.decode()
    assert "Tanda tangan elektronik sah: Siti Rahma." in page


def test_where_it_is_tried_out_a_self_made_certificate_is_called_a_trial_and_never_valid(client, named):
    client.force_login(named.party_of("first").employee.user)
    page = client.get(reverse("documents:sign_electronic", args=["pk", named.pk])).content.decode()
    assert "Sertifikat percobaan" in page
    sign(named, Side.FIRST, "Siti Rahma")
    document = IssuedDocument.objects.get()
    page = check(client, document, newest_bytes(document)).content.decode()
    assert "Sertifikat percobaan" in page and "elektronik sah" not in page


@pytest.mark.parametrize(
    "keys, roots_path, expected",
    [("", "", "documents.I001"), ("/kunci", "", "documents.E001"), ("/kunci", "/a.pem", "")],
)
def test_the_check_of_settings_says_what_is_off(settings, production, keys, roots_path, expected):
    settings.SIGNING_KEYS_DIR, settings.SIGNING_TRUST_ROOTS = keys, roots_path
    assert [message.id for message in check_trust()] == ([expected] if expected else [])


def test_the_check_has_nothing_to_say_outside_of_production():
    assert check_trust() == []


# --- Refused ---------------------------------------------------------------------------------------------------------


def test_a_certificate_of_another_issuer_is_refused_with_the_issuers_name_and_nothing_has_changed(
    client, named, other_roots
):
    client.force_login(named.party_of(Side.FIRST).employee.user)
    page = post_signature(client, named).content.decode()
    assert "Penerbit sertifikat ini (Common Name: CA Uji Kabupaten Contoh) tidak termasuk penerbit" in page
    named.refresh_from_db()
    assert named.status == AgreementStatus.APPROVED
    assert not IssuedDocument.objects.exists() and stored_files() == []


def test_a_certificate_that_only_claims_the_issuers_name_is_refused(named, roots):
    forged = p12("Siti Rahma", issued_by="stranger")
    with pytest.raises(ValidationError, match="tidak termasuk penerbit"):
        sign(named, Side.FIRST, "Siti Rahma", content=forged)


@pytest.mark.parametrize("content", [None, b"", b"bukan PEM", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_list_of_issuers_that_cannot_be_read_trusts_nobody(client, named, roots, content):
    if content is None:
        roots.unlink()
    else:
        roots.write_bytes(content)
    with pytest.raises(ValidationError, match="Daftar penerbit sertifikat tepercaya tidak dapat dibaca"):
        sign(named, Side.FIRST, "Siti Rahma")
    assert not IssuedDocument.objects.exists()


def test_what_bsre_signed_with_an_unknown_issuer_waits_for_a_person(named, service, other_roots):
    with pytest.raises(ValidationError, match="tidak termasuk penerbit"):
        sign_with_bsre(named)
    submission = Submission.objects.get()
    assert submission.status == SubmissionStatus.DOUBTFUL
    assert "tidak termasuk penerbit" in submission.remark
    assert Agreement.objects.get(pk=named.pk).status == AgreementStatus.APPROVED
