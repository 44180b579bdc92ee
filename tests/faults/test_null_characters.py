"""A null character in an address or in a field that no form checks: PostgreSQL stores none, so nothing fits it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.db import DataError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from audit.models import Event
from organisation.enums import Role
from organisation.models import User
from pk_site.null_characters import NullCharacterMiddleware
from tests.clocks import database_clock
from tests.factories import ProgramFactory, user_with_role
from tests.faults.test_bad_input import NOW, visitor
from tests.matrix.cases import CASES, Case
from tests.matrix.world import World, build_world

READ = re.compile(r'\.get(?:list)?\(\s*"([a-z_]{1,30})"|: \("([a-z_]{1,30})", \w+\)')
"""How the code names a field that it reads by hand, or a part of a filter."""


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Everything that the addresses of the matrix point at, while the third quarter is open."""
    with time_machine.travel(NOW, tick=False), database_clock(NOW):
        yield build_world()


def names_read() -> set[str]:
    """Every name under which something is read from an address or a form outside of Django's forms."""
    folders = [Path(config.path) for config in apps.get_app_configs() if "site-packages" not in config.path]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    return {name for path in files for pair in READ.findall(path.read_text()) for name in pair if name}


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for case in CASES if case.method == "get"], ids=lambda case: case.id)
def test_a_null_character_in_every_part_of_an_address_is_answered(case: Case, world: World) -> None:
    client, address = visitor(case, world), reverse(case.route, args=case.args(world))
    client.raise_request_exception = True
    sent = dict.fromkeys(names_read() | set(case.data(world)), "a\x00b")
    assert client.get(address, sent).status_code in {200, 302, 400, 404, 409}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/pengguna/?q=",
        "/pegawai/?q=",
        "/rencana/nomenklatur/?q=",
        "/admin/organisation/user/?q=",
        "/admin/organisation/user/?username=",
        "/admin/organisation/user/?o=",
        "/admin/organisation/user/null%00/change/?",
    ],
)
def test_nothing_is_found_for_a_null_character(client: Client, address: str) -> None:
    ProgramFactory()
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    page = client.get(f"{address}nul%00l")
    assert page.status_code in {200, 302}
    assert page.status_code == 302 or not page.context.get("page_obj")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [lambda: User.objects.filter(username="a\x00").count(), lambda: Event.objects.filter(data={"a": "\x00"}).count()],
)
def test_what_the_database_refuses_for_its_null_character_is_refused_in_words(rf: RequestFactory, write) -> None:
    with pytest.raises(DataError) as refusal, transaction.atomic():
        write()
    answer = NullCharacterMiddleware(lambda request: None).process_exception(rf.post("/"), refusal.value)
    assert answer.status_code == 400
    assert "karakter kosong (NUL)" in answer.content.decode()


def test_other_faults_stay_what_they_are(rf: RequestFactory) -> None:
    assert NullCharacterMiddleware(lambda request: None).process_exception(rf.post("/"), ValueError("NUL")) is None
