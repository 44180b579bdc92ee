"""The inbox of a person, and the messages whose delivery needs a decision."""

import pytest

from audit import trail
from messaging.enums import DeliveryState
from messaging.inbox import actions
from messaging.models import Notification
from organisation.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    """Somebody logged in, without any role."""
    user = factories.UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def keeper(client):
    """Somebody of Bagian Organisasi, logged in."""
    user = factories.user_with_role(Role.ORGANISATION_SECTION)
    client.force_login(user)
    return user


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_message_goes_to_each_recipient_once_per_occasion():
    people = [factories.UserFactory() for _ in range(2)]
    message = {"occasion": "report/1/returned/1", "subject": "Laporan dikembalikan", "body": "Lengkapi."}
    assert actions.notify(people, **message, path="/realisasi/1/") == 2
    assert actions.notify(people, **message) == 0
    assert set(Notification.objects.values_list("recipient", "path")) == {(p.pk, "/realisasi/1/") for p in people}


def test_the_bell_counts_and_the_inbox_shows_ones_own_messages(client, reader):
    factories.NotificationFactory(recipient=reader, subject="Untuk saya")
    factories.NotificationFactory(subject="Untuk orang lain")
    page = text(client.get("/pemberitahuan/"))
    assert "Pemberitahuan: 1 belum dibaca" in page
    assert "Untuk saya" in page
    assert "Untuk orang lain" not in page


def test_opening_marks_as_read_and_leads_to_the_page(client, reader):
    message = factories.NotificationFactory(recipient=reader, path="/pegawai/")
    assert client.get("/pemberitahuan/").status_code == 200
    message.refresh_from_db()
    assert message.read_at is None
    assert client.post(f"/pemberitahuan/{message.pk}/buka/").url == "/pegawai/"
    message.refresh_from_db()
    first = message.read_at
    assert first is not None
    client.post(f"/pemberitahuan/{message.pk}/buka/")
    message.refresh_from_db()
    assert message.read_at == first


def test_all_are_marked_as_read_at_once_but_only_ones_own(client, reader):
    factories.NotificationFactory.create_batch(2, recipient=reader)
    other = factories.NotificationFactory()
    client.post("/pemberitahuan/baca-semua/")
    assert list(Notification.objects.unread()) == [other]


def test_an_empty_inbox_says_what_will_appear(client, reader):
    assert "Belum ada pemberitahuan" in text(client.get("/pemberitahuan/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_queries_for_one_message_and_for_three(
    client, reader, django_assert_num_queries, count
):
    factories.NotificationFactory.create_batch(count, recipient=reader)
    with django_assert_num_queries(8):
        client.get("/pemberitahuan/")


def test_a_doubtful_message_is_sent_again_or_taken_as_delivered(client, keeper):
    first, second = (
        factories.DeliveryFactory(state=DeliveryState.DOUBTFUL, message__subject=f"Ragu {number}") for number in (1, 2)
    )
    page = text(client.get("/pemberitahuan/pengiriman/"))
    assert "Ragu 1" in page
    assert "Anggap terkirim" in page
    assert "dikirim ulang" in text(client.post(f"/pemberitahuan/pengiriman/{first.pk}/kirim-ulang/", follow=True))
    assert "dianggap terkirim" in text(
        client.post(f"/pemberitahuan/pengiriman/{second.pk}/anggap-terkirim/", follow=True)
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (DeliveryState.READY, DeliveryState.SENT)
    assert trail.history(second.message).get().actor_id == keeper.pk


def test_a_failed_message_can_only_be_sent_again(client, keeper):
    failed = factories.DeliveryFactory(state=DeliveryState.FAILED)
    assert "anggap-terkirim" not in text(client.get("/pemberitahuan/pengiriman/"))
    page = client.post(f"/pemberitahuan/pengiriman/{failed.pk}/anggap-terkirim/", follow=True)
    assert "tidak dapat ditandai terkirim" in text(page)


def test_messages_that_wait_or_have_left_need_no_decision(client, keeper):
    factories.DeliveryFactory(state=DeliveryState.READY)
    assert "Tidak ada pengiriman yang bermasalah" in text(client.get("/pemberitahuan/pengiriman/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_delivery_page_costs_the_same_queries_for_one_message_and_for_three(
    client, keeper, django_assert_num_queries, count
):
    for _ in range(count):
        user = factories.UserFactory(employee=factories.EmployeeFactory())
        factories.DeliveryFactory(message__recipient=user, state=DeliveryState.FAILED)
    with django_assert_num_queries(7):
        client.get("/pemberitahuan/pengiriman/")


def test_somebody_elses_message_does_not_exist(client, reader):
    other = factories.NotificationFactory()
    assert client.post(f"/pemberitahuan/{other.pk}/buka/").status_code == 404


def test_delivery_is_for_bagian_organisasi_and_administrators(client, reader):
    message = factories.DeliveryFactory(state=DeliveryState.DOUBTFUL)
    assert client.get("/pemberitahuan/pengiriman/").status_code == 403
    for action in ("kirim-ulang", "anggap-terkirim"):
        assert client.post(f"/pemberitahuan/pengiriman/{message.pk}/{action}/").status_code == 403


@pytest.mark.parametrize(
    "path", ["baca-semua/", "1/buka/", "pengiriman/1/kirim-ulang/", "pengiriman/1/anggap-terkirim/"]
)
def test_reading_an_address_never_changes_anything(client, keeper, path):
    assert client.get(f"/pemberitahuan/{path}").status_code == 405


@pytest.mark.parametrize("path", ["//jahat.example/", "https://jahat.example/", "javascript:alert(1)", ""])
def test_a_message_leads_to_no_other_server(client, reader, path):
    message = factories.NotificationFactory(recipient=reader, path=path)
    assert client.post(f"/pemberitahuan/{message.pk}/buka/").url == "/pemberitahuan/"
