"""Workers are killed, really, at the two points that matter; then others go on."""

import pytest

from messaging.enums import DeliveryState
from messaging.models import Delivery
from tests.factories import DeliveryFactory
from tests.faults.mail_server import Hold

PEOPLE = 10
WAITING = [DeliveryState.READY, DeliveryState.CLAIMED, DeliveryState.SENDING]


@pytest.fixture
def everybody(transactional_db) -> dict[str, int]:
    """One waiting message for each of ten people; gives the count that each of them has to receive."""
    addresses = [f"pegawai{number}@contoh.test" for number in range(PEOPLE)]
    for address in addresses:
        DeliveryFactory(message__recipient__email=address)
    return dict.fromkeys(addresses, 1)


def states() -> list[str]:
    return sorted(Delivery.objects.values_list("state", flat=True))


def nobody_waits() -> bool:
    return not Delivery.objects.filter(state__in=WAITING).exists()


def test_a_worker_killed_between_claim_and_sending_costs_nobody_a_message_and_gives_nobody_two(
    workshop, mail_server, everybody
):
    before_sending = Hold()
    mail_server.script("greeting", None, None, None, before_sending)
    worker = workshop.start()
    workshop.ring_until(before_sending.reached.is_set)
    worker.kill()
    assert states() == ["claimed", *["ready"] * 6, *["sent"] * 3]

    workshop.start()
    workshop.ring_until(nobody_waits)

    assert states() == ["sent"] * PEOPLE
    assert mail_server.received == everybody


def test_a_message_whose_worker_was_killed_after_handing_it_over_is_shown_as_doubtful_and_not_repeated(
    workshop, mail_server, everybody
):
    answer = Hold()
    mail_server.script("message", None, None, None, answer)
    worker = workshop.start()
    workshop.ring_until(answer.reached.is_set)
    worker.kill()
    assert states() == [*["ready"] * 6, "sending", *["sent"] * 3]

    workshop.start()
    workshop.ring_until(nobody_waits)

    assert states() == ["doubtful", *["sent"] * 9]
    assert mail_server.received == everybody


def test_a_message_whose_worker_was_killed_before_its_text_left_is_doubtful_too_because_nobody_can_know(
    workshop, mail_server, everybody
):
    go_on = Hold()
    mail_server.script("DATA", go_on)
    worker = workshop.start()
    workshop.ring_until(go_on.reached.is_set)
    worker.kill()

    workshop.start()
    workshop.ring_until(nobody_waits)

    doubtful = Delivery.objects.select_related("message__recipient").get(state=DeliveryState.DOUBTFUL)
    assert "mungkin sudah terkirim" in doubtful.problem
    assert states() == ["doubtful", *["sent"] * 9]
    assert mail_server.received == {address: 1 for address in everybody if address != doubtful.message.recipient.email}


def test_a_killed_child_is_replaced_by_its_worker_and_the_rest_goes_out_once(workshop, mail_server, everybody):
    answer = Hold()
    mail_server.script("message", None, answer)
    worker = workshop.start()
    workshop.ring_until(answer.reached.is_set)
    worker.kill_child()

    workshop.ring_until(nobody_waits)

    assert worker.process.poll() is None
    assert states() == ["doubtful", *["sent"] * 9]
    assert mail_server.received == everybody


def test_two_workers_at_the_same_time_send_each_message_once(workshop, mail_server, everybody):
    first, second = Hold(), Hold()
    mail_server.script("message", first, second)
    workshop.start()
    workshop.start()
    workshop.ring_until(lambda: first.reached.is_set() and second.reached.is_set())
    first.release()
    second.release()

    workshop.ring_until(lambda: states() == ["sent"] * PEOPLE)

    assert mail_server.received == everybody
