"""Agreements in Django's admin: to be looked up by the administrator, and nothing else."""

from django.urls import reverse

from organisation.enums import Role
from tests.agreements.stage import drafted
from tests.factories import user_with_role

LIST = reverse("admin:agreements_agreement_changelist")


def test_the_administrator_finds_an_agreement_and_sees_what_it_says(stage, client):
    agreement = drafted(stage)
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    assert "Kepala Dinas Kesehatan" in client.get(LIST, {"q": "siti"}).content.decode()
    text = client.get(reverse("admin:agreements_agreement_change", args=[agreement.pk])).content.decode()
    assert stage.indicators[0].statement in text
    assert "dr. Siti Rahma, M.Kes." in text


def test_the_administrator_cannot_change_it_there(stage, client):
    agreement = drafted(stage)
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    answer = client.post(reverse("admin:agreements_agreement_change", args=[agreement.pk]), {"status": "in_force"})
    assert answer.status_code == 403
    agreement.refresh_from_db()
    assert agreement.status == "draft"


def test_nobody_else_gets_in(stage, client):
    client.force_login(stage.section)
    assert client.get(LIST, follow=True).status_code == 403
