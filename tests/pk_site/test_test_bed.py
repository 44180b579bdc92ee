"""The ground the tests stand on: databases are tidied up, nothing leaves the machine, a real browser works."""

import os
import socket
import subprocess
import threading
import time

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.urls import reverse

from audit.models import Event
from audit.trail import record
from organisation.models import WorkUnit
from pk_site import embedded
from tests.databases import drop_databases_of_dead_runs, empty_tables
from tests.factories import UserFactory, WorkUnitFactory


@pytest.fixture
def administration():
    """A connection to the server, beside the test's own transaction."""
    address = os.environ.get("DATABASE_URL") or embedded.database_url()
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def names(connection: psycopg.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}


def test_only_databases_of_runs_that_have_gone_are_dropped(administration):
    gone = subprocess.Popen(["true"])
    gone.wait()
    left, alive = f"test_amanah_{gone.pid}_gw0", f"test_amanah_{os.getpid()}_other"
    for name in (left, alive):
        administration.execute(f'CREATE DATABASE "{name}"')
    try:
        drop_databases_of_dead_runs({**settings.DATABASES["default"], "NAME": administration.info.dbname})
        assert left not in names(administration)
        assert {alive, administration.info.dbname} <= names(administration)
    finally:
        administration.execute(f'DROP DATABASE IF EXISTS "{alive}"')


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_removed_the_protected_trail_included():
    kinds = ContentType.objects.count()
    record(WorkUnitFactory(), "unit.created", by=UserFactory())
    assert Event.objects.exists()
    empty_tables(TransactionTestCase())
    for model in apps.get_models(include_auto_created=True):
        if model is not ContentType and model is not Permission and model._meta.managed:
            assert not model._default_manager.exists(), model
    assert ContentType.objects.count() == kinds > 0
    assert Permission.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_removed_waits_for_a_transaction_that_still_writes():
    def write() -> None:
        with transaction.atomic():
            WorkUnitFactory()
            began.set()
            time.sleep(0.3)
        connection.close()

    began = threading.Event()
    writer = threading.Thread(target=write)
    writer.start()
    assert began.wait(30)
    empty_tables(TransactionTestCase())
    writer.join()
    assert not WorkUnit.objects.exists()


def test_a_connection_that_would_leave_the_machine_is_refused():
    with socket.socket() as outside, pytest.raises(AssertionError, match="tried to reach"):
        outside.connect(("192.0.2.1", 80))


@pytest.mark.django_db(transaction=True)
def test_the_log_in_page_opens_in_a_browser_without_a_complaint(live_server, page):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("response", lambda response: response.ok or complaints.append(f"{response.status} {response.url}"))
    page.goto(live_server.url + reverse("organisation:login"))
    assert page.locator("form button[type=submit]").count() >= 1
    assert complaints == []
