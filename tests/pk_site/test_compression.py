"""Pages travel compressed; downloads keep their length."""

import gzip

import pytest
from django.urls import reverse

from organisation.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
ACCEPTS = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_travels_compressed(client):
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    address = reverse("organisation:employee_list")
    plain, packed = client.get(address), client.get(address, headers=ACCEPTS)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert int(packed["Content-Length"]) < len(plain.content) / 2
    assert b"</html>" in gzip.decompress(packed.content)


def test_a_page_has_another_length_each_time_so_that_it_cannot_be_guessed_from(client):
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    address = reverse("organisation:employee_list")
    lengths = {int(client.get(address, headers=ACCEPTS)["Content-Length"]) for _ in range(12)}
    assert len(lengths) > 3


def test_a_download_stays_as_it_is(client):
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    answer = client.get(reverse("exchange:workbook_template"), headers=ACCEPTS)
    assert "Content-Encoding" not in answer
    assert b"".join(answer).startswith(b"PK")
