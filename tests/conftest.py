"""What every test stands on: the embedded services, a database of its own, Debian's Chromium."""

import gc
import math
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import TransactionTestCase, override_settings
from django.urls import get_resolver
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from pk_site import embedded
from tests.beginnings import OF_A_TEST, begin
from tests.databases import drop_databases_of_dead_runs, empty_tables, migrated_template, name_for_this_run
from tests.drawn import DrawnDocuments, documents_drawn_once
from tests.full_disk import almost_full
from tests.scenes import scenes
from tests.slowness import pytest_collection_modifyitems, pytest_configure, pytest_runtest_call

__all__ = ["pytest_collection_modifyitems", "pytest_configure", "pytest_runtest_call"]

# Playwright's synchronous interface runs an event loop in the test's thread; Django's guard would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
embedded.start_or_exit()
# As in an installation; here and not in a fixture, because addresses may be read while tests are still collected.
settings.DEBUG = False
# The same examples in every run, and none judged by the clock: a busy machine finds no other faults than a quiet one.
hypothesis_settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let tests that compare a page of the documentation write it anew."""
    parser.addoption("--write-docs", action="store_true", help="write pages of docs/ that are made from the code")


CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what lives as long as the run: walking it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """Give every worker of every run a database of its own, so that several runs may work at the same time."""
    database = settings.DATABASES["default"]
    database.setdefault("TEST", {})["NAME"] = name_for_this_run()
    database["CONN_MAX_AGE"] = 0
    database["OPTIONS"] = {**database["OPTIONS"], "options": "-c synchronous_commit=off"}
    drop_databases_of_dead_runs(database)
    with django_db_blocker.unblock():
        database["TEST"]["TEMPLATE"] = migrated_template(database)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the scenes stand that the test asks for."""
    scenes.prepare(item)


@pytest.fixture(autouse=True, scope="session")
def tables_emptied_fast() -> Iterator[None]:
    """Remove what tests commit in a thirtieth of the time that Django takes for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_tables)
        yield


@pytest.fixture(autouse=True, scope="session")
def fast_passwords() -> Iterator[None]:
    """Hash passwords fast: what Argon2 is worth is not in question here."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def same_beginning() -> None:
    """Begin every test with the same numbers and public names, whatever ran before it."""
    begin(OF_A_TEST)


@pytest.fixture(autouse=True, scope="session")
def drawn_documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrawnDocuments]:
    """Draw each document once in a run; the workers of the run share what was drawn."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with documents_drawn_once(shared / "drawn") as drawn:
        yield drawn


@pytest.fixture
def drawn_cold(drawn_documents: DrawnDocuments) -> Iterator[None]:
    """Draw what this test asks for, even if the same was drawn before."""
    with drawn_documents.bypassed():
        yield


@pytest.fixture(autouse=True)
def remembered_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin every test with the zone already read, so that the number of queries of a page is always the same."""
    from organisation.clock import RememberedZone  # models are there only once Django is set up

    monkeypatch.setattr(RememberedZone, "name", settings.TIME_ZONE)
    monkeypatch.setattr(RememberedZone, "until", math.inf)


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> Path:
    """The folder below which every test has a folder of its own for stored files."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def own_files(files: Path) -> Iterator[None]:
    """Keep the files of a test apart from those of others; the folder comes into being with the first file."""
    with override_settings(MEDIA_ROOT=files / uuid4().hex):
        yield


@pytest.fixture
def full_disk(own_files: None) -> Iterator[Path]:
    """The folder of stored files, on a disk that has room for a few thousand bytes only."""
    folder = Path(settings.MEDIA_ROOT)
    with almost_full(folder):
        yield folder


@pytest.fixture(autouse=True, scope="session")
def every_page_imported() -> None:
    """Import the code of all pages now, so that this time is not taken for that of the first test that opens one."""
    get_resolver().url_patterns  # noqa: B018 - reading it is what imports


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse connections that would leave this machine."""
    connect = socket.socket.connect

    def connect_at_home(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_at_home)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Start Debian's Chromium instead of a downloaded one, without any traffic of its own."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not executable:
        pytest.fail("Chromium is missing: install the package chromium or name the program in CHROMIUM.")
    return {**browser_type_launch_args, "executable_path": executable, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """Browse as an Indonesian office computer does."""
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}
