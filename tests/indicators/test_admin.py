"""Django's admin shows plans and reports to the administrator and changes none of them."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from indicators.models import BudgetLine, Indicator, Objective, Period, Policy, Program, Target
from organisation.enums import Role
from realisations.models import QuarterReport
from tests.factories import user_with_role
from tests.office import Office

pytestmark = pytest.mark.django_db

MODELS = [BudgetLine, Indicator, Objective, Period, Policy, Program, QuarterReport, Target]


@pytest.mark.parametrize("model", MODELS)
def test_the_administrator_looks_up_and_nobody_writes(office: Office, model: type[Model]) -> None:
    office.report()
    name = f"admin:{model._meta.label_lower.replace('.', '_')}"
    row = reverse(f"{name}_change", args=[model.objects.first().pk])
    client = Client()
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    assert client.get(reverse(f"{name}_changelist"), {"q": "a"}).status_code == 200
    assert client.get(row).status_code == 200
    assert client.post(row, {}).status_code == 403
    assert client.get(reverse(f"{name}_add")).status_code == 403
    client.force_login(office.section)
    assert client.get(row).status_code in (302, 403)
