"""The permission matrix: every named address, every identity, one expected answer."""

from dataclasses import dataclass

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.matrix.cases import CASES
from tests.matrix.world import ANONYMOUS, IDENTITIES, World, build_world
from tests.scenes import Scene, built_once

DEBUG_ONLY = {"gallery"}
"""Named addresses that exist only on a developer's machine."""


class UndoError(Exception):
    """Leaves the atomic block without keeping what the request wrote."""


@dataclass
class Peopled:
    """The world, and a browser of everybody in it, already logged in."""

    world: World
    visitors: dict[str, Client]


def peopled() -> Peopled:
    world = build_world()
    visitors = {identity: Client() for identity in IDENTITIES}
    for identity, client in visitors.items():
        if identity != ANONYMOUS:
            client.force_login(world.users[identity])
    return Peopled(world, visitors)


scene = built_once(peopled)


@pytest.fixture
def everything(scene: Scene[Peopled], db) -> Peopled:
    return scene.for_a_test()


@pytest.fixture
def world(everything: Peopled) -> World:
    return everything.world


@pytest.fixture
def visitors(everything: Peopled) -> dict[str, Client]:
    return everything.visitors


def answer(client: Client, case, url: str, data: dict) -> str:
    """What the visitor gets, in the words of the matrix."""
    response = None
    try:
        with transaction.atomic():
            response = getattr(client, case.method)(url, data)
            raise UndoError
    except UndoError:
        pass
    status = response.status_code
    if status in {301, 302} and response.url.startswith(reverse("organisation:login")):
        return "login"
    # 422: past the door and allowed, but what was sent is refused with a sentence (here: the period is closed).
    words = {403: "forbidden", 404: "missing", 200: "allowed", 302: "allowed", 422: "allowed"}
    return words.get(status, f"status {status}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_identity_gets_exactly_what_the_matrix_says(case, world, visitors):
    url, data = reverse(case.route, args=case.args(world)), case.data(world)
    got = {identity: answer(client, case, url, data) for identity, client in visitors.items()}
    assert got == {identity: case.expected(identity) for identity in IDENTITIES}


def named_routes(resolver: URLResolver, prefix: str = "") -> set[str]:
    """All names in the address book, with their namespaces; Django's admin has a test of its own."""
    names = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if entry.name:
                names.add(prefix + entry.name)
        elif entry.namespace != "admin":
            names |= named_routes(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
    return names


def test_no_named_address_is_missing_from_the_matrix():
    assert named_routes(get_resolver()) - DEBUG_ONLY == {case.route for case in CASES}


def test_an_address_that_takes_only_posts_refuses_get(world, visitors):
    taking_get = {case.route for case in CASES if case.method == "get"}
    client = visitors["Bagian Organisasi"]
    for case in CASES:
        if case.route not in taking_get:
            response = client.get(reverse(case.route, args=case.args(world)))
            assert response.status_code in {403, 404, 405}, case.route


@pytest.mark.parametrize("route", ["index", "organisation_user_changelist", "audit_event_changelist"])
def test_the_administration_site_is_for_the_administrator_only(route, visitors):
    url = reverse(f"admin:{route}")
    for identity, client in visitors.items():
        status = client.get(url).status_code
        assert (status == 200) == (identity == "administrator"), (identity, status)


def test_every_address_of_the_administration_site_is_closed_to_the_rest(visitors):
    for name in _admin_addresses():
        assert visitors["Bagian Organisasi"].get(name).status_code in {302, 403, 404}, name


def _admin_addresses() -> list[str]:
    """Every page of the administration site that can be addressed without or with one argument."""
    addresses = []
    for app, model in _admin_models():
        for verb, args in (("changelist", []), ("add", []), ("change", [1]), ("delete", [1]), ("history", [1])):
            try:
                addresses.append(reverse(f"admin:{app}_{model}_{verb}", args=args))
            except NoReverseMatch:
                continue
    return addresses


def _admin_models() -> list[tuple[str, str]]:
    return [(model._meta.app_label, model._meta.model_name) for model in admin.site._registry]
