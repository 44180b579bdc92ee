"""The drill: 500 people are reminded while workers are killed and the mail server hangs, refuses and drops the line.

Nobody hears twice of one day; everybody has at most one doubtful delivery, which stands on the page of those who
decide; everybody else has exactly one. Two beats ring at once, and every part is the real one.
"""

import datetime
import json
import threading

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from audit.models import Event
from duties.reminders.actions import queue_reminders
from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery, MessageSettings, Notification
from organisation.enums import PositionKind, Role
from organisation.models import RoleGrant, User
from tests.factories import LONG_AGO, PeriodFactory, PositionFactory, TargetFactory, user_with_role
from tests.faults.mail_server import Drop, Hold, Reply

PEOPLE = 500
DUE = datetime.date(2026, 4, 10)
WAITING = [DeliveryState.READY, DeliveryState.CLAIMED, DeliveryState.SENDING]
UNDECIDED = [DeliveryState.DOUBTFUL, DeliveryState.FAILED]
SLOW_ANSWER = 2
"""Seconds after which a worker gives a silent mail server up."""


@pytest.fixture
def everybody(transactional_db) -> list[User]:
    """500 operators of an office that owes its report; each with an address, and nobody with quiet hours."""
    position = PositionFactory(kind=PositionKind.APPARATUS_HEAD)
    TargetFactory(indicator__objective__position=position, year=2026)
    PeriodFactory(year=2026, quarter=1)
    numbers = range(PEOPLE)
    people = [User(username=f"op{number}", email=f"op{number}@contoh.test", password="!") for number in numbers]
    users = User.objects.bulk_create(people)
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=Role.OPERATOR, unit=position.unit, start=LONG_AGO) for user in users
    )
    MessageSettings.objects.bulk_create(MessageSettings(user=user, quiet_from=None, quiet_until=None) for user in users)
    return users


def two_beats_at_once() -> None:
    """Plan the day twice at the same moment, as two beats after a fail-over would."""
    barrier = threading.Barrier(2)

    def beat() -> None:
        try:
            barrier.wait()
            queue_reminders(today=DUE)
        finally:
            connection.close()

    beats = [threading.Thread(target=beat) for _ in range(2)]
    for thread in beats:
        thread.start()
    for thread in beats:
        thread.join()


def kill_at(workshop, hold: Hold) -> None:
    """Start a worker, let it work until it waits at this point, and kill it there."""
    worker = workshop.start()
    workshop.ring_until(lambda: hold.reached.wait(1))
    worker.kill()


def let_no_pause_pass_in_real_time() -> None:
    """The minutes between two attempts have gone by."""
    refused = Delivery.objects.filter(state=DeliveryState.READY, attempts__gt=0)
    refused.update(claimed_at=timezone.now() - datetime.timedelta(days=1))


def nobody_waits() -> bool:
    let_no_pause_pass_in_real_time()
    return not Delivery.objects.filter(state__in=WAITING).exists()


def test_500_people_are_reminded_once_whatever_breaks_on_the_way(workshop, mail_server, everybody, client):
    workshop.environment["EMAIL_TIMEOUT"] = str(SLOW_ANSWER)
    two_beats_at_once()
    assert Notification.objects.count() == PEOPLE
    assert Delivery.objects.filter(state=DeliveryState.READY, channel=Channel.EMAIL).count() == PEOPLE

    before_anything, before_the_text, before_the_answer = Hold(), Hold(), Hold()
    mail_server.script("greeting", *[None] * 60, before_anything)
    kill_at(workshop, before_anything)
    mail_server.script("DATA", *[None] * 70, before_the_text)
    kill_at(workshop, before_the_text)
    mail_server.script("message", *[None] * 80, before_the_answer)
    kill_at(workshop, before_the_answer)
    assert Delivery.objects.filter(state__in=WAITING).count() > PEOPLE / 3, "the kills come in the midst of the work"

    mail_server.script("greeting", *[None] * 20, Hold(), Reply("554 jangan sekarang"), Drop())
    mail_server.script("RCPT", *[None] * 40, Reply("451 nanti saja"), Reply("550 tidak dikenal"))
    mail_server.script("message", *[None] * 60, Hold(), Drop(), Reply("452 penuh"), Reply("554 ditolak"))
    workshop.start()
    workshop.start()
    workshop.ring()
    workshop.ring_until(nobody_waits)

    everyone_has_at_most_one(mail_server)
    the_undecided_are_listed(client)
    the_trail_knows_every_end()
    nobody_hears_again_of_the_same_day(workshop, mail_server)


def everyone_has_at_most_one(mail_server) -> None:
    """Two kills, one silence and one dropped line leave four doubts; two final refusals leave two failures."""
    found = dict(Delivery.objects.order_by().values_list("state").annotate(count=Count("pk")))
    assert found == {DeliveryState.SENT: PEOPLE - 6, DeliveryState.DOUBTFUL: 4, DeliveryState.FAILED: 2}
    assert set(mail_server.received.values()) == {1}, "nobody twice"

    states = dict(Delivery.objects.values_list("message__recipient__email", "state"))
    assert len(states) == PEOPLE
    received = set(mail_server.received)
    assert {address for address, state in states.items() if state == DeliveryState.SENT} <= received
    assert {states[address] for address in received} <= {DeliveryState.SENT, DeliveryState.DOUBTFUL}


def the_undecided_are_listed(client) -> None:
    client.force_login(user_with_role(Role.ORGANISATION_SECTION))
    page = client.get("/pemberitahuan/pengiriman/").content.decode()
    for delivery in Delivery.objects.filter(state__in=UNDECIDED).select_related("message__recipient"):
        assert page.count(f'scope="row">{delivery.message.recipient}<') == 1
    assert page.count("Kirim ulang") == 6


def the_trail_knows_every_end() -> None:
    """One event of being sent for each message that was, with the number under which it left."""
    sent = Event.objects.filter(verb="notification.sent")
    assert sent.count() == PEOPLE - 6
    assert len({event.target_id for event in sent}) == PEOPLE - 6
    numbers = set(Delivery.objects.filter(state=DeliveryState.SENT).values_list("sent_as", flat=True))
    assert {event.data["sent_as"] for event in sent} == numbers
    assert "@contoh.test" not in json.dumps([event.data for event in sent])


def nobody_hears_again_of_the_same_day(workshop, mail_server) -> None:
    """The day is planned once more; the doubts stay doubts."""
    before = mail_server.received.total()
    assert queue_reminders(today=DUE)[1] == 0
    workshop.ring()
    workshop.ring_until(nobody_waits)
    assert mail_server.received.total() == before
    assert Delivery.objects.filter(state=DeliveryState.DOUBTFUL).count() == 4
