"""Who may send reports for an absent head: naming a delegate, the dates that decide, and taking it back."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from audit import trail
from messaging.models import Notification
from organisation.delegations import actions
from organisation.enums import Role, WorkUnitKind
from organisation.models import Delegation, Position, User
from organisation.people.responsibility import delegates_of, possible_delegates
from organisation.scope import authority_of
from tests import factories
from tests.clocks import database_clock

pytestmark = pytest.mark.django_db

WIB = datetime.timezone(datetime.timedelta(hours=7))
TODAY = datetime.date(2026, 10, 8)
UNTIL = datetime.date(2026, 10, 20)
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def on_the_day(db):
    """The database's clock stands on TODAY."""
    factories.GovernmentFactory()
    with database_clock(datetime.datetime(2026, 10, 8, 9, tzinfo=WIB)):
        yield


@pytest.fixture
def position() -> Position:
    """The head of Dinas Kesehatan."""
    return factories.PositionFactory(unit=factories.WorkUnitFactory(name="Dinas Kesehatan"))


@pytest.fixture
def head(position) -> User:
    return factories.holder_of(position)


@pytest.fixture
def deputy(position) -> User:
    """The head of a division below."""
    division = factories.WorkUnitFactory(kind=WorkUnitKind.DIVISION, parent=position.unit)
    return factories.holder_of(factories.PositionFactory(unit=division, title="Kepala Bidang", reports_to=position))


def given(position, delegate, by, **columns) -> Delegation:
    columns = {"start": TODAY, "end": UNTIL, "reason": "Cuti tahunan", **columns}
    return actions.give_delegation(position=position, delegate=delegate, by=by, **columns)


def test_the_head_names_a_delegate_who_is_told_and_the_trail_keeps_it(position, head, deputy):
    delegation = given(position, deputy, head)
    assert authority_of(deputy).delegated_position_ids == {position.pk}
    assert authority_of(deputy).sees_position(position.pk)
    assert list(delegates_of([position.pk], TODAY)) == [deputy]
    message = Notification.objects.get()
    assert (message.recipient, message.occasion) == (deputy, f"delegation/{delegation.pk}/given")
    assert "8 Oktober 2026 sampai 20 Oktober 2026" in message.body
    event = trail.history(delegation).get()
    assert (event.verb, event.data["remark"], event.actor_label) == ("delegation.given", "Cuti tahunan", str(head))


def test_when_bagian_organisasi_does_it_the_head_is_told_as_well(position, head, deputy):
    given(position, deputy, factories.user_with_role(Role.ORGANISATION_SECTION))
    assert {message.recipient for message in Notification.objects.all()} == {deputy, head}


@pytest.mark.parametrize(("day", "gives"), [(7, False), (8, True), (20, True), (21, False)])
def test_only_between_its_dates_by_the_clock_of_the_database_it_gives_something(position, deputy, day, gives):
    factories.DelegationFactory(position=position, delegate=deputy, start=TODAY, end=UNTIL)
    with database_clock(datetime.datetime(2026, 10, day, 23, 59, 59, tzinfo=WIB)):
        assert (position.pk in authority_of(deputy).delegated_position_ids) is gives
    assert (position.pk in authority_of(deputy, on=TODAY.replace(day=day)).delegated_position_ids) is gives


def test_it_gives_nothing_to_somebody_who_has_moved_to_another_office(position, head, deputy):
    given(position, deputy, head)
    deputy.employee.assignments.update(position=factories.PositionFactory())
    assert authority_of(deputy).delegated_position_ids == frozenset()


def test_it_is_no_post_so_nothing_that_posts_decide_changes(position, head, deputy):
    given(position, deputy, head)
    authority = authority_of(deputy)
    assert not authority.holds(position.pk)
    assert position.pk not in authority.operated_position_ids


def test_ended_early_it_gives_nothing_from_that_moment_and_another_may_follow(position, head, deputy):
    delegation = given(position, deputy, head)
    actions.end_delegation(delegation, by=head)
    assert authority_of(deputy).delegated_position_ids == frozenset()
    assert Notification.objects.filter(occasion=f"delegation/{delegation.pk}/ended").get().recipient == deputy
    assert [event.verb for event in trail.history(delegation)] == ["delegation.ended", "delegation.given"]
    assert given(position, deputy, head).pk != delegation.pk
    with pytest.raises(ValidationError, match="sudah berakhir"):
        actions.end_delegation(delegation, by=head)


def test_only_people_with_a_post_in_the_unit_or_below_come_into_question(position, head, deputy):
    stranger = factories.holder_of(factories.PositionFactory())
    closed = factories.holder_of(factories.PositionFactory(unit=position.unit))
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert list(possible_delegates(position, TODAY)) == [deputy]
    for person in (stranger, closed, head):
        with pytest.raises(ValidationError, match="Pilih orang lain"):
            given(position, person, head)
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"start": TODAY - ONE_DAY}, "tidak dapat berlaku surut"),
        ({"end": TODAY - ONE_DAY}, "Hari terakhir tidak boleh sebelum hari pertama"),
        ({"reason": "  a "}, "Tulis alasannya"),
    ],
)
def test_days_that_have_passed_and_missing_reasons_are_refused(position, head, deputy, columns, sentence):
    with pytest.raises(ValidationError, match=sentence):
        given(position, deputy, head, **columns)
    assert not Delegation.objects.exists()


def test_two_at_the_same_time_are_refused_by_name_and_by_the_database(position, head, deputy):
    given(position, deputy, head)
    with pytest.raises(ValidationError, match=f"{deputy} sudah menjadi delegasi"):
        given(position, deputy, head, start=UNTIL, end=UNTIL + ONE_DAY)
    with pytest.raises(IntegrityError, match="delegation_one_at_a_time"), transaction.atomic():
        factories.DelegationFactory(position=position, start=UNTIL, end=UNTIL + ONE_DAY)
    with pytest.raises(IntegrityError, match="delegation_ends_after_start"), transaction.atomic():
        factories.DelegationFactory(start=UNTIL, end=TODAY)
    with pytest.raises(IntegrityError, match="delegation_has_reason"), transaction.atomic():
        factories.DelegationFactory(reason="")
    assert given(position, deputy, head, start=UNTIL + ONE_DAY, end=UNTIL + ONE_DAY)


@pytest.mark.django_db(transaction=True)
def test_of_ten_delegates_named_at_once_one_is_delegate(position, head, deputy):
    outcomes, start = [], threading.Barrier(10)

    def name() -> None:
        try:
            start.wait(timeout=30)
            given(position, deputy, head)
            outcomes.append("done")
        except ValidationError as refusal:
            outcomes.append(refusal.messages[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=name) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1
    assert Delegation.objects.count() == 1


def test_the_page_of_the_position_leads_through_naming_and_ending(client, position, head, deputy):
    client.force_login(head)
    page = client.get(f"/organisasi/jabatan/{position.pk}/").content.decode()
    assert "Belum pernah ada delegasi" in page
    form = client.get(f"/organisasi/jabatan/{position.pk}/delegasi/").content.decode()
    assert f"{deputy} – Kepala Bidang" in form
    typed = {"delegate": deputy.pk, "start": "8-10-2026", "end": "20 Oktober 2026", "reason": "Dinas luar"}
    page = client.post(f"/organisasi/jabatan/{position.pk}/delegasi/", typed, follow=True).content.decode()
    assert "Dinas luar" in page
    assert "Berlaku" in page
    delegation = Delegation.objects.get()
    assert "Akhiri delegasi ini?" in client.get(f"/organisasi/delegasi/{delegation.pk}/akhiri/").content.decode()
    page = client.post(f"/organisasi/delegasi/{delegation.pk}/akhiri/", follow=True).content.decode()
    assert "Diakhiri" in page


def test_what_was_typed_wrongly_stays_in_the_form(client, position, head, deputy):
    client.force_login(head)
    typed = {"delegate": deputy.pk, "start": "7-10-2026", "end": "31-2-2026", "reason": "Cuti"}
    page = client.post(f"/organisasi/jabatan/{position.pk}/delegasi/", typed).content.decode()
    assert "Tanggal ini tidak dikenal" in page
    assert 'value="31-2-2026"' in page
    typed["end"] = "9-10-2026"
    assert "berlaku surut" in client.post(f"/organisasi/jabatan/{position.pk}/delegasi/", typed).content.decode()
