"""WhatsApp: what leaves by the Cloud API, what is surely not sent and what is doubtful; and the way without an API."""

import socket

import pytest

from audit.models import Event
from messaging.enums import Channel, DeliveryState, MessageKind
from messaging.models import Delivery, MessageSettings, Notification
from messaging.outbox import actions as outbox
from tests.factories import DeliveryFactory, EmployeeFactory, UserFactory
from tests.organisation.fake_whatsapp import Answer, FakeWhatsApp, refusal

pytestmark = pytest.mark.django_db

TOKEN = "EAAG-token-yang-sangat-rahasia"


@pytest.fixture
def whatsapp(settings):
    with FakeWhatsApp() as fake:
        settings.WHATSAPP_API = "cloud"
        settings.WHATSAPP_URL = fake.url
        settings.WHATSAPP_PHONE_NUMBER_ID = "1055"
        settings.WHATSAPP_TOKEN = TOKEN
        settings.WHATSAPP_TEMPLATE = "pengingat_amanah"
        settings.WHATSAPP_TIMEOUT = 1
        settings.SITE_URL = "https://amanah.contoh.test"
        yield fake


def person(phone: str = "0812-3456-7890"):
    return UserFactory(employee=EmployeeFactory(name="Siti Rahma", phone=phone))


def waiting(**fields: object) -> Delivery:
    return DeliveryFactory(message__recipient=person(), message__path="/realisasi/", channel=Channel.WHATSAPP, **fields)


def delivered(message: Delivery) -> Delivery:
    outbox.deliver()
    message.refresh_from_db()
    return message


# --- The Cloud API -----------------------------------------------------------------------------------------------


def test_a_message_leaves_as_a_template_with_name_subject_and_address(whatsapp):
    message = waiting()

    assert delivered(message).state == DeliveryState.SENT
    [(path, headers, body)] = whatsapp.requests
    assert path == "/v23.0/1055/messages"
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert (body["to"], body["type"]) == ("6281234567890", "template")
    template = body["template"]
    assert (template["name"], template["language"]) == ("pengingat_amanah", {"code": "id"})
    assert [place["text"] for place in template["components"][0]["parameters"]] == [
        "Siti Rahma",
        "Laporan triwulan belum dikirim",
        "https://amanah.contoh.test/realisasi/",
    ]


def test_the_id_that_meta_gives_is_kept_in_the_row_and_in_the_trail(whatsapp):
    message = delivered(waiting())

    assert message.sent_as == "wamid.HBgM"
    event = Event.objects.get(verb="notification.sent")
    assert (event.data["sent_as"], event.data["channel"]) == ("wamid.HBgM", "whatsapp")
    assert "81234567890" not in str(event.data)


@pytest.mark.parametrize(
    ("name", "value"),
    [("WHATSAPP_TOKEN", f"{TOKEN}\nterpotong"), ("WHATSAPP_TOKEN", f"{TOKEN}…"), ("WHATSAPP_PHONE_NUMBER_ID", "10 55")],
)
def test_a_setting_that_is_no_header_sends_nothing_and_tells_no_token(whatsapp, settings, caplog, name, value):
    setattr(settings, name, value)
    message = delivered(waiting())
    assert (message.state, whatsapp.requests) == (DeliveryState.READY, [])
    assert "Administrator perlu memeriksa" in message.problem
    assert TOKEN not in message.problem + caplog.text + str(list(Event.objects.values_list("data")))


def test_a_place_of_the_template_has_one_line(whatsapp):
    message = waiting()
    Notification.objects.update(subject="Baris satu\n\tbaris   dua " + "a" * 150)
    delivered(message)

    text = whatsapp.requests[0][2]["template"]["components"][0]["parameters"][1]["text"]
    assert text.startswith("Baris satu baris dua aaa")


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (429, 130429, "meminta menunggu (jawaban 429, kode 130429)"),
        (400, 131056, "meminta menunggu"),
        (400, 131048, "meminta menunggu"),
        (401, 190, "menolak akun instansi (jawaban 401, kode 190)"),
        (403, 10, "menolak akun instansi"),
        (404, 132001, "Templat pesan WhatsApp ditolak (jawaban 404, kode 132001)"),
    ],
)
def test_what_may_be_mended_or_passes_lets_the_message_wait(whatsapp, status, code, words):
    whatsapp.answer = refusal(status, code)
    message = delivered(waiting())

    assert (message.state, message.attempts) == (DeliveryState.READY, 1)
    assert words in message.problem


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (400, 131026, "Nomor penerima tidak dapat menerima pesan WhatsApp"),
        (400, 131030, "Nomor penerima tidak dapat menerima pesan WhatsApp"),
        (400, 100, "menolak pesan ini (jawaban 400, kode 100)"),
    ],
)
def test_what_another_attempt_would_not_mend_is_not_tried_again(whatsapp, status, code, words):
    whatsapp.answer = refusal(status, code)
    message = delivered(waiting())

    assert message.state == DeliveryState.FAILED
    assert words in message.problem


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"error": "x"}', b'{"error": {"code": "a"}}'])
def test_a_refusal_that_explains_nothing_is_a_refusal(whatsapp, body):
    whatsapp.answer = Answer(400, body)
    assert delivered(waiting()).state == DeliveryState.FAILED


@pytest.mark.parametrize(
    "answer",
    [
        Answer(hangs=True),
        Answer(cut=10),
        Answer(cut=0),
        Answer(500, {}),
        Answer(503, {"error": {"code": 131016}}),
        Answer(200, {}),
        Answer(200, {"messages": []}),
        Answer(200, b"ok"),
        Answer(200, b"x" * 300_000),
    ],
    ids=["hangs", "cut", "silent", "500", "503", "no messages", "empty", "no JSON", "endless"],
)
def test_what_nobody_can_know_is_doubtful_and_not_repeated(whatsapp, answer):
    whatsapp.answer = answer
    message = delivered(waiting())

    assert message.state == DeliveryState.DOUBTFUL
    assert "mungkin sudah terkirim" in message.problem
    delivered(message)
    assert len(whatsapp.requests) == 1


def test_a_closed_port_means_that_nothing_left(whatsapp, settings):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.WHATSAPP_URL = f"http://127.0.0.1:{unused.getsockname()[1]}"
        message = delivered(waiting())

    assert message.state == DeliveryState.READY
    assert "tidak dapat dihubungi" in message.problem


def test_a_number_that_was_removed_meanwhile_leaves_the_message_in_the_application(whatsapp):
    message = waiting()
    message.message.recipient.employee.phone = "0274-512345"
    message.message.recipient.employee.save()

    assert delivered(message).state == DeliveryState.INBOX_ONLY
    assert whatsapp.requests == []


@pytest.mark.parametrize(
    "answer",
    [Answer(hangs=True), Answer(500, {}), refusal(400, 190, f"Malformed access token {TOKEN} of 6281234567890")],
)
def test_neither_token_nor_number_gets_into_problems_trail_or_log(whatsapp, answer, caplog):
    whatsapp.answer = answer
    message = delivered(waiting())

    written = message.problem + caplog.text + str(list(Event.objects.values_list("data", flat=True)))
    assert TOKEN not in written
    assert "81234567890" not in written


# --- Who gets it that way ----------------------------------------------------------------------------------------


def posted(recipient) -> list[tuple[str, str]]:
    MessageSettings.objects.create(user=recipient, email_kinds=[], whatsapp_kinds=[MessageKind.FILL])
    outbox.post([Notification(recipient=recipient, occasion="a", subject="Judul", body="Isi", kinds=["fill"])])
    return list(Delivery.objects.values_list("channel", "state"))


def test_who_agreed_gets_it_from_the_worker_when_the_api_is_on(whatsapp):
    assert posted(person()) == [("whatsapp", "ready")]


def test_without_an_api_the_message_waits_for_a_person(settings):
    assert settings.WHATSAPP_API == "off"
    assert posted(person()) == [("whatsapp", "by_hand")]
    assert outbox.deliver() == {}


@pytest.mark.parametrize("phone", ["", "0274-512345"])
def test_without_a_mobile_number_the_message_stays_in_the_application_and_the_row_says_why(phone):
    assert posted(person(phone)) == [("whatsapp", "inbox_only")]
    assert Delivery.objects.get().problem == "Nomor telepon seluler penerima belum tercatat."


def test_nobody_gets_it_unasked(whatsapp):
    recipient = person()
    outbox.post([Notification(recipient=recipient, occasion="a", subject="Judul", body="Isi", kinds=["fill"])])
    assert not Delivery.objects.filter(channel=Channel.WHATSAPP).exists()


def test_the_api_that_was_switched_off_meanwhile_sends_nothing(whatsapp, settings):
    message = waiting()
    settings.WHATSAPP_API = "off"

    assert delivered(message).state == DeliveryState.FAILED
    assert "Sampaikan pesan ini sendiri" in message.problem
    assert whatsapp.requests == []
