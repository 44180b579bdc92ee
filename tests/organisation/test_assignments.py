"""Who holds which position: beginning, ending, replacing, and what collides."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from audit import trail
from organisation.enums import AssignmentKind, Role
from organisation.models import Assignment
from organisation.people import actions
from tests import factories
from tests.words import lines_of

pytestmark = pytest.mark.django_db

MARCH, APRIL = datetime.date(2026, 3, 1), datetime.date(2026, 4, 1)
END_OF_MARCH = datetime.date(2026, 3, 31)
DEFINITIVE, ACTING, DAILY = AssignmentKind.DEFINITIVE, AssignmentKind.ACTING, AssignmentKind.DAILY_ACTING


@pytest.fixture
def keeper():
    """Somebody of Bagian Organisasi."""
    return factories.user_with_role(Role.ORGANISATION_SECTION)


@pytest.fixture
def position():
    """The head of Dinas Kesehatan."""
    return factories.PositionFactory(title="Kepala Dinas Kesehatan")


@pytest.fixture
def siti():
    return factories.EmployeeFactory(name="Siti")


@pytest.fixture
def budi():
    return factories.EmployeeFactory(name="Budi")


def test_somebody_takes_office(keeper, position, siti):
    begun = actions.assign(employee=siti, position=position, kind=DEFINITIVE, start=MARCH, by=keeper)
    event = trail.history(begun).get()
    assert event.verb == "assignment.started"
    assert lines_of(event) == ["Siti sebagai Kepala Dinas Kesehatan, mulai 1 Maret 2026"]
    assert begun.contains(MARCH)


def test_acting_offices_bear_their_mark(position, siti):
    assert factories.AssignmentFactory(position=position, kind=ACTING).held_title == "Plt. Kepala Dinas Kesehatan"
    assert factories.AssignmentFactory(position=position).held_title == "Kepala Dinas Kesehatan"


def test_a_definitive_post_and_an_acting_post_may_be_held_together(keeper, position, siti):
    actions.assign(employee=siti, position=position, kind=DEFINITIVE, start=MARCH, by=keeper)
    second = factories.PositionFactory()
    actions.assign(employee=siti, position=second, kind=ACTING, start=MARCH, by=keeper)
    assert siti.assignments.in_office(APRIL).count() == 2


def test_a_daily_acting_holder_stands_beside_the_absent_definitive_one(keeper, position, siti, budi):
    actions.assign(employee=siti, position=position, kind=DEFINITIVE, start=MARCH, by=keeper)
    actions.assign(employee=budi, position=position, kind=DAILY, start=MARCH, end=END_OF_MARCH, by=keeper)
    assert position.assignments.in_office(MARCH).count() == 2


def test_an_assignment_ends_with_its_last_day(keeper, position, siti):
    begun = factories.AssignmentFactory(employee=siti, position=position, start=MARCH)
    actions.end_assignment(begun, end=END_OF_MARCH, by=keeper)
    begun.refresh_from_db()
    assert begun.contains(END_OF_MARCH)
    assert not begun.contains(APRIL)
    [line] = lines_of(trail.history(begun).get())
    assert line.endswith("mulai 1 Maret 2026 sampai 31 Maret 2026")


def test_a_successor_begins_the_day_after_the_predecessor_ended(keeper, position, siti, budi):
    old = factories.AssignmentFactory(employee=siti, position=position, start=MARCH)
    new = actions.replace_holder(old, employee=budi, kind=DEFINITIVE, start=APRIL, by=keeper)
    old.refresh_from_db()
    assert (old.end, new.start, new.position) == (END_OF_MARCH, APRIL, position)
    assert [event.verb for event in trail.history(old, new)] == ["assignment.started", "assignment.ended"]


def test_an_acting_holder_may_follow_a_definitive_one(keeper, position, siti, budi):
    old = factories.AssignmentFactory(employee=siti, position=position, start=MARCH)
    new = actions.replace_holder(old, employee=budi, kind=ACTING, start=APRIL, by=keeper)
    assert new.held_title == "Plt. Kepala Dinas Kesehatan"


def test_two_holders_at_once_are_refused_with_both_names_and_the_cure(keeper, position, siti, budi):
    factories.AssignmentFactory(employee=siti, position=position, start=MARCH)
    with pytest.raises(ValidationError) as refusal:
        actions.assign(employee=budi, position=position, kind=DEFINITIVE, start=APRIL, by=keeper)
    sentence = refusal.value.message
    assert "Budi tidak dapat menjadi Kepala Dinas Kesehatan mulai 1 April 2026" in sentence
    assert "Siti adalah Kepala Dinas Kesehatan mulai 1 Maret 2026" in sentence
    assert "Akhiri dahulu penugasan Siti" in sentence


def test_two_definitive_posts_of_one_person_are_refused_by_name(keeper, position, siti):
    factories.AssignmentFactory(employee=siti, position=position, start=MARCH)
    other = factories.PositionFactory(title="Camat Contoh")
    with pytest.raises(ValidationError) as refusal:
        actions.assign(employee=siti, position=other, kind=DEFINITIVE, start=APRIL, by=keeper)
    assert "masih menjabat definitif sebagai Kepala Dinas Kesehatan" in refusal.value.message


@pytest.mark.parametrize(("start", "end", "fits"), [
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28), True),
    (datetime.date(2026, 2, 1), MARCH, False),
    (END_OF_MARCH, None, False),
    (APRIL, None, True),
])  # fmt: skip
def test_one_day_together_is_one_day_too_much(keeper, position, siti, budi, start, end, fits):
    factories.AssignmentFactory(employee=siti, position=position, start=MARCH, end=END_OF_MARCH)
    if fits:
        actions.assign(employee=budi, position=position, kind=DEFINITIVE, start=start, end=end, by=keeper)
    else:
        with pytest.raises(ValidationError):
            actions.assign(employee=budi, position=position, kind=DEFINITIVE, start=start, end=end, by=keeper)


def test_an_end_before_the_beginning_is_refused(keeper, position, siti):
    begun = factories.AssignmentFactory(employee=siti, position=position, start=APRIL)
    with pytest.raises(ValidationError) as refusal:
        actions.end_assignment(begun, end=END_OF_MARCH, by=keeper)
    assert "sebelum hari pertama, 1 April 2026" in refusal.value.message_dict["end"][0]
    with pytest.raises(ValidationError, match="Tanggal selesai tidak boleh sebelum tanggal mulai"):
        actions.assign(
            employee=siti, position=factories.PositionFactory(), kind=ACTING, start=APRIL, end=MARCH, by=keeper
        )


def test_a_successor_before_the_predecessors_second_day_is_refused(keeper, position, siti, budi):
    old = factories.AssignmentFactory(employee=siti, position=position, start=MARCH)
    with pytest.raises(ValidationError) as refusal:
        actions.replace_holder(old, employee=budi, kind=DEFINITIVE, start=MARCH, by=keeper)
    assert "paling cepat mulai 2 Maret 2026" in refusal.value.message_dict["start"][0]


def test_when_the_successor_collides_elsewhere_the_predecessor_stays(keeper, position, siti, budi):
    old = factories.AssignmentFactory(employee=siti, position=position, start=MARCH)
    factories.AssignmentFactory(employee=budi, start=MARCH)
    with pytest.raises(ValidationError, match="Budi"):
        actions.replace_holder(old, employee=budi, kind=DEFINITIVE, start=APRIL, by=keeper)
    old.refresh_from_db()
    assert old.end is None
    assert not trail.history(old).exists()


@pytest.mark.parametrize(
    ("first", "second"), [(DEFINITIVE, DEFINITIVE), (ACTING, DAILY)], ids=["two definitive", "two acting"]
)
def test_the_database_itself_refuses_two_holders_at_once(position, first, second):
    factories.AssignmentFactory(position=position, start=MARCH, kind=first)
    with pytest.raises(IntegrityError, match="conflicting key value"), transaction.atomic():
        factories.AssignmentFactory(position=position, start=APRIL, kind=second)


def test_the_database_itself_refuses_two_definitive_posts_of_one_person(siti):
    factories.AssignmentFactory(employee=siti, start=MARCH)
    with pytest.raises(IntegrityError, match="assignment_one_definitive_post"), transaction.atomic():
        factories.AssignmentFactory(employee=siti, start=APRIL)


def test_the_database_itself_refuses_an_end_before_the_beginning():
    with pytest.raises(IntegrityError, match="assignment_ends_after_start"), transaction.atomic():
        factories.AssignmentFactory(start=APRIL, end=MARCH)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_assign_together_one_is_told_the_name_of_the_other():
    position, keeper = factories.PositionFactory(), factories.UserFactory()
    people = [factories.EmployeeFactory(name=name) for name in ("Siti", "Budi")]
    start, outcomes = threading.Barrier(2), []

    def assign(employee):
        start.wait()
        try:
            actions.assign(employee=employee, position=position, kind=DEFINITIVE, start=MARCH, by=keeper)
            outcomes.append("done")
        except ValidationError as refusal:
            outcomes.append(refusal.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=assign, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "done" in outcomes
    assert any("tidak dapat menjadi" in outcome for outcome in outcomes)
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "end", "field", "cure"),
    [
        (datetime.date(2026, 2, 28), None, "start", "baru ada sejak 1 Maret 2026. Pilih hari itu atau sesudahnya."),
        (MARCH, None, "end", "hanya berlaku sampai 31 Maret 2026. Isi hari terakhir menjabat paling lambat hari itu."),
        (MARCH, APRIL, "end", "paling lambat hari itu"),
        (APRIL, None, "start", "Tugaskan pada jabatan penggantinya"),
    ],
)
@pytest.mark.parametrize("ends", ["position", "unit"])
def test_nobody_takes_office_while_there_is_no_such_position(keeper, siti, ends, start, end, field, cure):
    unit = factories.WorkUnitFactory(valid_until=END_OF_MARCH if ends == "unit" else None)
    last = END_OF_MARCH if ends == "position" else None
    position = factories.PositionFactory(unit=unit, valid_from=MARCH, valid_until=last)
    with pytest.raises(ValidationError) as refused:
        actions.assign(employee=siti, position=position, kind=DEFINITIVE, start=start, end=end, by=keeper)
    assert cure in refused.value.message_dict[field][0]
    held = actions.assign(employee=siti, position=position, kind=DEFINITIVE, start=MARCH, end=END_OF_MARCH, by=keeper)
    with pytest.raises(ValidationError, match="paling lambat hari itu"):
        actions.end_assignment(held, end=APRIL, by=keeper)


def test_the_form_says_at_the_day_why_nobody_takes_office_then(client, keeper, siti):
    client.force_login(keeper)
    position = factories.PositionFactory(valid_from=MARCH)
    form = {"employee": "Siti", "kind": DEFINITIVE, "start": "1-2-2026"}
    page = client.post(reverse("organisation:assignment_create", args=[position.pk]), form).content.decode()
    assert "baru ada sejak 1 Maret 2026" in page
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda held: Assignment.objects.update(start=END_OF_MARCH - datetime.timedelta(days=60)),
        lambda held: Assignment.objects.update(end=None),
        lambda held: Assignment.objects.update(position=factories.PositionFactory(valid_from=APRIL)),
        lambda held: type(held.position).objects.update(valid_from=END_OF_MARCH),
        lambda held: type(held.position).objects.update(valid_until=MARCH),
        lambda held: type(held.position).objects.update(unit=factories.WorkUnitFactory(valid_until=MARCH)),
        lambda held: type(held.position.unit).objects.update(valid_until=MARCH),
        lambda held: factories.AssignmentFactory(position=held.position, start=APRIL),
    ],
)
def test_the_database_itself_keeps_holders_within_the_days_of_their_position(change):
    position = factories.PositionFactory(valid_from=MARCH, valid_until=END_OF_MARCH)
    held = factories.AssignmentFactory(position=position, start=MARCH, end=END_OF_MARCH)
    connection.check_constraints()
    with pytest.raises(IntegrityError, match="outside of its validity"), transaction.atomic():
        change(held)
        connection.check_constraints()


def test_a_position_and_its_holder_may_end_together_in_any_order():
    held = factories.AssignmentFactory(start=MARCH)
    type(held.position).objects.update(valid_until=END_OF_MARCH)
    Assignment.objects.update(end=END_OF_MARCH)
    connection.check_constraints()
