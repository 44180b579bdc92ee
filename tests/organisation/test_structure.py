"""Units and positions: actions that keep the trees trees."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from audit import trail
from organisation.enums import AssignmentKind, PositionKind, Role, WorkUnitKind
from organisation.models import Position, WorkUnit
from organisation.people.responsibility import holders_of, operators_of, secretaries, with_role
from organisation.querysets import valid_on
from organisation.scope import positions_below, units_above
from organisation.structure import actions
from tests import factories
from tests.words import lines_of

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 7, 1)


@pytest.fixture
def keeper():
    """Somebody of Bagian Organisasi."""
    return factories.user_with_role(Role.ORGANISATION_SECTION)


def test_a_unit_is_added_and_changed_with_a_trail_of_what_changed(keeper):
    unit = actions.create_unit(
        by=keeper, code="1.02", name="Dinas Kesehtan", kind=WorkUnitKind.SERVICE_OFFICE, parent=None
    )
    actions.update_unit(unit, by=keeper, name="Dinas Kesehatan", code="1.02")
    updated, created = trail.history(unit)
    assert (created.verb, updated.verb) == ("unit.created", "unit.updated")
    assert lines_of(updated) == ["nama: Dinas Kesehtan → Dinas Kesehatan"]


def test_saving_without_a_change_writes_no_event(keeper):
    unit = factories.WorkUnitFactory(name="Dinas Sosial")
    actions.update_unit(unit, by=keeper, name="Dinas Sosial")
    assert not trail.history(unit).exists()


def test_a_position_is_added_and_gets_another_superior(keeper):
    head, other = factories.PositionFactory(), factories.PositionFactory()
    position = actions.create_position(
        by=keeper, code="K1", title="Kabid", unit=head.unit, kind=PositionKind.ADMINISTRATOR, reports_to=head
    )
    actions.update_position(position, by=keeper, reports_to=other)
    position.refresh_from_db()
    assert position.reports_to == other
    assert lines_of(trail.history(position).first())[0].startswith(f"atasan langsung: {head.title} → ")


def test_two_positions_may_change_places_in_one_transaction():
    head = factories.PositionFactory()
    deputy = factories.PositionFactory(reports_to=head)
    with transaction.atomic():
        Position.objects.filter(pk=head.pk).update(reports_to=deputy)
        Position.objects.filter(pk=deputy.pk).update(reports_to=None)
        check_now()
    head.refresh_from_db()
    assert head.reports_to == deputy


def test_a_superior_from_below_is_refused_by_name_and_cure(keeper):
    head = factories.PositionFactory(title="Kepala Dinas")
    division = factories.PositionFactory(title="Kabid", reports_to=head)
    section = factories.PositionFactory(title="Kasi", reports_to=division)
    with pytest.raises(ValidationError) as refusal:
        actions.update_position(head, by=keeper, reports_to=section)
    sentence = refusal.value.message_dict["reports_to"][0]
    assert "“Kasi” tidak dapat menjadi atasan langsung “Kepala Dinas”" in sentence
    assert "Pilih yang lain" in sentence
    with pytest.raises(ValidationError) as refusal:
        actions.update_position(head, by=keeper, reports_to=head)
    assert "bagi dirinya sendiri" in refusal.value.message_dict["reports_to"][0]


def test_a_parent_from_below_is_refused_by_name(keeper):
    top = factories.WorkUnitFactory(name="Setda")
    below = factories.WorkUnitFactory(name="Bagian", parent=factories.WorkUnitFactory(parent=top))
    with pytest.raises(ValidationError) as refusal:
        actions.update_unit(top, by=keeper, parent=below)
    assert "“Bagian” tidak dapat menjadi unit induk “Setda”" in refusal.value.message_dict["parent"][0]


def test_a_code_that_is_taken_is_refused(keeper):
    factories.WorkUnitFactory(code="1.02")
    with pytest.raises(ValidationError) as refusal:
        actions.create_unit(by=keeper, code="1.02", name="Lain", kind=WorkUnitKind.OTHER)
    assert "code" in refusal.value.message_dict


def check_now() -> None:
    """Let the deferred guards judge now instead of at the commit that a test never reaches."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize("length", [2, 5])
def test_the_database_refuses_a_circle_of_superiors(length):
    chain = [factories.PositionFactory()]
    for _ in range(length - 1):
        chain.append(factories.PositionFactory(reports_to=chain[-1]))
    with pytest.raises(IntegrityError, match="cycle in organisation_position"), transaction.atomic():
        Position.objects.filter(pk=chain[0].pk).update(reports_to=chain[-1])
        check_now()


def test_the_database_refuses_a_circle_of_units():
    top = factories.WorkUnitFactory()
    below = factories.WorkUnitFactory(parent=top)
    with pytest.raises(IntegrityError, match="cycle in organisation_workunit"), transaction.atomic():
        WorkUnit.objects.filter(pk=top.pk).update(parent=below)
        check_now()


@pytest.mark.django_db(transaction=True)
def test_the_circle_is_refused_at_commit_and_nothing_of_the_transaction_stays():
    head = factories.PositionFactory(title="Lama")
    below = factories.PositionFactory(reports_to=head)
    with pytest.raises(IntegrityError, match="cycle"), transaction.atomic():
        Position.objects.filter(pk=head.pk).update(reports_to=below, title="Baru")
    head.refresh_from_db()
    assert (head.title, head.reports_to) == ("Lama", None)


class TestScope:
    """Who sees which part of the structure, and who is responsible for it."""

    @pytest.fixture(autouse=True)
    def structure(self):
        self.office = factories.WorkUnitFactory()
        self.division = factories.WorkUnitFactory(parent=self.office, kind=WorkUnitKind.DIVISION)
        self.head = factories.PositionFactory(unit=self.office)
        self.deputy = factories.PositionFactory(
            unit=self.division, kind=PositionKind.ADMINISTRATOR, reports_to=self.head
        )
        self.staff = factories.PositionFactory(
            unit=self.division, kind=PositionKind.EXECUTING_STAFF, reports_to=self.deputy
        )
        self.stray = factories.PositionFactory(unit=self.division, kind=PositionKind.FUNCTIONAL)
        self.elsewhere = factories.PositionFactory()

    def seen_by(self, user) -> set[Position]:
        return set(Position.objects.visible_to(user))

    def test_the_head_sees_the_whole_office_also_who_reports_elsewhere(self):
        assert self.seen_by(factories.holder_of(self.head)) == {self.head, self.deputy, self.staff, self.stray}

    def test_others_see_themselves_and_those_who_report_to_them(self):
        assert self.seen_by(factories.holder_of(self.deputy)) == {self.deputy, self.staff}
        assert self.seen_by(factories.holder_of(self.staff)) == {self.staff}

    def test_an_acting_head_sees_what_the_head_sees(self):
        acting = factories.holder_of(self.head, kind=AssignmentKind.ACTING)
        assert self.seen_by(acting) == {self.head, self.deputy, self.staff, self.stray}

    def test_an_operator_sees_the_unit_and_below(self):
        assert self.seen_by(factories.user_with_role(Role.OPERATOR, self.division)) == {
            self.deputy,
            self.staff,
            self.stray,
        }

    @pytest.mark.parametrize(
        "role", [Role.ORGANISATION_SECTION, Role.PLANNING_AGENCY, Role.INSPECTORATE, Role.ADMINISTRATOR]
    )
    def test_roles_of_the_whole_government_see_everything(self, role):
        assert len(self.seen_by(factories.user_with_role(role))) == Position.objects.count()

    def test_the_regional_head_and_the_sekda_see_everything(self):
        for kind in (PositionKind.REGIONAL_HEAD, PositionKind.REGIONAL_SECRETARY):
            assert self.elsewhere in self.seen_by(factories.holder_of(factories.PositionFactory(kind=kind)))

    def test_yesterdays_holder_and_yesterdays_role_see_nothing(self):
        former = factories.holder_of(self.head, end=datetime.date(2021, 1, 1))
        expired = factories.RoleGrantFactory(end=datetime.date(2021, 1, 1)).user
        assert self.seen_by(former) == self.seen_by(expired) == set()

    def test_an_inactive_person_sees_nothing(self):
        head = factories.holder_of(self.head)
        head.is_active = False
        assert self.seen_by(head) == set()

    def test_who_someone_is_costs_at_most_four_queries(self, django_assert_max_num_queries):
        user = factories.holder_of(self.head)
        factories.RoleGrantFactory(user=user, role=Role.OPERATOR, unit=self.office)
        with django_assert_max_num_queries(5):  # the employee of the user is the fifth
            assert user.authority.operated_position_ids == {
                p.pk for p in (self.head, self.deputy, self.staff, self.stray)
            }

    def test_positions_below_and_units_above(self):
        assert positions_below(positions=[self.deputy.pk], units=[]) == {self.deputy.pk, self.staff.pk}
        assert positions_below(positions=[], units=[]) == frozenset()
        assert units_above([self.division.pk]) == {self.division.pk: {self.division.pk, self.office.pk}}

    def test_people_by_responsibility(self):
        head = factories.holder_of(self.head)
        operator = factories.user_with_role(Role.OPERATOR, self.office)
        sekda = factories.holder_of(factories.PositionFactory(kind=PositionKind.REGIONAL_SECRETARY))
        keeper = factories.user_with_role(Role.ORGANISATION_SECTION)
        assert list(holders_of([self.head.pk], TODAY)) == [head]
        assert list(operators_of([self.office.pk], TODAY)) == [operator]
        assert list(secretaries(TODAY)) == [sekda]
        assert list(with_role(Role.ORGANISATION_SECTION, TODAY)) == [keeper]
        assert list(holders_of([self.head.pk], datetime.date(2019, 1, 1))) == []

    def test_both_first_and_last_day_count(self):
        assignment = factories.AssignmentFactory(start=TODAY, end=TODAY)
        day_before, day_after = TODAY - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=1)
        found = [type(assignment).objects.filter(valid_on(day)).exists() for day in (day_before, TODAY, day_after)]
        assert found == [assignment.contains(day) for day in (day_before, TODAY, day_after)] == [False, True, False]
