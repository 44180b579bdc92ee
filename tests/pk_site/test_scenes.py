"""What tests see of a scene that was built once for all of them."""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from organisation.models import WorkUnit
from tests.factories import WorkUnitFactory
from tests.scenes import Scene, Scenes

pytestmark = pytest.mark.django_db(transaction=True)


class Play:
    """Scenes of a module, and tests of it that take turns."""

    def __init__(self, blocker) -> None:
        self.scenes = Scenes()
        self.times_built = 0
        self.unit = Scene("unit", self._build, blocker)
        self.division = Scene(
            "division", lambda: WorkUnitFactory(name="Bidang", parent=WorkUnit.objects.get()), blocker
        )

    def _build(self) -> WorkUnit:
        self.times_built += 1
        return WorkUnitFactory(name="Dinas")

    def prepare(self, *asks: str) -> None:
        """The next test begins, and asks for this."""
        item = SimpleNamespace(fixturenames=asks, get_closest_marker=lambda name: None)
        self.scenes.prepare(item)


@pytest.fixture
def play(django_db_blocker):
    play = Play(django_db_blocker)
    yield play
    play.prepare()


def names() -> set[str]:
    return set(WorkUnit.objects.values_list("name", flat=True))


def change_everything(unit: WorkUnit) -> None:
    """What a test does in the savepoint that is rolled back after it."""
    with transaction.atomic():
        unit.name = "Badan"
        unit.save()
        transaction.set_rollback(True)


def test_a_scene_is_built_once_and_each_test_gets_it_as_it_was_built(play):
    play.prepare("unit")
    play.scenes.add(play.unit)
    change_everything(play.unit.for_a_test())
    play.prepare("unit", "other")
    assert play.unit.for_a_test().name == "Dinas"
    assert names() == {"Dinas"}
    assert play.times_built == 1


def test_who_does_not_ask_for_a_scene_does_not_see_it(play):
    play.prepare("unit")
    play.scenes.add(play.unit)
    play.prepare("other")
    assert names() == set()
    play.prepare("unit")
    assert names() == {"Dinas"}
    assert play.times_built == 2


def test_who_commits_gets_a_scene_that_is_committed(play):
    play.prepare("unit")
    play.scenes.add(play.unit)
    play.prepare("unit", "transactional_db")
    assert names() == set()
    assert play.unit.for_a_test().name == "Dinas"
    assert not connection.in_atomic_block
    assert names() == {"Dinas"}


def test_a_scene_whose_first_test_commits_is_not_built_for_all(play):
    play.prepare("unit", "live_server")
    play.scenes.add(play.unit)
    assert play.times_built == 0


def test_scenes_stand_upon_each_other_and_the_lower_one_takes_the_upper_one_along(play):
    play.prepare("unit", "division")
    play.scenes.add(play.unit)
    play.scenes.add(play.division)
    assert names() == {"Dinas", "Bidang"}
    assert play.unit.for_a_test().code != play.division.for_a_test().code
    play.prepare("unit")
    assert names() == {"Dinas"}
    play.scenes.remove(play.unit)
    assert names() == set()


def test_a_scene_that_cannot_be_built_leaves_nothing_behind(play, django_db_blocker):
    def build() -> None:
        WorkUnitFactory()
        raise ValueError

    play.prepare("broken")
    with pytest.raises(ValueError):
        play.scenes.add(Scene("broken", build, django_db_blocker))
    assert not connection.in_atomic_block
    assert names() == set()
