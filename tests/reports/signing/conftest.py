"""What the tests of signing share: an agreement between two people whose names stand on certificates."""

import pytest
from django.utils import timezone

from agreements.models import Agreement
from organisation.models import Employee


@pytest.fixture
def named(agreement) -> Agreement:
    """An approved agreement of this year between Siti Rahma and Ahmad Contoh."""
    for party, name in zip(agreement.parties.all(), ("Siti Rahma", "Ahmad Contoh"), strict=True):
        Employee.objects.filter(pk=party.employee_id).update(name=name)
        agreement.parties.filter(pk=party.pk).update(name=f"dr. {name}, M.Kes.")
    Agreement.objects.filter(pk=agreement.pk).update(year=timezone.localdate().year)
    return Agreement.objects.with_content().get(pk=agreement.pk)
