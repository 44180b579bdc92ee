"""Units and positions have a validity and versions by the day: the past is read as it was."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import trail
from audit.sentences import worded
from organisation.enums import PositionKind, Role, WorkUnitKind
from organisation.models import FormerPosition, FormerUnit, Position, WorkUnit
from organisation.people.responsibility import holders_by_position, holders_of
from organisation.scope import positions_below
from organisation.structure import actions
from organisation.structure.past import Past, as_it_was, as_they_were
from tests import factories

pytestmark = pytest.mark.django_db

JULY, JUNE = datetime.date(2026, 7, 1), datetime.date(2026, 6, 30)


@pytest.fixture
def keeper():
    """Somebody of Bagian Organisasi."""
    return factories.user_with_role(Role.ORGANISATION_SECTION)


@pytest.fixture
def health():
    """Dinas Kesehatan with a head and a head of division."""
    unit = factories.WorkUnitFactory(name="Dinas Kesehatan")
    head = factories.PositionFactory(unit=unit, title="Kepala Dinas Kesehatan")
    factories.PositionFactory(unit=unit, title="Kabid P2P", kind=PositionKind.ADMINISTRATOR, reports_to=head)
    return unit


def head_of(unit: WorkUnit) -> Position:
    return Position.objects.select_related("unit").get(unit=unit, kind=PositionKind.APPARATUS_HEAD)


def test_a_renamed_unit_keeps_its_name_for_the_days_before(keeper, health):
    actions.update_unit(health, by=keeper, name="Dinas Kesehatan dan KB", since=JULY, decree="Perda 3/2026")
    assert head_of(health).unit.name == "Dinas Kesehatan dan KB"
    assert as_it_was(head_of(health), JUNE).unit.name == "Dinas Kesehatan"
    assert as_it_was(head_of(health), JULY).unit.name == "Dinas Kesehatan dan KB"
    [event] = worded(trail.history(health))
    assert event.detail == "Berlaku sejak 1 Juli 2026 · Perda 3/2026"


def test_what_began_on_the_day_itself_keeps_its_verified_quarters_too(keeper, health):
    WorkUnit.objects.filter(pk=health.pk).update(valid_from=JULY)
    factories.report_of(head_of(health), quarter=3)
    with pytest.raises(ValidationError, match="sudah terverifikasi"):
        actions.update_unit(health, by=keeper, name="Dinas Lain", since=JULY)
    health.refresh_from_db()
    assert health.name == "Dinas Kesehatan"


def test_a_moved_head_stands_in_the_old_unit_and_tree_before(keeper, health):
    other = factories.WorkUnitFactory(name="Dinas Sosial")
    head, division = head_of(health), Position.objects.get(title="Kabid P2P")
    actions.update_position(division, by=keeper, unit=other, reports_to=None, since=JULY)
    assert positions_below(positions=[], units=[health.pk], on=JUNE) == {head.pk, division.pk}
    assert positions_below(positions=[], units=[health.pk], on=JULY) == {head.pk}
    assert positions_below(positions=[], units=[other.pk]) == {division.pk}
    assert positions_below(positions=[head.pk], units=[], on=JUNE) == {head.pk, division.pk}
    assert Past.since(JUNE).superiors(JUNE) == {division.pk: head.pk}
    assert as_it_was(Position.objects.get(pk=division.pk), JUNE).unit == health


def test_the_tree_of_a_day_knows_neither_what_was_closed_nor_what_came_later(health):
    head, division = head_of(health), Position.objects.get(title="Kabid P2P")
    Position.objects.filter(pk=head.pk).update(valid_until=JUNE)
    Position.objects.filter(pk=division.pk).update(valid_from=JULY)
    assert positions_below(positions=[], units=[health.pk], on=JUNE) == {head.pk}
    assert positions_below(positions=[], units=[health.pk], on=JULY) == {division.pk}
    assert list(Position.objects.existing_on(JULY)) == [division]
    assert set(Position.objects.existing_in(2026)) == {head, division}
    assert list(Position.objects.existing_in(2025)) == [head]


def test_a_second_change_keeps_both_versions_and_never_overlaps(keeper, health):
    actions.update_unit(health, by=keeper, name="Dinas A", since=datetime.date(2025, 3, 1))
    actions.update_unit(health, by=keeper, name="Dinas B", since=JULY)
    names = [as_it_was(head_of(health), day).unit.name for day in (datetime.date(2025, 2, 28), JUNE, JULY)]
    assert names == ["Dinas Kesehatan", "Dinas A", "Dinas B"]
    with pytest.raises(ValidationError, match="sejak 1 Juli 2026"):
        actions.update_unit(health, by=keeper, name="Dinas C", since=JUNE)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerUnit.objects.create(unit=health, name="X", kind=health.kind, until=JUNE)


def test_a_change_of_the_same_day_and_of_the_order_alone_keeps_no_version(keeper, health):
    actions.update_unit(health, by=keeper, name="Dinas A", since=JULY)
    actions.update_unit(health, by=keeper, name="Dinas Kesehatan dan KB", since=JULY)
    actions.update_unit(health, by=keeper, protocol_order=77)
    assert [found.name for found in FormerUnit.objects.all()] == ["Dinas Kesehatan"]


def test_what_is_made_today_keeps_nothing_when_it_is_mended_today(keeper):
    today = timezone.localdate()
    unit = actions.create_unit(
        by=keeper, code="1", name="Dnas", kind=WorkUnitKind.SERVICE_OFFICE, parent=None, valid_from=today
    )
    actions.update_unit(unit, by=keeper, name="Dinas")
    assert not FormerUnit.objects.exists()


def test_a_day_to_come_is_refused(keeper, health):
    with pytest.raises(ValidationError, match="paling awal pada hari berlakunya"):
        actions.update_unit(health, by=keeper, name="Dinas A", since=datetime.date(2199, 1, 1))


def test_the_database_refuses_a_validity_that_ends_before_it_begins(health):
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.update(valid_from=JULY, valid_until=JUNE)


def test_the_past_of_many_costs_two_queries_and_the_present_none(keeper, health, django_assert_num_queries):
    for position in list(Position.objects.all()):
        actions.update_position(position, by=keeper, title=f"{position.title} B", since=JULY)
    positions = list(Position.objects.select_related("unit"))
    with django_assert_num_queries(0):
        as_they_were(positions, datetime.date(2199, 1, 1))
    with django_assert_num_queries(2):
        as_they_were(positions, JUNE)
    assert {position.title for position in positions} == {"Kepala Dinas Kesehatan", "Kabid P2P"}
    assert FormerPosition.objects.count() == 2


def test_the_form_asks_since_when_a_change_holds(client, keeper, health):
    client.force_login(keeper)
    page = client.get(f"/organisasi/unit/{health.pk}/ubah/").content.decode()
    assert "Perubahan berlaku sejak" in page
    posted = {"name": "Dinas Kesehatan dan KB", "code": health.code, "kind": health.kind, "parent": "",
              "protocol_order": 1, "since": "1 Juli 2026", "decree": "Perda 3/2026"}  # fmt: skip
    client.post(f"/organisasi/unit/{health.pk}/ubah/", posted)
    assert as_it_was(head_of(health), JUNE).unit.name == "Dinas Kesehatan"
    new = {"title": "Kabid Baru", "code": "KB1", "unit": health.pk, "kind": "administrator", "protocol_order": 1,
           "valid_from": "1-7-2026"}  # fmt: skip
    client.post("/organisasi/jabatan/tambah/", new)
    assert Position.objects.get(code="KB1").valid_from == JULY


def test_whoever_follows_answers_for_what_was_replaced(health):
    today = timezone.localdate()
    old, new = head_of(health), factories.PositionFactory(title="Kepala Dinas Baru", valid_from=JULY)
    boss = factories.holder_of(new, start=JULY)
    assert not boss.authority.holds(old.pk)
    Position.objects.filter(pk=old.pk).update(valid_until=JUNE)
    new.replaces.add(old)
    boss = type(boss).objects.get(pk=boss.pk)
    assert boss.authority.holds(old.pk)
    assert old.pk in boss.authority.visible_position_ids
    assert list(holders_of([old.pk], today)) == [boss]
    assert [held.employee for held in holders_by_position([old.pk], today)[old.pk]] == [boss.employee]
    assert list(holders_of([old.pk], JUNE)) == []


@pytest.mark.parametrize("kind", [PositionKind.REGIONAL_SECRETARY, PositionKind.APPARATUS_HEAD])
def test_whoever_follows_is_not_of_the_kind_that_ended(health, kind):
    old = factories.PositionFactory(kind=kind, unit=health, valid_until=JUNE)
    below = factories.PositionFactory(reports_to=old)
    new = factories.PositionFactory(kind=PositionKind.SUPERVISOR, valid_from=JULY)
    new.replaces.add(old)
    authority = factories.holder_of(new, start=JULY).authority
    assert authority.holds(old.pk)
    assert below.pk in authority.visible_position_ids, "what the old one headed is still answered for"
    assert not authority.holds_kind(kind)
    assert not authority.sees_everything
    assert authority.holds_kind(PositionKind.SUPERVISOR)
