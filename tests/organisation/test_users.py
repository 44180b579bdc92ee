"""Accounts and roles: actions and pages."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit import trail
from organisation.enums import Role
from organisation.models import RoleGrant, User
from organisation.users import actions
from tests import factories
from tests.words import lines_of

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 7, 1)


@pytest.fixture
def keeper(client):
    """Somebody of Bagian Organisasi, logged in."""
    user = factories.user_with_role(Role.ORGANISATION_SECTION)
    client.force_login(user)
    return user


@pytest.fixture
def administrator():
    return factories.user_with_role(Role.ADMINISTRATOR)


def test_an_employee_gets_an_account_under_the_nip_that_nobody_knows_a_password_of(keeper):
    employee = factories.EmployeeFactory()
    user = actions.create_user_for(employee, by=keeper)
    assert (user.username, user.employee) == (employee.employee_number, employee)
    assert not user.has_usable_password()
    assert trail.history(user).get().verb == "user.created"


def test_a_person_without_nip_needs_a_user_name_and_nobody_gets_two_accounts(keeper):
    employee = factories.EmployeeFactory(employee_number=None)
    with pytest.raises(ValidationError, match="Isi nama pengguna"):
        actions.create_user_for(employee, by=keeper)
    actions.create_user_for(employee, username="bupati", by=keeper)
    with pytest.raises(ValidationError, match="sudah mempunyai akun"):
        actions.create_user_for(employee, username="bupati2", by=keeper)


def test_a_role_is_given_for_a_time_and_counts_from_its_first_day(keeper):
    unit = factories.WorkUnitFactory(name="Dinas Sosial")
    user = factories.UserFactory()
    actions.grant_role(user, Role.OPERATOR, unit=unit, start=TODAY, by=keeper)
    assert RoleGrant.objects.valid_on(TODAY).filter(user=user).exists()
    assert not RoleGrant.objects.valid_on(TODAY - datetime.timedelta(days=1)).filter(user=user).exists()
    assert lines_of(trail.history(user).get()) == ["Operator OPD – Dinas Sosial"]


def test_a_role_taken_back_ends_with_the_day_before_and_a_future_one_disappears(keeper):
    past = factories.RoleGrantFactory()
    future = factories.RoleGrantFactory(start=TODAY + datetime.timedelta(days=9))
    actions.revoke_role(past, by=keeper, on=TODAY)
    actions.revoke_role(future, by=keeper, on=TODAY)
    past.refresh_from_db()
    assert past.end == TODAY - datetime.timedelta(days=1)
    assert not RoleGrant.objects.filter(pk=future.pk).exists()
    assert trail.history(future.user).get().verb == "role.revoked"


def test_a_role_taken_back_counts_no_more_with_the_next_request(client, keeper):
    grant = keeper.role_grants.get()
    assert client.get("/pengguna/").status_code == 200
    actions.revoke_role(grant, by=factories.UserFactory(), on=datetime.date.today())  # noqa: DTZ011
    assert client.get("/pengguna/").status_code == 403


@pytest.mark.parametrize(
    ("role", "with_unit", "sentence"),
    [(Role.OPERATOR, False, "Pilih unit kerja"), (Role.INSPECTORATE, True, "Kosongkan unit kerja")],
)
def test_only_the_operators_role_has_a_unit(keeper, role, with_unit, sentence):
    unit = factories.WorkUnitFactory() if with_unit else None
    with pytest.raises(ValidationError) as refusal:
        actions.grant_role(factories.UserFactory(), role, unit=unit, start=TODAY, by=keeper)
    assert sentence in refusal.value.message_dict["unit"][0]


def test_the_same_role_twice_at_a_time_is_refused(keeper):
    user = factories.UserFactory()
    actions.grant_role(user, Role.INSPECTORATE, start=TODAY, by=keeper)
    with pytest.raises(ValidationError, match="sudah mempunyai peran Inspektorat"):
        actions.grant_role(user, Role.INSPECTORATE, start=TODAY, end=TODAY, by=keeper)


def test_the_database_refuses_an_operator_without_unit():
    with pytest.raises(IntegrityError, match="role_grant_operator_has_unit"), transaction.atomic():
        factories.RoleGrantFactory(role=Role.OPERATOR)


def test_from_the_page_an_account_is_made_and_given_a_link_and_a_role(client, keeper):
    employee = factories.EmployeeFactory(name="Siti")
    page = client.post(f"/pegawai/{employee.pk}/akun/", {"username": "siti"}, follow=True)
    assert "Akun dibuat" in page.content.decode()
    user = User.objects.get(employee=employee)
    link = client.post(f"/pengguna/{user.pk}/tautan-sandi/", {"cara": "hand"}, follow=True).content.decode()
    assert "menunggu orang kedua" in link
    data = {"role": Role.INSPECTORATE, "start": "1 Juli 2026"}
    page = client.post(f"/pengguna/{user.pk}/peran/", data, follow=True)
    assert "Peran diberikan kepada Siti" in page.content.decode()
    assert user.role_grants.get().start == TODAY


def test_a_role_is_taken_back_from_the_page(client, keeper):
    grant = factories.RoleGrantFactory(role=Role.INSPECTORATE)
    page = client.post(f"/pengguna/peran/{grant.pk}/cabut/", follow=True)
    assert "Peran Inspektorat dicabut" in page.content.decode()
    grant.refresh_from_db()
    assert grant.end < datetime.date.today()  # noqa: DTZ011


def test_a_closed_account_is_logged_out_with_the_next_request(client, keeper):
    other = factories.user_with_role(Role.INSPECTORATE)
    client.post(f"/pengguna/{other.pk}/nonaktifkan/")
    client.force_login(other)
    other.refresh_from_db()
    assert not other.is_active
    assert client.get("/pegawai/").status_code == 302
    client.force_login(keeper)
    client.post(f"/pengguna/{other.pk}/aktifkan/")
    client.force_login(other)
    assert client.get("/pegawai/").status_code == 200


def test_accounts_are_found_by_name_nip_or_user_name_with_their_roles(client, keeper):
    employee = factories.EmployeeFactory(name="Siti Rahma")
    factories.RoleGrantFactory(
        user=factories.UserFactory(username="srahma", employee=employee), role=Role.PLANNING_AGENCY
    )
    factories.UserFactory(username="lain", name="Orang Lain")
    number = employee.employee_number
    for query in ("rahma siti", "srahma", number, f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}"):
        page = client.get("/pengguna/", {"q": query}).content.decode()
        assert "Siti Rahma" in page
        assert "Bappeda" in page
        assert "Orang Lain" not in page
    assert "Tidak ada pengguna yang cocok" in client.get("/pengguna/", {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_accounts_costs_the_same_queries_for_one_and_for_three(
    client, keeper, django_assert_num_queries, count
):
    for _ in range(count):
        factories.RoleGrantFactory(
            user=factories.UserFactory(employee=factories.EmployeeFactory()),
            role=Role.OPERATOR,
            unit=factories.WorkUnitFactory(),
        )
    with django_assert_num_queries(8):
        assert "Dinas Contoh" in client.get("/pengguna/").content.decode()


def test_who_does_not_keep_the_organisation_sees_no_accounts(client):
    client.force_login(factories.user_with_role(Role.INSPECTORATE))
    assert client.get("/pengguna/").status_code == 403


def test_only_an_administrator_makes_and_touches_administrators(client, keeper, administrator):
    ordinary = factories.UserFactory()
    form = client.get(f"/pengguna/{ordinary.pk}/peran/").context["form"]
    assert Role.ADMINISTRATOR not in dict(form.fields["role"].choices)
    refused = client.post(f"/pengguna/{ordinary.pk}/peran/", {"role": Role.ADMINISTRATOR, "start": "1-7-2026"})
    assert refused.status_code == 200
    assert not ordinary.role_grants.exists()
    for path in ("tautan-sandi", "nonaktifkan", "aktifkan"):
        assert client.post(f"/pengguna/{administrator.pk}/{path}/").status_code == 403
    assert client.post(f"/pengguna/peran/{administrator.role_grants.get().pk}/cabut/").status_code == 403
    client.force_login(administrator)
    client.post(f"/pengguna/{ordinary.pk}/peran/", {"role": Role.ADMINISTRATOR, "start": "1-7-2026"})
    assert ordinary.role_grants.get().role == Role.ADMINISTRATOR


def test_nobody_closes_the_own_account(client, keeper):
    page = client.post(f"/pengguna/{keeper.pk}/nonaktifkan/", follow=True)
    assert "tidak dapat menonaktifkan akun Anda sendiri" in page.content.decode()
    keeper.refresh_from_db()
    assert keeper.is_active


def test_a_refused_role_keeps_what_was_typed(client, keeper):
    user = factories.UserFactory()
    page = client.post(f"/pengguna/{user.pk}/peran/", {"role": Role.OPERATOR, "start": "1 Juli 2026"}).content.decode()
    assert "Pilih unit kerja yang datanya" in page
    assert 'value="1 Juli 2026"' in page


def test_a_user_name_that_is_taken_is_refused(client, keeper):
    factories.UserFactory(username="siti")
    employee = factories.EmployeeFactory()
    page = client.post(f"/pegawai/{employee.pk}/akun/", {"username": "siti"}).content.decode()
    assert "sudah dipakai" in page
