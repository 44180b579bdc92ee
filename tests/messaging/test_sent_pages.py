"""What was sent to whom: the page for those who keep the organisation, and passing a message on by hand."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from audit.trail import history
from messaging.enums import Channel, DeliveryState, MessageKind
from messaging.models import Delivery, Notification
from messaging.outbox import actions as outbox
from messaging.outbox.marking import mark_passed_on
from organisation.enums import Role
from tests.factories import (
    DeliveryFactory,
    EmployeeFactory,
    NotificationFactory,
    PositionFactory,
    UserFactory,
    holder_of,
    user_with_role,
)

pytestmark = pytest.mark.django_db

PAGE = "/pemberitahuan/terkirim/"


@pytest.fixture
def keeper(client):
    user = user_with_role(Role.ORGANISATION_SECTION)
    client.force_login(user)
    return user


def text(response) -> str:
    return " ".join(response.content.decode().split())


def sent(subject: str, *, recipient=None, state=DeliveryState.SENT, **message: object) -> Notification:
    message |= {"recipient": recipient or UserFactory(), "subject": subject}
    at = timezone.now() if state == DeliveryState.SENT else None
    return DeliveryFactory(message=NotificationFactory(**message), state=state, sent_at=at).message


def subjects(client, query: str) -> set[str]:
    return {message.subject for message in client.get(f"{PAGE}?{query}").context["page_obj"]}


def test_each_message_shows_recipient_kind_time_and_the_end_of_every_delivery(client, keeper):
    message = sent("Pengingat pagi", recipient=UserFactory(name="Siti Rahma"), kinds=["fill", "sign"])
    DeliveryFactory(message=message, channel=Channel.WHATSAPP, state=DeliveryState.BY_HAND)

    page = text(client.get(PAGE))
    for words in ("Siti Rahma", "Pengingat pagi", "Mengisi laporan, Perjanjian kinerja", "Belum dibaca", "Terkirim"):
        assert words in page
    assert "Perlu disampaikan" in page


def test_the_address_filters_by_unit_kind_channel_state_and_day(client, keeper):
    position = PositionFactory()
    sent("Dinas", recipient=holder_of(position), kinds=[MessageKind.FILL])
    sent("Operator", recipient=user_with_role(Role.OPERATOR, position.unit), state=DeliveryState.FAILED)
    sent("Mengantre", state=DeliveryState.CLAIMED)
    NotificationFactory(subject="Lonceng saja")
    old = sent("Kemarin")
    Notification.objects.filter(pk=old.pk).update(created_at=timezone.now() - datetime.timedelta(days=2))
    today = timezone.localdate().isoformat()

    assert subjects(client, f"unit={position.unit_id}") == {"Dinas", "Operator"}
    assert subjects(client, "jenis=fill") == {"Dinas"}
    assert subjects(client, "saluran=aplikasi") == {"Lonceng saja"}
    assert subjects(client, "saluran=whatsapp") == set()
    assert subjects(client, "keadaan=failed") == {"Operator"}
    assert subjects(client, "keadaan=ready") == {"Mengantre"}
    assert subjects(client, f"hari={today}") == {"Dinas", "Operator", "Mengantre", "Lonceng saja"}
    assert "Tidak ada pemberitahuan yang cocok" in text(client.get(f"{PAGE}?keadaan=passed_on"))


@pytest.mark.parametrize(
    "query", ["unit=x", "unit=99999999999", "jenis=gaji", "keadaan=%00", "hari=32-13-2026", "halaman=z"]
)
def test_nonsense_in_the_address_filters_nothing(client, keeper, query):
    sent("Pengingat pagi")
    assert subjects(client, query) == {"Pengingat pagi"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_for_one_message_and_for_three(
    client, keeper, django_assert_num_queries, count
):
    for _ in range(count):
        sent("Pengingat", recipient=UserFactory(employee=EmployeeFactory()))
    with django_assert_num_queries(9):
        client.get(PAGE)


def test_what_could_not_go_out_is_listed_with_the_reason_and_can_be_told_by_hand(client, keeper):
    outbox.post([Notification(recipient=UserFactory(email=""), occasion="a", subject="Pengingat", body="Isi")])
    message = Notification.objects.get()
    assert subjects(client, "keadaan=inbox_only") == subjects(client, "saluran=aplikasi") == {"Pengingat"}
    assert "Alamat surel penerima belum tercatat." in text(client.get(f"{PAGE}{message.pk}/"))
    mark_passed_on(message, by=keeper)
    assert subjects(client, "keadaan=passed_on") == {"Pengingat"}


# --- By hand -----------------------------------------------------------------------------------------------------


@pytest.fixture
def message():
    recipient = UserFactory(employee=EmployeeFactory(name="Siti Rahma", phone="0812-3456-7890"))
    return NotificationFactory(recipient=recipient, body="Baris <b>satu</b>", path="/realisasi/")


def test_the_text_can_be_copied_and_a_chat_opened_with_it(client, keeper, message, settings):
    settings.SITE_URL = "https://amanah.contoh.test"
    page = text(client.get(f"{PAGE}{message.pk}/"))

    assert "*Laporan triwulan belum dikirim* Baris &lt;b&gt;satu&lt;/b&gt;" in page
    assert "Buka di Amanah: https://amanah.contoh.test/realisasi/" in page
    assert 'href="https://wa.me/6281234567890?text=%2ALaporan%20triwulan' in page
    assert 'rel="noopener noreferrer"' in page


def test_only_what_the_person_agreed_to_hear_by_whatsapp_is_copied(client, keeper, message):
    part = {"subject": "1 PK menunggu Anda", "body": "Tanda tangani PK."}
    DeliveryFactory(message=message, channel=Channel.WHATSAPP, state=DeliveryState.BY_HAND, **part)
    answer = client.get(f"{PAGE}{message.pk}/")

    assert answer.context["copy"].startswith("*1 PK menunggu Anda*\n\nTanda tangani PK.\n\nBuka di Amanah")
    assert "1%20PK%20menunggu%20Anda" in answer.context["chat_link"]
    assert "Baris" not in answer.context["copy"] + answer.context["chat_link"]


def test_who_passed_it_on_and_when_is_kept(client, keeper, message):
    assert "Dicatat" in text(client.post(f"{PAGE}{message.pk}/disampaikan/", follow=True))

    delivery = Delivery.objects.get(message=message)
    assert (delivery.channel, delivery.state) == (Channel.WHATSAPP, DeliveryState.PASSED_ON)
    assert delivery.sent_at is not None
    [event] = history(message)
    assert (event.verb, event.actor_id) == ("notification.told", keeper.pk)
    assert "Sudah disampaikan</button>" not in text(client.get(f"{PAGE}{message.pk}/"))


def test_without_a_number_the_text_can_still_be_copied(client, keeper):
    page = text(client.get(f"{PAGE}{NotificationFactory().pk}/"))
    assert "Nomor telepon seluler penerima belum tercatat" in page
    assert "wa.me" not in page


@pytest.mark.parametrize(
    "state", [DeliveryState.BY_HAND, DeliveryState.FAILED, DeliveryState.DOUBTFUL, DeliveryState.INBOX_ONLY]
)
def test_what_did_not_leave_for_sure_can_be_passed_on(client, keeper, message, state):
    DeliveryFactory(message=message, channel=Channel.WHATSAPP, state=state)
    mark_passed_on(message, by=keeper)
    assert Delivery.objects.get(message=message).state == DeliveryState.PASSED_ON


@pytest.mark.parametrize("state", [DeliveryState.READY, DeliveryState.CLAIMED, DeliveryState.SENDING])
def test_what_a_worker_has_is_not_passed_on_as_well(client, keeper, message, state):
    DeliveryFactory(message=message, channel=Channel.WHATSAPP, state=state)
    page = text(client.post(f"{PAGE}{message.pk}/disampaikan/", follow=True))
    assert "tidak dapat ditandai sudah disampaikan" in page
    assert Delivery.objects.get(message=message).state == state


@pytest.mark.django_db(transaction=True)
def test_two_who_pass_it_on_at_once_leave_one_mark(transactional_db):
    message, person = NotificationFactory(), UserFactory()
    barrier, ends = threading.Barrier(2), []

    def tell() -> None:
        try:
            barrier.wait()
            mark_passed_on(message, by=person)
            ends.append("told")
        except ValidationError:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=tell) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["refused", "told"]
    assert history(message).count() == 1


def test_the_page_is_for_bagian_organisasi_and_administrators(client, message):
    client.force_login(message.recipient)
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}{message.pk}/").status_code == 403
    assert client.post(f"{PAGE}{message.pk}/disampaikan/").status_code == 403
