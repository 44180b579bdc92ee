"""Django's admin: for the administrator's role, mostly to look things up."""

import pytest
from django.contrib import admin
from django.urls import reverse

from audit import trail
from audit.models import Event
from messaging.models import Delivery, MessageSettings, Notification
from organisation.enums import Role
from organisation.models import Assignment, Delegation, Employee, Government, Position, RoleGrant, User, WorkUnit
from tests import factories
from tests.words import lines_of

pytestmark = pytest.mark.django_db

MODELS = [
    Assignment,
    Delegation,
    Delivery,
    Employee,
    Event,
    Government,
    MessageSettings,
    Notification,
    Position,
    RoleGrant,
    User,
    WorkUnit,
]


@pytest.fixture
def administrator(client):
    user = factories.user_with_role(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def one_of_each(administrator: User) -> None:
    factories.GovernmentFactory()
    factories.AssignmentFactory()
    factories.DelegationFactory()
    factories.DeliveryFactory()
    trail.record(administrator, "user.created", by=None)


@pytest.mark.parametrize("model", MODELS)
def test_the_administrator_looks_at_lists_and_rows(client, administrator, model):
    one_of_each(administrator)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist"), {"q": "a"}).status_code == 200
    assert client.get(reverse(f"{name}_change", args=[model.objects.first().pk])).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200


def test_the_administrator_changes_the_government_with_a_trail(client, administrator):
    government = factories.GovernmentFactory()
    page = client.get(reverse("admin:organisation_government_change", args=[1]))
    initial = page.context["adminform"].form.initial
    data = {k: v for k, v in initial.items() if k not in {"coat_of_arms", "head_emblem"}} | {"seat": "Baru"}
    response = client.post(reverse("admin:organisation_government_change", args=[1]), data)
    assert response.status_code == 302
    government.refresh_from_db()
    assert government.seat == "Baru"
    assert lines_of(trail.history(government).get()) == ["ibu kota: Contoh → Baru"]


def test_passwords_are_not_shown(client, administrator):
    page = client.get(reverse("admin:organisation_user_change", args=[administrator.pk])).content.decode()
    assert administrator.password not in page
    assert "md5$" not in page


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.OPERATOR}])
def test_no_other_role_enters(client, role):
    client.force_login(factories.user_with_role(role))
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/", follow=True).status_code == 403


def test_the_staff_flag_alone_opens_nothing(client):
    client.force_login(factories.UserFactory(is_staff=True))
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_superuser_is_an_administrator_and_no_more(client):
    superuser = factories.UserFactory(is_superuser=True)
    assert superuser.has_perm("organisation.use_admin_site")
    assert not superuser.has_perm("realisations.submit_report", factories.QuarterReportFactory())
    assert not superuser.has_perm("organisation.delete_user")


def test_who_is_not_logged_in_comes_to_our_log_in_page(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/masuk/")


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Government])
def test_nothing_else_is_added_changed_or_deleted_there(client, administrator, model):
    one_of_each(administrator)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    pk = model.objects.first().pk
    assert client.get(reverse(f"{name}_add")).status_code == 403
    assert client.post(reverse(f"{name}_change", args=[pk]), {}).status_code == 403
    assert client.post(reverse(f"{name}_delete", args=[pk]), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=pk).exists()


def test_there_is_one_government_and_it_stays(client, administrator):
    factories.GovernmentFactory()
    assert client.get(reverse("admin:organisation_government_add")).status_code == 403
    assert client.post(reverse("admin:organisation_government_delete", args=[1]), {"post": "yes"}).status_code == 403


def test_our_models_have_no_other_way_into_the_admin():
    ours = {model for model in admin.site._registry if model._meta.app_label in {"audit", "messaging", "organisation"}}
    assert ours == set(MODELS)
