"""Health addresses for supervisors and load balancers."""

import pytest
from django.urls import reverse

from pk_site import health


def test_live_answers_without_log_in_and_without_database(client):
    answer = client.get(reverse("health_live"))
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_tells_that_database_and_redis_answer(client):
    answer = client.get(reverse("health_ready"))
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "redis": "ok", "files": "ok"}


@pytest.mark.django_db
def test_ready_names_the_part_that_is_down(client, settings):
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"
    answer = client.get(reverse("health_ready"))
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "redis": "down", "files": "ok"}


@pytest.mark.django_db
def test_a_disk_without_room_for_files_is_named_while_the_process_goes_on(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_ROOM", 10**18)
    answer = client.get(reverse("health_ready"))
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "redis": "ok", "files": "full"}


@pytest.mark.parametrize("name", ["health_live", "health_ready"])
def test_health_is_read_only(client, name):
    assert client.post(reverse(name)).status_code == 405
