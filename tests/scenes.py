"""Scenes: what the tests of a module begin with, built once for the module and given back by every test.

A transaction stands around all tests of the module; the scene is built in it, and each test works in a savepoint of it,
as pytest-django makes one for every test. A test that commits (`transactional_db`, `live_server`) cannot do so inside:
the transaction ends before it, and it builds its scene for itself. pytest-django runs such tests after all others.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Generic, TypeVar

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.beginnings import OF_A_LAYER, begin

T = TypeVar("T")
FIRST_LAYER = 2  # the first one is the empty transaction


class ModuleTransaction:
    """The transaction around the tests of a module; it never becomes permanent."""

    current: "ModuleTransaction | None" = None

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        self._layers: list[AbstractContextManager] = []

    def __enter__(self) -> "ModuleTransaction":
        self._begin()
        ModuleTransaction.current = self
        return self

    def __exit__(self, *_: object) -> None:
        while self._layers:
            self._roll_back()
        ModuleTransaction.current = None

    @property
    def is_open(self) -> bool:
        """Whether tests still work inside."""
        return bool(self._layers)

    @contextmanager
    def layer(self, build: Callable[[], T]) -> Iterator[T]:
        """What `build` makes, in a savepoint of the transaction."""
        self._begin()
        depth = len(self._layers)
        try:
            begin((depth - FIRST_LAYER) * OF_A_LAYER)
            with self._blocker.unblock():
                made = build()
            yield made
        finally:
            while len(self._layers) >= depth:
                self._roll_back()

    def _begin(self) -> None:
        with self._blocker.unblock():
            layer = transaction.atomic()
            layer.__enter__()
        self._layers.append(layer)

    def _roll_back(self) -> None:
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._layers.pop().__exit__(None, None, None)


class Scene(Generic[T]):
    """A scene that stands in a module's transaction, or is built anew where there is none."""

    def __init__(self, build: Callable[[], T], around: ModuleTransaction | None, built: T | None) -> None:
        self._build, self._around, self._built = build, around, built

    def for_a_test(self) -> T:
        """The scene as it was built; what a test does to these objects no other test sees."""
        if self._around is None or not self._around.is_open:
            return self._build()
        assert self._built is not None
        return copy.deepcopy(self._built)


def built_once(build: Callable[[], T]) -> Callable:
    """A fixture that gives a `Scene`, built before the first test of a module that asks for it."""

    @pytest.fixture(scope="module")
    def scene(module_transaction: ModuleTransaction | None) -> Iterator[Scene[T]]:
        if module_transaction is None:
            yield Scene(build, None, None)
        else:
            with module_transaction.layer(build) as built:
                yield Scene(build, module_transaction, built)

    return scene


def commits(item: pytest.Item) -> bool:
    """Whether this test works with committed rows."""
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or bool(marker and marker.kwargs.get("transaction"))
