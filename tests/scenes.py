"""Scenes: what tests of a module begin with, built once for all of them and given back by each.

A scene is built in a transaction, and each test works in a savepoint of it, as pytest-django makes one for every test.
A test that does not ask for the scene does not see it: the transaction is rolled back, and the scene is built again for
the next test that wants it. A test that commits (`transactional_db`, `live_server`) cannot work inside; its scene is
built for it alone.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any, Generic, TypeVar

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.beginnings import OF_A_LAYER, begin

T = TypeVar("T")


class Scene(Generic[T]):
    """What `build` makes; a fixture of the name `name` gives it to the tests of a module."""

    def __init__(self, name: str, build: Callable[[], T], blocker: DjangoDbBlocker) -> None:
        self.name = name
        self._build, self._blocker = build, blocker
        self._transaction = ExitStack()
        self._built: T | None = None

    def for_a_test(self) -> T:
        """The scene as it was built; what a test does to these objects no other test sees."""
        if self._built is None:
            return self._build()
        return copy.deepcopy(self._built)

    def stand(self, number: int) -> None:
        """Build it in a transaction, as the scene of this number from below."""
        begin(number * OF_A_LAYER)
        with self._blocker.unblock():
            self._transaction.enter_context(transaction.atomic())
            try:
                self._built = self._build()
            except BaseException:
                self.fall()
                raise

    def fall(self) -> None:
        """Roll the transaction back."""
        self._built = None
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._transaction.close()


class Scenes:
    """The scenes of the module whose tests are running, and those of them that stand, the lowest first."""

    def __init__(self) -> None:
        self._known: list[Scene] = []
        self._standing: list[Scene] = []
        self._may_stand = True

    def prepare(self, item: pytest.Item) -> None:
        """Let those scenes stand that this test asks for, and no others; before the test has a savepoint."""
        self._may_stand = not _commits(item)
        wanted = [scene for scene in self._known if self._may_stand and scene.name in item.fixturenames]
        if wanted != self._standing:
            self._fall_down_to(0)
            for scene in wanted:
                self._stand(scene)

    def add(self, scene: Scene) -> None:
        """The first test that asks for a scene is about to begin."""
        self._known.append(scene)
        if self._may_stand:
            self._stand(scene)

    def remove(self, scene: Scene) -> None:
        """No other test of the module will ask for it."""
        self._known.remove(scene)
        if scene in self._standing:
            self._fall_down_to(self._standing.index(scene))

    def _stand(self, scene: Scene) -> None:
        scene.stand(len(self._standing))
        self._standing.append(scene)

    def _fall_down_to(self, number: int) -> None:
        while len(self._standing) > number:
            self._standing.pop().fall()


scenes = Scenes()


def built_once(build: Callable[..., T], params: Sequence[Any] | None = None) -> Callable:
    """A fixture that gives the `Scene` of what `build` makes; with `params`, one after the other."""

    @pytest.fixture(scope="module", params=params)
    def scene(
        request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
    ) -> Iterator[Scene[T]]:
        made = Scene(request.fixturename, partial(build, request.param) if params else build, django_db_blocker)
        scenes.add(made)
        yield made
        scenes.remove(made)

    return scene


def _commits(item: pytest.Item) -> bool:
    """Whether this test works with committed rows."""
    marker = item.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"} & set(item.fixturenames)) or bool(
        marker and marker.kwargs.get("transaction")
    )
