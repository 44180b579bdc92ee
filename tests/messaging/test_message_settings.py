"""How a person wants to be told: the page, its defaults, and what it refuses."""

import datetime

import pytest

from audit.trail import history
from messaging.enums import MessageKind
from messaging.models import MessageSettings
from tests.factories import EmployeeFactory, UserFactory
from tests.words import lines_of

pytestmark = pytest.mark.django_db

PAGE = "/pemberitahuan/pengaturan/"
CHOSEN = {"email_kinds": ["sign"], "whatsapp_kinds": ["fill", "verify"], "quiet_from": "21:30", "quiet_until": "05:00"}


@pytest.fixture
def user(client):
    user = UserFactory(employee=EmployeeFactory(email="kepala@contoh.test"))
    client.force_login(user)
    return user


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_who_never_chose_sees_the_defaults_and_the_own_addresses(client, user):
    page = client.get(PAGE)

    assert page.context["form"].initial["email_kinds"] == MessageKind.values
    assert page.context["form"].initial["whatsapp_kinds"] == []
    assert 'value="20:00"' in text(page)
    assert 'value="06:00"' in text(page)
    assert "kepala@contoh.test" in text(page)
    assert not MessageSettings.objects.exists()


def test_a_choice_is_kept_with_a_trail(client, user):
    assert client.post(PAGE, CHOSEN).url == "/pemberitahuan/"

    kept = MessageSettings.objects.get(user=user)
    assert (kept.email_kinds, kept.whatsapp_kinds) == (["sign"], ["fill", "verify"])
    assert (kept.quiet_from, kept.quiet_until) == (datetime.time(21, 30), datetime.time(5))
    [event] = history(user)
    assert (event.verb, event.actor_id) == ("message_settings.saved", user.pk)
    assert lines_of(event) == [
        "Surel: Perjanjian kinerja; WhatsApp: Mengisi laporan, Memverifikasi laporan; jam tenang: 21.30–05.00"
    ]


def test_everything_may_be_switched_off_but_the_bell(client, user):
    client.post(PAGE, {"quiet_from": "", "quiet_until": ""})

    kept = MessageSettings.objects.get(user=user)
    assert (kept.email_kinds, kept.whatsapp_kinds, kept.quiet_from) == ([], [], None)


def test_a_second_choice_replaces_the_first(client, user):
    client.post(PAGE, CHOSEN)
    client.post(PAGE, CHOSEN | {"email_kinds": ["fill"]})

    assert MessageSettings.objects.get().email_kinds == ["fill"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"quiet_from": ""}, "Isi kedua jam, atau kosongkan keduanya"),
        ({"quiet_until": ""}, "Isi kedua jam, atau kosongkan keduanya"),
        ({"quiet_from": "05:00"}, "harus berakhir pada jam yang lain"),
        ({"quiet_from": "25:99"}, "Jam ini tidak dikenal."),
        ({"email_kinds": ["gaji"]}, "Jenis pemberitahuan ini tidak dikenal."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence_and_stays_typed(client, user, wrong, sentence):
    page = client.post(PAGE, CHOSEN | wrong)

    assert page.status_code == 200
    assert sentence in text(page)
    assert not MessageSettings.objects.exists()


def test_each_person_has_settings_of_the_own(client, user):
    other = UserFactory()
    client.post(PAGE, CHOSEN | {"user": other.pk})

    assert list(MessageSettings.objects.values_list("user", flat=True)) == [user.pk]
