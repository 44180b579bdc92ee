"""What the tests of signing share: an agreement between two people whose names stand on certificates."""

import asyncio
from collections.abc import Iterator

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


@pytest.fixture(autouse=True)
def without_the_loop_of_a_browser() -> Iterator[None]:
    """Sign as a web server's thread does: a browser test before this one leaves its event loop in the tests' thread."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
