"""A real mail server that refuses, drops the line or hangs: what may have left is never sent twice."""

import socket

import pytest

from messaging.enums import DeliveryState
from messaging.models import Delivery, Notification
from messaging.outbox import actions as outbox
from tests.factories import DeliveryFactory
from tests.faults.mail_server import Drop, Hold, Reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(mail_server) -> Delivery:
    return DeliveryFactory(message__recipient__email="kepala@contoh.test")


def delivered(message: Delivery) -> Delivery:
    outbox.deliver()
    message.refresh_from_db()
    return message


def test_a_friendly_server_gets_the_message_and_the_row_is_sent(mail_server, message):
    Notification.objects.update(subject="Laporan – “TW I”", body="Batas lapor – Jumat")

    assert delivered(message).state == DeliveryState.SENT
    [(recipient, letter)] = mail_server.kept
    assert (recipient, letter["To"]) == ("kepala@contoh.test", "kepala@contoh.test")
    assert letter["Subject"] == "Laporan – “TW I”"
    assert letter.get_content().startswith("Batas lapor – Jumat")


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "message"])
def test_a_temporary_refusal_at_any_stage_lets_the_message_wait_with_the_servers_words(mail_server, message, stage):
    mail_server.script(stage, Reply("451 nanti saja"))

    assert delivered(message).state == DeliveryState.READY
    assert (message.attempts, message.problem) == (1, "Server surel menolak: 451 nanti saja")
    assert not mail_server.received


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "message"])
def test_a_final_refusal_at_any_stage_is_not_tried_again(mail_server, message, stage):
    mail_server.script(stage, Reply("550 tidak dikenal"))

    assert delivered(message).state == DeliveryState.FAILED
    assert message.problem == "Server surel menolak: 550 tidak dikenal"
    assert not mail_server.received


def test_a_refused_message_does_not_hold_up_the_next_one(mail_server, message):
    other = DeliveryFactory(message__recipient__email="camat@contoh.test")
    mail_server.script("RCPT", Reply("550 tidak dikenal"))

    assert delivered(message).state == DeliveryState.FAILED
    assert delivered(other).state == DeliveryState.SENT


@pytest.mark.parametrize("step", [lambda: Reply("554 jangan sekarang"), Drop, Hold], ids=["refuses", "drops", "hangs"])
def test_a_server_that_does_not_greet_has_received_nothing_so_the_message_waits(mail_server, message, step):
    mail_server.script("greeting", step())

    assert delivered(message).state == DeliveryState.READY
    assert message.attempts == 1
    assert message.problem.startswith("Server surel tidak dapat dihubungi: ")


def test_a_closed_port_lets_the_message_wait(settings, message):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = unused.getsockname()[1]

        assert delivered(message).state == DeliveryState.READY
    assert "tidak dapat dihubungi" in message.problem


@pytest.mark.parametrize("step", [Drop, Hold], ids=["drops", "hangs"])
@pytest.mark.parametrize("stage", ["DATA", "message"])
def test_silence_after_the_message_was_offered_makes_it_doubtful_and_it_is_not_repeated(
    mail_server, message, stage, step
):
    mail_server.script(stage, step())

    assert delivered(message).state == DeliveryState.DOUBTFUL
    assert "mungkin sudah terkirim" in message.problem
    assert delivered(message).state == DeliveryState.DOUBTFUL
    assert mail_server.received.total() == (1 if stage == "message" else 0)
