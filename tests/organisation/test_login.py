"""Logging in with a NIP or a user name, and one's own password."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from audit import trail
from organisation.models import PasswordLink, User
from organisation.password_links.tokens import address_of
from organisation.users import actions
from tests import factories
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = "/masuk/"
NIP = "198502032010011004"
REFUSAL = "NIP/nama pengguna dan sandi tidak cocok"


@pytest.fixture
def siti():
    """Somebody with a NIP and a user name."""
    employee = factories.EmployeeFactory(name="Siti", employee_number=NIP)
    return factories.UserFactory(username="siti.dinkes", employee=employee)


def log_in(client, username, password=PASSWORD, **data):
    return client.post(LOGIN, {"username": username, "password": password, **data})


@pytest.mark.parametrize(
    "name", [NIP, "19850203 201001 1 004", "19850203.201001.1.004", "siti.dinkes", " siti.dinkes "]
)
def test_one_logs_in_with_the_nip_however_spaced_or_with_the_user_name(client, siti, name):
    response = log_in(client, name)
    assert response.status_code == 302
    assert response.url == reverse("home")
    assert get_user(client) == siti


def test_after_logging_in_one_is_where_one_wanted_to_go(client, siti):
    page = client.get("/pegawai/")
    assert page.url == f"{LOGIN}?next=/pegawai/"
    assert log_in(client, NIP, next="/pegawai/").url == "/pegawai/"


def test_who_is_logged_in_is_led_away_from_the_log_in_page(client, siti):
    client.force_login(siti)
    assert client.get(LOGIN).url == reverse("home")


def test_a_person_without_nip_logs_in_with_the_user_name(client):
    user = factories.UserFactory(username="admin", name="Administrator")
    log_in(client, "admin")
    assert get_user(client) == user


def test_logging_out_ends_the_session(client, siti):
    client.force_login(siti)
    assert client.post("/keluar/").url == LOGIN
    assert client.get("/pegawai/").status_code == 302


def test_a_user_name_that_is_somebody_elses_nip_never_takes_that_persons_place(client, siti):
    factories.UserFactory(username=NIP, password="sandi-orang-lain")
    log_in(client, NIP)
    assert get_user(client) == siti


@pytest.mark.parametrize(
    ("username", "password"),
    [(NIP, "salah"), ("tidak-ada", PASSWORD), ("198502032010011005", PASSWORD)],
)
def test_wrong_password_and_unknown_name_get_the_same_answer(client, siti, username, password):
    response = log_in(client, username, password)
    assert response.status_code == 200
    assert REFUSAL in response.content.decode()
    assert not get_user(client).is_authenticated


def test_a_name_with_a_null_byte_is_refused_before_the_database_sees_it(client):
    assert log_in(client, "nol\x00").context["form"].errors["username"]


def test_an_inactive_person_gets_the_same_answer_as_with_a_wrong_password(client, siti):
    wrong = log_in(client, NIP, "salah").context["form"].non_field_errors()
    User.objects.update(is_active=False)
    assert log_in(client, NIP).context["form"].non_field_errors() == wrong


def test_an_unknown_name_costs_one_hashing_like_a_wrong_password(client, siti, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    log_in(client, NIP, "salah")
    with_wrong_password = len(hashed)
    log_in(client, "tidak-ada", "salah")
    assert len(hashed) == 2 * with_wrong_password > 0


def test_what_was_typed_stays_but_never_the_password(client, siti):
    page = log_in(client, "19850203 201001 1 004", "sandi-keliru-sekali").content.decode()
    assert 'value="19850203 201001 1 004"' in page
    assert "sandi-keliru-sekali" not in page
    assert "<title>Kesalahan: Masuk" in page


def test_after_five_wrong_passwords_this_account_is_closed_for_this_address_only(client, siti):
    spellings = [NIP, "19850203 201001 1 004", "19850203.201001.1.004", NIP, NIP]
    for spelling in spellings[:4]:
        assert log_in(client, spelling, "salah").status_code == 200
    log_in(client, spellings[4], "salah")
    locked = log_in(client, NIP)
    assert locked.status_code == 429
    assert "15 menit" in locked.content.decode()
    assert not get_user(client).is_authenticated
    elsewhere = client.post(LOGIN, {"username": NIP, "password": PASSWORD}, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 302


def test_others_behind_the_same_address_can_still_log_in(client, siti):
    for _ in range(6):
        log_in(client, NIP, "salah")
    other = factories.UserFactory()
    log_in(client, other.username)
    assert get_user(client) == other


def test_a_forged_forwarding_header_does_not_lift_the_lock(client, siti):
    for _ in range(5):
        log_in(client, NIP, "salah")
    answer = client.post(LOGIN, {"username": NIP, "password": PASSWORD}, HTTP_X_FORWARDED_FOR="10.1.1.1")
    assert answer.status_code == 429


def test_log_in_leads_to_no_other_server(client, siti):
    assert log_in(client, NIP, next="https://jahat.example/").url == reverse("home")


def test_one_changes_ones_own_password(client, siti):
    client.force_login(siti)
    new = "kuda hijau makan siang"
    response = client.post(
        "/sandi/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}, follow=True
    )
    assert "Sandi Anda sudah diganti" in response.content.decode()
    siti.refresh_from_db()
    assert siti.check_password(new)
    assert trail.history(siti).get().verb == "user.password_set"


def test_a_password_that_is_too_simple_is_refused_in_indonesian(client, siti):
    client.force_login(siti)
    page = client.post(
        "/sandi/", {"old_password": "keliru", "new_password1": "123456", "new_password2": "123457"}
    ).content.decode()
    assert "Ada yang perlu diperbaiki" in page
    assert not any(word in page for word in ("This password", "too short", "too common"))
    errors = (
        client.post("/sandi/", {"old_password": PASSWORD, "new_password1": "123456", "new_password2": "123456"})
        .context["form"]
        .errors
    )
    assert len(errors["new_password2"]) >= 2


def test_behind_a_one_time_link_a_person_makes_the_first_password(client, siti):
    address = urlsplit(address_of(live_link(siti))).path
    page = client.get(address, follow=True)
    assert "Buat sandi" in page.content.decode()
    new = "kuda hijau makan siang"
    done = client.post(page.redirect_chain[-1][0], {"new_password1": new, "new_password2": new}, follow=True)
    assert "Silakan masuk" in done.content.decode()
    log_in(client, NIP, new)
    assert get_user(client) == siti


def live_link(owner):
    asker = factories.user_with_role("organisation_section")
    return PasswordLink.objects.create(account=owner, way="owner", needs_confirmation=False, requested_by=asker)


def test_a_used_link_says_whom_to_ask_for_a_new_one(client, siti):
    address = urlsplit(address_of(live_link(siti))).path
    siti.set_password("sudah diganti sendiri")
    siti.save()
    page = client.get(address)
    assert "tidak berlaku lagi" in page.content.decode()
    assert "Bagian Organisasi" in page.content.decode()


def test_the_log_in_page_stays_light_and_needs_no_other_server(client):
    page = client.get(LOGIN).content.decode()
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in page
    assert django_settings.LOGIN_URL == "organisation:login"


def test_a_session_of_before_a_closing_does_not_come_back_with_the_account(client, siti):
    keeper = factories.UserFactory()
    client.force_login(siti)
    actions.set_active(siti, active=False, by=keeper)
    actions.set_active(siti, active=True, by=keeper)
    assert client.get("/pegawai/").url == f"{LOGIN}?next=/pegawai/"
    assert log_in(client, NIP).status_code == 302
    assert get_user(client) == siti


def test_a_link_of_before_a_closing_does_not_come_back_with_the_account(client, siti):
    address = urlsplit(address_of(live_link(siti))).path
    assert client.get(address).status_code == 302
    for active in (False, True):
        actions.set_active(siti, active=active, by=factories.UserFactory())
    refused = client.get(address)
    assert refused.status_code == 200
    assert not refused.context["validlink"]


def test_a_new_secret_key_ends_no_session_of_an_account_that_was_closed_once(client, siti, settings):
    for active in (False, True):
        actions.set_active(siti, active=active, by=factories.UserFactory())
    client.force_login(siti)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    assert get_user(client) == siti
