"""Reminders of quarterly reports: who owes one, who is told, once a day, in words."""

import datetime
import threading

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.functions import Now

from audit.trail import history
from duties.owed.domain import OwedReport
from duties.owed.facts import all_duties
from duties.reminders.actions import queue_reminders, refresh_waiting
from duties.reminders.facts import reminders_on
from duties.reminders.tasks import queue_reminders as queue_reminders_task
from duties.reminders.tasks import refresh_waiting as refresh_waiting_task
from indicators.models import PeriodExtension
from messaging.models import Delivery, MessageSettings, Notification
from organisation.clock import forget_zone
from organisation.enums import AssignmentKind, PositionKind, Role, TimeZone
from organisation.models import Employee, Position, User
from realisations.enums import ReportStatus
from tests.factories import (
    GovernmentFactory,
    PeriodFactory,
    PositionFactory,
    TargetFactory,
    UserFactory,
    WorkUnitFactory,
    holder_of,
    report_of,
    user_with_role,
)

pytestmark = pytest.mark.django_db

AHEAD = datetime.date(2026, 4, 7)  # three days before the due day of TW I
DAY_OF_SUPERIOR = datetime.date(2026, 4, 13)
DAY_OF_SEKDA = datetime.date(2026, 4, 17)
QUIET = datetime.date(2026, 4, 8)
SATURDAY = datetime.date(2026, 4, 11)


def owed_reports(day: datetime.date) -> list[OwedReport]:
    """The unsent reports that can be reminded of on the day."""
    return [duty for duty in all_duties(day) if isinstance(duty, OwedReport)]


@pytest.fixture
def first_quarter(db):
    return PeriodFactory(year=2026, quarter=1)


@pytest.fixture
def bupati(db) -> Position:
    return PositionFactory(kind=PositionKind.REGIONAL_HEAD, title="Bupati Contoh")


@pytest.fixture
def sekda(bupati) -> Position:
    return PositionFactory(kind=PositionKind.REGIONAL_SECRETARY, title="Sekretaris Daerah", reports_to=bupati)


@pytest.fixture
def head(first_quarter, bupati, sekda) -> Position:
    """The head of the health office, who has a target for 2026."""
    return measured(PositionFactory(title="Kepala Dinas Kesehatan", unit__name="Dinas Kesehatan", reports_to=bupati))


def measured(position: Position, year: int = 2026) -> Position:
    TargetFactory(indicator__objective__position=position, year=year)
    return position


def lines_by_person(today: datetime.date) -> dict[User, list[tuple[str, str]]]:
    """Everybody who gets a message on the day, with reason and position of each line."""
    plan = reminders_on(today)
    people = User.objects.in_bulk(plan.by_person)
    return {
        people[person]: [(line.reason.value, line.duty.position) for line in lines]
        for person, lines in plan.by_person.items()
    }


# --- Who is told -------------------------------------------------------------------------------------------------


def test_holder_and_operators_of_the_unit_and_of_the_unit_above_are_reminded(head):
    division = WorkUnitFactory(parent=head.unit)
    administrator = measured(PositionFactory(unit=division, title="Kepala Bidang", kind=PositionKind.ADMINISTRATOR))
    holder, below = holder_of(head), holder_of(administrator)
    operator = user_with_role(Role.OPERATOR, head.unit)
    operator_below = user_with_role(Role.OPERATOR, division)
    user_with_role(Role.OPERATOR, WorkUnitFactory())

    assert lines_by_person(AHEAD) == {
        holder: [("Pemegang jabatan", "Kepala Dinas Kesehatan")],
        below: [("Pemegang jabatan", "Kepala Bidang")],
        operator: [("Operator", "Kepala Dinas Kesehatan"), ("Operator", "Kepala Bidang")],
        operator_below: [("Operator", "Kepala Bidang")],
    }


def test_acting_holders_are_reminded_like_definitive_ones(head):
    acting = holder_of(head, kind=AssignmentKind.ACTING)

    assert list(lines_by_person(AHEAD)) == [acting]


def test_the_superior_hears_of_it_on_the_third_day_and_the_sekda_on_the_seventh(head, bupati, sekda):
    holder, regional_head, secretary = (
        holder_of(head),
        holder_of(bupati),
        holder_of(sekda, kind=AssignmentKind.DAILY_ACTING),
    )
    own, line = ("Pemegang jabatan", head.title), head.title

    assert lines_by_person(DAY_OF_SUPERIOR) == {holder: [own], regional_head: [("Atasan langsung", line)]}
    assert lines_by_person(DAY_OF_SEKDA) == {holder: [own], secretary: [("Sekda", line)]}


def test_the_sekda_is_not_told_of_positions_below_the_heads(head, sekda):
    administrator = measured(PositionFactory(unit=head.unit, kind=PositionKind.ADMINISTRATOR, reports_to=head))
    holder_of(administrator)
    superior, secretary = holder_of(head), holder_of(sekda)

    assert ("Atasan langsung", administrator.title) in lines_by_person(DAY_OF_SUPERIOR)[superior]
    assert lines_by_person(DAY_OF_SEKDA)[secretary] == [("Sekda", head.title)]


def test_nobody_else_is_told(head, bupati, sekda):
    """People out of scope, without an account in use, not in office any more or not yet, or with other roles."""
    other_head = PositionFactory(reports_to=bupati)
    holder_of(other_head)
    for role in (Role.ORGANISATION_SECTION, Role.PLANNING_AGENCY, Role.INSPECTORATE, Role.ADMINISTRATOR):
        user_with_role(role)
    holder_of(head, end=datetime.date(2026, 4, 6))
    holder_of(head, start=datetime.date(2026, 5, 1))
    inactive = holder_of(head, kind=AssignmentKind.ACTING)
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    holder_of(sekda)

    for day in (AHEAD, DAY_OF_SUPERIOR):
        assert lines_by_person(day) == {}


# --- What is owed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (None, ["belum diisi"]),
        (ReportStatus.DRAFT, ["masih draf"]),
        (ReportStatus.RETURNED, ["dikembalikan untuk diperbaiki"]),
        (ReportStatus.SUBMITTED, []),
        (ReportStatus.VERIFIED, []),
    ],
)
def test_a_report_is_owed_until_it_is_sent_and_again_when_it_is_returned(head, status, words):
    if status:
        report_of(head, status, 2026, 1)

    assert [owed.status for owed in owed_reports(AHEAD)] == words


def test_a_position_without_a_target_in_the_year_owes_nothing_unless_a_report_was_begun(first_quarter):
    without = PositionFactory()
    measured(without, year=2025)
    begun = PositionFactory(title="Camat Contoh")
    report_of(begun, ReportStatus.DRAFT, 2026, 1)

    assert [owed.position for owed in owed_reports(AHEAD)] == ["Camat Contoh"]


def test_a_quarter_of_another_year_asks_for_the_targets_of_that_year(head):
    PeriodFactory(year=2025, quarter=4, closes=datetime.date(2026, 4, 30))

    assert [owed.quarter.short_label for owed in owed_reports(AHEAD)] == ["TW I 2026"]


def test_after_the_period_has_closed_only_units_with_an_extension_are_reminded(head, bupati):
    other = measured(PositionFactory(reports_to=bupati))
    closed = datetime.date(2026, 5, 4)
    division = measured(PositionFactory(unit=WorkUnitFactory(parent=other.unit), kind=PositionKind.ADMINISTRATOR))
    assert owed_reports(closed) == []

    PeriodExtension.objects.create(
        period=PeriodFactory(year=2026, quarter=1), unit=other.unit, until=closed, reason="Banjir"
    )
    assert [owed.position for owed in owed_reports(closed)] == [other.title, division.title]
    assert owed_reports(closed + datetime.timedelta(days=1)) == []


@pytest.mark.slow  # a beat for each day of a year
def test_the_calendar_of_a_year_holds_for_a_head_who_never_reports(bupati, sekda):
    """2026 with its national holidays and joint leave; each day on which something goes out, by quarter."""
    head = measured(measured(PositionFactory(reports_to=bupati)), year=2025)
    holder_of(head)
    for year, quarter in ((2025, 4), (2026, 1), (2026, 2), (2026, 3)):
        PeriodFactory(year=year, quarter=quarter)
    days = (datetime.date(2026, 1, 1) + datetime.timedelta(days=number) for number in range(365))
    sent = {
        f"{day:%m-%d}": " ".join(f"{line.duty.quarter.short_label} {line.stage.code}" for line in plan.lines)
        for day in days
        if (plan := reminders_on(day)).by_person
    }

    assert sent == CALENDAR_2026


# Due days: Saturday 10 January, Friday 10 April, Friday 10 July, Saturday 10 October. Days off: 16 January, 3 April.
CALENDAR_2026 = {
    f"{month}-{day}": f"{quarter} {stage}"
    for quarter, month, stages in [
        ("TW IV 2025", "01", "02 H-7, 07 H-3, 09 H-0, 13 H+3, 15 H+5, 20 H+10, 22 H+12, 26 H+16, 28 H+18, 30 H+20"),
        ("TW I 2026", "03", "27 H-14"),
        (
            "TW I 2026",
            "04",
            "02 H-7, 07 H-3, 09 H-1, 10 H-0, 13 H+3, 14 H+4, 16 H+6, 17 H+7, 20 H+10, 22 H+12, 24 H+14",
        ),
        ("TW I 2026", "04", "28 H+18, 30 H+20"),
        ("TW II 2026", "06", "26 H-14"),
        ("TW II 2026", "07", "03 H-7, 07 H-3, 09 H-1, 10 H-0, 13 H+3, 14 H+4, 16 H+6, 17 H+7, 20 H+10, 22 H+12"),
        ("TW II 2026", "07", "24 H+14, 28 H+18, 30 H+20"),
        ("TW III 2026", "09", "25 H-14"),
        ("TW III 2026", "10", "02 H-7, 07 H-3, 09 H-0, 13 H+3, 15 H+5, 16 H+6, 19 H+9, 21 H+11, 23 H+13, 27 H+17"),
        ("TW III 2026", "10", "29 H+19"),
    ]
    for day, stage in (entry.split() for entry in stages.split(", "))
}


# --- The message -------------------------------------------------------------------------------------------------


def test_the_message_lists_every_report_with_its_due_day_in_words(head):
    holder = holder_of(head)
    queue_reminders(today=AHEAD)

    message = Notification.objects.get(recipient=holder)
    assert message.occasion == "reminder:2026-04-07"
    assert message.subject == "1 laporan triwulan belum dikirim (3 hari lagi)"
    assert message.body == (
        f"Yth. {holder},\n\n"
        "1 laporan kinerja triwulan berikut belum dikirim:\n\n"
        "1. Triwulan I Tahun 2026 – Kepala Dinas Kesehatan\n"
        "   Dinas Kesehatan\n"
        "   Batas lapor Jumat, 10 April 2026 (3 hari lagi); keadaan: belum diisi.\n\n"
        "Lengkapi realisasi setiap indikator, periksa, lalu kirim."
    )


def test_before_the_period_opens_the_message_says_when_it_does(head):
    holder_of(head)
    queue_reminders(today=datetime.date(2026, 3, 27))

    assert "Pengisian dibuka Rabu, 1 April 2026.\n" in Notification.objects.get().body


def test_the_sekdas_message_says_who_is_late_and_by_how_much(head, sekda):
    holder = holder_of(head)
    secretary = holder_of(sekda)
    queue_reminders(today=DAY_OF_SEKDA)

    message = Notification.objects.get(recipient=secretary)
    assert message.subject == "1 laporan triwulan terlambat"
    assert f"   Dinas Kesehatan; pejabat: {holder}\n" in message.body
    assert "   Batas lapor Jumat, 10 April 2026 (terlambat 7 hari); keadaan: belum diisi.\n" in message.body
    assert "belum dikirim" not in message.body


def test_a_person_with_own_and_others_reports_gets_one_message_with_both(head, bupati):
    measured(bupati)
    regional_head = holder_of(bupati)
    holder_of(head)
    queue_reminders(today=DAY_OF_SUPERIOR)

    message = Notification.objects.get(recipient=regional_head)
    assert message.subject == "1 laporan triwulan belum dikirim (terlambat 3 hari); 1 laporan triwulan terlambat"
    assert message.body.index("Bupati Contoh") < message.body.index("Kepala Dinas Kesehatan")


def test_names_are_plain_text(head):
    Position.objects.filter(pk=head.pk).update(title="Kepala <b>{{ person.password }}</b> & Co")
    holder_of(head)
    queue_reminders(today=AHEAD)

    assert "Kepala <b>{{ person.password }}</b> & Co\n" in Notification.objects.get().body


# --- Once a day --------------------------------------------------------------------------------------------------


def test_a_second_run_on_the_same_day_adds_nothing(head):
    holder_of(head)
    user_with_role(Role.OPERATOR, head.unit)

    assert queue_reminders(today=AHEAD)[1] == 2
    assert queue_reminders(today=AHEAD)[1] == 0
    assert Notification.objects.count() == 2


def test_the_next_stage_is_a_new_message(head):
    holder_of(head)
    queue_reminders(today=AHEAD)
    queue_reminders(today=AHEAD + datetime.timedelta(days=2))

    assert Notification.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_queue_one_message(transactional_db, head):
    holder_of(head)
    barrier = threading.Barrier(2)

    def run() -> None:
        try:
            barrier.wait()
            queue_reminders(today=AHEAD)
        finally:
            connection.close()

    beats = [threading.Thread(target=run) for _ in range(2)]
    for beat in beats:
        beat.start()
    for beat in beats:
        beat.join()

    assert Notification.objects.count() == 1


def test_the_task_reminds_as_of_today(head):
    holder_of(head)
    with time_machine.travel(
        datetime.datetime(2026, 4, 7, 7, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
    ):
        queue_reminders_task()

    assert Notification.objects.get().occasion == "reminder:2026-04-07"


EAST = datetime.timezone(datetime.timedelta(hours=9))


@pytest.fixture
def in_the_east(db):
    GovernmentFactory(time_zone=TimeZone.WIT)
    forget_zone()
    yield
    forget_zone()


def ring(clock: datetime.time, *, zone: datetime.tzinfo = EAST) -> int:
    """Let beat ring at this time of 7 April; give how many messages there are afterwards."""
    with time_machine.travel(datetime.datetime.combine(AHEAD, clock, zone), tick=False):
        queue_reminders_task.apply().get()
    return Notification.objects.count()


def test_the_day_begins_at_seven_by_the_governments_clock(in_the_east, head):
    holder_of(head)

    assert [ring(datetime.time(6, 59)), ring(datetime.time(7))] == [0, 1]


def test_every_further_ring_of_the_day_adds_nothing_and_asks_once(in_the_east, head, django_assert_num_queries):
    holder_of(head)
    user_with_role(Role.OPERATOR, head.unit)
    assert ring(datetime.time(7)) == 2

    forget_zone()
    with django_assert_num_queries(3):  # the zone, whether the day is written, and the count of this test
        assert ring(datetime.time(7, 15)) == 2
    assert set(Notification.objects.values_list("occasion", flat=True)) == {"reminder:2026-04-07"}


def test_a_server_that_was_down_at_seven_reminds_later_in_the_day_and_not_in_the_evening(in_the_east, head):
    holder_of(head)

    assert [ring(datetime.time(17)), ring(datetime.time(23, 45))] == [0, 0]
    assert ring(datetime.time(16, 45)) == 1


def states() -> dict[str, str]:
    """Per recipient's address: how the delivery stands."""
    return dict(Delivery.objects.values_list("message__recipient__email", "state"))


def test_what_was_done_while_a_reminder_waited_is_not_asked_for_any_more(head, bupati):
    own, above = holder_of(head), holder_of(bupati)
    for user in (own, above):
        User.objects.filter(pk=user.pk).update(email=f"{user.pk}@contoh.go.id")
    late = measured(PositionFactory(title="Kepala Dinas Sosial", reports_to=bupati))
    queue_reminders(today=DAY_OF_SUPERIOR)
    day_after = DAY_OF_SUPERIOR + datetime.timedelta(days=1)

    assert refresh_waiting(today=day_after) == 0, "both still owe what they were told of"
    report_of(head, "submitted", 2026, 1)
    assert refresh_waiting(today=day_after) == 1
    assert states() == {f"{own.pk}@contoh.go.id": "inbox_only", f"{above.pk}@contoh.go.id": "ready"}
    [withdrawn] = Delivery.objects.filter(state="inbox_only")
    assert withdrawn.problem == "Sudah selesai sebelum pengingat ini dikirim."
    assert history(withdrawn.message).first().verb == "notification.withdrawn"
    report_of(late, "submitted", 2026, 1)
    refresh_waiting_task()
    assert set(states().values()) == {"inbox_only"}
    assert refresh_waiting(today=day_after) == 0


@pytest.fixture
def operator(head):
    """Who types for the health office and for its division, both of which owe their reports."""
    measured(PositionFactory(title="Kepala Bidang", unit=head.unit, kind=PositionKind.ADMINISTRATOR))
    user = user_with_role(Role.OPERATOR, head.unit)
    User.objects.filter(pk=user.pk).update(email="operator@contoh.go.id")
    return user


def test_what_is_left_of_a_waiting_digest_leaves_without_what_was_done(operator, head):
    queue_reminders(today=AHEAD)
    report_of(head, "submitted", 2026, 1)

    assert refresh_waiting(today=AHEAD) == 0
    delivery = Delivery.objects.get()
    assert delivery.sent_subject == "1 laporan triwulan belum dikirim (3 hari lagi)"
    assert "Kepala Bidang" in delivery.sent_body
    assert "Kepala Dinas Kesehatan" not in delivery.sent_body
    assert "Kepala Dinas Kesehatan" in delivery.message.body, "the bell shows what was said in the morning"


def test_a_digest_that_leaves_a_day_later_counts_the_days_anew(operator):
    queue_reminders(today=AHEAD)
    refresh_waiting(today=QUIET)
    assert Delivery.objects.get().sent_subject == "2 laporan triwulan belum dikirim (2 hari lagi)"


def test_nothing_is_written_while_nothing_has_changed(operator):
    queue_reminders(today=AHEAD)
    refresh_waiting(today=AHEAD)
    assert (Delivery.objects.get().subject, Delivery.objects.get().body) == ("", "")


def test_a_message_to_pass_on_by_hand_is_withdrawn_and_reworded_like_any_other(head):
    own = holder_of(head)
    Employee.objects.filter(user=own).update(phone="0812-3456-7890")
    MessageSettings.objects.create(user=own, email_kinds=[], whatsapp_kinds=["fill"])
    queue_reminders(today=AHEAD)
    assert list(Delivery.objects.values_list("channel", "state")) == [("whatsapp", "by_hand")]

    refresh_waiting(today=QUIET)
    assert Delivery.objects.get().sent_subject == "1 laporan triwulan belum dikirim (2 hari lagi)"
    report_of(head, "submitted", 2026, 1)
    assert refresh_waiting(today=QUIET) == 1
    assert Delivery.objects.get().state == "inbox_only"


def test_a_newer_digest_takes_the_place_of_those_that_still_wait(operator):
    for later in (0, 2, 3):
        queue_reminders(today=AHEAD + datetime.timedelta(days=later))

    ends = Delivery.objects.order_by("pk").values_list("message__occasion", "state", "problem")
    replaced = ("inbox_only", "Digantikan pengingat yang lebih baru.")
    assert list(ends) == [
        ("reminder:2026-04-07", *replaced),
        ("reminder:2026-04-09", *replaced),
        ("reminder:2026-04-10", "ready", ""),
    ]


def test_a_waiting_digest_keeps_what_no_newer_one_says(head, bupati):
    """The superior hears of a delay on one day only."""
    superior = holder_of(bupati)
    User.objects.filter(pk=superior.pk).update(email="bupati@contoh.go.id")
    queue_reminders(today=DAY_OF_SUPERIOR)
    measured(bupati)
    queue_reminders(today=DAY_OF_SUPERIOR + datetime.timedelta(days=1))
    for _ in range(2):
        old, new = Delivery.objects.order_by("pk")
        assert (old.state, old.sent_subject) == ("ready", "1 laporan triwulan terlambat")
        assert "terlambat 4 hari" in old.sent_body
        assert new.sent_subject == "1 laporan triwulan belum dikirim (terlambat 4 hari)"
        Delivery.objects.filter(pk=new.pk).update(state="sent", sent_at=Now())
        refresh_waiting(today=DAY_OF_SUPERIOR + datetime.timedelta(days=1))


def test_who_does_not_want_it_that_way_any_more_does_not_get_what_waits(operator):
    queue_reminders(today=AHEAD)
    MessageSettings.objects.create(user=operator, email_kinds=[])
    assert refresh_waiting(today=AHEAD) == 1
    assert Delivery.objects.get().problem == "Penerima tidak lagi memilih saluran ini."


@pytest.mark.parametrize("people", [1, 3])
def test_refreshing_takes_the_same_number_of_queries_for_one_and_for_three(head, django_assert_num_queries, people):
    for number in range(people):
        user = user_with_role(Role.OPERATOR, head.unit)
        User.objects.filter(pk=user.pk).update(email=f"{number}@contoh.go.id")
    queue_reminders(today=AHEAD)
    with django_assert_num_queries(27):
        refresh_waiting(today=QUIET)


def test_a_reminder_that_a_worker_has_in_hand_stays_with_it(head):
    own = holder_of(head)
    User.objects.filter(pk=own.pk).update(email="kadis@contoh.go.id")
    queue_reminders(today=AHEAD)
    Delivery.objects.update(state="claimed", claimed_at=Now())
    report_of(head, "submitted", 2026, 1)
    assert refresh_waiting(today=AHEAD) == 0


def test_a_person_without_an_address_is_reminded_in_the_application(head):
    holder_of(head)
    queue_reminders(today=AHEAD)

    assert Notification.objects.count() == 1
    assert list(Delivery.objects.values_list("channel", "state", "problem")) == [
        ("email", "inbox_only", "Alamat surel penerima belum tercatat.")
    ]


@pytest.mark.parametrize("heads", [1, 3])
def test_queueing_takes_the_same_number_of_queries_for_one_unit_and_for_three(
    first_quarter, bupati, sekda, django_assert_num_queries, heads
):
    holder_of(bupati)
    holder_of(sekda)
    for _ in range(heads):
        position = measured(PositionFactory(reports_to=bupati))
        holder_of(position)
        user_with_role(Role.OPERATOR, position.unit)

    with django_assert_num_queries(29):
        queue_reminders(today=DAY_OF_SUPERIOR)


# --- The command -------------------------------------------------------------------------------------------------


def run(capsys, *arguments: str) -> str:
    call_command("send_reminders", *arguments)
    return capsys.readouterr().out


def test_a_dry_run_shows_who_would_get_what_and_writes_nothing(head, bupati, capsys):
    holder = holder_of(head)
    operator = UserFactory(name="Operator Dinas Kesehatan")
    operator.role_grants.create(role=Role.OPERATOR, unit=head.unit, start=datetime.date(2026, 1, 1))
    measured(PositionFactory(title="Camat Contoh", unit__name="Kecamatan Contoh", kind=PositionKind.DISTRICT_HEAD))

    output = run(capsys, "--date", "2026-04-07", "--dry-run")

    name = str(holder).ljust(len("Operator Dinas Kesehatan"))
    assert output.splitlines() == [
        "Penerima                  Sebagai           Perihal                             Tahap",
        "------------------------  ----------------  ----------------------------------  -----------------",
        f"{name}  Pemegang jabatan  TW I 2026 – Kepala Dinas Kesehatan  H-3 (3 hari lagi)",
        "Operator Dinas Kesehatan  Operator          TW I 2026 – Kepala Dinas Kesehatan  H-3 (3 hari lagi)",
        "",
        "Tidak ada pengguna: TW I 2026 – Camat Contoh (Kecamatan Contoh)",
        "Selasa, 7 April 2026: 2 penerima, 2 hal (laporan 2; verifikasi 0; PK 0; tindak lanjut 0).",
        "Hanya ditampilkan; tidak ada yang ditulis.",
    ]
    assert not Notification.objects.exists()


def test_a_real_run_says_how_many_messages_are_new(head, capsys):
    holder_of(head)

    assert run(capsys, "--date", "2026-04-07").endswith("Kotak keluar: 1 pemberitahuan baru, 0 sudah ada.\n")
    assert run(capsys, "--date", "2026-04-07").endswith("Kotak keluar: 0 pemberitahuan baru, 1 sudah ada.\n")


@pytest.mark.parametrize("day", [QUIET, SATURDAY])
def test_a_day_without_reminders_says_so(head, capsys, day):
    holder_of(head)

    assert "0 penerima, 0 hal" in run(capsys, "--date", day.isoformat())
    assert not Notification.objects.exists()


def test_without_a_date_the_command_reminds_as_of_today(head, capsys):
    holder_of(head)
    with time_machine.travel(datetime.datetime(2026, 4, 7, 3, 0, tzinfo=datetime.UTC)):
        assert "Selasa, 7 April 2026: 1 penerima" in run(capsys)


@pytest.mark.parametrize("text", ["7 April 2026", "2026-13-01", "07-04-2026", ""])
def test_a_wrong_date_is_refused_with_a_sentence(db, text):
    with pytest.raises(CommandError, match=f"Tanggal “{text}” tidak dikenal. Tulis tahun-bulan-hari"):
        call_command("send_reminders", "--date", text)
