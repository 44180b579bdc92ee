"""Settings speak up: nonsense in the environment stops the program with a sentence, production assumes nothing."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from pk_site.embedded.places import CHECKOUT
from pk_site.environment import database_from_url, envbool, envint, envlist, envtext, envurl

SECRET = "a-long-secret-of-an-installation-that-exists-only-in-this-test"
PRODUCTION = {
    "AMANAH_ENV": "production",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "amanah.example.go.id",
    "SITE_URL": "https://amanah.example.go.id",
    "DATABASE_URL": "postgresql://amanah@localhost/amanah",
    "REDIS_URL": "redis://localhost:6379/0",
}


def load_settings(**environment: str) -> subprocess.CompletedProcess:
    """Load the settings in a process of its own, with nothing in the environment but what is given."""
    program = "from pk_site import settings; print(settings.DEBUG, settings.SESSION_COOKIE_SECURE)"
    bare = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=bare, capture_output=True, text=True)


# --- the helpers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meaning"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("False", False)]
)
def test_envbool_understands_the_usual_words(monkeypatch, text, meaning):
    monkeypatch.setenv("SWITCH", text)
    assert envbool("SWITCH", not meaning) is meaning


@pytest.mark.parametrize("text", ["maybe", "2", "ya"])
def test_envbool_refuses_other_words_and_names_the_variable(monkeypatch, text):
    monkeypatch.setenv("SWITCH", text)
    with pytest.raises(ImproperlyConfigured, match=rf"SWITCH='{text}'"):
        envbool("SWITCH", True)


def test_unset_and_empty_variables_mean_the_default(monkeypatch):
    monkeypatch.delenv("ABSENT", raising=False)
    monkeypatch.setenv("EMPTY", " ")
    for name in ("ABSENT", "EMPTY"):
        assert envbool(name, True) is True
        assert envint(name, 7) == 7
        assert envtext(name, "text") == "text"
        assert envlist(name, "a, b,") == ["a", "b"]


@pytest.mark.parametrize("text", ["ten", "1.5", "0", "-3"])
def test_envint_refuses_what_is_no_number_or_too_small(monkeypatch, text):
    monkeypatch.setenv("COUNT", text)
    with pytest.raises(ImproperlyConfigured, match="COUNT="):
        envint("COUNT", 5, least=1)


def test_envtext_without_default_must_be_set(monkeypatch):
    monkeypatch.delenv("NEEDED", raising=False)
    with pytest.raises(ImproperlyConfigured, match="NEEDED must be set"):
        envtext("NEEDED")


def test_envtext_refuses_an_unknown_choice(monkeypatch):
    monkeypatch.setenv("MODE", "staging")
    with pytest.raises(ImproperlyConfigured, match="not one of: development, production"):
        envtext("MODE", choices=("development", "production"))


def test_a_database_address_is_taken_apart():
    found = database_from_url("postgresql://us%40er:p%3Aw@db.local:6432/amanah?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("us@er", "p:w", "db.local", "6432")
    assert (found["NAME"], found["OPTIONS"]) == ("amanah", {"sslmode": "require"})


def test_a_database_address_may_name_a_socket_folder():
    assert database_from_url("postgresql://amanah@/amanah?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:///db.sqlite3", "Amanah needs postgresql://"),
        ("postgresql://localhost", "names no database"),
        ("postgresql://localhost:port/amanah", "port in DATABASE_URL"),
    ],
)
def test_other_database_addresses_are_refused(url, reason):
    with pytest.raises(ImproperlyConfigured, match=reason):
        database_from_url(url)


# --- the settings ------------------------------------------------------------------------------------------------


def test_development_needs_no_variable():
    outcome = load_settings()
    assert (outcome.returncode, outcome.stdout) == (0, "True False\n")


def test_production_starts_when_everything_is_said():
    outcome = load_settings(**PRODUCTION)
    assert (outcome.returncode, outcome.stdout) == (0, "False True\n")


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"AMANAH_ENV"}))
def test_production_refuses_to_start_without(name):
    outcome = load_settings(**{key: value for key, value in PRODUCTION.items() if key != name})
    assert outcome.returncode == 1
    assert f"ImproperlyConfigured: {'The environment variable ' if name != 'ALLOWED_HOSTS' else ''}{name} must" in (
        outcome.stderr
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "development-only-key-that-production-refuses-to-start-with"),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "amanah.example.go.id,*"),
        ("DEBUG", "1"),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("SESSION_HOURS", "0"),
    ],
)
def test_production_refuses_to_start_with(name, value):
    outcome = load_settings(**PRODUCTION | {name: value})
    assert outcome.returncode == 1
    assert name in outcome.stderr.splitlines()[-1]
    assert "ImproperlyConfigured" in outcome.stderr.splitlines()[-1]


def test_an_unknown_kind_of_installation_is_refused():
    outcome = load_settings(AMANAH_ENV="prod")
    assert "AMANAH_ENV='prod' is not one of: development, production." in outcome.stderr


# --- what the settings promise -----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["health_live", "organisation:login"])
def test_every_answer_carries_a_policy_without_inline_code(client, db, address):
    from django.urls import reverse

    policy = client.get(reverse(address)).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_tasks_are_json_late_acknowledged_and_bounded(settings):
    from pk_site.celery import app

    assert app.conf.accept_content == ["json"]
    assert (app.conf.task_acks_late, app.conf.task_reject_on_worker_lost) == (True, True)
    assert (app.conf.worker_prefetch_multiplier, app.conf.task_soft_time_limit, app.conf.task_time_limit) == (1, 60, 90)


def test_every_scheduled_task_exists():
    from pk_site.celery import app

    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


# --- WhatsApp ----------------------------------------------------------------------------------------------------

CLOUD = {
    "WHATSAPP_API": "cloud",
    "WHATSAPP_PHONE_NUMBER_ID": "123",
    "WHATSAPP_TOKEN": "rahasia",
    "WHATSAPP_TEMPLATE": "pengingat_amanah",
}


def test_whatsapp_is_configured_whole():
    assert load_settings(**PRODUCTION, **CLOUD).returncode == 0


@pytest.mark.parametrize("missing", [name for name in CLOUD if name != "WHATSAPP_API"])
def test_half_an_account_at_whatsapp_stops_the_program(missing):
    given = {name: value for name, value in CLOUD.items() if name != missing}
    result = load_settings(**PRODUCTION, **given)
    assert result.returncode != 0
    assert f"The environment variable {missing} must be set." in result.stderr
    assert "rahasia" not in result.stderr


def test_an_unknown_way_to_whatsapp_stops_the_program():
    assert "WHATSAPP_API='gateway' is not one of: off, cloud." in load_settings(WHATSAPP_API="gateway").stderr


@pytest.mark.parametrize("url", ["https://graph.facebook.com/v23.0", "http://127.0.0.1:8080", "http://localhost", ""])
def test_envurl_takes_https_and_this_machine(monkeypatch, url):
    monkeypatch.setenv("ADDRESS", url)
    assert envurl("ADDRESS", "") == url


@pytest.mark.parametrize("url", ["http://graph.facebook.com", "graph.facebook.com", "ftp://a.test", "https://"])
def test_envurl_refuses_what_others_could_read_on_the_way(monkeypatch, url):
    monkeypatch.setenv("ADDRESS", url)
    with pytest.raises(ImproperlyConfigured, match="must begin with https://"):
        envurl("ADDRESS", "")
