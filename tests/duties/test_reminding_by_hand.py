"""Reminding by hand: who owes what, a look before it is sent, and nobody twice within a day."""

import datetime
import re
import threading

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.trail import history
from duties.enums import Kind
from duties.reminders.actions import refresh_waiting, remind_by_hand
from duties.reminders.manual import Choice
from indicators.models import Policy
from messaging.models import Delivery, Notification
from organisation.enums import PositionKind, Role
from organisation.models import User
from tests.factories import (
    AssignmentFactory,
    PeriodFactory,
    PositionFactory,
    TargetFactory,
    UserFactory,
    holder_of,
    report_of,
    user_with_role,
)
from tests.words import lines_of

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 4, 8)
"""A day on which no reminder goes out by itself."""

PAGE = "/pengingat/"


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(datetime.datetime(2026, 4, 8, 3, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def section(client):
    user = user_with_role(Role.ORGANISATION_SECTION)
    client.force_login(user)
    return user


@pytest.fixture
def head(db):
    """The head of the health office, whose report of the first quarter is not sent."""
    PeriodFactory(year=2026, quarter=1)
    return owing("Kepala Dinas Kesehatan")


def owing(title: str):
    position = PositionFactory(title=title)
    TargetFactory(indicator__objective__position=position, year=2026)
    return position


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_from_the_list_by_a_review_to_a_message_with_a_trail(client, section, head):
    person = holder_of(head)
    page = client.get(PAGE)
    assert "TW I 2026 – Kepala Dinas Kesehatan" in text(page)
    assert f'value="{person.pk}-fill"' in text(page)

    review = client.get(f"{PAGE}tinjau/?pilih={person.pk}-fill")
    assert "1 laporan triwulan belum dikirim (2 hari lagi)" in text(review)
    assert not Notification.objects.exists()

    answer = client.post(f"{PAGE}kirim/", {"pilih": f"{person.pk}-fill"}, follow=True)
    assert "1 pengingat dikirim." in text(answer)
    message = Notification.objects.get(recipient=person)
    assert (message.occasion, message.kinds) == ("manual:fill:2026-04-08", ["fill"])
    assert message.subject == "Pengingat: 1 laporan triwulan belum dikirim (2 hari lagi)"
    assert message.body.endswith(f"Pengingat ini dikirim oleh {section}.")
    [event] = history(person)
    assert (event.verb, event.actor_id, lines_of(event)) == ("user.reminded", section.pk, ["Laporan belum dikirim"])


def test_the_review_shows_the_words_that_are_sent(client, section, head):
    person = holder_of(head)
    review = client.get(f"{PAGE}tinjau/?pilih={person.pk}-fill")
    [(_, words)] = review.context["able"]
    client.post(f"{PAGE}kirim/", {"pilih": f"{person.pk}-fill"})

    assert Notification.objects.get(recipient=person).body.startswith(words.body)


def test_several_at_once_each_of_the_own_kind(client, section, head):
    person, verifier = holder_of(head), holder_of(PositionFactory(kind=PositionKind.REGIONAL_SECRETARY))
    report_of(PositionFactory(), "submitted", 2026, 1)
    chosen = [f"{person.pk}-fill", f"{verifier.pk}-verify"]

    assert "2 pengingat dikirim." in text(client.post(f"{PAGE}kirim/", {"pilih": chosen}, follow=True))
    assert set(Notification.objects.values_list("recipient", "kinds__0")) == {
        (person.pk, "fill"),
        (verifier.pk, "verify"),
    }


def test_the_list_can_be_narrowed_to_a_unit_a_kind_and_a_position(client, section, head):
    person, other = holder_of(head), owing("Camat Contoh")
    other_person = holder_of(other)

    def people(query: str) -> set[int]:
        return {candidate.subject.person.pk for candidate in client.get(f"{PAGE}?{query}").context["candidates"]}

    assert people("") == {person.pk, other_person.pk}
    assert people(f"unit={head.unit_id}") == {person.pk}
    assert people(f"jabatan={other.pk}") == {other_person.pk}
    assert people("jenis=verify") == set()
    assert people(f"orang={person.pk}") == {person.pk}
    assert people("jenis=gaji&unit=x&jabatan=") == {person.pk, other_person.pk}
    assert people("unit=999999") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_one_person_and_for_three(
    client, section, head, django_assert_num_queries, count
):
    for number in range(count):
        holder_of(owing(f"Camat {number}"))
    with django_assert_num_queries(30):
        client.get(PAGE)


# --- Nobody to remind --------------------------------------------------------------------------------------------


def test_a_head_without_an_account_and_without_operator_is_listed_with_a_way_to_the_account(client, section, head):
    employee = AssignmentFactory(position=head, employee__name="Siti Rahma").employee
    page = text(client.get(PAGE))

    assert "Tidak ada yang perlu diingatkan" not in page
    assert "TW I 2026 – Kepala Dinas Kesehatan" in page
    assert f"{employee} belum mempunyai akun yang aktif, dan tidak ada operator." in page
    assert f'href="/pegawai/{employee.pk}/akun/">Buat akun' in page
    user_with_role(Role.OPERATOR, head.unit)
    assert "belum mempunyai akun" not in text(client.get(PAGE))


def test_an_account_that_is_not_in_use_an_empty_post_and_a_missing_verifier_are_named(client, section, head):
    user = holder_of(head)
    User.objects.filter(pk=user.pk).update(is_active=False)
    owing("Camat Contoh")
    report_of(PositionFactory(kind=PositionKind.ADMINISTRATOR), "submitted", 2026, 1)
    page = text(client.get(PAGE))

    assert f'href="/pengguna/{user.pk}/">Aktifkan akun' in page
    assert "Jabatan ini kosong, dan tidak ada operator." in page
    assert "Atasan yang memverifikasi belum ditugaskan" in page


def test_who_cannot_be_reminded_is_narrowed_like_the_others(client, section, head):
    owing("Camat Contoh")

    def positions(query: str) -> set[str]:
        return {row.duty.position for row in client.get(f"{PAGE}?{query}").context["unreachable"]}

    assert positions("") == {"Kepala Dinas Kesehatan", "Camat Contoh"}
    assert positions(f"unit={head.unit_id}") == {"Kepala Dinas Kesehatan"}
    assert positions("jenis=verify") == positions("orang=1") == positions("unit=999999") == set()


def test_the_sekda_sees_who_cannot_be_reminded_without_a_way_to_accounts(client, head):
    AssignmentFactory(position=head)
    client.force_login(holder_of(PositionFactory(kind=PositionKind.REGIONAL_SECRETARY)))
    page = text(client.get(PAGE))
    assert "belum mempunyai akun yang aktif" in page
    assert "Buat akun" not in page


# --- Nobody twice ------------------------------------------------------------------------------------------------


def test_within_24_hours_nobody_is_reminded_again_of_the_same_kind_and_the_page_says_until_when(client, section, head):
    person = holder_of(head)
    client.post(f"{PAGE}kirim/", {"pilih": f"{person.pk}-fill"})
    again = timezone.localtime(Notification.objects.get().created_at) + datetime.timedelta(hours=24)

    page = text(client.get(PAGE))
    assert "Baru saja diingatkan; dapat diingatkan lagi" in page
    assert f"{again:%H.%M}" in page
    assert "Tidak ada yang dapat dikirim" in text(client.get(f"{PAGE}tinjau/?pilih={person.pk}-fill"))
    answer = client.post(f"{PAGE}kirim/", {"pilih": f"{person.pk}-fill"}, follow=True)
    assert "dapat diingatkan lagi" in text(answer)
    assert Notification.objects.count() == 1


def test_after_24_hours_a_person_can_be_reminded_again(section, head):
    person = holder_of(head)
    remind_by_hand([Choice(person.pk, Kind.FILL)], by=section, today=TODAY)
    Notification.objects.update(created_at=timezone.now() - datetime.timedelta(days=400))

    tomorrow = TODAY + datetime.timedelta(days=1)
    assert len(remind_by_hand([Choice(person.pk, Kind.FILL)], by=section, today=tomorrow)) == 1


def test_the_key_of_the_day_holds_even_when_the_clock_was_wrong(section, head):
    person = holder_of(head)
    remind_by_hand([Choice(person.pk, Kind.FILL)], by=section, today=TODAY)
    Notification.objects.update(created_at=timezone.now() - datetime.timedelta(days=400))

    again = remind_by_hand([Choice(person.pk, Kind.FILL)], by=section, today=TODAY)
    assert (Notification.objects.count(), again) == (1, [])
    assert history(person).count() == 1


def test_a_report_a_position_and_a_person_each_lead_to_their_reminder(client, section, head):
    person, report = holder_of(head), report_of(head, "returned", 2026, 1)
    for page, query in (
        (f"/realisasi/{report.pk}/", f"jabatan={head.pk}"),
        (f"/dasbor/jabatan/{head.pk}/", f"jabatan={head.pk}"),
        (f"/pengguna/{person.pk}/", f"orang={person.pk}"),
    ):
        assert re.search(rf'href="/pengingat/\?{query}">\s*Ingatkan sekarang', text(client.get(page)))


@pytest.mark.django_db(transaction=True)
def test_two_who_press_the_button_together_send_one_reminder(transactional_db, head):
    person = holder_of(head)
    senders = [user_with_role(Role.ORGANISATION_SECTION) for _ in range(2)]
    barrier, reminded = threading.Barrier(2), []

    def send(by) -> None:
        try:
            barrier.wait()
            outcomes = remind_by_hand([Choice(person.pk, Kind.FILL)], by=by, today=TODAY)
            reminded.append(sum(not outcome.objection for outcome in outcomes))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(by,)) for by in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(reminded) == [0, 1]
    assert Notification.objects.filter(recipient=person).count() == 1
    assert history(person).count() == 1


# --- The other page ---------------------------------------------------------------------------------------------


@pytest.fixture
def without_agreement(head):
    """The holder of the health office, who has no PK while the budget document is there."""
    Policy.objects.update_or_create(year=2026, defaults={"budget_document_on": datetime.date(2026, 3, 16)})
    return holder_of(head)


def from_the_board(client, position) -> str:
    chosen = {"tahun": 2026, "tindakan": "ingatkan", "jabatan": position.pk}
    seen = [row.seen for row in client.get(reverse("agreements:season_review"), chosen).context["review"].able]
    return text(client.post(reverse("agreements:season_perform"), chosen | {"jabatan": seen}))


def test_who_was_reminded_on_the_board_is_left_alone_here(client, section, head, without_agreement):
    assert "1 jabatan sudah diingatkan." in from_the_board(client, head)

    answer = text(client.post(f"{PAGE}kirim/", {"pilih": f"{without_agreement.pk}-sign"}, follow=True))
    assert "Baru saja diingatkan; dapat diingatkan lagi" in answer
    assert Notification.objects.count() == 1
    assert "1 pengingat dikirim." in text(
        client.post(f"{PAGE}kirim/", {"pilih": f"{without_agreement.pk}-fill"}, follow=True)
    )


def test_who_was_reminded_here_is_left_alone_on_the_board(client, section, head, without_agreement):
    client.post(f"{PAGE}kirim/", {"pilih": f"{without_agreement.pk}-fill"})
    client.post(f"{PAGE}kirim/", {"pilih": f"{without_agreement.pk}-sign"})

    assert "Baru saja diingatkan; dapat diingatkan lagi" in from_the_board(client, head)
    assert Notification.objects.count() == 2


def test_a_reminder_of_the_board_waits_for_its_channel_until_the_agreement_is_sent(client, section, head):
    holder_of(head)
    from_the_board(client, head)
    assert refresh_waiting(today=TODAY) == 0


# --- What is refused ---------------------------------------------------------------------------------------------


def test_what_was_done_meanwhile_is_not_asked_for(client, section, head):
    person = holder_of(head)
    report_of(head, "submitted", 2026, 1)

    answer = text(client.post(f"{PAGE}kirim/", {"pilih": f"{person.pk}-fill"}, follow=True))
    assert "1 pilihan tidak dikirim karena sudah tidak ada yang perlu diingatkan." in answer
    assert not Notification.objects.filter(recipient=person).exists()


@pytest.mark.parametrize("chosen", ["", "x-fill", "1-gaji", "99999999999-fill", "-fill", "٣-fill"])
def test_nonsense_chooses_nobody(client, section, head, chosen):
    answer = client.post(f"{PAGE}kirim/", {"pilih": chosen}, follow=True)
    assert "Pilih sekurang-kurangnya satu penerima." in text(answer)
    assert not Delivery.objects.exists()


def test_nothing_chosen_is_refused_by_the_action_too(section):
    with pytest.raises(ValidationError, match="Pilih sekurang-kurangnya satu penerima"):
        remind_by_hand([], by=section, today=TODAY)


def test_the_sekda_reminds_too_and_others_do_not(client, head):
    client.force_login(holder_of(PositionFactory(kind=PositionKind.REGIONAL_SECRETARY)))
    assert client.get(PAGE).status_code == 200
    for user in (holder_of(head), user_with_role(Role.ADMINISTRATOR), UserFactory()):
        client.force_login(user)
        assert client.get(PAGE).status_code == 403
        assert client.get(f"{PAGE}tinjau/").status_code == 403
        assert client.post(f"{PAGE}kirim/").status_code == 403


def test_looking_sends_nothing(client, section, head):
    holder_of(head)
    client.get(PAGE)
    assert client.get(f"{PAGE}kirim/").status_code == 405
    assert not Notification.objects.exists()


def test_a_reminder_by_hand_that_waits_counts_the_days_anew_and_keeps_its_sender(section, head):
    person = holder_of(head)
    User.objects.filter(pk=person.pk).update(email="kadis@contoh.go.id")
    remind_by_hand([Choice(person.pk, Kind.FILL)], by=section, today=TODAY)
    refresh_waiting(today=TODAY + datetime.timedelta(days=1))

    delivery = Delivery.objects.get()
    assert delivery.sent_subject == "Pengingat: 1 laporan triwulan belum dikirim (1 hari lagi)"
    assert delivery.sent_body.endswith(f"\n\nPengingat ini dikirim oleh {section}.")
    report_of(head, "submitted", 2026, 1)
    assert refresh_waiting(today=TODAY) == 1
