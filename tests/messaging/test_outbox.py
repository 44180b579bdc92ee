"""The outbox: every message once, whatever happens to the workers; a person decides about doubtful ones."""

import datetime
import re
import threading

import hypothesis
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import strategies as st

from audit.trail import history
from messaging.domain.quiet_hours import is_quiet
from messaging.enums import Channel, DeliveryState, MessageKind
from messaging.models import Delivery, MessageSettings, Notification
from messaging.outbox import actions as outbox
from messaging.outbox.quiet_hours import outside_quiet_hours
from messaging.outbox.tasks import deliver_notifications
from organisation.enums import TimeZone
from tests.clocks import database_clock
from tests.factories import DeliveryFactory, EmployeeFactory, GovernmentFactory, UserFactory


@pytest.fixture
def message(db) -> Delivery:
    return DeliveryFactory(message__recipient__email="kepala@contoh.test", message__path="/realisasi/")


@pytest.fixture
def person(db):
    return UserFactory()


def reread(message: Delivery) -> Delivery:
    message.refresh_from_db()
    return message


def minutes_ago(minutes: float) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(minutes=minutes)


def left_behind(state: DeliveryState, *, minutes: float, **fields: object) -> Delivery:
    """A message as a worker left it some minutes ago."""
    claimed_at = minutes_ago(minutes)
    return DeliveryFactory(message__recipient__email="a@contoh.test", state=state, claimed_at=claimed_at, **fields)


# --- Posting -----------------------------------------------------------------------------------------------------


def draft(recipient, occasion: str = "reminder:2026-04-07", **fields: object) -> Notification:
    return Notification(recipient=recipient, occasion=occasion, subject="Judul", body="Isi", **fields)


def test_posting_the_same_occasion_twice_writes_one_row_per_person(db):
    people = UserFactory.create_batch(2, email="a@contoh.test")

    assert outbox.post([draft(person) for person in people]) == 2
    assert outbox.post([draft(person) for person in people]) == 0
    assert outbox.post([draft(people[0], "reminder:2026-04-08")]) == 1
    assert Notification.objects.count() == 3


def test_who_has_no_address_finds_the_message_in_the_application_only(db):
    outbox.post([draft(UserFactory(email=""), "a"), draft(UserFactory(email="b@contoh.test"), "b")])

    unsent = Delivery.objects.get(message__occasion="a")
    assert (unsent.state, unsent.problem) == (DeliveryState.INBOX_ONLY, "Alamat surel penerima belum tercatat.")
    assert Delivery.objects.get(message__occasion="b").state == DeliveryState.READY


def test_a_subject_loses_its_line_breaks_and_what_is_too_long(person):
    outbox.post([Notification(recipient=person, occasion="a", subject="Baris\r\nBcc: x@y.id " + "a" * 300, body="Isi")])

    subject = Notification.objects.get().subject
    assert subject.startswith("Baris Bcc: x@y.id aaa")
    assert len(subject) == 200


@pytest.mark.parametrize("people", [1, 3])
def test_posting_takes_the_same_queries_however_many_people(db, django_assert_num_queries, people):
    drafts = [draft(user) for user in UserFactory.create_batch(people, email="a@contoh.test")]

    with django_assert_num_queries(5):
        outbox.post(drafts)


@pytest.mark.django_db(transaction=True)
def test_two_that_post_the_same_occasion_at_once_write_one_row(transactional_db):
    person = UserFactory(email="a@contoh.test")
    barrier = threading.Barrier(2)

    def post() -> None:
        try:
            with transaction.atomic():
                barrier.wait()
                outbox.post([draft(person)])
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Notification.objects.count() == 1
    assert Delivery.objects.count() == 1


# --- By choice ---------------------------------------------------------------------------------------------------


def test_only_what_a_person_wants_by_e_mail_goes_there_and_the_bell_shows_everything(db):
    person = UserFactory(email="a@contoh.test")
    MessageSettings.objects.create(user=person, email_kinds=[MessageKind.SIGN])

    outbox.post([draft(person, "a", kinds=[MessageKind.FILL]), draft(person, "b", kinds=[MessageKind.SIGN])])

    assert [delivery.message.occasion for delivery in Delivery.objects.all()] == ["b"]
    assert person.notifications.count() == 2


def test_a_channel_that_carries_some_of_the_kinds_tells_only_these(db):
    person = UserFactory(email="a@contoh.test")
    MessageSettings.objects.create(user=person, email_kinds=[MessageKind.SIGN])
    both = [MessageKind.FILL, MessageKind.SIGN]

    outbox.post([draft(person, kinds=both)], reword=lambda message, kinds: outbox.Words("Sebagian", ",".join(kinds)))

    delivery = Delivery.objects.get()
    assert (delivery.sent_subject, delivery.sent_body) == ("Sebagian", "sign")
    assert (delivery.message.subject, delivery.message.body) == ("Judul", "Isi")


def test_a_message_goes_by_one_channel_once(message):
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(message=message.message, channel=Channel.EMAIL)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet_from": None},
        {"quiet_until": None},
        {"quiet_from": datetime.time(6), "quiet_until": datetime.time(6)},
        {"email_kinds": ["telepon"]},
        {"whatsapp_kinds": ["telepon"]},
    ],
)
def test_the_database_refuses_settings_that_make_no_sense(person, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageSettings.objects.create(user=person, **wrong)


# --- Quiet hours -------------------------------------------------------------------------------------------------

WIT = datetime.timezone(datetime.timedelta(hours=9))


def at(hour: int, minute: int = 0) -> datetime.datetime:
    """A time of day at Jayapura, two hours ahead of Jakarta."""
    return datetime.datetime(2026, 4, 7, hour, minute, tzinfo=WIT)


@pytest.fixture
def asleep(db) -> Delivery:
    """A waiting e-mail to somebody in the east who never chose quiet hours."""
    GovernmentFactory(time_zone=TimeZone.WIT)
    return DeliveryFactory(message__recipient__email="a@contoh.test", awake=False)


@pytest.mark.parametrize("hour", [20, 23, 0, 5])
def test_a_message_waits_while_its_recipient_sleeps_and_nothing_is_lost(asleep, hour):
    with database_clock(at(hour)):
        assert outbox.deliver() == {}
    assert (reread(asleep).state, asleep.claimed_at) == (DeliveryState.READY, None)


@pytest.mark.parametrize("hour", [6, 12, 19])
def test_by_day_the_message_leaves(asleep, hour):
    with database_clock(at(hour)):
        assert outbox.deliver() == {"sent": 1}


def test_the_hours_are_those_of_the_government_and_not_of_the_server(asleep):
    with database_clock(datetime.datetime(2026, 4, 7, 19, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))):
        assert outbox.deliver() == {}


def test_chosen_hours_replace_the_default(asleep):
    noon = {"quiet_from": datetime.time(12), "quiet_until": datetime.time(13)}
    MessageSettings.objects.create(user=asleep.message.recipient, **noon)

    with database_clock(at(12, 30)):
        assert outbox.deliver() == {}
    with database_clock(at(23)):
        assert outbox.deliver() == {"sent": 1}


def test_one_who_sleeps_does_not_hold_up_the_others(asleep):
    DeliveryFactory(message__recipient__email="b@contoh.test")
    with database_clock(at(23)):
        assert outbox.deliver() == {"sent": 1}


HOURS = st.times().map(lambda time: time.replace(second=0, microsecond=0))


@hypothesis.settings(
    max_examples=60, deadline=None, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@hypothesis.given(start=HOURS, end=HOURS, now=HOURS)
def test_the_database_and_the_pure_rule_agree_about_every_hour(asleep, start, end, now):
    hypothesis.assume(start != end)
    chosen = {"quiet_from": start, "quiet_until": end}
    MessageSettings.objects.update_or_create(user=asleep.message.recipient, defaults=chosen)

    with database_clock(at(now.hour, now.minute)):
        found = outside_quiet_hours(Delivery.objects.all()).exists()
    assert found == (not is_quiet(now, start, end))


# --- Delivery ----------------------------------------------------------------------------------------------------


def test_delivery_sends_plain_text_with_a_link_and_marks_the_row(message, settings):
    settings.SITE_URL = "https://amanah.contoh.test"

    assert outbox.deliver() == {"sent": 1}

    [email] = mail.outbox
    assert email.to == ["kepala@contoh.test"]
    assert email.subject == message.sent_subject
    assert email.body.startswith(message.sent_body)
    assert "Buka di Amanah: https://amanah.contoh.test/realisasi/\n" in email.body
    assert email.content_subtype == "plain"
    assert email.extra_headers["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(rf"<pemberitahuan\.{message.pk}\.\d+@amanah\.contoh\.test>", email.extra_headers["Message-ID"])
    assert reread(message).state == DeliveryState.SENT
    assert message.sent_at is not None


def test_the_task_and_the_command_deliver(message, capsys):
    deliver_notifications()
    assert reread(message).state == DeliveryState.SENT

    DeliveryFactory(message__recipient__email="lain@contoh.test")
    call_command("deliver_notifications")
    assert capsys.readouterr().out == "1 pemberitahuan diproses.\n  Terkirim: 1\n"


def test_a_message_without_a_page_has_no_link(db):
    DeliveryFactory(message__recipient__email="a@contoh.test", message__path="")
    outbox.deliver()

    assert "Buka di Amanah" not in mail.outbox[0].body


def test_the_address_of_the_employee_comes_before_that_of_the_user(db):
    user = UserFactory(email="pribadi@contoh.test", employee=EmployeeFactory(email="dinas@contoh.test"))
    DeliveryFactory(message__recipient=user)
    outbox.deliver()

    assert mail.outbox[0].to == ["dinas@contoh.test"]


def test_an_address_removed_after_posting_leaves_the_message_in_the_application(message):
    message.message.recipient.email = ""
    message.message.recipient.save()

    assert outbox.deliver() == {"inbox_only": 1}
    assert not mail.outbox


def test_text_of_users_stays_text(db):
    hostile = "{{ settings.SECRET_KEY }} {% debug %} <b>&amp;</b>"
    DeliveryFactory(message__recipient__email="a@contoh.test", message__subject=hostile, message__body=hostile)
    outbox.deliver()

    assert mail.outbox[0].subject == hostile
    assert mail.outbox[0].body.startswith(hostile)


def test_line_breaks_in_a_subject_make_no_second_header(db):
    DeliveryFactory(message__recipient__email="a@contoh.test", message__subject="Laporan\r\nBcc: orang@lain.id")
    outbox.deliver()

    sent = mail.outbox[0].message()
    assert sent["Subject"] == "Laporan Bcc: orang@lain.id"
    assert sent["Bcc"] is None


@pytest.mark.parametrize("address", ["a@contoh.test\nBcc: b@lain.id", "a@contoh.test, b@lain.id", "bukan alamat"])
def test_an_address_that_is_not_exactly_one_fails_with_a_sentence(db, address):
    message = DeliveryFactory(message__recipient__email=address)

    assert outbox.deliver() == {"failed": 1}
    assert "Perbaiki alamatnya." in reread(message).problem
    assert not mail.outbox


# --- Claims and leases -------------------------------------------------------------------------------------------


def test_a_claimed_message_is_not_claimed_again(message):
    assert [claimed.pk for claimed in outbox.claim(5)] == [message.pk]
    assert outbox.claim(5) == []


def test_the_oldest_messages_are_claimed_first(db):
    first, second, _ = DeliveryFactory.create_batch(3)

    assert [claimed.pk for claimed in outbox.claim(2)] == [first.pk, second.pk]


@pytest.mark.django_db(transaction=True)
def test_a_claim_inside_another_transaction_is_refused_because_a_roll_back_would_undo_it(transactional_db):
    with transaction.atomic(), pytest.raises(RuntimeError):
        outbox.claim(1)


def test_a_claim_whose_worker_died_is_given_to_another_after_the_lease(db):
    message = left_behind(DeliveryState.CLAIMED, minutes=3)

    assert outbox.deliver() == {"sent": 1}
    assert reread(message).state == DeliveryState.SENT


def test_a_sending_whose_worker_died_becomes_doubtful_after_the_lease_and_stays_so(db, caplog):
    message = left_behind(DeliveryState.SENDING, minutes=3)

    assert outbox.deliver() == {}
    assert outbox.deliver() == {}
    assert reread(message).state == DeliveryState.DOUBTFUL
    assert message.problem == outbox.INTERRUPTED
    assert "1 message(s)" in caplog.text
    assert not mail.outbox


@pytest.mark.parametrize("state", [DeliveryState.CLAIMED, DeliveryState.SENDING])
def test_a_worker_within_its_lease_is_left_alone(state, db):
    message = left_behind(state, minutes=1)

    assert outbox.deliver() == {}
    assert reread(message).state == state


def test_a_worker_that_lost_its_claim_sends_nothing(message):
    [slow] = outbox.claim(1)
    Delivery.objects.update(claimed_at=minutes_ago(3))
    outbox.release_stale()
    [fast] = outbox.claim(1)

    assert outbox._deliver_one(slow) is None
    assert not mail.outbox
    assert outbox._deliver_one(fast) == DeliveryState.SENT
    assert len(mail.outbox) == 1


def test_a_worker_called_dead_that_ends_its_sending_after_all_settles_the_doubt(message):
    [slow] = outbox.claim(1)
    assert outbox._begin(slow)
    Delivery.objects.update(state=DeliveryState.DOUBTFUL, problem=outbox.INTERRUPTED)

    assert outbox._settle(slow, DeliveryState.SENT, sent_at=outbox.Now(), problem="") == DeliveryState.SENT
    assert reread(message).problem == ""


# --- Refusals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attempts", "pause"), [(1, 1), (2, 2), (3, 4), (7, 64), (8, 120), (15, 120)], ids=lambda value: str(value)
)
def test_after_each_refusal_the_pause_is_twice_as_long_up_to_two_hours(db, attempts, pause):
    message = left_behind(DeliveryState.READY, minutes=pause - 0.1, attempts=attempts)
    assert outbox.claim(1) == []

    Delivery.objects.update(claimed_at=minutes_ago(pause + 0.1))
    assert [claimed.pk for claimed in outbox.claim(1)] == [message.pk]


def test_the_attempts_go_on_for_longer_than_a_working_day_of_ten_hours():
    pauses = [min(outbox.FIRST_PAUSE * 2**number, outbox.LONGEST_PAUSE) for number in range(outbox.MOST_ATTEMPTS - 1)]
    assert datetime.timedelta(hours=10) < sum(pauses, datetime.timedelta()) < datetime.timedelta(hours=19)


def test_after_the_last_refusal_the_message_has_failed_and_keeps_the_last_reason(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    message = left_behind(DeliveryState.READY, minutes=1000, attempts=15)

    assert outbox.deliver() == {"failed": 1}
    assert reread(message).attempts == outbox.MOST_ATTEMPTS
    assert message.problem.startswith("Server surel tidak dapat dihubungi")


# --- What a person decides ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [DeliveryState.DOUBTFUL, DeliveryState.FAILED])
def test_a_person_sends_again_what_did_not_arrive(state, person):
    message = left_behind(state, minutes=5, attempts=10, problem="Ada kendala")

    outbox.resend(message, by=person)

    assert (message.state, message.attempts, message.problem) == (DeliveryState.READY, 0, "")
    assert outbox.deliver() == {"sent": 1}
    sent, event = history(message.message)
    assert (event.verb, event.actor_id) == ("notification_resent", person.pk)
    assert (sent.verb, sent.actor_id) == ("notification.sent", None)


def test_a_person_closes_a_doubtful_message_that_arrived(person):
    message = left_behind(DeliveryState.DOUBTFUL, minutes=5, problem="Ada kendala")

    outbox.mark_delivered(message, by=person)

    reread(message)
    assert (message.state, message.problem) == (DeliveryState.SENT, "")
    assert message.sent_at is not None
    assert outbox.deliver() == {}
    assert history(message.message).get().verb == "notification_marked_delivered"


@pytest.mark.parametrize("state", [DeliveryState.READY, DeliveryState.CLAIMED, DeliveryState.SENDING])
def test_a_message_on_its_way_is_neither_sent_again_nor_closed(state, person):
    message = left_behind(state, minutes=0)

    for decide in (outbox.resend, outbox.mark_delivered):
        with pytest.raises(ValidationError, match="Muat ulang halaman"):
            decide(message, by=person)
    assert reread(message).state == state
    assert not history(message.message).exists()


def test_a_failed_message_cannot_be_called_delivered(person):
    message = left_behind(DeliveryState.FAILED, minutes=5)

    with pytest.raises(ValidationError, match="berstatus “Gagal”"):
        outbox.mark_delivered(message, by=person)
