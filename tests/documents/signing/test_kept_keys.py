"""Signing with the key that the server keeps: only the person can, with the own log-in password, each time."""

import pytest
from django.conf import settings as live_settings
from django.urls import reverse

from agreements.enums import AgreementStatus, Side
from agreements.models import Signature
from audit.trail import history
from documents.enums import SignatureMethod
from documents.issuing.revisions import known_hashes, newest_bytes, signers_of
from documents.models import IssuedDocument
from documents.signing.kept_keys import has_kept_key
from documents.signing.verdicts import examine
from tests import factories
from tests.documents.signing.people import PASSWORD, p12
from tests.documents.signing.test_pages import sign_url, stored_files
from tests.factories import PASSWORD as LOGIN_PASSWORD
from tests.words import lines_of as words_of


def user_of(agreement, side):
    return agreement.party_of(side).employee.user


@pytest.fixture
def keys(settings, tmp_path):
    """The folder of the kept keys, and the file with the password that opens them."""
    folder = tmp_path / "kunci"
    folder.mkdir(mode=0o700)
    secret = tmp_path / "sandi-kunci"
    secret.write_text(f"{PASSWORD}\n")
    secret.chmod(0o600)
    settings.SIGNING_KEYS_DIR, settings.SIGNING_KEYS_PASSWORD_FILE = str(folder), str(secret)
    return folder


def keep(keys, user, content):
    path = keys / f"{user.employee.employee_number or user.get_username()}.p12"
    path.write_bytes(content)
    path.chmod(0o600)
    return path


@pytest.fixture
def kept(keys, named):
    """The key of the first party, kept."""
    return keep(keys, user_of(named, Side.FIRST), p12("Siti Rahma"))


def url(agreement):
    return reverse("documents:sign_kept_key", args=["pk", agreement.pk])


def press(client, agreement, password=LOGIN_PASSWORD):
    return client.post(url(agreement), {"password": password}, follow=True)


# --- Works -----------------------------------------------------------------------------------------------------------


def test_both_sign_with_their_kept_keys_the_file_is_genuine_and_the_trail_says_which_way(client, named, keys, kept):
    regent = user_of(named, Side.SECOND)
    regent.employee.employee_number = None
    regent.employee.save()
    keep(keys, regent, p12("Ahmad Contoh"))
    client.force_login(user_of(named, Side.FIRST))
    assert "Sandi Amanah Anda" in client.get(url(named)).content.decode()
    assert "Dokumen ditandatangani dengan kunci Anda di server." in press(client, named).content.decode()
    client.force_login(regent)
    assert "PK ini sekarang berlaku." in press(client, named).content.decode()
    document = IssuedDocument.objects.get()
    content = newest_bytes(document)
    assert examine(content, known=known_hashes(document), signers=signers_of(document)).is_genuine
    assert set(Signature.objects.values_list("method", flat=True)) == {SignatureMethod.KEPT_KEY}
    event = history(named).filter(verb="agreement.signed").first()
    assert event.data["method"] == "kept_key"
    assert words_of(event)[0].endswith("; Sertifikat elektronik (kunci di server instansi)")
    page = client.get(reverse("documents:document_verify", args=[document.token])).content.decode()
    assert "Sertifikat elektronik (kunci di server instansi)" in page


def test_the_ways_are_offered_where_there_is_more_than_one(client, named, kept):
    client.force_login(user_of(named, Side.FIRST))
    for address in (sign_url(named), url(named)):
        page = client.get(address).content.decode()
        assert "Kunci di server" in page and "Berkas sertifikat" in page
    client.force_login(user_of(named, Side.SECOND))
    assert not has_kept_key(user_of(named, Side.SECOND))


# --- Who may not -----------------------------------------------------------------------------------------------------


def test_nobody_uses_the_key_of_somebody_else(client, named, kept, officer):
    client.force_login(officer)
    assert press(client, named).status_code == 403
    client.force_login(factories.holder_of(factories.PositionFactory()))
    assert press(client, named).status_code == 404
    assert not Signature.objects.exists()


def test_a_session_without_the_log_in_password_signs_nothing(client, named, kept):
    client.force_login(user_of(named, Side.FIRST))
    page = press(client, named, "Salah-Sekali-3").content.decode()
    assert "Sandi Amanah Anda salah." in page and "Salah-Sekali-3" not in page
    assert "Sandi Amanah Anda salah." in press(client, named, PASSWORD).content.decode(), "the file's own is no use"
    assert "Ketikkan sandi Amanah Anda." in press(client, named, "").content.decode()
    assert not Signature.objects.exists() and stored_files() == []


def test_the_password_of_another_person_does_not_help(client, named, kept):
    other = user_of(named, Side.SECOND)
    other.set_password("Sandi-Orang-Lain-9")
    other.save()
    client.force_login(user_of(named, Side.FIRST))
    assert "Sandi Amanah Anda salah." in press(client, named, "Sandi-Orang-Lain-9").content.decode()


def test_after_five_wrong_passwords_even_the_right_one_waits(client, named, kept):
    client.force_login(user_of(named, Side.FIRST))
    for _ in range(live_settings.AXES_FAILURE_LIMIT):
        last = press(client, named, "Salah-Sekali-3")
    assert last.status_code == 429
    assert press(client, named).status_code == 429
    assert not Signature.objects.exists()


# --- Keys that are not as they must be -------------------------------------------------------------------------------


def test_without_a_key_or_without_the_folder_the_page_says_so(client, named, keys, settings):
    client.force_login(user_of(named, Side.FIRST))
    assert "tidak menyimpan kunci tanda tangan Anda" in press(client, named).content.decode()
    settings.SIGNING_KEYS_DIR = ""
    assert "tidak menyimpan kunci tanda tangan Anda" in press(client, named).content.decode()


@pytest.mark.parametrize("fault", ["open key", "open password", "no password", "wrong password", "broken", "huge"])
def test_a_key_that_is_not_kept_well_is_not_used_and_the_log_tells_the_administrator_why(
    client, named, keys, kept, settings, caplog, fault
):
    secret = kept.parent.parent / "sandi-kunci"
    {
        "open key": lambda: kept.chmod(0o640),
        "open password": lambda: secret.chmod(0o604),
        "no password": secret.unlink,
        "wrong password": lambda: secret.write_text("lain"),
        "broken": lambda: kept.write_bytes(b"rusak"),
        "huge": lambda: kept.write_bytes(b"0" * 200_000),
    }[fault]()
    client.force_login(user_of(named, Side.FIRST))
    page = press(client, named).content.decode()
    assert "Kunci Anda di server belum siap dipakai, jadi dokumen belum ditandatangani." in page
    assert "cannot be used" in caplog.text
    assert PASSWORD not in caplog.text and PASSWORD not in page
    named.refresh_from_db()
    assert named.status == AgreementStatus.APPROVED and not Signature.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (p12("Siti Rahma", since=-400, until=-2), "sudah kedaluwarsa sejak"),
        (p12("Budi Lain"), "atas nama “Budi Lain”, bukan Siti Rahma"),
    ],
)
def test_a_kept_certificate_must_be_valid_and_the_persons_own(client, named, keys, content, words):
    keep(keys, user_of(named, Side.FIRST), content)
    client.force_login(user_of(named, Side.FIRST))
    assert words in press(client, named).content.decode()
    assert not Signature.objects.exists()


def test_a_user_name_cannot_lead_out_of_the_folder(keys, db):
    outside = keys.parent / "luar.p12"
    outside.write_bytes(p12("Siti Rahma"))
    assert not has_kept_key(factories.UserFactory(username="../luar"))
